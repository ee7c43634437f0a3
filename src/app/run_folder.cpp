// SPDX-License-Identifier: Apache-2.0
//
// The run folder: its files, and the order in which they are written.
#include <array>
#include <filesystem>
#include <set>
#include <string_view>

#include "app/stages.h"
#include "io/io.h"

namespace zonegate::app {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 17> kFiles{"results.jsonl",
                                                  "results.csv",
                                                  "findings.csv",
                                                  "facts.csv",
                                                  "access.csv",
                                                  "checklists.csv",
                                                  "carbon.csv",
                                                  "carbon_years.csv",
                                                  "carbon_methods.csv",
                                                  "carbon_drivers.csv",
                                                  "carbon_ground.csv",
                                                  "carbon_totals.csv",
                                                  "report.html",
                                                  "evidence.gpkg",
                                                  "maps.gpkg",
                                                  "run.json",
                                                  "run.log"};

constexpr FolderKind kKind{"run folder", "run.json", kFiles};

io::VectorSink evidence_file(const std::string& path, Date as_of) {
  using Geometry = io::OutLayer::Geometry;
  using Type = io::OutField::Type;
  const std::vector<io::OutField> fields = {{"project_id", Type::text},   {"rule", Type::text},
                                            {"layer_id", Type::text},     {"feature_id", Type::text},
                                            {"part_id", Type::text},      {"area_m2", Type::number},
                                            {"measured_m2", Type::number}};
  auto of_stands = fields;
  of_stands.push_back({"stratum", Type::text});
  of_stands.push_back({"carbon_tc_ha", Type::number});
  const std::vector<io::OutLayer> layers = {
      {"footprint", Geometry::any, fields},     {"overlap", Geometry::polygon, fields},
      {"crossing", Geometry::line, fields},     {"nearest", Geometry::line, fields},
      {"uncovered", Geometry::polygon, fields}, {"give_up", Geometry::any, fields},
      {"remaining", Geometry::any, fields},     {"stand", Geometry::polygon, of_stands}};
  return {path, layers, as_of.iso() + "T00:00:00Z"};
}

// What map sheets show around projects: of those that have a map in report.html.
io::VectorSink maps_file(const std::string& path, Date as_of) {
  using Geometry = io::OutLayer::Geometry;
  using Type = io::OutField::Type;
  const std::vector<io::OutField> fields = {{"project_id", Type::text}, {"layer_kind", Type::text},
                                            {"layer_id", Type::text},   {"feature_id", Type::text},
                                            {"name", Type::text},       {"grade", Type::text}};
  return {path,
          {{"around", Geometry::any, fields},
           {"not_examined", Geometry::polygon, fields},
           {"border", Geometry::line, fields}},
          as_of.iso() + "T00:00:00Z"};
}

bool on_sheets_alone(const overlay::Evidence& e) {
  return e.kind == overlay::EvidenceKind::around || e.kind == overlay::EvidenceKind::not_examined ||
         e.kind == overlay::EvidenceKind::border;
}

void write_map_ground(const overlay::Evidence& e, io::VectorSink& sink) {
  const std::size_t table = e.kind == overlay::EvidenceKind::around         ? 0
                            : e.kind == overlay::EvidenceKind::not_examined ? 1
                                                                            : 2;
  sink.write(table, e.lonlat, {e.project_id, e.layer_kind, e.layer_id, e.feature_id, e.name, e.grade});
}

void write_evidence(const overlay::Evidence& e, io::VectorSink& sink) {
  const bool area = !e.lonlat.polygons.empty();
  std::vector<Value> values = {e.project_id,
                               e.rule,
                               e.layer_id,
                               e.feature_id,
                               e.part_id,
                               area ? Value(quantise(e.area_m2, 2)) : Value(Unknown{}),
                               area ? Value(quantise(e.measured_m2, 2)) : Value(Unknown{})};
  if (e.kind == overlay::EvidenceKind::stand) {
    values.emplace_back(e.stratum);
    values.push_back(e.carbon_tc_ha ? Value(quantise(*e.carbon_tc_ha, 3)) : Value(Unknown{}));
  }
  sink.write(static_cast<std::size_t>(e.kind), e.lonlat, values);
}

template <class Work>
auto on_disk(const Work& work) {
  try {
    return work();
  } catch (const fs::filesystem_error& error) {
    throw Error(ErrorKind::internal, std::string("the run folder could not be written: ") + error.what(),
                "check the disk and the rights of the folder");
  }
}

using Text = std::string report::Lines::*;
constexpr std::array<std::pair<const char*, Text>, 11> kTexts = {
    {{"results.jsonl", &report::Lines::results_jsonl},
     {"results.csv", &report::Lines::results_csv},
     {"findings.csv", &report::Lines::findings_csv},
     {"facts.csv", &report::Lines::facts_csv},
     {"access.csv", &report::Lines::access_csv},
     {"checklists.csv", &report::Lines::checklists_csv},
     {"carbon.csv", &report::Lines::carbon_csv},
     {"carbon_years.csv", &report::Lines::carbon_years_csv},
     {"carbon_methods.csv", &report::Lines::carbon_methods_csv},
     {"carbon_drivers.csv", &report::Lines::carbon_drivers_csv},
     {"carbon_ground.csv", &report::Lines::carbon_ground_csv}}};
constexpr std::size_t kWithoutScenario = 6;  // of kTexts

}  // namespace

std::span<const std::string_view> run_file_names() { return kFiles; }

std::string package_sha256(const std::string& path) {
  constexpr std::array<std::string_view, 11> kTables{"footprint", "overlap",      "crossing",  "nearest",
                                                     "uncovered", "give_up",      "remaining", "stand",
                                                     "around",    "not_examined", "border"};
  return io::tables_sha256(path, kTables);
}

void check_run_folder(const WriteOptions& options) {
  check_result_folder(options.folder, kKind, options.overwrite);
}

struct RunFolder::Impl {
  Impl(const report::Run& r, const WriteOptions& options)
      : run(r),
        folder(options.folder, kKind, options.overwrite),
        page(r, options.lang),
        evidence(evidence_file(folder / "evidence.gpkg", r.info.as_of)),
        maps(maps_file(folder / "maps.gpkg", r.info.as_of)) {
    const report::Lines heads = report::heads();
    for (const auto& [name, text] : wanted()) {
      texts.push_back(std::make_unique<io::FileWriter>(folder / name));
      texts.back()->write(heads.*text);
    }
  }
  std::span<const std::pair<const char*, Text>> wanted() const {
    return std::span(kTexts).first(run.scenario ? kTexts.size() : kWithoutScenario);
  }
  const report::Run& run;
  ResultFolder folder;
  report::HtmlPage page;
  io::VectorSink evidence, maps;
  std::vector<std::unique_ptr<io::FileWriter>> texts;
  overlay::ParallelFor parallel = overlay::serial_for;  // as results last came
  std::size_t chosen = 0, written = 0;
};

RunFolder::RunFolder(const WriteOptions& options) : options_(options) { check_run_folder(options); }
RunFolder::~RunFolder() = default;

void RunFolder::begin(const report::Run& run) {
  on_disk([&] { impl_ = std::make_unique<Impl>(run, options_); });
}

std::vector<bool> RunFolder::maps(std::span<const report::ProjectResult> judged) {
  impl_->chosen += judged.size();
  return impl_->page.choose(judged);
}

void RunFolder::take(Results&& results, const overlay::ParallelFor& parallel) {
  add(results.projects, results.evidence, parallel);
}

void RunFolder::add(const std::vector<report::ProjectResult>& results,
                    const std::vector<overlay::Evidence>& evidence, const overlay::ParallelFor& parallel) {
  std::set<std::string> without;  // a map: of a run that was kept as a whole, where every project has one
  if (impl_->chosen < impl_->written + results.size()) {
    const auto chosen = maps(results);
    for (std::size_t i = 0; i < results.size(); ++i)
      if (!chosen[i]) without.insert(results[i].project->project_id);
  }
  impl_->parallel = parallel;
  struct Made {
    report::Lines lines;
    report::HtmlPage::Piece piece;
  };
  std::vector<Made> made(results.size());
  parallel(made.size(), [&](std::size_t i) {
    made[i] = {report::lines_of(results[i], impl_->run), impl_->page.piece(results[i], impl_->written + i)};
  });
  for (std::size_t i = 0; i < made.size(); ++i) {
    for (std::size_t t = 0; t < impl_->texts.size(); ++t)
      impl_->texts[t]->write(made[i].lines.*kTexts[t].second);
    impl_->page.add(results[i], impl_->written++, std::move(made[i].piece));
  }
  for (const auto& e : evidence) {
    if (!on_sheets_alone(e))
      write_evidence(e, impl_->evidence);
    else if (!without.contains(e.project_id))
      write_map_ground(e, impl_->maps);
  }
}

void RunFolder::finish(const report::Run& run, const std::string& log) {
  check_run_folder(options_);
  on_disk([&] {
    auto& folder = impl_->folder;
    for (auto& text : impl_->texts) text->finish();
    impl_->texts.clear();  // with what each of them kept beside its file
    std::vector<report::WrittenFile> files;
    const auto written = [&](const std::string& name) {
      files.push_back({name, io::sha256_file(folder / name), fs::file_size(folder / name)});
    };
    for (const auto& text : impl_->wanted()) written(text.first);
    if (run.scenario) {
      io::write_file(folder / "carbon_totals.csv", report::carbon_totals_csv(run));
      written("carbon_totals.csv");
    }
    impl_->evidence.finish();
    impl_->maps.finish();
    for (const std::string name : {"evidence.gpkg", "maps.gpkg"})
      if (fs::exists(folder / name)) files.push_back({name, "", 0, package_sha256(folder / name)});
    io::write_file(folder / "report.html", impl_->page.text(impl_->parallel));
    written("report.html");
    if (!log.empty()) io::write_file(folder / "run.log", log);
    // Last: a folder with run.json is a whole run.
    io::write_file(folder / "run.json", io::sealed(report::run_json(run, files)));
    folder.publish();
  });
}

void write_run(const Screening& s, const WriteOptions& options) {
  RunFolder folder(options);
  folder.begin(s.run);
  folder.add(s.run.projects, s.evidence, overlay::serial_for);
  folder.finish(s.run, options.log);
}

}  // namespace zonegate::app
