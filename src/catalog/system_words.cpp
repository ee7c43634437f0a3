// SPDX-License-Identifier: Apache-2.0
#include "catalog/system_words.h"

#include <algorithm>
#include <filesystem>

namespace zonegate::catalog {
namespace {

constexpr std::size_t kKept = 1000;

std::string text_of(const Attributes& fields, const std::string& column) {
  const auto at = fields.find(column);
  return at == fields.end() || is_unknown(at->second) ? std::string() : to_text(at->second);
}

}  // namespace

SystemWords::SystemWords(const std::string& file, const std::string& layer, const io::VectorSource& source,
                         const survey::Options& options, const std::string& how)
    : file_(io::printed_name(file)), options_(options), of_file_(io::file_words(file, layer)) {
  if (const auto& crs = source.crs()) {
    taken_.code = crs->authority();
    taken_.name = crs->name();
    taken_.by = "it is read as " + (taken_.code.empty() ? taken_.name : taken_.code) + " (" + how + ")";
  }
  of_file_.emplace_back("file name", std::filesystem::path(file_).stem().string());
  for (const auto& column : source.field_names()) {
    if (survey::may_speak_of_system(column)) columns_.push_back(column);
    if (survey::names_system(column)) naming_.push_back(column);
  }
  // Columns for several systems are the author's table of them, of which the shape is one.
  const auto agrees = [&](const std::string& column) {
    return survey::hear({{"column name", column}}, taken_, options_).fault.empty();
  };
  if (std::any_of(naming_.begin(), naming_.end(), agrees)) naming_.clear();
  // The layer of a drawing stands with each of its entities.
  if (source.driver() == "DXF") columns_.emplace_back("Layer");
}

void SystemWords::hear(ProjectFeature& out) {
  survey::Statements said = of_file_;
  for (const auto& column : columns_)
    if (std::string text = text_of(out.feature.fields, column); !text.empty())
      said.emplace_back(column == "Layer" ? "layer name" : column, std::move(text));
  for (const auto& column : naming_)
    if (!text_of(out.feature.fields, column).empty()) said.emplace_back("column name", column);
  if (heard_.size() > kKept) heard_.clear();
  const auto [at, fresh] = heard_.try_emplace(std::move(said));
  if (fresh) at->second = survey::hear(at->first, taken_, options_);
  for (const auto& note : at->second.notes)
    if (told_.insert(note).second)
      out.issues.push_back({"project.system_unsure", Severity::warning, file_, "",
                            std::to_string(out.feature.number), note,
                            "make sure that the coordinates are in it", std::nullopt});
  if (at->second.fault.empty() || !out.feature.fault.empty()) return;
  out.feature.fault = at->second.fault;
  out.feature.shape = {};
  out.crs = nullptr;
}

}  // namespace zonegate::catalog
