// SPDX-License-Identifier: Apache-2.0
//
// xml: texts in XML, walked once with expat. No entity and no document type is ever followed.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace zonegate::io {

// Attributes of an XML element by local name; "" where missing.
using XmlAttributes = std::map<std::string, std::string, std::less<>>;
const std::string& attribute(const XmlAttributes& attributes, std::string_view name);
struct XmlHandler {
  std::function<void(std::string_view name, const XmlAttributes&)> start;
  std::function<void(std::string_view name)> end;
  std::function<void(std::string_view text)> text;
  std::function<void(std::string_view text)> comment = nullptr;
};
// What is said of a text that is refused.
struct XmlWords {
  const char* doctype;
  const char* remedy;
};
inline constexpr XmlWords kWorkbookWords{"declares a document type, which no workbook does",
                                         "open it and save it as .xlsx again"};
inline constexpr XmlWords kMapWords{
    "declares a document type (DOCTYPE), whose entities can stand for anything",
    "export the file again, whole and without a DOCTYPE"};
// Names without their prefix. Error (input) naming `where` for text that is not well-formed, or that declares a document type.
void parse_xml(const std::string& xml, const std::string& where, const XmlHandler& handler,
               const XmlWords& words = kWorkbookWords);

}  // namespace zonegate::io
