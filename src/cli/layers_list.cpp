// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

#include <nlohmann/json.hpp>

#include "cli/layers_commands.h"

namespace zonegate::cli {
namespace {

using Json = nlohmann::json;

struct LayersListOptions {
  Common common;
  std::string folder, kinds_folder, as_of;
};

std::string state_word(const std::string& state, Lang lang) {
  if (lang == Lang::en)
    return state == "in_force" ? "in force" : state == "expired" ? "expired" : "not yet valid";
  return state == "in_force" ? "有效" : state == "expired" ? "已失效" : "尚未生效";
}

Json entry_json(const audit::Entry& e) {
  return {{"id", e.id},
          {"kind", e.kind},
          {"title", {{"zh", e.title.zh}, {"en", e.title.en}}},
          {"version", e.version},
          {"state", e.state},
          {"coverage_km2", e.coverage_km2 ? Json(quantise(*e.coverage_km2, 4)) : Json()},
          {"features", e.features ? Json(*e.features) : Json()},
          {"accuracy_m", e.accuracy_m ? Json(*e.accuracy_m) : Json()},
          {"boundary", e.statutory ? "statutory" : "derived"},
          {"disclosure", audit::to_string(e.disclosure)},
          {"file", e.file},
          {"readable", e.fault.empty()},
          {"fault", e.fault}};
}

using Row = std::vector<std::string>;

Row head(Lang lang) {
  if (lang == Lang::en)
    return {"id",       "kind",       "version",  "state",      "coverage km2",
            "features", "accuracy m", "boundary", "disclosure", "title"};
  return {"编号", "类别", "版本", "效力", "覆盖 km2", "要素", "精度 m", "边界", "公开", "名称"};
}

Row row_of(const audit::Entry& e, Lang lang) {
  const std::string none = lang == Lang::zh ? "未声明" : "none";
  return {e.id,
          e.kind,
          e.version.empty() ? "-" : e.version,
          state_word(e.state, lang),
          e.coverage_km2 ? fixed(*e.coverage_km2, 1) : none,
          e.features ? std::to_string(*e.features) : "-",
          e.accuracy_m ? shortest(*e.accuracy_m) : none,
          e.statutory ? (lang == Lang::zh ? "法定" : "statutory") : (lang == Lang::zh ? "推绘" : "derived"),
          std::string(audit::to_string(e.disclosure)),
          e.title.in(lang) +
              (e.fault.empty() ? "" : (lang == Lang::zh ? "  不可读：" : "  not readable: ") + e.fault)};
}

std::string table(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows)
    for (std::size_t i = 0; i + 1 < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) text += padded(row[i], widths[i]) + "  ";
    text += row.back() + "\n";
  }
  return text;
}

int list(const LayersListOptions& o) {
  const Folder folder = read_good_folder(o.folder, o.kinds_folder);
  const Date day = o.as_of.empty() ? today_in_beijing() : parse_date_option("--as-of", o.as_of);
  const auto entries = audit::list(folder.set, day, progress_bar(o.common));
  finish_progress();
  const Lang lang = lang_of(o.common);
  if (o.common.json) {
    for (const auto& e : entries)
      std::cout << entry_json(e).dump(-1, ' ', false, Json::error_handler_t::replace) << "\n";
    return 0;
  }
  std::vector<Row> rows = {head(lang)};
  for (const auto& e : entries) rows.push_back(row_of(e, lang));
  std::cout << table(rows);
  return 0;
}

}  // namespace

void add_layers_list(CLI::App& app, const std::shared_ptr<Body>& chosen) {
  auto o = std::make_shared<LayersListOptions>();
  CLI::App* sub =
      app.add_subcommand("list", "the data sets of a folder: validity, coverage, features, readable or not");
  sub->footer("Example:\n  zonegate layers list layers/demo-yaan --as-of 2026-10-01");
  sub->add_option("DIR", o->folder, "folder of layer manifests (*.yaml)")->required();
  sub->add_option("--as-of", o->as_of, "the day whose validity is shown (default: today in Beijing)");
  add_kinds_option(*sub, o->kinds_folder);
  add_common(*sub, o->common);
  sub->callback([o, chosen] { *chosen = [o] { return list(*o); }; });
}

}  // namespace zonegate::cli
