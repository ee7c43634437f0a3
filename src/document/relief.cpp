// SPDX-License-Identifier: Apache-2.0
//
// Table 10-4: what would hold if ground were given up, for each rule that restricts and for all of them together, as the run has measured it again.
#include "document/parts.h"

namespace zonegate::document {
namespace {

std::string rules_of(const Context& c, const Json& relief) {
  std::string rules;
  for (const auto& rule : list(relief, "rules")) c.add_word(rules, text(rule));
  return (flag(relief, "together") ? c.w("一并：", "together: ") : "") + rules;
}

Cell outcome_cell(const Context& c, const std::string& outcome) {
  return text_cell(outcome.empty() ? std::string() : outcome_word(outcome, c.lang));
}

Row relief_row(const Context& c, const Json& relief, const std::string& at) {
  Amount give_up = disclosed_amount(relief, "give_up_m2", kSquareMetre, at),
         left = disclosed_amount(relief, "remaining_m2", kSquareMetre, at),
         length = disclosed_amount(relief, "give_up_length_m", kMetre, at);
  // Where nothing could be given up, or nobody knows the ground, there is no figure; a line gives up length.
  if (!give_up.hidden && give_up.steps == 0) give_up.absent = left.absent = true;
  length.absent = length.absent || (!length.hidden && length.steps == 0);
  return {{text_cell(rules_of(c, relief)), number_cell(c, give_up, "m2"), number_cell(c, left, "m2"),
           number_cell(c, length, "km"), outcome_cell(c, text(relief, "outcome")),
           outcome_cell(c, text(relief, "worst_possible")),
           text_cell(flag(relief, "best") ? c.w("是", "yes") : ""),
           text_cell(c.lang == Lang::zh ? text(relief, "text") : text(relief, "text_en"))}};
}

}  // namespace

Table relief_table(const Context& c) {
  Table table{"relief", "10-4", c.w("退让后可能的结论", "What would hold if ground were given up")};
  table.columns = {column(c.w("规则", "Rules"), 14),
                   number_column(c, "退让面积", "To give up", "m2", true, 12),
                   number_column(c, "所涉地块剩余面积", "Left of the parts concerned", "m2", true, 12),
                   number_column(c, "退让长度", "Length to give up", "km", false, 10),
                   column(c.w("退让后结论", "Outcome then"), 12),
                   column(c.w("退让后最严可能", "Worst possible then"), 12),
                   column(c.w("最宽结论", "Mildest"), 8),
                   column(c.w("说明", "Remark"), 50)};
  const Json& reliefs = list(c.project, "relief");
  for (std::size_t i = 0; i < reliefs.size(); ++i)
    table.rows.push_back(relief_row(c, reliefs[i], "/relief/" + std::to_string(i)));
  table.notes.push_back(
      c.w("退让范围按图层边界和精度求得，退让后的用地已重新核查；范围见附图和 "
          "evidence.gpkg。是否可行由建设单位论证。",
          "The ground to give up follows the borders of the layers and their accuracy; what is left was "
          "examined again. Shapes: map sheets and evidence.gpkg. Whether it can be done is for the project "
          "owner to show."));
  return table;
}

}  // namespace zonegate::document
