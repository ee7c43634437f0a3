// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "report/json_text.h"
#include "report/text.h"

namespace zonegate::report {
namespace {

Json inputs_json(const std::vector<InputFile>& inputs) {
  Json list = Json::array();
  for (const auto& f : inputs) {
    list.push_back({{"role", f.role},
                    {"path", f.path},
                    {"sha256", f.sha256},
                    {"stated_sha256", optional_text(f.stated_sha256)}});
  }
  return list;
}

Json layer_entry(const catalog::Layer& l, const RunInfo& info) {
  const auto& datums = info.layer_datums;
  const auto files = info.layer_files.find(l.id);
  const LayerFiles& hashes = files == info.layer_files.end() ? LayerFiles() : files->second;
  const auto day = [](const std::optional<Date>& d) { return d ? Json(d->iso()) : Json(nullptr); };
  return {{"id", l.id},
          {"kind", l.kind},
          {"title", l.title.in(Lang::zh)},
          {"title_en", l.title.in(Lang::en)},
          {"source", optional_text(l.source)},
          {"publisher", optional_text(l.publisher)},
          {"document", optional_text(l.document)},
          {"licence", optional_text(l.licence)},
          {"version", optional_text(l.version)},
          {"sha256", optional_text(hashes.data)},
          {"manifest_sha256", optional_text(hashes.manifest)},
          {"coverage_sha256", optional_text(hashes.coverage)},
          {"aliases_sha256", optional_text(hashes.aliases)},
          {"valid_from", day(l.valid_from)},
          {"valid_to", day(l.valid_to)},
          {"accuracy_m", number(l.accuracy_m, kLength)},
          {"accuracy_stated", l.accuracy_stated},
          {"datum_accuracy_m", datums.count(l.id) ? number(datums.at(l.id), kLength) : Json(nullptr)},
          {"boundary", l.statutory ? "statutory" : "derived"},
          {"disclosure", to_string(l.disclosure)},
          {"demo", l.demo}};
}

// The kinds that a rule measures, with those that select the rows of its tables.
std::set<std::string> kinds_of(const rules::Rule& rule) {
  std::set<std::string> kinds;
  for (const auto& [name, measure] : rule.measures) {
    kinds.insert(measure.layer);
    if (!measure.via.empty()) kinds.insert(measure.via);
  }
  return kinds;
}

// What the rule rests on, by date: enough to cite a rule that stayed silent without the folder of rules.
Json sources_json(const rules::Rule& rule, const rules::RuleBook& book) {
  Json list = Json::array();
  for (const auto& source : rule.sources) {
    const Text title = verdict::instrument_title(book, source.instrument);
    const auto at = book.instruments.find(source.instrument);
    const auto level = at == book.instruments.end() ? rules::Level::unstated : at->second.level;
    list.push_back({{"from", source.from ? Json(source.from->iso()) : Json(nullptr)},
                    {"to", source.to ? Json(source.to->iso()) : Json(nullptr)},
                    {"instrument", title.in(Lang::zh)},
                    {"instrument_en", title.in(Lang::en)},
                    {"instrument_key", source.instrument},
                    {"clause", source.clause},
                    {"level", rules::to_string(level)},
                    {"level_zh", rules::level_text(level).zh},
                    {"verified", source.verified}});
  }
  return list;
}

Json rules_json(const rules::RuleBook* book, const std::map<std::string, std::string>& files) {
  Json list = Json::array();
  if (!book) return list;
  for (const auto& rule : book->rules) {
    const auto hash = files.find(rule.id);
    list.push_back({{"id", rule.id},
                    {"sha256", hash == files.end() ? Json(nullptr) : optional_text(hash->second)},
                    {"layers", kinds_of(rule)},
                    {"instrument", rule.instrument},
                    {"clause", rule.clause},
                    {"sources", sources_json(rule, *book)},
                    {"region", rule.region},
                    {"verified", rule.verified}});
  }
  return list;
}

Json files_json(const std::vector<WrittenFile>& files) {
  Json out = Json::object();
  for (const auto& f : files) {
    if (f.content_sha256.empty())
      out[f.name] = {{"bytes", f.bytes}, {"sha256", f.sha256}};
    else
      out[f.name] = {{"content_sha256", f.content_sha256}};
  }
  return out;
}

}  // namespace

std::string run_json(const Run& run, const std::vector<WrittenFile>& files) {
  const RunInfo& info = run.info;
  Json layers = Json::array();
  if (run.layers) {
    for (const auto& layer : run.layers->layers) layers.push_back(layer_entry(layer, info));
  }
  return pretty({{"program", "zonegate"},
                 {"version", info.program_version},
                 {"as_of", info.as_of.iso()},
                 {"area_basis", info.area_basis},
                 {"demo", info.demo},
                 {"options", info.options},
                 {"libraries", info.libraries},
                 {"counts", info.counts},
                 {"files", files_json(files)},
                 {"seal", ""},
                 {"layer_rows", info.layer_rows},
                 {"inputs", inputs_json(info.inputs)},
                 {"layers", std::move(layers)},
                 {"rules", rules_json(run.rules, info.rule_files)},
                 {"issues", issues_json(Redaction(run)(run.issues))}});
}

}  // namespace zonegate::report
