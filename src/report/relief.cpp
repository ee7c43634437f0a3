// SPDX-License-Identifier: Apache-2.0
//
// What to give up, in words and as JSON. The words are made here once, after disclosure, for every output.
#include <algorithm>
#include <array>
#include <iterator>

#include "report/html.h"
#include "report/json_text.h"
#include "report/relief.h"
#include "report/text.h"

namespace zonegate::report {
namespace {

struct Reason {
  const char *code, *zh, *en;
};
constexpr std::array<Reason, 8> kReasons = {{
    {"whole_region", "约束整个行政区，退让部分用地不能消除",
     "it binds a whole region; no part to give up would end it"},
    {"no_help", "退让用地不改变该条结论", "giving up ground does not change what the rule says"},
    {"point", "点位没有面积，无可退让的部分，须移位", "a bare point has no part to give up; it has to move"},
    {"nothing_left", "占地全部在应退让范围内，退让后无剩余用地",
     "all of it lies in the ground to give up: nothing is left"},
    {"not_drawn", "退让范围未能绘出", "the ground to give up could not be drawn"},
    {"withheld", "数据集只公开是否涉及，退让范围及退让后的结论不予公开",
     "its data set answers yes or no only: ground to give up, and what would hold then, are not told"},
    {"not_measured", "退让后的用地未能复核", "what is left could not be measured"},
    {"still_there", "按此退让后复核，冲突仍在或仍不能排除",
     "measured again, the conflict is still there or cannot be excluded"},
}};

std::string hectares(double m2, Lang lang) {
  return withheld(m2) ? shown(m2, kArea, lang)
                      : shown(m2, kArea, lang) + " m² (" + rounded(m2 / 10000, 4) + " hm²)";
}

// "1、2、3", "1、2、3、4、5 等 9 个": ids of parts.
std::string few(const std::vector<std::string>& ids, Lang lang) {
  constexpr std::size_t kMost = 5;
  const Words w{lang};
  if (ids.size() <= kMost) return joined(ids, w("、", ", "));
  return joined(std::vector<std::string>(ids.begin(), ids.begin() + kMost), w("、", ", ")) +
         w(" 等 ", " ... (") + std::to_string(ids.size()) + w(" 个", " parts)");
}

// Of which parts the numbers are; of a project of one part that is said already.
std::string of_which(const Relief& r, Lang lang) {
  const Words w{lang};
  if (r.project_parts < 2 || r.of_parts.empty()) return w("", "it");
  if (r.of_parts.size() == r.project_parts) return w("全部地块的 ", "all parts");
  const bool one = r.of_parts.size() == 1;
  return w("地块 ", one ? "part " : "parts ") + few(r.of_parts, lang) + w(" 的 ", "");
}

// Which of them give something up, where not all do.
std::string in_which(const Relief& r, Lang lang) {
  const Words w{lang};
  std::vector<std::string> ids = r.parts;
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  if (r.project_parts < 2 || ids.empty() || ids.size() == r.of_parts.size()) return {};
  return w("（在地块 ", ids.size() == 1 ? " (in part " : " (in parts ") + few(ids, lang) + w(" 内）", ")");
}

// "退让 41234.57 m² (4.1235 hm²)（在地块 2 内），占地块 1、2 的 62.31%，剩余 ..."
std::string amount(const Relief& r, Lang lang) {
  const Words w{lang};
  const bool area = withheld(r.give_up_m2) || r.give_up_m2 > 0;
  std::string out;
  if (area) {
    out = hectares(r.give_up_m2, lang) + in_which(r, lang);
    if (!withheld(r.share)) {
      const std::string of = of_which(r, lang);
      out += lang == Lang::zh ? "，占" + (of.empty() ? " " : of) + rounded(r.share * 100, 2) + "%，剩余 "
                              : ", " + rounded(r.share * 100, 2) + "% of " + of + ", leaving ";
      out += hectares(r.remaining_m2, lang);
    }
  }
  if (r.give_up_length_m > 0) {
    out += (out.empty() ? "" : w("，", ", ")) + shown(r.give_up_length_m, kLength, lang) +
           w(" m 线路，剩余 ", " m of line, leaving ") + shown(r.remaining_length_m, kLength, lang) + " m";
  }
  if (!withheld(r.margin_m) && r.margin_m > 0.01 && !out.empty())
    out += w("（含精度余量 ", " (with ") + shown(r.margin_m, kLength, lang) +
           w(" m）", " m kept for the accuracy)");
  return out;
}

std::string move(const Relief& r, Lang lang) {
  const Words w{lang};
  if (!r.move_m) return {};
  std::string out = w("，至少移开 ", ", at least ") + shown(*r.move_m, kLength, lang) + " m";
  if (r.move_bearing && !withheld(*r.move_bearing))
    out += w("（向", " (") + wind(*r.move_bearing, lang) + w("）", ")");
  return out;
}

std::string pair_words(const Relief& r, Lang lang) {
  const Words w{lang};
  std::string out = w("；退让后结论 ", "; then: ") + verdict::outcome_text(r.pair->outcome).in(lang);
  if (r.pair->worst_possible != r.pair->outcome)
    out += w("，最严可能 ", ", worst possible ") + verdict::outcome_text(r.pair->worst_possible).in(lang);
  std::vector<std::string> certain;
  std::set_difference(r.still.begin(), r.still.end(), r.still_possible.begin(), r.still_possible.end(),
                      std::back_inserter(certain));
  if (!certain.empty()) out += w("；仍受限于 ", "; still restricted by ") + joined(certain, w("、", ", "));
  if (!r.still_possible.empty())
    out += w("；可能受限于 ", "; may be restricted by ") + joined(r.still_possible, w("、", ", "));
  return out;
}

std::string text_in(const Relief& r, Lang lang) {
  const Words w{lang};
  std::string out;
  const std::string ground = r.reason == "nothing_left" ? std::string() : amount(r, lang);
  if (!ground.empty()) out = w("退让 ", "give up ") + ground;
  for (const auto& reason : kReasons) {
    if (r.reason != reason.code) continue;
    out += (out.empty() ? "" : w("；", "; ")) + w(reason.zh, reason.en);
    if (!r.detail.empty()) out += w("：", ": ") + r.detail;
  }
  out += move(r, lang);
  if (r.pair) out += pair_words(r, lang);
  if (r.pair && !r.unchanged.empty()) {
    std::vector<std::string> names;
    for (const auto& key : r.unchanged) {
      const auto* spec = schema::find_attribute(key);
      names.push_back(spec && lang == Lang::zh ? std::string(spec->zh) : key);
    }
    out += w("；填报的", "; as stated still: ") + joined(names, w("、", ", ")) + w("未随之改变", "");
  }
  return out;
}

Text reason_words(const Relief& r) {
  for (const auto& reason : kReasons) {
    if (r.reason == reason.code) return {reason.zh, reason.en};
  }
  return {};
}

Json relief_json(const Relief& r, const Restrictions& restricted) {
  const bool withheld = std::any_of(r.kinds.begin(), r.kinds.end(), [&](const std::string& kind) {
    return restricted.no_number_kinds.count(kind) > 0;
  });
  const auto pair = [&](Outcome verdict::Pair::*which, bool zh) -> Json {
    if (!r.pair) return nullptr;
    const Outcome o = (*r.pair).*which;
    return zh ? Json(verdict::outcome_text(o).zh) : Json(zonegate::to_string(o));
  };
  const Text text = relief_text(r), reason = reason_words(r);
  return {{"rules", r.rules},
          {"together", r.together},
          {"best", r.best},
          {"layers", r.kinds},
          {"parts", r.parts},
          {"of_parts", r.of_parts},
          {"give_up_m2", number(r.give_up_m2, kArea)},
          {"give_up_length_m", number(r.give_up_length_m, kLength)},
          {"share", number(r.share, kShare)},
          {"remaining_m2", number(r.remaining_m2, kArea)},
          {"remaining_length_m", number(r.remaining_length_m, kLength)},
          {"margin_m", number(r.margin_m, kLength)},
          {"move_m", number(r.move_m, kLength)},
          {"move_bearing", number(r.move_bearing, 2)},
          {"outcome", pair(&verdict::Pair::outcome, false)},
          {"outcome_zh", pair(&verdict::Pair::outcome, true)},
          {"worst_possible", pair(&verdict::Pair::worst_possible, false)},
          {"worst_possible_zh", pair(&verdict::Pair::worst_possible, true)},
          {"headline", optional_text(r.headline.zh)},
          {"headline_en", optional_text(r.headline.en)},
          {"still", r.still},
          {"still_possible", r.still_possible},
          {"unchanged", r.unchanged},
          {"reason", optional_text(r.reason)},
          {"reason_zh", optional_text(reason.zh)},
          {"detail", optional_text(r.detail)},
          {"text", text.zh},
          {"text_en", text.en},
          {"withheld", withheld}};
}

std::string line_of(const Page& page, const Relief& r, const std::string& label) {
  std::string out =
      "<p class=\"relief\">" + pill(label, "") + " " + html_escape(relief_text(r).in(page.lang));
  if (r.pair) out += "<br><span class=\"small\">" + html_escape(r.headline.in(page.lang)) + "</span>";
  return out + "</p>";
}

}  // namespace

Text relief_text(const Relief& r) { return {text_in(r, Lang::zh), text_in(r, Lang::en)}; }

Json reliefs_json(const std::vector<Relief>& reliefs, const Restrictions& restricted) {
  Json list = Json::array();
  for (const auto& r : reliefs) list.push_back(relief_json(r, restricted));
  return list;
}

void hide_numbers(std::vector<Relief>& reliefs, const Restrictions& restricted, double withheld) {
  for (auto& r : reliefs) {
    // The headline of what would hold quotes no numbers of its own, but reasons of layers may.
    r.headline = {without_numbers(r.headline.zh), without_numbers(r.headline.en)};
    r.detail = without_numbers(r.detail);
    const bool hidden = std::any_of(r.kinds.begin(), r.kinds.end(), [&](const std::string& kind) {
      return restricted.no_number_kinds.count(kind) > 0;
    });
    if (!hidden) continue;
    for (double* v :
         {&r.give_up_m2, &r.give_up_length_m, &r.share, &r.remaining_m2, &r.remaining_length_m, &r.margin_m})
      *v = withheld;
    if (r.move_m) r.move_m = withheld;
    if (r.move_bearing) r.move_bearing = withheld;
    r.parts.clear();
    r.of_parts.clear();
  }
}

const Relief* best_relief(const ProjectResult& p) {
  const auto at = std::find_if(p.relief.begin(), p.relief.end(), [](const Relief& r) { return r.best; });
  return at == p.relief.end() ? nullptr : &*at;
}

std::string relief_of_finding(const Page& page, const ProjectResult& p, const std::string& rule) {
  std::string out;
  for (const auto& r : p.relief) {
    if (r.together || std::find(r.rules.begin(), r.rules.end(), rule) == r.rules.end()) continue;
    out += line_of(page, r, page.w("退让范围", "To give up"));
  }
  return out;
}

std::string relief_block(const Page& page, const ProjectResult& p) {
  if (p.relief.empty()) return {};
  const auto& w = page.w;
  std::string out = "<h3>" + w("退让后可能的结论", "If ground were given up") + "</h3>";
  const Relief* best = best_relief(p);
  if (!best)
    out += "<p>" +
           (has_ground(p.facts) ? w("单独或一并退让均不能使结论放宽。",
                                    "Giving up ground, alone or together, makes the verdict no milder.")
                                : w("占地范围不明，没有可以退让的范围。",
                                    "Its ground is not known: nothing can be given up.")) +
           "</p>";
  for (const auto& r : p.relief) {
    if (&r != best && !(r.together && !best)) continue;
    const std::string who = (r.together ? w("一并退让 ", "together: ") : "") + joined(r.rules, w("、", ", "));
    out += line_of(page, r, who);
  }
  return out;
}

}  // namespace zonegate::report
