// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"
#include "catalog/layer_gaps.h"
#include "catalog/system_words.h"
#include "io/io.h"

namespace zonegate::catalog {

struct LayerWords::Impl {
  const Layer& layer;
  LayerGaps gaps;
  std::optional<SystemWords> words;  // of a table: none
  bool heard = false;
  std::optional<Issue> told;
};

LayerWords::LayerWords(const Layer& layer, const Aliases& aliases, const io::VectorSource& source) {
  survey::Statements said = io::file_words(layer.file, reading_options(layer, aliases));
  impl_ = std::make_unique<Impl>(Impl{layer, LayerGaps(layer, said, source.field_names()), {}, false, {}});
  if (source.has_geometry())
    impl_->words.emplace(layer.file, std::move(said), source, survey::Options{},
                         layer.crs.empty() ? "the file says it" : "its manifest says it");
}

LayerWords::~LayerWords() = default;

const Issue* LayerWords::hear(const io::SourceFeature& feature) {
  Impl& in = *impl_;
  in.gaps.hear(feature.fields);
  if (!in.words || in.told || (in.heard && !in.words->per_feature())) return nullptr;
  in.heard = true;
  ProjectFeature probe;
  probe.feature.number = feature.number;
  probe.feature.fields = feature.fields;
  in.words->hear(probe);
  if (probe.feature.fault.empty()) return nullptr;
  Issue& told = in.told.emplace();
  told.code = "layer.system_contradicted";
  told.severity = in.layer.crs.empty() ? Severity::error : Severity::warning;
  told.file = in.layer.file;
  told.layer = in.layer.id;
  told.feature = feature.fid;
  told.message = probe.feature.fault;
  told.hint = "make sure of the system of the data; state it as crs in the manifest";
  return &*in.told;
}

const std::vector<std::string>& LayerWords::gaps() const { return impl_->gaps.said(); }

}  // namespace zonegate::catalog
