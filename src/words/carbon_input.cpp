// SPDX-License-Identifier: Apache-2.0
// The forms are those that the carbon gives its parameters; a row of the factor library keeps its name there.
#include <array>
#include <regex>

#include "words/words.h"

namespace zonegate::words {
namespace {

struct Form {
  const char *english, *chinese;
};

constexpr std::array<Form, 18> kForms = {{
    {R"(^soil factor (\S+) of permanent ground)", "永久占地的土壤碳系数 $1"},
    {R"(^soil factor (\S+) of temporary ground)", "临时占地的土壤碳系数 $1"},
    {R"(^soil factor (\S+) of reservoir ground)", "水库淹没区的土壤碳系数 $1"},
    {R"(^soil factor (\S+) of planting ground)", "造林地的土壤碳系数 $1"},
    {R"(^density of class ([^,]+), )", "地类 $1 碳密度，"},
    {R"(^density of class (\S+)$)", "地类 $1 碳密度"},
    {R"(^share left as dead wood)", "留作死木的比例"},
    {R"(^share made into products)", "制成木产品的比例"},
    {R"(^share of roots that decays)", "根系分解的比例"},
    {R"(^survival (\S+) %)", "成活率 $1%"},
    {R"(^growth on curve (.+)$)", "生长曲线 $1 的生长量"},
    {R"(^parameters of curve (.+), direction (\d+)$)", "生长曲线 $1 的参数（方向 $2）"},
    {R"(^decay of dead wood, (\S+) a year$)", "死木年分解率 $1"},
    {R"(^half-life of products, (\S+) years$)", "木产品半衰期 $1 年"},
    {R"(^volumes and areas of wood taken and trees killed$)", "采伐和枯损的蓄积、面积"},
    {R"(^volume of (.+)$)", "$1 的蓄积"},
    {R"(^biomass of (.+)$)", "$1 的生物量"},
    {R"(^increment of (.+)$)", "$1 的生长量"},
}};
constexpr std::array<Form, 8> kParts = {{{R"( \(assumed (\S+) %\))", "（假定误差 $1%）"},
                                         {R"( \(scenario ([^)]+)\))", "（情景 $1）"},
                                         {R"(^methane of flooded ground)", "淹没区的甲烷"},
                                         {R"(碳密度，above)", "碳密度，地上"},
                                         {R"(碳密度，below)", "碳密度，地下"},
                                         {R"(碳密度，dead)", "碳密度，死木"},
                                         {R"(碳密度，litter)", "碳密度，枯落物"},
                                         {R"(碳密度，soil)", "碳密度，土壤"}}};

}  // namespace

std::string carbon_input(std::string_view name, Lang lang) {
  std::string out(name);
  if (lang == Lang::en) return out;
  for (const Form& form : kForms) {
    std::string changed = std::regex_replace(out, std::regex(form.english), form.chinese);
    if (changed == out) continue;
    out = std::move(changed);
    break;
  }
  for (const Form& part : kParts) out = std::regex_replace(out, std::regex(part.english), part.chinese);
  return out;
}

}  // namespace zonegate::words
