// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <fstream>

#include <cpl_vsi.h>
#include <expat.h>
#include <fmt/format.h>

#include "core/core.h"
#include "io/limits.h"
#include "xlsx.h"
#include "zip_archive.h"

namespace zonegate::io {
namespace {

std::string first_bytes(const std::string& path) {
  std::array<char, 8> bytes{};
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), bytes.size());
  return {bytes.data(), static_cast<std::size_t>(file.gcount())};
}

std::string_view local(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

struct Parsing {
  const XmlHandler& handler;
  XML_Parser parser;
  bool doctype = false;
};

void XMLCALL on_start(void* user, const XML_Char* name, const XML_Char** attributes) {
  XmlAttributes map;
  for (; *attributes; attributes += 2) map.emplace(local(attributes[0]), attributes[1]);
  static_cast<Parsing*>(user)->handler.start(local(name), map);
}
void XMLCALL on_end(void* user, const XML_Char* name) {
  static_cast<Parsing*>(user)->handler.end(local(name));
}
void XMLCALL on_text(void* user, const XML_Char* text, int length) {
  static_cast<Parsing*>(user)->handler.text({text, static_cast<std::size_t>(length)});
}
// Workbooks declare no document type; entities are what attacks are made of.
void XMLCALL on_doctype(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  auto* parsing = static_cast<Parsing*>(user);
  parsing->doctype = true;
  XML_StopParser(parsing->parser, XML_FALSE);
}

}  // namespace

XlsxPackage::XlsxPackage(std::string path) : path_(std::move(path)) {
  prepare_gdal();
  require_file(path_);
  const std::string start = first_bytes(path_);
  if (start.starts_with("\xD0\xCF\x11\xE0")) {
    throw Error(ErrorKind::input,
                path_ + ": the workbook is protected by a password, or is an old .xls under another name",
                "open it, take the password away, and save it as .xlsx");
  }
  if (!start.starts_with("PK"))
    throw Error(ErrorKind::input, path_ + ": not an Excel workbook (.xlsx)", "save it as .xlsx again");
  if (!has("xl/workbook.xml")) {
    throw Error(ErrorKind::input, path_ + ": the workbook is damaged, or is of another program",
                "open it and save it as .xlsx again");
  }
  check_archive(path_);
}

std::string XlsxPackage::inside(const std::string& part) const { return "/vsizip/{" + path_ + "}/" + part; }

bool XlsxPackage::has(const std::string& part) const {
  const ErrorTrap trap;
  VSIStatBufL status;
  return VSIStatL(inside(part).c_str(), &status) == 0;
}

std::string XlsxPackage::read(const std::string& part) const {
  const ErrorTrap trap;
  const auto damaged = [&] {
    return Error(ErrorKind::input,
                 fmt::format("{}: its part {} cannot be read: the workbook is damaged", path_, part),
                 "open it and save it as .xlsx again");
  };
  const std::unique_ptr<VSILFILE, int (*)(VSILFILE*)> file(VSIFOpenL(inside(part).c_str(), "rb"), VSIFCloseL);
  if (!file || VSIFSeekL(file.get(), 0, SEEK_END) != 0) throw damaged();
  const vsi_l_offset size = VSIFTellL(file.get());
  if (size > limits().unpacked)
    throw Error(ErrorKind::input, path_ + ": the workbook is too large unpacked", limit_text("unpacked"));
  std::string text(static_cast<std::size_t>(size), '\0');
  if (VSIFSeekL(file.get(), 0, SEEK_SET) != 0 ||
      VSIFReadL(text.data(), 1, text.size(), file.get()) != text.size() || trap.failed())
    throw damaged();
  return text;
}

void parse_xml(const std::string& xml, const std::string& where, const XmlHandler& handler) {
  const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr),
                                                                       XML_ParserFree);
  Parsing parsing{handler, parser.get()};
  XML_SetUserData(parser.get(), &parsing);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
  constexpr std::size_t kPiece = std::size_t{1} << 20;
  for (std::size_t at = 0; at <= xml.size(); at += kPiece) {
    const std::size_t length = std::min(kPiece, xml.size() - at);
    const bool last = at + kPiece > xml.size();
    if (XML_Parse(parser.get(), xml.data() + at, static_cast<int>(length), last) == XML_STATUS_OK) continue;
    throw Error(ErrorKind::input,
                fmt::format("{}: {}", where,
                            parsing.doctype ? "declares a document type, which no workbook does"
                                            : XML_ErrorString(XML_GetErrorCode(parser.get()))),
                "open it and save it as .xlsx again");
  }
}

}  // namespace zonegate::io
