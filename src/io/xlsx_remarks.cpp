// SPDX-License-Identifier: Apache-2.0
//
// What a workbook says beside its cells: comments, text boxes, headers and footers of the printed page, prompts, words in formats, properties. A reference system or a further parcel may stand there and nowhere
// else.
#include <algorithm>
#include <filesystem>

#include "xlsx.h"

namespace zonegate::io {
namespace {

namespace fs = std::filesystem;

// A part that a sheet refers to, by the end of the type of the reference: "xl/worksheets/sheet1.xml", "../comments1.xml" -> "xl/comments1.xml".
std::vector<std::string> parts_of(const XlsxPackage& package, const std::string& sheet,
                                  std::initializer_list<std::string_view> types) {
  const fs::path of(sheet);
  const std::string links = (of.parent_path() / "_rels" / (of.filename().string() + ".rels")).string();
  std::vector<std::string> parts;
  if (!package.has(links)) return parts;
  parse_xml(package.read(links), package.path(),
            {[&](std::string_view name, const XmlAttributes& a) {
               const std::string type = attribute(a, "Type"), target = attribute(a, "Target");
               const bool meant = std::any_of(types.begin(), types.end(),
                                              [&](std::string_view end) { return type.ends_with(end); });
               if (name != "Relationship" || !meant || target.empty()) return;
               parts.push_back(target.starts_with('/')
                                   ? target.substr(1)
                                   : (of.parent_path() / target).lexically_normal().string());
             },
             [](std::string_view) {}, [](std::string_view) {}});
  return parts;
}

// The texts within elements called `whole`.
void add_texts(const XlsxPackage& package, const std::string& part, std::string_view whole, Texts& out) {
  std::string text, where;
  bool inside = false, in_text = false;
  parse_xml(package.read(part), package.path(),
            {[&](std::string_view name, const XmlAttributes& a) {
               if (name == whole) {
                 inside = true;
                 text.clear();
                 const std::string cell = attribute(a, "ref");
                 where = cell.empty() ? "text box" : "comment of cell " + cell;
               }
               in_text = inside && (name == "t" || name == "text");
             },
             [&](std::string_view name) {
               in_text = false;
               if (name != whole) return;
               inside = false;
               if (!text.empty()) out.emplace_back(where, text);
             },
             [&](std::string_view piece) {
               if (in_text) text += piece;
             }});
}

// "&L&"宋体,常规"&12坐标系" -> "坐标系": codes of place, font and size stand among the words.
std::string without_codes(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '&' || i + 1 >= text.size()) {
      out += text[i];
      continue;
    }
    const char code = text[++i];
    if (code == '&') {
      out += '&';
    } else if (code == '"') {
      i = std::min(text.find('"', i + 1), text.size());
    } else {
      while (code >= '0' && code <= '9' && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9')
        ++i;
      out += ' ';
    }
  }
  return out;
}

// Header and footer of the printed page, and what cells say of what may be typed into them.
void add_page(const std::string& xml, const std::string& where, Texts& out) {
  if (xml.find("headerFooter") == std::string::npos && xml.find("dataValidation") == std::string::npos)
    return;
  std::string text;
  bool inside = false;
  parse_xml(xml, where,
            {[&](std::string_view name, const XmlAttributes& a) {
               inside = name.ends_with("Header") || (name.ends_with("Footer") && name != "headerFooter");
               text.clear();
               if (name != "dataValidation") return;
               for (const char* const key : {"promptTitle", "prompt", "errorTitle", "error"})
                 if (const std::string said = attribute(a, key); !said.empty())
                   out.emplace_back("prompt of cells", said);
             },
             [&](std::string_view) {
               if (inside && !text.empty()) out.emplace_back("header or footer", without_codes(text));
               inside = false;
             },
             [&](std::string_view piece) {
               if (inside) text += piece;
             }});
}

// 0.000"(西安80)": words that every cell of a format shows.
void add_formats(const XlsxPackage& package, Texts& out) {
  if (!package.has("xl/styles.xml")) return;
  parse_xml(package.read("xl/styles.xml"), package.path(),
            {[&](std::string_view name, const XmlAttributes& a) {
               const std::string code = name == "numFmt" ? attribute(a, "formatCode") : std::string();
               for (auto from = code.find('"'); from != std::string::npos;) {
                 const auto to = code.find('"', from + 1);
                 if (to == std::string::npos) break;
                 if (to - from > 4) out.emplace_back("format of cells", code.substr(from + 1, to - from - 1));
                 from = code.find('"', to + 1);
               }
             },
             [](std::string_view) {}, [](std::string_view) {}});
}

void add_properties(const XlsxPackage& package, Texts& out) {
  if (!package.has("docProps/core.xml")) return;
  std::string text;
  parse_xml(package.read("docProps/core.xml"), package.path(),
            {[&](std::string_view, const XmlAttributes&) { text.clear(); },
             [&](std::string_view name) {
               const bool words = name == "title" || name == "subject" || name == "description" ||
                                  name == "keywords" || name == "category";
               if (words && !text.empty()) out.emplace_back("property of the workbook", text);
               text.clear();
             },
             [&](std::string_view piece) { text += piece; }});
}

}  // namespace

Texts sheet_remarks(const XlsxPackage& package, const std::string& part, const std::string& xml) {
  Texts out;
  for (const auto& comments : parts_of(package, part, {"/comments"}))
    add_texts(package, comments, "comment", out);
  for (const auto& comments : parts_of(package, part, {"/threadedComment"}))
    add_texts(package, comments, "threadedComment", out);
  for (const auto& drawing : parts_of(package, part, {"/drawing"})) add_texts(package, drawing, "p", out);
  add_page(xml, package.path(), out);
  add_formats(package, out);
  add_properties(package, out);
  return out;
}

}  // namespace zonegate::io
