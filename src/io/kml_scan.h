// SPDX-License-Identifier: Apache-2.0
//
// kml_scan: what texts of KML and GPX hold, independently of the reader that will read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/core.h"

namespace zonegate::io {

struct KmlScan {
  // Positions that each feature states, in the order in which the reader hands features out: container by container.
  std::vector<std::uint32_t> positions;
  std::vector<std::string> links;   // addresses of NetworkLinks, as they stand there
  std::vector<std::string> unread;  // other elements that nobody reads: "GroundOverlay \"plan\""
  // Texts that are no attribute of a feature: names and descriptions of the document and its folders, elements of other programs (OvCoordType), comments. "text of the file" or
  // "element OvCoordType", what; each once.
  std::vector<std::pair<std::string, std::string>> said;
  std::vector<std::string> faults;  // coordinates that are none, the first ones
};
struct KmlText {
  std::string text, encoding;  // "GB18030 (the XML prolog says GBK)"
};
// In UTF-8, of a file whose XML prolog says GB2312, GBK or GB18030; nullopt: it says something else, or nothing. Error (input): its bytes are none.
std::optional<KmlText> kml_from_gb(const std::string& path);
// Error (input) for a text that is not well-formed, declares a document type, or ends the reader.
KmlScan scan_kml(const std::string& path);
// What of it is not read, each with severity error: such a file cannot show that something is absent.
std::vector<Issue> kml_issues(const std::string& path, const KmlScan& scan);
// Error (input) for a file that holds nothing but links.
void refuse_only_links(const std::string& path, const KmlScan& scan);

// Error (input) for a text that is not well-formed, declares a document type, or has points whose latitude or longitude is no number: the reader takes 0.
void check_gpx(const std::string& path);

}  // namespace zonegate::io
