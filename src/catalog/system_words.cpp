// SPDX-License-Identifier: Apache-2.0
#include "catalog/system_words.h"

#include <algorithm>
#include <regex>

namespace zonegate::catalog {
namespace {

constexpr std::size_t kKept = 1000;

std::string text_of(const Attributes& fields, const std::string& column) {
  const auto at = fields.find(column);
  return at == fields.end() || is_unknown(at->second) ? std::string() : to_text(at->second);
}

survey::Taken taken_as(const geom::Crs* crs, const std::string& how) {
  survey::Taken out;
  if (!crs) return out;
  out.code = crs->authority();
  out.name = crs->name();
  if (out.code.empty() && crs->on_cgcs2000()) out.datum = geom::ChinaSystem::Datum::cgcs2000;
  if (out.code.empty()) out.meridian = crs->meridian();
  out.by = "it is read as " + (out.code.empty() ? out.name : out.code) + " (" + how + ")";
  return out;
}

// "CGCS2000_3_Degree_GK_CM_102E_H1000m": the plane of projection lies at that height.
std::string height_in(const std::string& name) {
  static const std::regex kHeight("(?:^|[_ -])[Hh][=_ ]?([0-9]{2,4})(?:m|M|米)?(?:$|[_ -])");
  std::smatch found;
  return std::regex_search(name, found, kHeight) ? found[1].str() : std::string();
}

// The names within a system: of its geographic system, its datum, its ellipsoid.
survey::Statements names_within(const geom::Crs& crs) {
  static const std::regex kNamed("\\b(?:BASEGEOGCRS|GEOGCRS|DATUM|ELLIPSOID)\\[\"([^\"]*)\"");
  survey::Statements said;
  for (std::sregex_iterator at(crs.wkt().begin(), crs.wkt().end(), kNamed), end; at != end; ++at)
    said.emplace_back("text of the reference system", (*at)[1].str());
  return said;
}

// A grid of its own may have the numbers of a known zone, the name of a zone those of another, a datum the name of another. Heard by themselves: they say the same as
// what was taken, and are no second statement beside those of the features. Empty: nothing is wrong, or the system is on another datum, and refused as a whole.
std::string fault_of_names(const geom::Crs& crs, const survey::Taken& taken, const survey::Options& options) {
  if (!crs.on_cgcs2000()) return {};
  survey::Statements whole = {{"text of the reference system", "坐标系: " + taken.name}};
  if (const auto height = height_in(taken.name); !height.empty())
    whole.emplace_back("text of the reference system", "投影面高程: " + height);
  const auto fault = survey::hear(whole, taken, options).fault;
  return fault.empty() ? survey::hear(names_within(crs), taken, options).fault : fault;
}

// The reader of KML writes an underscore for every sign of a name that is not ASCII: it may have been 坐标类型.
bool lost_its_name(const std::string& column) {
  return !column.empty() && column.find_first_not_of('_') == std::string::npos;
}

void refuse(ProjectFeature& out, const std::string& fault) {
  out.feature.fault = fault;
  out.feature.shape = {};
  out.crs = nullptr;
}

// Each note once of a file.
void tell(const std::vector<std::string>& notes, const std::string& file, std::set<std::string>& told,
          ProjectFeature& out) {
  for (const auto& note : notes)
    if (told.insert(note).second)
      out.issues.push_back({"project.system_unsure", Severity::warning, file, "",
                            std::to_string(out.feature.number), note,
                            "make sure that the coordinates are in it", std::nullopt});
}

}  // namespace

SystemWords::SystemWords(const std::string& file, survey::Statements of_file, const io::VectorSource& source,
                         const survey::Options& options, const std::string& how)
    : file_(io::printed_name(file)), options_(options), of_file_(std::move(of_file)) {
  if (const auto& crs = source.crs()) taken_ = taken_as(&*crs, how);
  if (source.crs()) of_name_ = fault_of_names(*source.crs(), taken_, options_);
  // What is on another datum is refused as a whole, or converted with parameters.
  if (source.crs() && !source.crs()->on_cgcs2000())
    std::erase_if(of_file_, [](const auto& said) {
      return said.first == "text of the .prj" || said.first == "text of the .qpj";
    });
  for (auto& said : survey::path_words(file_)) of_file_.push_back(std::move(said));
  // Metadata have thousands of texts, and each feature is heard with those of its file.
  std::erase_if(of_file_,
                [](const auto& said) { return !survey::speaks_of_system(said.first, said.second); });
  for (const auto& column : source.field_names()) {
    if (survey::may_speak_of_system(column) || lost_its_name(column)) columns_.push_back(column);
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
  tell(at->second.notes, file_, told_, out);
  const std::string& fault = at->second.fault.empty() ? of_name_ : at->second.fault;
  if (fault.empty() || !out.feature.fault.empty()) return;
  refuse(out, fault);
}

TableWords::TableWords(std::string file, const AttributeTable& table) : file_(std::move(file)) {
  for (const auto& [where, text] : table.around)
    if (survey::speaks_of_system(where, text)) of_all_.emplace_back(where, text);
  for (const auto& row : table.rows) {
    auto& said = of_project_[text_of(row.fields, "project_id")];
    for (const auto& [column, value] : row.fields)
      if (survey::may_speak_of_system(column) && !text_of(row.fields, column).empty())
        said.emplace_back(column, to_text(value));
  }
}

void TableWords::hear(const std::string& project_id, ProjectFeature& out, const survey::Options& options) {
  const auto own = of_project_.find(project_id);
  if (own == of_project_.end() || !out.feature.fault.empty()) return;
  survey::Statements said = of_all_;
  said.insert(said.end(), own->second.begin(), own->second.end());
  if (said.empty()) return;
  const auto taken = taken_as(out.converted ? out.read_as : out.crs, out.crs_reason);
  const auto heard = survey::hear(said, taken, options);
  tell(heard.notes, file_, told_, out);
  if (!heard.fault.empty()) refuse(out, file_ + ": " + heard.fault);
}

}  // namespace zonegate::catalog
