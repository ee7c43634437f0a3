// SPDX-License-Identifier: Apache-2.0
//
// What a reader has to be told of the law that findings rest on: texts that nobody compared, and what the writers of rules inferred or did not check.
#include <catch2/catch.hpp>

#include "world.h"

using namespace zonegate;
using namespace zonegate::document;

namespace {

std::string page(World& w, Lang lang = Lang::zh) {
  w.c.lang = lang;
  Document out;
  add_front_lists(out, w.c);
  std::string all;
  for (const auto& block : out.blocks) all += block.text + "\n";
  return all;
}

}  // namespace

TEST_CASE("the first page marks clauses whose text was not checked") {
  World w;
  Json finding = open_finding("PA-00");
  finding["verified"] = false;
  w.project["findings"] = Json::array({finding});
  CHECK(page(w).find("（条文未核实）") != std::string::npos);
  w.project["findings"][0]["verified"] = true;
  CHECK(page(w).find("条文未核实") == std::string::npos);
}

TEST_CASE("the first page marks what rests on an inference of the rule's writer, in one bracket") {
  World w;
  Json finding = open_finding("PA-00");
  finding["verified"] = false;
  finding["note"] = "兜底规则";
  finding["note_en"] = "A catch-all";
  w.project["findings"] = Json::array({finding});
  CHECK(page(w, Lang::zh).find("（条文未核实，见表10-1注），") != std::string::npos);
  CHECK(page(w, Lang::en).find(" (text not checked; see notes of Table 10-1), ") != std::string::npos);
  w.project["findings"][0]["verified"] = true;
  CHECK(page(w, Lang::zh).find("（见表10-1注），") != std::string::npos);
  w.project["findings"][0]["note"] = nullptr;
  w.project["findings"][0]["note_en"] = nullptr;
  CHECK(page(w, Lang::zh).find("表10-1注") == std::string::npos);
}

TEST_CASE(
    "what the writer of a rule inferred or did not check stands below table 10-1, and beside its mark") {
  World w;
  Json noted = open_finding("ZN-02");
  noted["verified"] = true;
  noted["note"] = "“限制”为本规则归纳";
  Json plain = open_finding("ZN-01");
  plain["verified"] = true;
  w.project["findings"] = Json::array({noted, plain});
  const Table rules = rules_table(w.c);
  CHECK(rules.notes == std::vector<std::string>{"ZN-02：“限制”为本规则归纳"});
  CHECK(rules.rows.at(0).cells.at(8).text == "是，见表注");
  CHECK(rules.rows.at(1).cells.at(8).text == "是");
  // A rule of one's own may have its note in Chinese alone; the English document says so.
  w.c.lang = Lang::en;
  CHECK(rules_table(w.c).notes == std::vector<std::string>{"ZN-02 (in Chinese): “限制”为本规则归纳"});
  w.project["findings"][0]["note_en"] = "“restricted” is inferred";
  CHECK(rules_table(w.c).notes == std::vector<std::string>{"ZN-02: “restricted” is inferred"});
}
