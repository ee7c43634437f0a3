// SPDX-License-Identifier: Apache-2.0
//
// Services answer with the first thousand features and say so in a member that no reader of files looks at: ArcGIS exceededTransferLimit, OGC API numberMatched and
// a link to the next page, GeoServer totalFeatures.
#include <charconv>

#include <fmt/format.h>

#include "geojson_scan.h"
#include "text.h"

namespace zonegate::io {

std::string part_of_answer(const std::vector<std::pair<std::string, std::string>>& said,
                           std::int64_t members) {
  for (const auto& [where, text] : said) {
    const auto colon = text.find(": ");
    if (colon == std::string::npos) continue;
    const std::string key = lower_ascii(text.substr(0, colon)), value = lower_ascii(text.substr(colon + 2));
    if ((key == "exceededtransferlimit" && value == "true") || (key == "rel" && value == "next"))
      return fmt::format("it says \"{}\"", text);
    const bool all = key == "numbermatched" || key == "totalfeatures";
    if (!all && key != "numberreturned") continue;
    std::int64_t count = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), count);
    if (read.ec != std::errc() || read.ptr != value.data() + value.size()) continue;  // "unknown"
    if (all ? count > members : count != members)
      return fmt::format("it says \"{}\", and holds {} features", text, members);
  }
  return {};
}

}  // namespace zonegate::io
