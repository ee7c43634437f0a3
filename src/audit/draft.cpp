// SPDX-License-Identifier: Apache-2.0
//
// Drafts of manifests. What the file shows is filled in; what only a person knows is left open and marked. Two things are filled in the careful way until somebody
// decides: disclosure (yes_no) and boundary (derived). Coverage is never guessed from the extent: without one the data set covers nothing, and no false pass can come of it.
#include <algorithm>
#include <filesystem>
#include <set>

#include "audit/parts.h"

namespace zonegate::audit {

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

namespace {

std::string yaml_text(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + "\"";
}

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

Guess by_sublayer(const std::vector<std::string>& sublayers, const Kinds& kinds) {
  Guess guess;
  for (const auto& [kind, facts] : kinds) {
    for (const auto& name : facts.layer_names) {
      for (const auto& sublayer : sublayers) {
        if (lower(sublayer) != lower(name)) continue;
        if (!guess.kind.empty() && guess.kind != kind) return {};
        guess = {kind, sublayer, "sublayer " + sublayer + " is a name of kind " + kind};
      }
    }
  }
  return guess;
}

Guess by_file(const std::string& file, const Kinds& kinds) {
  const std::string stem = lower(std::filesystem::path(file).stem().string());
  const auto begins = [&](const std::string& name) {
    const std::string low = lower(name);
    return stem == low || stem.starts_with(low + "_") || stem.starts_with(low + "-");
  };
  Guess guess;
  std::size_t longest = 0;
  for (const auto& [kind, facts] : kinds) {
    std::vector<std::string> names = facts.layer_names;
    names.push_back(kind);
    for (const auto& name : names) {
      if (!begins(name) || name.size() <= longest) continue;
      longest = name.size();
      guess = {kind, "", "the file is called " + name + ", a name of kind " + kind};
    }
  }
  return guess;
}

bool may_be(const std::string& kind, bool has_geometry) {
  const auto* known = schema::find_kind(kind);
  return !known || (known->geometry == schema::Geometry::table) != has_geometry;
}

// A list of access and its units have columns of the same names: one is a table, the others are drawn. The column of codes of one kind alone says more than those that several kinds share: farmland has
// the columns of land cover beside its own. Another kind that fits is named.
Guess by_columns(const io::VectorSource& source, const catalog::Aliases& aliases) {
  const auto& columns = source.field_names();
  std::map<std::string, std::vector<std::string>> met;
  std::map<std::string, std::set<std::string>> own;  // kinds by the columns that may be their codes
  for (const auto& [kind, fields] : aliases) {
    if (!may_be(kind, source.has_geometry())) continue;
    for (const auto& [field, names] : fields)
      for (const auto& name : names)
        if (std::find(columns.begin(), columns.end(), name) != columns.end()) {
          met[kind].push_back(name);
          if (field == "code") own[name].insert(kind);
        }
  }
  constexpr std::size_t kOfItsCode = 3;
  const auto weight = [&](const std::string& kind, const std::vector<std::string>& names) {
    const bool coded = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return own.contains(name) && own.at(name) == std::set<std::string>{kind};
    });
    return names.size() + (coded ? kOfItsCode : 0);
  };
  std::size_t most = 1;  // one column alone shows nothing
  Guess guess;
  for (const auto& [kind, names] : met) {
    const std::size_t found = weight(kind, names);
    if (names.size() < 2 || found < most) continue;
    if (found == most) {
      guess = {};
      continue;
    }
    most = found;
    guess = {kind, "", "columns " + listed(names) + " are names of kind " + kind};
  }
  if (guess.kind.empty()) return guess;
  for (const auto& [kind, names] : met)
    if (kind != guess.kind && names.size() > 1)
      guess.evidence += "; it may be of kind " + kind + " instead (" + listed(names) + ")";
  return guess;
}

struct Writer {
  std::string yaml;
  std::vector<Text> todo;

  void line(const std::string& text) { yaml += text + "\n"; }
  void open(const std::string& text, const Text& what) {
    line(text + "  # TODO " + what.en);
    const std::string key = text.substr(0, text.find(':'));
    todo.push_back({key + "：" + what.zh, key + ": " + what.en});
  }
};

void write_system(Writer& w, const catalog::Layer& layer, const Description& seen) {
  if (!layer.crs.empty()) {
    w.line("crs: " + yaml_text(layer.crs));
  } else if (!seen.crs.empty()) {
    w.line("# crs: the file states " + seen.crs);
  } else if (seen.crs_why != "a table without geometry") {
    w.open("crs:", {"文件未写明坐标系，须由提供单位说明", "the file states none: ask who made it"});
  }
}

void write_fields(Writer& w, const Description& seen) {
  std::string fields, missing;
  for (const auto& column : seen.columns) {
    if (column.field.empty()) continue;
    fields += (fields.empty() ? "" : ", ") + column.field + ": " + yaml_text(column.name);
    if (column.missing.empty()) continue;
    std::string values;
    for (const auto& value : column.missing) values += (values.empty() ? "" : ", ") + yaml_text(value);
    missing += (missing.empty() ? "" : ", ") + column.field + ": [" + values + "]";
  }
  w.line("fields: {" + fields + "}");
  for (const auto& field : seen.required_missing)
    w.open("# fields." + field + ":",
           {"必填字段没有对应的列", "a required field: no column is known for it"});
  for (const auto& column : seen.columns)
    if (column.field.empty() && seen.driver != "raster")
      w.line("# not read: column " + yaml_text(column.name));
  if (!missing.empty())
    w.open("# missing: {" + missing + "}",
           {"这些值若表示缺失，去掉行首 #",
            "values seen that may mean 'nothing said'; take the # away if they do"});
  for (const auto& value : seen.unknown_values)
    w.open("# value: " + value, {"取值无法识别：" + value, "not a value of its field: " + value});
}

std::string number(double v) { return fixed(v, 4); }

void write_extent(Writer& w, const Description& seen) {
  w.open("coverage:", {"数据承诺完整的范围；不写则处处未覆盖",
                       "where the data claims to be complete; without it nothing is covered"});
  if (seen.extent)
    w.line("# the features lie within [" + number(seen.extent->min_x) + ", " + number(seen.extent->min_y) +
           ", " + number(seen.extent->max_x) + ", " + number(seen.extent->max_y) + "]: that is no coverage");
  for (const auto& said : seen.gaps) {
    w.line("# it says of itself that it is not whole: " + yaml_text(said));
    w.todo.push_back({"coverage：数据自称不完整（" + said + "），覆盖范围须由人判断",
                      "coverage: it says of itself that it is not whole (" + said +
                          "); a person must judge what it covers"});
  }
  w.open("coverage_accuracy_m:", {"覆盖范围的精度（米）", "how exactly the coverage is known, metres"});
  w.open("accuracy_m:", {"定位精度（米，95%）", "positional accuracy, metres, 95 %"});
}

}  // namespace

Guess guess_kind(const std::string& file, const Kinds& kinds, const catalog::Aliases& aliases) {
  std::vector<std::string> sublayers;
  if (!io::is_raster_file(file)) sublayers = io::list_sublayers(file);
  if (Guess guess = by_sublayer(sublayers, kinds); !guess.kind.empty()) return guess;
  if (Guess guess = by_file(file, kinds); !guess.kind.empty()) return guess;
  if (sublayers.size() <= 1 && !io::is_raster_file(file)) {
    io::VectorOptions options;
    options.crs_optional = true;
    const io::VectorSource source(file, options);
    if (Guess guess = by_columns(source, aliases); !guess.kind.empty()) return guess;
  }
  return {"", "", "neither sublayers, file name nor columns fit one kind"};
}

Draft draft(const catalog::Layer& layer, const std::string& file_as_written, const catalog::Aliases& aliases,
            const Kinds& kinds) {
  Draft out;
  out.seen = describe(layer, aliases, kinds);
  if (!out.seen.fault.empty())
    throw Error(ErrorKind::input, out.seen.fault, "no manifest can be drafted from it");
  const auto* kind = schema::find_kind(layer.kind);
  Writer w;
  w.line("# Drafted from the file. What is marked TODO only a person can fill in.");
  w.line("id: " + yaml_text(layer.id));
  w.line("kind: " + layer.kind);
  w.open(
      "title: {zh: " + yaml_text(std::string(kind->zh)) + ", en: " + yaml_text(std::string(kind->en)) + "}",
      {"数据集名称", "the name of this data set"});
  w.line("file: " + yaml_text(file_as_written));
  if (!layer.sublayer.empty()) w.line("sublayer: " + yaml_text(layer.sublayer));
  write_system(w, layer, out.seen);
  if (!out.seen.encoding.empty()) w.line("# encoding: " + out.seen.encoding);
  w.open("version:", {"版本", "its edition"});
  w.open("valid_from:", {"生效日期", "the first day on which it holds"});
  write_extent(w, out.seen);
  w.open("boundary: derived", {"法定边界写 statutory", "statutory, if the line is the legal one"});
  w.open("disclosure: yes_no",
         {"可公开程度：full、area 或 yes_no", "full, area or yes_no: what results may show"});
  w.open("publisher:", {"发布机关", "who published it"});
  w.open("document:", {"发布文件及文号", "the document and its number"});
  w.open("licence:", {"使用许可", "what it may be used for"});
  write_fields(w, out.seen);
  if (kind->geometry != schema::Geometry::raster && out.seen.features > 0)
    w.line("feature_count: " + std::to_string(out.seen.features));
  w.line("sha256: " + yaml_text(out.seen.sha256));
  out.yaml = std::move(w.yaml);
  out.todo = std::move(w.todo);
  return out;
}

}  // namespace zonegate::audit
