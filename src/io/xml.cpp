// SPDX-License-Identifier: Apache-2.0
#include "xml.h"

#include <algorithm>
#include <exception>
#include <memory>

#include <expat.h>
#include <fmt/format.h>

#include "core/core.h"

namespace zonegate::io {
namespace {

std::string_view local(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

struct Parsing {
  const XmlHandler& handler;
  XML_Parser parser;
  bool doctype = false;
  std::exception_ptr thrown;  // by the handler; nothing is thrown through the parser's own frames

  template <class Call>
  void guarded(const Call& call) {
    if (thrown) return;
    try {
      call();
    } catch (...) {
      thrown = std::current_exception();
      XML_StopParser(parser, XML_FALSE);
    }
  }
};

void XMLCALL on_start(void* user, const XML_Char* name, const XML_Char** attributes) {
  auto* parsing = static_cast<Parsing*>(user);
  parsing->guarded([&] {
    XmlAttributes map;
    for (; *attributes; attributes += 2) map.emplace(local(attributes[0]), attributes[1]);
    parsing->handler.start(local(name), map);
  });
}
void XMLCALL on_end(void* user, const XML_Char* name) {
  auto* parsing = static_cast<Parsing*>(user);
  parsing->guarded([&] { parsing->handler.end(local(name)); });
}
void XMLCALL on_text(void* user, const XML_Char* text, int length) {
  auto* parsing = static_cast<Parsing*>(user);
  parsing->guarded([&] { parsing->handler.text({text, static_cast<std::size_t>(length)}); });
}
void XMLCALL on_comment(void* user, const XML_Char* text) {
  auto* parsing = static_cast<Parsing*>(user);
  parsing->guarded([&] { parsing->handler.comment(text); });
}
// Entities are what attacks are made of; neither workbooks nor maps need any.
void XMLCALL on_doctype(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  auto* parsing = static_cast<Parsing*>(user);
  parsing->doctype = true;
  XML_StopParser(parsing->parser, XML_FALSE);
}

// What the prolog says: <?xml version="1.0" encoding="GBK"?>
std::string stated_encoding(const std::string& xml) {
  const auto at = xml.find("encoding");
  const auto from = at == std::string::npos ? at : xml.find_first_of("\"'", at);
  if (from == std::string::npos) return "(none)";
  return xml.substr(from + 1, std::min<std::size_t>(xml.find(xml[from], from + 1) - from - 1, 40));
}

}  // namespace

const std::string& attribute(const XmlAttributes& attributes, std::string_view name) {
  static const std::string kNone;
  const auto at = attributes.find(name);
  return at == attributes.end() ? kNone : at->second;
}

void parse_xml(const std::string& xml, const std::string& where, const XmlHandler& handler,
               const XmlWords& words) {
  const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr),
                                                                       XML_ParserFree);
  Parsing parsing{handler, parser.get(), false, nullptr};
  XML_SetUserData(parser.get(), &parsing);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  if (handler.comment) XML_SetCommentHandler(parser.get(), on_comment);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
  constexpr std::size_t kPiece = std::size_t{1} << 20;
  for (std::size_t at = 0; at <= xml.size(); at += kPiece) {
    const std::size_t length = std::min(kPiece, xml.size() - at);
    const bool last = at + kPiece > xml.size();
    if (XML_Parse(parser.get(), xml.data() + at, static_cast<int>(length), last) == XML_STATUS_OK) continue;
    if (parsing.thrown) std::rethrow_exception(parsing.thrown);
    if (XML_GetErrorCode(parser.get()) == XML_ERROR_UNKNOWN_ENCODING)
      throw Error(ErrorKind::input,
                  fmt::format("{}: its XML prolog names the encoding {}, which is not read", where,
                              stated_encoding(xml)),
                  "save it as UTF-8, and name that in its first line");
    throw Error(
        ErrorKind::input,
        fmt::format("{}: {}", where,
                    parsing.doctype ? words.doctype : XML_ErrorString(XML_GetErrorCode(parser.get()))),
        words.remedy);
  }
}

}  // namespace zonegate::io
