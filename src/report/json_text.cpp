// SPDX-License-Identifier: Apache-2.0
//
// The writer. nlohmann's own dump gives the same numbers in other clothes ("5.0", "1e+20"); results are compared byte by byte and
// read by people, so this one writes the shortest decimal text. Locale-free by std::to_chars.
#include "report/json_text.h"

#include "report/text.h"

namespace zonegate::report {
namespace {

std::string quoted(const std::string& text) {
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

// indent < 0: one line.
void write(const Json& value, int indent, int level, std::string& out) {
  const auto newline = [&](int at) {
    if (indent >= 0) out += "\n" + std::string(static_cast<std::size_t>(indent * at), ' ');
  };
  if (value.is_object() || value.is_array()) {
    const bool object = value.is_object();
    out += object ? '{' : '[';
    bool first = true;
    for (auto item = value.begin(); item != value.end(); ++item) {
      if (!first) out += ',';
      first = false;
      newline(level + 1);
      if (object) out += quoted(item.key()) + (indent >= 0 ? ": " : ":");
      write(*item, indent, level + 1, out);
    }
    if (!first) newline(level);
    out += object ? '}' : ']';
  } else if (value.is_string()) {
    out += quoted(value.get_ref<const std::string&>());
  } else if (value.is_number_float()) {
    const std::string text = plain(value.get<double>());
    out += text.empty() ? "null" : text;
  } else {
    out += value.dump();
  }
}

}  // namespace

std::string line(const Json& value) {
  std::string out;
  write(value, -1, 0, out);
  return out;
}

std::string pretty(const Json& value) {
  std::string out;
  write(value, 2, 0, out);
  return out + "\n";
}

Json number(double v, int decimals) { return std::isfinite(v) ? Json(quantise(v, decimals)) : Json(nullptr); }
Json number(const std::optional<double>& v, int decimals) { return v ? number(*v, decimals) : Json(nullptr); }
Json optional_text(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json value_json(const Value& v) {
  if (is_unknown(v)) return nullptr;
  if (const auto* b = std::get_if<bool>(&v)) return *b;
  if (const auto* d = std::get_if<double>(&v)) return number(*d, 9);
  if (const auto* list = std::get_if<std::vector<std::string>>(&v)) return *list;
  return to_text(v);
}

Json issue_json(const Issue& issue) {
  return {{"code", issue.code},
          {"severity", zonegate::to_string(issue.severity)},
          {"file", optional_text(issue.file)},
          {"layer", optional_text(issue.layer)},
          {"feature", optional_text(issue.feature)},
          {"message", issue.message},
          {"hint", optional_text(issue.hint)},
          {"area_moved_m2", issue.area_moved ? number(issue.area_moved->value, kArea) : Json(nullptr)}};
}

Json issues_json(const std::vector<Issue>& issues) {
  Json list = Json::array();
  for (const auto& issue : issues) list.push_back(issue_json(issue));
  return list;
}

std::string_view to_string(catalog::Status s) {
  if (s == catalog::Status::ok) return "ok";
  return s == catalog::Status::partial ? "partial" : "failed";
}

std::string_view to_string(catalog::Disclosure d) {
  if (d == catalog::Disclosure::full) return "full";
  return d == catalog::Disclosure::area ? "area" : "yes_no";
}

}  // namespace zonegate::report
