// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include <nlohmann/json.hpp>

#include "readers.h"
#include "report/packed.h"
#include "report/text.h"
#include "world.h"

using namespace zonegate;
using namespace zonegate::report;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the report is well formed in both languages and asks nothing of the network") {
  const auto world = make_world();
  for (const Lang lang : {Lang::zh, Lang::en}) {
    const std::string page = html(world->run, lang);
    CHECK(unbalanced(page) == "");
    for (const char* outside : {"http://", "https://", "src=", "@import", "url(//"}) {
      INFO(outside);
      CHECK(!has(page, outside));
    }
    CHECK(has(page, "default-src 'none'"));
    if (const char* folder = std::getenv("ZONEGATE_WRITE_REPORT")) {
      std::ofstream(std::string(folder) + (lang == Lang::zh ? "/zh.html" : "/en.html")) << page;
      std::ofstream(std::string(folder) + "/results.jsonl") << results_jsonl(world->run);
      std::ofstream(std::string(folder) + "/run.json") << run_json(world->run);
    }
  }
}

TEST_CASE("names from data cannot become markup") {
  const auto world = make_world();
  auto& p = world->run.projects[0];
  world->projects[0].name = world->projects[0].status_reason = kHostile;
  world->projects[0].attributes["name"] = std::string(kHostile);
  p.map[1].label = p.issues[0].message = p.facts.parts[0].part_id = kHostile;
  p.facts.features[0].feature_id = p.facts.features[0].layer_id = kHostile;
  p.facts.features[0].fields["name"] = std::string(kHostile);
  p.verdict.findings[0].title = {kHostile, kHostile};
  p.verdict.findings[0].clause = p.verdict.findings[0].rule = kHostile;
  p.verdict.findings[0].note = {kHostile, kHostile};
  p.verdict.findings[0].trace[0].text = p.verdict.layers[0].reason = p.verdict.silent[0].reason = kHostile;
  p.carbon->classes[0].name = {kHostile, kHostile};
  p.carbon->classes[0].source = p.carbon->density_file = kHostile;
  world->layers.layers[1].title = {kHostile, kHostile};
  world->run.info.inputs[0].path = world->run.info.area_basis = kHostile;
  for (const Lang lang : {Lang::zh, Lang::en}) {
    const std::string page = html(world->run, lang);
    CHECK_FALSE(has(page, "<script>alert"));
    CHECK(has(page, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;"));
    CHECK(unbalanced(page) == "");
  }
}

TEST_CASE("the same numbers as in the JSON") {
  const auto world = make_world();
  const std::string page = html(world->run, Lang::zh);
  const auto p = lines_of(results_jsonl(world->run))[0];
  const auto& feature = p["findings"][0]["features"][0];
  for (const double v : {p["area_planar_m2"].get<double>(), p["area_ellipsoidal_m2"].get<double>(),
                         feature["overlap_m2"].get<double>(), feature["width_m"].get<double>(),
                         p["layers"][1]["nearest_m"].get<double>()}) {
    {
      INFO(v);
      CHECK((has(page, ">" + fixed(v, 2)) || has(page, fixed(v, 2) + " ")));
    }
  }
  CHECK(has(page, fixed(p["carbon"]["loss_co2e_t"].get<double>(), 3) + " t CO2e"));
  CHECK(has(page, fixed(166086.42 / 10000, 4)));
  CHECK(has(page, fixed(166086.42 * 15 / 10000, 2)));
}

TEST_CASE("what a reviewer has to see") {
  const auto world = make_world();
  const std::string page = html(world->run, Lang::zh);
  for (const char* part : {"本结果不替代主管部门意见",
                           "演示数据",
                           "审图号",
                           "条文未核实",
                           "边界级",
                           "自然资发〔2022〕142号",
                           "第三十五条",
                           "占地 hm²（椭球面积）",
                           "未核查",
                           "未提供该图层",
                           "2345.68 m 西南（喇叭河）",
                           "必查",
                           "EPSG:4543",
                           "调出生态保护红线",
                           "申报面积 16.6000",
                           "缺值碳库",
                           "读取失败",
                           "补齐以下信息可使结论确定",
                           "图层：永久基本农田",
                           "分支 1：禁止",
                           "<dt>线性工程</dt><dd>否</dd>",
                           "椭球面积（CGCS2000, equal-area）",
                           "本次运行的局限"}) {
    {
      INFO(part);
      CHECK(has(page, part));
    }
  }
  const std::string english = html(world->run, Lang::en);
  for (const char* part :
       {"does not replace the opinion of the competent authority", "Worst possible", "clause not verified",
        "boundary grade", "2345.68 m SW", "演示数据", "map review number"}) {
    {
      INFO(part);
      CHECK(has(english, part));
    }
  }
}

TEST_CASE("the filter hears every clause of a project, also those that the summary only counts") {
  const auto world = make_world();
  auto& findings = world->run.projects[0].verdict.findings;
  findings.push_back(findings[0]);
  findings.back().rule = "IN-11";
  findings.back().outcome = Outcome::info;
  findings.back().clause = "第三条第（一）类";
  const std::string page = html(world->run, Lang::zh);
  const auto at = page.find("<script type=\"application/json\" id=\"clauses\">");
  REQUIRE(at != std::string::npos);
  const auto from = page.find('{', at), to = page.find("</script>", at);
  const auto clauses = nlohmann::json::parse(page.substr(from, to - from));
  CHECK(has(clauses["IN-11"].get<std::string>(), "第三条第（一）类"));
  CHECK(has(page, "th button{display:contents}"));  // else a header that repeats in print is blank
  const auto row = page.find("data-rules=\"");
  CHECK(has(page.substr(row, page.find('>', row) - row), "IN-11"));
}

TEST_CASE(
    "units without a city of their own have that of their code, and the types of the lists that hold for "
    "them") {
  const auto world = make_world();
  auto& access = world->run.projects[0].facts.access;
  facts::AccessUnit unit;
  unit.kind = "zone_unit";
  unit.code = "ZH51182320001";
  unit.name = "某单元";
  access.units = {unit};
  access.rows = {{std::make_shared<const facts::ListRow>(facts::ListRow{
                      "list", "1", {{"unit_code", unit.code}, {"list", std::string("单元特性")}}}),
                  0, expr::Truth::yes, expr::Truth::yes}};
  const std::map<std::string, std::string> places = {{"5118", "雅安市"}, {"511823", "汉源县"}};
  world->run.places = &places;
  const std::string page = html(world->run, Lang::zh);
  CHECK(has(page, "<td>某单元</td><td>雅安市</td><td>汉源县</td><td>单元特性</td>"));
}

TEST_CASE("limits come from facts: what does not hold is not said") {
  const auto world = make_world();
  CHECK(has(html(world->run, Lang::zh), "几何修复 1 处，面积变动 12.75 m²"));
  CHECK(has(html(world->run, Lang::zh), "文件与清单所载校验值不符"));
  world->run.projects[0].issues.clear();
  world->run.info.inputs[0].stated_sha256.clear();
  world->run.info.demo = false;
  for (auto& layer : world->layers.layers)
    layer.demo = false, layer.title = {"图层", "layer"}, layer.accuracy_stated = true;
  for (auto& p : world->run.projects) {
    p.map.clear();
    if (p.carbon) p.carbon->classes[0].status = "seen";
  }
  const std::string page = html(world->run, Lang::zh);
  for (const char* part : {"几何修复", "校验值不符", "演示数据", "图层未声明精度"}) {
    INFO(part);
    CHECK(!has(page, part));
  }
}

TEST_CASE("a large batch keeps every project in the summary and says which sections it leaves out") {
  const auto world = make_world();
  for (std::size_t i = 0; i < 1100; ++i) world->run.projects.push_back(world->run.projects[1]);
  world->run.projects.push_back(world->run.projects[0]);  // strict, and last
  const std::string page = html(world->run, Lang::zh);
  CHECK(has(page, "以下只展开结论最严的 1000 个项目"));
  CHECK(has(page, "id=\"p1104\""));
  CHECK_FALSE(has(page, "id=\"p1103\""));
  CHECK_FALSE(has(page, "href=\"#p1103\""));
  CHECK(unbalanced(page) == "");
}

TEST_CASE("a very large batch has the strictest projects in the summary and says where the others are") {
  const auto world = make_world();
  world->run.projects.erase(world->run.projects.begin() + 2);
  for (std::size_t i = 0; i < 5500; ++i) world->run.projects.push_back(world->run.projects[1]);
  world->run.projects.push_back(world->run.projects[0]);  // strict, and last: number 5503
  const std::string page = html(world->run, Lang::zh);
  CHECK(has(page, "一览表只列出结论最严的 5000 个项目，共 5503 个；其余见 results.csv。"));
  CHECK(has(page, "以下只展开结论最严的 1000 个项目，其余见 results.csv 与 results.jsonl。"));
  CHECK(has(page, "× 5501"));  // the counts are of all
  CHECK(has(page, "href=\"#p5503\""));
  std::size_t rows = 0;
  for (std::size_t at = 0; (at = page.find("<tr data-outcome", at)) != std::string::npos; ++at) ++rows;
  CHECK(rows == 5000);
  CHECK(unbalanced(page) == "");
  const std::string table = summary_table(world->run, Lang::zh);
  CHECK(std::count(table.begin(), table.end(), '\n') == 1000 + 4);  // titles, rule, note, counts
  CHECK(has(table, "只列出结论最严的 1000 个项目，其余见 results.csv。"));
  CHECK(has(table, "共 5503 个项目"));
}

TEST_CASE("only projects that will have a section are asked for a map, whatever the blocks") {
  const auto world = make_world();
  const std::vector<ProjectResult> mild(1400, world->run.projects[1]);
  const std::vector<ProjectResult> strict(3, world->run.projects[0]);
  HtmlPage page(world->run, Lang::zh);
  const auto first = page.choose(mild), then = page.choose(strict), last = page.choose(mild);
  CHECK(std::count(first.begin(), first.end(), true) == 1000);
  CHECK(std::all_of(first.begin(), first.begin() + 1000, [](bool b) { return b; }));
  CHECK(std::count(then.begin(), then.end(), true) == 3);
  CHECK(std::count(last.begin(), last.end(), true) == 0);
}

TEST_CASE("rows of the admission list stand as text under their finding, not as features with numbers") {
  const auto world = make_world();
  auto& p = world->run.projects[0];
  facts::FeatureFact row;
  row.kind = "zone_list";
  row.layer_id = "yaan-list";
  row.feature_id = "12";
  row.fields = {{"unit_code", std::string("ZH51182320001")},
                {"list", std::string("单元特性")},
                {"dimension", std::string("spatial")},
                {"verdict", std::string("")},
                {"text", std::string("禁止布局石化 <项目>")}};
  p.facts.features.push_back(row);
  p.verdict.findings[0].features.push_back(2);
  const std::string page = html(world->run, Lang::zh);
  CHECK(has(page, "空间布局约束"));
  CHECK(has(page, "需人工判定"));
  CHECK(has(page, "禁止布局石化 &lt;项目&gt;"));
  CHECK_FALSE(has(page, "dimension=spatial"));
  CHECK(has(html(world->run, Lang::en), "spatial layout"));
  CHECK(unbalanced(page).empty());
}

TEST_CASE("a project without a size has no area in the summary, not an area of zero") {
  const auto world = make_world();
  const std::string page = html(world->run, Lang::zh);
  CHECK_FALSE(has(page, "<td class=\"n\">0.0000</td><td class=\"n\">0.00</td>"));
  CHECK(has(page, "尚不知（不改变结论）"));
}

TEST_CASE("closed sections hold what open ones show") {
  const auto world = make_world();
  const auto few = html(world->run, Lang::zh);
  CHECK_FALSE(has(few, "class=\"project closed\""));
  const auto strict = world->run.projects[0];
  const auto at = few.find("<section class=\"project\" id=\"p1\">");
  REQUIRE(at != std::string::npos);
  const std::string open = few.substr(at, few.find("</section>", at) - at);
  for (int i = 0; i < 60; ++i) world->run.projects.push_back(strict);
  const auto many = html(world->run, Lang::zh);
  CHECK(unbalanced(many) == "");
  const auto closed = many.find("<section class=\"project closed\" id=\"p63\">");
  REQUIRE(closed != std::string::npos);
  const auto code = many.find("<script type=\"text/plain\">", closed) + 26;
  const auto bytes = from_base64(many.substr(code, many.find('<', code) - code));
  const auto shared_at = many.find("id=\"shared-texts\">") + 18;
  const auto shared = nlohmann::json::parse(many.substr(shared_at, many.find('<', shared_at) - shared_at))
                          .get<std::vector<std::string>>();
  std::string body = unpacked(bytes);
  CHECK(has(body, "\x01"));
  for (std::size_t i = shared.size(); i-- > 0;) {
    const std::string mark = ">\x01" + std::to_string(i) + "<";
    for (std::size_t m = 0; (m = body.find(mark, m)) != std::string::npos;)
      body.replace(m + 1, mark.size() - 2, shared[i]);
  }
  CHECK(open.ends_with(body));
  const auto head = many.substr(closed, many.find("<p class=\"closed-note\">", closed) - closed);
  CHECK(has(head, "<h2>63. "));
  CHECK(has(head, "class=\"headline"));  // the verdict is read without script
}

TEST_CASE("packing comes back byte for byte") {
  std::string bytes;
  for (int i = 0; i < 70000; ++i) bytes += static_cast<char>(i * 7919 % 251);
  for (const std::string& text : {std::string(), std::string("允许"), bytes})
    for (const int level : {1, 6, 9}) CHECK(unpacked(packed(text, level)) == text);
  CHECK(base64("") == "");
  CHECK(base64("f") == "Zg==");  // RFC 4648, section 10
  CHECK(base64("fooba") == "Zm9vYmE=");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK_THROWS_AS(unpacked("no deflate"), Error);
  const SharedTexts texts({"<p>一段足够长、多处相同的条文说明</p><i>只有一处的一段足够长的文字</i>",
                           "<b>一段足够长、多处相同的条文说明</b>短<i>\"</i>"});
  const std::string text = "<u>一段足够长、多处相同的条文说明</u>尾";
  CHECK(texts.shortened(text) ==
        "<u>\x01"
        "0</u>尾");
  CHECK(texts.json() == "[\"一段足够长、多处相同的条文说明\"]");
}

TEST_CASE("Chinese pages say what an issue means and what to do, and keep what the program said") {
  const auto world = make_world();
  world->run.projects[0].issues = {
      {"geometry.repaired", Severity::warning, "a.gpkg", "", "7", "0.02 m2 moved", "check it", {}}};
  const advice::Meanings meanings = {
      {"geometry.repaired", {{Severity::warning}, {"图形已修复", "repaired"}, "请测绘单位<核对>"}}};
  world->run.meanings = &meanings;
  const std::string zh = html(world->run, Lang::zh), en = html(world->run, Lang::en);
  CHECK(has(zh, "图形已修复。处理建议：请测绘单位&lt;核对&gt;。"));
  CHECK(has(zh, "程序原文：a.gpkg: feature 7: 0.02 m2 moved (check it)"));
  CHECK(unbalanced(zh) == "");
  CHECK(has(en, "a.gpkg: feature 7: 0.02 m2 moved (check it)"));
  CHECK_FALSE(has(en, "图形已修复"));
}

TEST_CASE("the summary has the loss of table 8-1, called so, and counties have names") {
  const auto world = make_world();
  const std::map<std::string, std::string> places = {
      {"51", "四川省"}, {"5118", "雅安市"}, {"511825", "天全县"}};
  world->run.places = &places;
  world->run.projects[0].carbon->missing_pools = {"dead of class 13"};
  std::string page = html(world->run, Lang::zh);
  CHECK(has(page, "缺值碳库不在合计之内：地类 13 的死木"));
  CHECK(has(page, "占地碳储量其中损失 t&nbsp;C（表8-1：按地类密度，不分情景）"));
  CHECK(has(page, "<td class=\"n\" data-key=\"960.460\">960.46</td>"));
  CHECK(has(page, "行政区 510000 四川省、511800 雅安市、511825 天全县"));
  CHECK(has(page, "<td>图层</td>"));  // what an input file is
  page = html(world->run, Lang::en);
  CHECK(has(page, "Carbon stock of the ground, of it lost"));
}
