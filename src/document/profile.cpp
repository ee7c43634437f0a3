// SPDX-License-Identifier: Apache-2.0
#include "config/config.h"
#include "document/document.h"
#include "schema/schema.h"

namespace zonegate::document {
namespace {

using config::Mistakes;
using config::Node;

constexpr const char* kUnits[] = {"m2", "hm2", "mu", "m", "km", "percent", "tc", "xy", "seconds"};
// Those that profiles of earlier versions do not have.
const std::map<std::string, int> kLater = {{"tco2e", 2}, {"money", 0}};

std::vector<Text> word_lists(const Node& node, Mistakes& m) {
  const auto zh = node.get("zh").texts(m), en = node.get("en").texts(m);
  if (zh.size() != en.size() || zh.empty()) node.fail(m, "zh and en must be lists of the same length");
  std::vector<Text> out;
  for (std::size_t i = 0; i < zh.size() && i < en.size(); ++i) out.push_back({zh[i], en[i]});
  return out;
}

void read_decimals(const Node& node, Profile& out, Mistakes& m) {
  std::vector<std::string> units(std::begin(kUnits), std::end(kUnits));
  for (const char* unit : kUnits) node.require(unit, m);
  out.decimals = kLater;
  for (const auto& [unit, decimals] : kLater) units.push_back(unit);
  node.only_keys(units, m);
  for (const auto& unit : units) {
    if (!node.get(unit).exists()) continue;
    const auto value = node.get(unit).number(m);
    if (!value) continue;
    if (*value < 0 || *value > 6 || *value != static_cast<int>(*value))
      node.get(unit).fail(m, "decimals are 0 to 6");
    out.decimals[unit] = static_cast<int>(*value);
  }
}

std::string meant(const std::string& kind) {
  std::vector<std::string> kinds;
  for (const auto& spec : schema::kinds()) kinds.emplace_back(spec.key);
  const std::string near = schema::nearest_word(kind, kinds);
  return near.empty() ? "" : "; did you mean " + near + "?";
}

// What every first page has to say, in both languages.
Text standing_words(const Node& node, Mistakes& m) {
  Text out = node.bilingual(m);
  for (const auto* words : {&out.zh, &out.en})
    if (words->find_first_not_of(" \t\n") == std::string::npos)
      node.fail(m, "these words stand on every first page, and cannot be blank");
  return out;
}

void read_judged(const std::string& rule, const Node& node, Profile& out, Mistakes& m) {
  node.only_keys({"from", "what"}, m);
  node.require("from", m);
  node.require("what", m);
  const std::string from = node.get("from").text(m).value_or("");
  if (!out.suppliers.contains(from)) node.get("from").fail(m, "no key of suppliers");
  out.judged[rule] = {from, node.get("what").bilingual(m)};
}

}  // namespace

Profile read_profile(const std::string& path) {
  Mistakes m;
  const Node root = config::load(path, m);
  Profile out;
  if (root.exists()) {
    root.only_keys({"decimals", "winds", "signatures", "disclaimer", "demo", "points_in_text", "sensitive",
                    "suppliers", "proofs", "judged"},
                   m);
    for (const char* key :
         {"decimals", "winds", "signatures", "disclaimer", "demo", "sensitive", "suppliers"})
      root.require(key, m);
    read_decimals(root.get("decimals"), out, m);
    out.winds = word_lists(root.get("winds"), m);
    if (out.winds.size() != 16) root.get("winds").fail(m, "there are 16 winds, from north clockwise");
    out.signatures = word_lists(root.get("signatures"), m);
    out.disclaimer = standing_words(root.get("disclaimer"), m);
    out.demo = standing_words(root.get("demo"), m);
    if (const auto most = root.get("points_in_text").number(m); most && *most >= 0)
      out.points_in_text = static_cast<std::size_t>(*most);
    out.sensitive = root.get("sensitive").texts(m);
    for (const auto& kind : out.sensitive)
      if (!schema::find_kind(kind))
        root.get("sensitive").fail(m, "'" + kind + "' is no kind of layer" + meant(kind));
    for (const auto& [kind, words] : root.get("suppliers").entries()) {
      out.suppliers[kind] = words.bilingual(m);
      // Rules of the reviewer's own may have kinds of their own; what is nearly a known one is a slip.
      if (const std::string near = meant(kind);
          kind != "attribute" && !schema::find_kind(kind) && !near.empty())
        words.fail(m, "'" + kind + "' is no kind of layer" + near);
    }
    for (const auto& [attribute, words] : root.get("proofs").entries()) {
      out.proofs[attribute] = words.bilingual(m);
      if (!schema::find_attribute(attribute))
        words.fail(m, "'" + attribute + "' is no attribute of projects");
    }
    for (const auto& [rule, asked] : root.get("judged").entries()) read_judged(rule, asked, out, m);
  }
  if (m.empty()) return out;
  std::string lines;
  for (const auto& mistake : m) lines += (lines.empty() ? "" : "\n") + config::to_line(mistake);
  throw Error(ErrorKind::usage, lines, "documents/profile.yaml of the program is the pattern");
}

}  // namespace zonegate::document
