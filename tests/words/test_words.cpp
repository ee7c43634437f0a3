// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "words/words.h"

using namespace zonegate;

TEST_CASE("numerals of articles") {
  const std::pair<const char*, int> table[] = {{"一", 1},
                                               {"十", 10},
                                               {"十五", 15},
                                               {"二十", 20},
                                               {"一百零五", 105},
                                               {"三百一十八", 318},
                                               {"一千零二十三", 1023},
                                               {"一千二百三十四", 1234},
                                               {"6", 6},
                                               {"142", 142},
                                               {"", -1},
                                               {"条", -1}};
  for (const auto& [numerals, n] : table) {
    INFO(numerals);
    CHECK(words::number_of(numerals) == n);
  }
}

TEST_CASE("a citation in English; what is not understood stays as it is") {
  const std::pair<const char*, const char*> table[] = {
      {"第二十九条", "Art. 29"},
      {"第三十六条、第三十七条；森林法实施条例第十六条",
       "Art. 36, Art. 37; Implementing Regulations of the Forest Law Art. 16"},
      {"第五十五条第一款第（三）项", "Art. 55 para. 1 item 3"},
      {"第四条末款（款项未核对）", "Art. 4 last para. (paragraph not checked)"},
      {"条号未核对", "article not checked"},
      {"二（三）", "2(3)"},
      {"一（一）第6项", "1(1) item 6"},
      {"二、三", "2, 3"},
      {"第六十条；自然资发〔2022〕142号一（一）第6项", "Art. 60; 自然资发〔2022〕142号 1(1) item 6"},
      {"第六十条；自然资发〔2022〕142号二", "Art. 60; 自然资发〔2022〕142号 2"},
      {"第八百六十一条；国家公园法（条号未核对）", "Art. 861; National Park Law (article not checked)"},
      {"限制类、淘汰类", "restricted class, eliminated class"},
      {"第三十七条第二款；财税〔2015〕122号（文号未核对）",
       "Art. 37 para. 2; 财税〔2015〕122号 (number not checked)"},
      {"河流型一级、二级保护区划分（章节未核对）", "grade I and II zones of rivers (section not checked)"},
      {"第一百五十八条；规划环境影响评价条例第三十条",
       "Art. 158; Regulations on Environmental Impact Assessment of Plans Art. 30"},
      {"Art. 5", "Art. 5"},
      {"", ""}};
  for (const auto& [zh, en] : table) {
    CHECK(words::clause(zh, Lang::en) == en);
    CHECK(words::clause(zh, Lang::zh) == zh);
  }
}

TEST_CASE("inputs of the carbon in Chinese") {
  const std::pair<const char*, const char*> table[] = {
      {"soil factor 0.8 of permanent ground (scenario usual)", "永久占地的土壤碳系数 0.8（情景 usual）"},
      {"density of class 12", "地类 12 碳密度"},
      {"density of class 50, soil (assumed 40 %)", "地类 50 碳密度，土壤（假定误差 40%）"},
      {"lulucf.bef_above.oak (assumed 20 %)", "lulucf.bef_above.oak（假定误差 20%）"},
      {"survival 85 % (scenario b)", "成活率 85%（情景 b）"},
      {"parameters of curve oak, direction 2", "生长曲线 oak 的参数（方向 2）"},
      {"methane of flooded ground", "淹没区的甲烷"}};
  for (const auto& [en, zh] : table) {
    CHECK(words::carbon_input(en, Lang::zh) == zh);
    CHECK(words::carbon_input(en, Lang::en) == en);
  }
}

TEST_CASE("codes of places have names, as far as they are known") {
  const words::Places places = {{"51", "四川省"}, {"5118", "雅安市"}, {"511823", "汉源县"}};
  CHECK(words::with_place(places, "510000") == "510000 四川省");
  CHECK(words::with_place(places, "511800") == "511800 雅安市");
  CHECK(words::with_place(places, "511823") == "511823 汉源县");
  CHECK(words::with_place(places, "511824") == "511824");
  CHECK(words::place(places, "?").empty());
}
