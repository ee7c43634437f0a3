// SPDX-License-Identifier: Apache-2.0
//
// What the manifests say, before any file is opened.
#include <algorithm>
#include <filesystem>

#include "audit/parts.h"
#include "config/config.h"

namespace zonegate::audit {
namespace {

const catalog::Layer* layer_of(const catalog::LayerSet& set, const std::string& manifest) {
  const auto at = std::find_if(set.layers.begin(), set.layers.end(),
                               [&](const catalog::Layer& l) { return l.manifest == manifest; });
  return at == set.layers.end() ? nullptr : &*at;
}

void tell_mistakes(Work& work, const config::Mistakes& mistakes) {
  for (const auto& mistake : mistakes) {
    const std::string name = std::filesystem::path(mistake.file).filename().string();
    const std::string line = name + ":" + std::to_string(mistake.line) + ": " + mistake.message;
    Finding& f = work.found.add("layer.manifest_wrong", Severity::error, layer_of(work.set, mistake.file),
                                {"图层说明有误：" + line, "a mistake in a manifest: " + line},
                                {"改正后才能用于判定", "no verdict is given before it is mended"});
    f.file = mistake.file;
  }
}

bool says(const config::Node& manifest, std::string_view key) {
  const auto kind = manifest.get(key).kind();
  return kind != config::NodeKind::missing && kind != config::NodeKind::null;
}

void look_coverage(Work& work, const catalog::Layer& layer, const config::Node& manifest) {
  if (!says(manifest, "coverage")) {
    work.found.add(
        "layer.coverage_missing", Severity::warning, &layer,
        {"没有声明覆盖范围：该图层处处按未覆盖处理", "it declares no coverage: it covers nothing anywhere"},
        {"写明 coverage：数据承诺完整的范围", "state coverage: where the data claims to be complete"});
    return;
  }
  if (!layer.fault.empty())
    work.found.add("layer.coverage_unusable", Severity::error, &layer, {layer.fault, layer.fault},
                   {"修正覆盖范围文件", "mend the file of the coverage"});
  if (!says(manifest, "coverage_accuracy_m"))
    work.found.add(
        "layer.coverage_accuracy_missing", Severity::warning, &layer,
        {"没有写明覆盖范围的精度，按 0 米计", "the accuracy of its coverage is not stated; 0 m are taken"},
        {"写明 coverage_accuracy_m", "state coverage_accuracy_m"});
}

void look_accuracy(Work& work, const catalog::Layer& layer) {
  const auto* kind = schema::find_kind(layer.kind);
  if (layer.accuracy_stated || !kind || kind->geometry == schema::Geometry::table) return;
  work.found.add("layer.accuracy_missing", Severity::warning, &layer,
                 {"没有写明定位精度，按 5 米计", "its accuracy is not stated; 5 m are taken"},
                 {"写明 accuracy_m", "state accuracy_m"});
}

void look_file(Work& work, const catalog::Layer& layer) {
  if (layer.sha256.empty() || !std::filesystem::is_regular_file(layer.file)) return;
  if (io::sha256_file(layer.file) == layer.sha256) return;
  work.found.add(
      "layer.sha256_differs", Severity::error, &layer,
      {"文件与图层说明中的 sha256 不符，该图层不能证明“没有”",
       "the file is not the one that its manifest describes, and cannot show that something is absent"},
      {"核对文件版本，确认后更新 sha256", "check its version; when it is right renew sha256"});
}

void look_validity(Work& work, const catalog::Layer& layer) {
  const Date day = work.options.as_of;
  if (in_force(layer, day)) return;
  const auto others = catalog::choose(work.set, layer.kind, day);
  const bool replaced = !others.layers.empty() && others.reason.empty();
  Finding& f = work.found.add("layer.not_in_force", replaced ? Severity::note : Severity::warning, &layer,
                              {"在 " + day.iso() + " 不在有效期内", "not in force on " + day.iso()},
                              {"提供当日有效的版本", "supply the version in force on that day"});
  if (replaced)
    f.hint = {"另有有效的版本：" + others.layers.front()->id, "in force is " + others.layers.front()->id};
}

void look_kinds(Work& work) {
  if (!work.options.kinds.empty()) return;
  const auto always = schema::mandatory_kinds("other");
  for (const auto kind : schema::mandatory_kinds("")) {
    const bool there = std::any_of(work.set.layers.begin(), work.set.layers.end(),
                                   [&](const catalog::Layer& l) { return l.kind == kind; });
    if (there) continue;
    const bool all = std::find(always.begin(), always.end(), kind) != always.end();
    const std::string zh(schema::find_kind(kind)->zh), key(kind);
    work.found.add("layer.kind_missing", all ? Severity::warning : Severity::note, nullptr,
                   {"没有必需的图层：" + zh + "（" + key + "）", "no data set of the mandatory kind " + key},
                   all ? Text{"每个项目都按未核查处理", "for every project it counts as not examined"}
                       : Text{"部分项目类型需要", "some types of projects need it"});
  }
}

}  // namespace

void look_manifests(Work& work, const config::Mistakes& mistakes) {
  tell_mistakes(work, mistakes);
  for (const auto& layer : work.set.layers) {
    config::Mistakes told_already;
    const config::Node manifest = config::load(layer.manifest, told_already);
    look_coverage(work, layer, manifest);
    look_accuracy(work, layer);
    look_file(work, layer);
    look_validity(work, layer);
  }
  look_kinds(work);
}

}  // namespace zonegate::audit
