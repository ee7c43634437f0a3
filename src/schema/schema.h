// SPDX-License-Identifier: Apache-2.0
//
// schema: layer kinds with their fields, project attributes with their defaults, roles, enums. Names of docs/schema.md;
// Chinese headers are aliases. Tables only: no I/O, no geometry.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"

namespace zonegate::schema {

// ---------------------------------------------------------------------------------------------- project parts
enum class Type { text, number, integer, boolean, date, list };
// What silence means: hazard = unknown; exemption = not claimed (false, recorded as 未主张); plain = unknown but harmless by itself.
enum class Silence { hazard, exemption, plain };

struct AttributeSpec {
  std::string_view key;
  std::string_view zh;  // accepted as a header too
  Type type = Type::text;
  Silence silence = Silence::hazard;
  std::vector<std::string_view> values;     // allowed values of an enum; empty = free
  std::vector<std::string_view> values_zh;  // same order, accepted too
  std::string_view unit;                    // "", "ha", "m", "MW", ...
  std::string_view short_zh = {};           // accepted too: a header of .dbf holds five characters
};
std::span<const AttributeSpec> attributes();
const AttributeSpec* find_attribute(std::string_view key_or_alias);
// The attribute that a column of a file states: by its key or Chinese name, by other names that offices use (XMBH, XZQDM, 所在区县, 宗地代码), or by a key that .dbf cut off at ten letters, where
// no other key begins so. Letters of either size.
const AttributeSpec* find_column(std::string_view header);
// The key in words, with its unit: land_acquisition_ha, "land acquisition (ha)". Keys that are no attribute: in words alone.
std::string english_name(std::string_view key);
// Reads a raw value as the attribute's type: numbers, 是/否, enum words in both languages, lists split at ";", "、" or ",";
// "n/a" and "不适用" -> NotApplicable; blank -> Unknown. nullopt: the text is not of that type (the caller makes an Issue).
std::optional<Value> parse_value(const AttributeSpec& spec, const Value& raw);

enum class RoleClass { occupation, non_surface, influence };
enum class Role { permanent, temporary, camp, spoil, borrow, reservoir, tunnel, span, blasting };
std::string_view to_string(Role r);
std::string_view chinese(Role r);
std::optional<Role> parse_role(std::string_view text);  // key or Chinese word
RoleClass role_class(Role r);
bool is_temporary(Role r);  // temporary, camp, spoil, borrow
// Which roles a rule binds: a class name ("occupation", "non_surface", "influence", "all") or role keys.
using RoleSet = unsigned;  // bit per Role
constexpr RoleSet role_bit(Role r) { return 1u << static_cast<unsigned>(r); }
std::optional<RoleSet> parse_roles(std::string_view word);

// Project types whose industry is implied or irrelevant; for the generic ones (factory, industrial_park, other) a rule that
// asks for an industry stays unknown until `industry` is stated (docs/decisions/0006).
bool is_generic_type(std::string_view project_type);
bool is_urban_type(std::string_view project_type);  // urban, housing, industrial_park, tourism
bool is_chemical_type(
    std::string_view project_type);  // chemical, chemical_park, tailings_pond (river_area is mandatory)

// ------------------------------------------------------------------------------------------------ layer kinds
enum class Geometry { polygon, line, point, raster, table };
struct FieldSpec {
  std::string_view key;
  Type type = Type::text;
  bool empty_means_none = false;  // an empty text is a statement ("no core zone"), not a missing value
  std::vector<std::string_view> values;
  std::vector<std::string_view> values_zh;  // same order, read as these
  struct Word {
    std::string_view word, value;
  };
  std::vector<Word> words = {};  // further words that files use
};
struct KindSpec {
  std::string_view key;
  std::string_view zh;
  std::string_view en;
  Geometry geometry = Geometry::polygon;
  bool tiles = false;  // every place lies in exactly one feature; none = a data fault
  std::vector<FieldSpec> fields;
};
std::span<const KindSpec> kinds();
const KindSpec* find_kind(std::string_view key);
const FieldSpec* find_field(const KindSpec& kind, std::string_view key);
// The canonical word of a field with words of its own, from the word in any case or from its Chinese one; nullopt: it is none of them.
std::optional<std::string> field_word(const FieldSpec& field, std::string_view text);

// A code of a control unit (ZH, six digits of the county, class, four digits), of an element zone (YS, six digits, seven more), or an administrative code of six
// digits, in capitals and narrow letters, without the blanks that a spreadsheet leaves; nullopt: it holds anything but letters, digits, - and _, or is a number of
// another length.
std::optional<std::string> zone_code(std::string_view text);
bool is_unit_code(std::string_view code);     // ZH and 11 digits, the class among them
bool is_element_code(std::string_view code);  // YS and 13 digits
bool is_region_code(std::string_view code);   // six digits

// Layers that every result must rest on, for a project of this type (empty: type unknown).
std::vector<std::string_view> mandatory_kinds(std::string_view project_type);

// Without the blanks around it, the wide ones of Chinese text (U+3000) and no-break ones too.
std::string_view trimmed(std::string_view text);
// Full-width letters, digits and signs (U+FF01..U+FF5E) as plain ones; everything else as it is.
std::string narrow(std::string_view text);
// Split at ; 、 , and their full-width forms; blank items dropped.
std::vector<std::string> split_list(std::string_view text);
// "Did you mean": the nearest of `known` by edit distance, empty if none is near.
std::string nearest_word(std::string_view word, const std::vector<std::string>& known);

}  // namespace zonegate::schema
