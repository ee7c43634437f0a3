// SPDX-License-Identifier: Apache-2.0
#include "carbon/stand.h"

#include <fmt/format.h>

#include <cmath>

#include "carbon/row_reader.h"
#include "io/io.h"

namespace zonegate::carbon {
namespace {

constexpr double kAgree = 0.02;

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> words;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find(';', begin), text.size());
    if (end > begin) words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

std::optional<Kind> parse_kind(const std::string& word) {
  if (word == "tree") return Kind::tree;
  if (word == "bamboo") return Kind::bamboo;
  if (word == "shrub") return Kind::shrub;
  if (word == "economic") return Kind::economic;
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Origin o) {
  switch (o) {
    case Origin::unknown:
      return "unknown";
    case Origin::natural:
      return "natural";
    case Origin::planted:
      return "planted";
  }
  return "";
}

std::string_view to_string(AgeGroup g) {
  switch (g) {
    case AgeGroup::unknown:
      return "unknown";
    case AgeGroup::young:
      return "young";
    case AgeGroup::middle:
      return "middle";
    case AgeGroup::near_mature:
      return "near-mature";
    case AgeGroup::mature:
      return "mature";
    case AgeGroup::over_mature:
      return "over-mature";
  }
  return "";
}

std::optional<CubicMetresPerHa> volume_of(const Stratum& s, std::vector<Issue>& issues) {
  if (!s.volume_total) return s.volume_per_ha;
  if (!(s.area.value > 0)) return s.volume_per_ha;
  const double derived = s.volume_total->value / s.area.value;
  if (!s.volume_per_ha) return CubicMetresPerHa(derived);
  const double stated = s.volume_per_ha->value;
  if (std::abs(derived - stated) <= kAgree * std::max(derived, stated)) return s.volume_per_ha;
  std::string hint = "公顷蓄积 is m3/ha, 小班蓄积 is m3 of the whole stand";
  if (std::abs(s.volume_total->value - stated) <= kAgree * stated)
    hint =
        "both columns hold the same number: one of them is not what its name says (公顷蓄积 m3/ha, 小班蓄积 "
        "m3)";
  else if (std::abs(derived * 15 - stated) <= kAgree * stated ||
           std::abs(derived - stated * 15) <= kAgree * derived)
    hint = "the two differ by 15: one of them is per mu (亩)";
  add_issue(issues, Severity::error, "carbon.volume_contradicts", "",
            fmt::format("{}: {} m3/ha stated, {} m3 on {} ha are {} m3/ha", s.id, shortest(stated),
                        shortest(s.volume_total->value), shortest(s.area.value), fixed(derived, 2)),
            hint);
  return std::nullopt;
}

Species SpeciesGroups::of(const std::string& name) const {
  const auto at = by_name.find(name);
  if (at != by_name.end()) return at->second;
  return {name, Kind::tree, name.empty() ? std::vector<std::string>{} : std::vector<std::string>{name}};
}

SpeciesGroups read_species_groups(const std::string& path, std::vector<Issue>& issues) {
  SpeciesGroups groups;
  const io::Table raw = io::read_table(path);
  if (!has_columns(raw.headers, {"species", "kind", "groups", "aliases"}, path, issues)) return groups;
  for (std::size_t i = 0; i < raw.rows.size(); ++i) {
    RowReader reader(path, i < raw.lines.size() ? raw.lines[i] : i + 2, raw.rows[i], issues);
    Species species{reader.text("species"), Kind::tree, {}};
    const auto kind = parse_kind(reader.text("kind"));
    if (species.name.empty()) reader.mistake("species is empty", "name the species or group");
    if (!kind)
      reader.mistake("kind is none of tree, bamboo, shrub, economic", "it decides which methods apply");
    species.kind = kind.value_or(Kind::tree);
    species.asked = split(reader.text("groups"));
    species.asked.insert(species.asked.begin(), species.name);
    std::vector<std::string> names = split(reader.text("aliases"));
    names.push_back(species.name);
    for (const auto& name : names)
      if (reader.good() && !groups.by_name.emplace(name, species).second)
        reader.mistake(fmt::format("the name {} stands twice", name), "each name belongs to one species");
  }
  return groups;
}

}  // namespace zonegate::carbon
