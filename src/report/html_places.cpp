// SPDX-License-Identifier: Apache-2.0
//
// Where the projects of a large run lie: counties x outcomes, above the sections of single projects. `zonegate totals` has the areas and everything else.
#include <algorithm>
#include <array>
#include <map>

#include "report/html.h"
#include "words/words.h"

namespace zonegate::report {
namespace {

constexpr std::size_t kFromProjects = 21;
constexpr std::array<Outcome, 5> kOrder = {Outcome::prohibited, Outcome::restricted, Outcome::conditional,
                                           Outcome::undetermined, Outcome::allowed};

std::string prefix_of(std::string code) {
  while (code.size() > 2 && code.ends_with("00")) code.resize(code.size() - 2);
  return code;
}

// The codes that stand for no other of the project: its counties, as one key.
std::string counties_of(const catalog::Project& project) {
  std::vector<std::string> own;
  for (const auto& code : project.regions) {
    const bool above = std::any_of(project.regions.begin(), project.regions.end(), [&](const std::string& o) {
      return o != code && prefix_of(o).starts_with(prefix_of(code));
    });
    if (!above) own.push_back(code);
  }
  if (own.empty() || project.regions_open) own.emplace_back("?");
  return joined(own, ";");
}

std::string row(const std::string& label, const Places::Counts& counts, const char* css) {
  std::string out = "<tr" + std::string(css) + ">" + text_cell(label);
  std::size_t all = 0;
  for (const std::size_t n : counts) {
    out += text_cell(std::to_string(n), "n");
    all += n;
  }
  return out + text_cell(std::to_string(all), "n") + "</tr>";
}

}  // namespace

std::string places_text(const Page& page, const std::string& codes) {
  std::string out;
  for (std::size_t at = 0; at < codes.size();) {
    const std::size_t end = std::min(codes.find(';', at), codes.size());
    const std::string code = codes.substr(at, end - at);
    out += (out.empty() ? "" : page.w("、", ", ")) +
           (page.run.places ? words::with_place(*page.run.places, code) : code);
    at = end + 1;
  }
  return out;
}

void Places::add(const ProjectResult& p) {
  static_assert(std::tuple_size_v<Counts> == kOrder.size() + 1);
  const bool read = p.project->status != catalog::Status::failed;
  const auto at = read ? std::find(kOrder.begin(), kOrder.end(), p.verdict.outcome) : kOrder.end();
  const auto slot = static_cast<std::size_t>(at - kOrder.begin());
  ++rows_[counties_of(*p.project)][slot];
  ++total_[slot];
  ++projects_;
}

std::string Places::section(const Page& page) const {
  if (projects_ < kFromProjects) return {};
  std::vector<std::string> titles = {page.w("区县", "County")};
  for (const Outcome o : kOrder) titles.push_back("#" + verdict::outcome_text(o).in(page.lang));
  titles.push_back(page.w("#未读取", "#Not read"));
  titles.push_back(page.w("#合计", "#Total"));
  std::string out = "<section id=\"places\"><h2>" + page.w("按区县汇总（项目数）", "Projects by county") +
                    "</h2><div class=\"wide\"><table>" + head_row(titles) + "<tbody>";
  for (const auto& [place, counts] : rows_) out += row(places_text(page, place), counts, "");
  out += row(page.w("合计", "Total"), total_, " class=\"total\"") + "</tbody></table></div>";
  return out + "<p class=\"small\">" +
         page.w(
             "跨区县的项目单列一行；“?”为不知在何区县（或其一部分）。面积、管控单元、红线、重叠等见 zonegate "
             "totals。",
             "Projects in several counties have a row of their own; \"?\": county not known (of a part). "
             "Areas, "
             "units, red lines, overlaps: zonegate totals.") +
         "</p></section>\n";
}

}  // namespace zonegate::report
