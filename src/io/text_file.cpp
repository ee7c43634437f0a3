// SPDX-License-Identifier: Apache-2.0
//
// A whole text of unknown encoding. Strict UTF-8 comes first: text in GB18030 is hardly ever valid UTF-8 by chance, the other way round it often is.
#include <fmt/format.h>

#include "gdal_env.h"
#include "io/io.h"
#include "place.h"
#include "text.h"

namespace zonegate::io {
namespace {

// A text of "Unicode" as office programs save it: nothing else starts with these two bytes.
std::string marked_utf16(const std::string& bytes) {
  if (bytes.starts_with("\xFF\xFE")) return "UTF-16LE";
  return bytes.starts_with("\xFE\xFF") ? "UTF-16BE" : "";
}

std::string decoded(const std::string& path, const std::string& bytes, const std::string& wanted,
                    std::string& how) {
  if (const std::string wide = marked_utf16(bytes); !wide.empty() && wanted.empty()) {
    const auto decoder = Decoder::of(wide);
    auto text = decoder ? (*decoder)(std::string_view(bytes).substr(2)) : std::nullopt;
    if (!text)
      throw Error(ErrorKind::input, fmt::format("{}: the text starts as {} and is not {}", path, wide, wide),
                  "save it as UTF-8");
    how = wide + " (BOM)";
    return std::move(*text);
  }
  const bool bom = bytes.starts_with("\xEF\xBB\xBF");
  const std::vector<std::string> candidates =
      wanted.empty() ? std::vector<std::string>{"UTF-8", "GB18030"} : std::vector<std::string>{wanted};
  for (const std::string& candidate : candidates) {
    const auto decoder = Decoder::of(candidate);
    if (!decoder)
      throw Error(ErrorKind::usage, fmt::format("{}: nobody knows the encoding \"{}\"", path, candidate),
                  "UTF-8 or GB18030");
    auto text = (*decoder)(bom && decoder->name() == "UTF-8" ? std::string_view(bytes).substr(3)
                                                             : std::string_view(bytes));
    if (!text) continue;
    const char* why = !wanted.empty()        ? "stated by the user"
                      : bom                  ? "BOM"
                      : candidate == "UTF-8" ? "all texts are UTF-8"
                                             : "not UTF-8";
    how = fmt::format("{} ({})", decoder->name(), why);
    return std::move(*text);
  }
  throw Error(ErrorKind::input,
              fmt::format("{}: the text is not {}", path, wanted.empty() ? "UTF-8 and not GB18030" : wanted),
              "save it as UTF-8");
}

}  // namespace

TextFile read_any_text(const std::string& path, const std::string& encoding) {
  const watch::Reading reading(mark_file(path));
  require_file(path);
  TextFile file;
  file.text = decoded(path, read_file(path), encoding, file.encoding);
  return file;
}

TextFile read_text(const std::string& path, const std::string& encoding) {
  TextFile file = read_any_text(path, encoding);
  if (const auto at = file.text.find('\0'); at != std::string::npos)
    throw Error(ErrorKind::input, fmt::format("{}: byte {} is NUL, which no text holds", path, at + 1),
                "the file is damaged, or no text: save it again as UTF-8");
  return file;
}

}  // namespace zonegate::io
