// SPDX-License-Identifier: Apache-2.0
//
// Neither expat nor GDAL's reader of KML knows GBK, in which programs of China write it. Where the prolog says so the text is turned into UTF-8 first; without a word
// nothing is guessed.
#include <algorithm>
#include <array>
#include <fstream>

#include <fmt/format.h>

#include "io/io.h"
#include "kml_scan.h"
#include "text.h"

namespace zonegate::io {
namespace {

struct Stated {
  std::size_t from = 0, size = 0;  // of the name in the text
  std::string name;
};

// <?xml version="1.0" encoding="GBK"?>
Stated stated_in(std::string_view text) {
  if (!text.starts_with("<?xml")) return {};
  const std::string_view prolog = text.substr(0, text.find("?>"));
  const auto at = prolog.find("encoding");
  const auto from = at == std::string_view::npos ? at : prolog.find_first_of("\"'", at);
  const auto end = from == std::string_view::npos ? from : prolog.find(prolog[from], from + 1);
  if (end == std::string_view::npos) return {};
  return {from + 1, end - from - 1, std::string(prolog.substr(from + 1, end - from - 1))};
}

std::string head_of(const std::string& path) {
  std::array<char, 256> head{};
  std::ifstream in(path, std::ios::binary);
  in.read(head.data(), head.size());
  return {head.data(), static_cast<std::size_t>(in.gcount())};
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::optional<KmlText> kml_from_gb(const std::string& path) {
  if (encoding_name(stated_in(head_of(path)).name) != "GB18030") return std::nullopt;
  const std::string bytes = read_file(path);
  const Stated stated = stated_in(bytes);
  const auto refuse = [&](const char* but) {
    throw Error(ErrorKind::input,
                fmt::format("{}: its XML prolog names the encoding {}, but {}", path, stated.name, but),
                "correct the prolog, or save the file as UTF-8");
  };
  // Text of the one is hardly ever valid in the other; which of the two is meant nobody can say then.
  if (!is_ascii(bytes) && is_utf8(bytes)) refuse("its text is UTF-8");
  const auto decoder = Decoder::of("GB18030");
  auto text = decoder ? (*decoder)(bytes) : std::nullopt;
  if (!text) refuse("its text is not of it");
  text->replace(stated.from, stated.size, "UTF-8");
  return KmlText{std::move(*text), fmt::format("GB18030 (the XML prolog says {})", stated.name)};
}

}  // namespace zonegate::io
