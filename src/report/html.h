// SPDX-License-Identifier: Apache-2.0
//
// Pieces of report.html. Everything that comes from data goes through html_escape; numbers go through `shown`, which rounds as the JSON does.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "report/redact.h"
#include "report/report.h"
#include "report/text.h"

namespace zonegate::report {

struct Page {  // what every piece needs to know
  const Run& run;
  const Restrictions& restricted;
  Lang lang;
  Words w{lang};
};

// html_style.cpp
std::string page_style();

// html_script.cpp, map_script.cpp: filters and sorts the summary, opens packed sections; moves and lights maps. The page reads the same without them, but for
// the packed sections, which say so.
std::string page_script();
std::string map_script();

// html_summary.cpp
std::string badge(Outcome o, Lang lang);  // coloured, with a sign and the word
std::string pill(const std::string& text, const char* kind);
bool planar_run(const Run& run);                    // the run measures in a named plane
std::string basis_text(const Run& run, Lang lang);  // "椭球面积（ellipsoidal ...）"
bool has_ground(const facts::ProjectFacts& facts);  // of a point or a line without size nobody knows it
double headline_area(const ProjectResult& p, const Run& run);  // m2 on the basis of the run
void project_row(const Page& page, const ProjectResult& p, HtmlPage::Piece& out);
// rows: those that are kept; left_out: a sentence about the others, or nothing.
std::string summary_section(const Page& page, const std::map<Outcome, std::size_t>& counts,
                            const std::string& rows, const std::string& left_out);

// "511823 汉源县"; several codes, joined by ";", one after the other.
std::string places_text(const Page& page, const std::string& codes);

// html_places.cpp: counties x outcomes, gathered one by one; nothing for a run of few projects.
class Places {
 public:
  using Counts = std::array<std::size_t, 6>;  // the outcomes, then what was not read
  void add(const ProjectResult& p);
  std::string section(const Page& page) const;

 private:
  std::map<std::string, Counts> rows_;  // by county, or counties
  Counts total_{};
  std::size_t projects_ = 0;
};

// html_project.cpp
struct Section {
  std::string head, body;  // head: title, where it lies, verdict
};
Section project_section(const Page& page, const ProjectResult& p, std::size_t number);
std::string project_anchor(std::size_t number);
std::string attribute_text(const std::string& key, const Value& value,
                           Lang lang);  // in Chinese: 是, 否, enum words

// html_findings.cpp
std::string findings_block(const Page& page, const ProjectResult& p);
std::string trace_list(const std::vector<expr::Step>& trace,
                       const std::vector<verdict::MeasureValue>& measures, Lang lang);
std::string unknown_text(const std::string& name,
                         Lang lang);  // "layer:redline" -> 生态保护红线图层; attribute -> its Chinese name

// html_units.cpp: the table that reviewers copy into their reports.
std::string unit_table(const Page& page, const ProjectResult& p);
bool is_list_row(const facts::FeatureFact& f);  // a row of a table layer: text, no geometry
std::string list_rows(const Page& page, const ProjectResult& p,
                      const verdict::Finding& f);  // those of one finding

// html_layers.cpp, html_carbon.cpp
std::string layers_block(const Page& page, const ProjectResult& p);
std::string carbon_block(const Page& page, const ProjectResult& p);
std::string reasons_text(const Page& page, const std::vector<std::string>& reasons);
std::string checklists_block(const Page& page, const ProjectResult& p);  // html_checklists.cpp
std::string layer_title(const Page& page, const std::string& kind, const std::string& layer_id);

// limits.cpp: sentences from facts of this run, none from a template that always says the same.
// Of the run: what its projects rest on, gathered one by one.
struct RunFacts {
  std::map<Outcome, std::size_t> counts;
  std::set<std::string> layers, unread, unverified, laxer;
  void add(const Page& page, const ProjectResult& p);
};
std::vector<std::string> run_limits(const Page& page, const RunFacts& facts);
std::vector<std::string> project_limits(const Page& page, const ProjectResult& p);

inline std::string element(const char* name, const std::string& inner, const char* css = "") {
  const std::string tag(name), of = *css ? " class=\"" + std::string(css) + "\"" : "";
  return "<" + tag + of + ">" + inner + "</" + tag + ">";
}
inline std::string cell(const std::string& inner, const char* css = "") { return element("td", inner, css); }
inline std::string text_cell(const std::string& text, const char* css = "") {
  return element("td", html_escape(text), css);
}
std::string head_row(const std::vector<std::string>& titles);

}  // namespace zonegate::report
