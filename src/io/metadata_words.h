// SPDX-License-Identifier: Apache-2.0
// metadata_words: what descriptions of data sets (ISO 19115, FGDC, those of ArcGIS and QGIS) say in words.
#pragma once

#include <string>
#include <string_view>

#include "io/io.h"

namespace zonegate::io {

// Texts of XML, well-formed or not: "text of the metadata", "element: text". What stands under the history of processing is one text of its own ("history of the metadata"): it speaks of earlier
// systems too. No document type is followed, nothing is refused.
Texts metadata_words(std::string_view xml);
// Of the files beside a data set that describe it: FILE.xml (parcel.shp.xml), parcel.xml, parcel.qmd. Error (input) naming one whose bytes are no text.
Texts sidecar_words(const std::string& file);

}  // namespace zonegate::io
