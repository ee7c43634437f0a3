// SPDX-License-Identifier: Apache-2.0
//
// One claim against the findings of its project. "agrees" is a pass like any other, so it has the burden of proof: the layer examined in full, the project read in
// full, the number known and not withheld, and the claim within the precision that it states itself. Everything else is said for what it is.
#include <algorithm>
#include <cmath>

#include "review/claims.h"
#include "schema/schema.h"
#include "verdict/verdict.h"

namespace zonegate::review {
namespace {

constexpr double kHalfStep = 0.005, kHalfShare = 5e-7;  // of the rounding of results

class Checker {
 public:
  Checker(const ReadClaim& claim, const Found& found) : c_(claim), f_(found) { out_.claim = claim.text; }

  std::vector<ClaimAnswer> run() {
    if (!c_.layer_id.empty() && !answered_by_id()) {
      not_examined();
      note("该数据集未用于本项目", "that data set did not answer for this project");
      return {out_};
    }
    switch (c_.kind) {
      case ClaimKind::unit_code:
        return unit_codes();
      case ClaimKind::verdict:
        verdict_pair();
        break;
      case ClaimKind::absent:
        absent();
        break;
      case ClaimKind::distance:
        distance();
        break;
      default:
        c_.layer_kind.empty() ? footprint() : amount();
    }
    return {out_};
  }

 private:
  void say(const char* answer, const std::string& actual = {}) {
    out_.answer = answer;
    out_.actual = actual;
  }
  void note(const std::string& zh, const std::string& en) { out_.notes.push_back({zh, en}); }
  void not_examined() {
    say("not_examined");
    note(f_.why_not(c_.layer_kind, Lang::zh), f_.why_not(c_.layer_kind, Lang::en));
  }
  bool hidden() {
    if (!f_.withheld(c_.layer_kind)) return false;
    say("not_examined");
    note("该图层的数值不公开", "the numbers of this layer are withheld");
    return true;
  }

  double half_step() const { return c_.kind == ClaimKind::share ? kHalfShare : kHalfStep; }
  bool matches(double actual) const {
    return std::abs(c_.value - actual) <= c_.tolerance + half_step() + 1e-12 * std::abs(actual);
  }
  // In the unit of the claim, with more digits than it has.
  std::string in_unit(double v) const { return number_text(quantise(v / c_.scale, 6)); }

  void compare(double actual) {
    say(matches(actual) ? "agrees" : "differs", in_unit(actual));
    out_.difference = in_unit(c_.value - actual);
    out_.tolerance = in_unit(c_.tolerance + half_step());
  }

  void footprint() {
    if (!f_.whole()) {
      say("not_examined");
      note("项目未能完整读取，或有地块没有面积",
           "the project was not read in full, or a part of it has no size");
      return;
    }
    const double planar = f_.project().value("area_planar_m2", 0.0),
                 ellipsoidal = f_.project().value("area_ellipsoidal_m2", 0.0);
    const bool use_planar = !matches(ellipsoidal) && matches(planar);
    compare(use_planar ? planar : ellipsoidal);
    if (use_planar)
      note("按平面面积", "planar area");
    else
      note("按椭球面积；平面面积 " + in_unit(planar), "ellipsoidal area; planar " + in_unit(planar));
  }

  std::vector<const FoundFact*> chosen(bool near) const {
    auto facts = near ? f_.near(c_.layer_kind, c_.layer_id) : f_.hits(c_.layer_kind, c_.layer_id);
    if (!c_.text.feature.empty())
      std::erase_if(facts, [&](const FoundFact* f) { return !f->named(c_.text.feature); });
    return facts;
  }

  // The feature that is named was not met: it lies elsewhere, or its name is wrong.
  void no_such_feature() {
    if (!f_.examined(c_.layer_kind)) return not_examined();
    const std::string near = nearest_code(c_.text.feature);
    say(near.empty() ? "differs" : "wrong_code", near.empty() ? "0" : near);
    note("未触及该要素", "that feature is not met");
  }

  std::string nearest_code(const std::string& code) const {
    std::vector<std::string> known;
    for (const auto* f : f_.hits(c_.layer_kind, c_.layer_id))
      known.push_back(f->code.empty() ? f->feature_id : f->code);
    std::string near = schema::nearest_word(code, known);
    if (near.empty() && !known.empty() && c_.kind == ClaimKind::unit_code) near = known.front();
    return near;
  }

  void amount() {
    if (hidden()) return;
    const auto facts = chosen(false);
    if (!c_.text.feature.empty() && facts.empty()) return no_such_feature();
    double total = 0;
    std::set<std::string> features;
    bool others = false, unsure = false, grounds = false;
    for (const auto* f : facts) {
      const auto role = schema::parse_role(f->role);
      const auto role_class = role ? schema::role_class(*role) : schema::RoleClass::occupation;
      const bool length = c_.kind == ClaimKind::length;
      const bool counts =
          length ? role_class != schema::RoleClass::influence : role_class == schema::RoleClass::occupation;
      others = others || !counts;
      if (!counts) continue;
      features.insert(f->feature_id);
      unsure = unsure || !f->certain;
      grounds = grounds || (length && !f->counted_length_m);
      total += length ? f->counted_length_m.value_or(0) : f->counted_m2;
    }
    if (grounds) return no_length(total);
    finish_amount(total, features.size(), others, unsure);
  }

  // Ground that was drawn as such has no middle line: how long it crosses nobody has measured.
  void no_length(double measured) {
    say("not_examined", measured > 0 ? ">= " + in_unit(measured) : "");
    note("触及处有以面给出的地块，没有中心线，只量面积，未量穿越长度",
         "a part that meets it was drawn as an area, without a middle line: its area is measured, its length "
         "is not");
  }

  // Zero is no rounded number but a statement of another kind: not occupied, or touching.
  void zero(double actual) {
    if (out_.answer != "agrees" || (c_.value > 0) == (actual > 0)) return;
    out_.answer = "differs";
    note("零表示不涉及（距离为零表示相接或压占），不按位数取舍",
         "zero says that there is none (of a distance: that they meet); it is not rounded");
  }

  void finish_amount(double total, std::size_t features, bool others, bool unsure) {
    if (c_.kind == ClaimKind::share) {
      const bool planar = !text(f_.project(), "area_basis").starts_with("ellipsoidal");
      const double whole = f_.project().value(planar ? "area_planar_m2" : "area_ellipsoidal_m2", 0.0);
      if (!(whole > 0)) return not_examined();
      total /= whole;
    }
    const bool sure = f_.examined(c_.layer_kind) && f_.whole();
    compare(total);
    const bool met = total > 0 || (features > 0 && c_.kind != ClaimKind::length);  // however little of it
    zero(met ? 1 : 0);
    if (features > 1)
      note(
          std::to_string(features) + " 个要素之和；要素相互重叠处重复计入",
          "sum of " + std::to_string(features) + " features; where they overlap one another it counts twice");
    if (others && c_.kind == ClaimKind::length) note("影响范围未计入", "influence parts are not in it");
    if (others && c_.kind != ClaimKind::length)
      note("隧道、架空或影响范围未计入", "tunnels, spans or influence parts are not in it");
    if (!sure && (out_.answer == "agrees" || c_.value > total)) {  // more may lie where nobody looked
      const std::string actual = out_.actual;
      not_examined();
      out_.actual = ">= " + actual;
      if (!f_.whole() && f_.examined(c_.layer_kind))
        note("有地块没有面积", "a part of the project has no size");
    } else if (unsure && out_.answer == "agrees") {
      out_.answer = "within_accuracy";
      note("压占宽度在精度之内，不能确定", "the overlap is within the accuracy and not certain");
    }
  }

  void distance() {
    if (hidden()) return;
    std::optional<double> nearest;
    for (const auto* f : chosen(true)) {
      const double d = f->hit() ? 0 : f->distance_m.value_or(1.0 / 0.0);
      if (std::isfinite(d)) nearest = std::min(nearest.value_or(d), d);
    }
    double searched = 0;
    for (const auto& a : f_.answers(c_.layer_kind)) {
      searched = std::max(searched, a.value("search_distance_m", 0.0));
      const auto at = a.find("nearest_m");
      if (!nearest && c_.text.feature.empty() && at != a.end() && at->is_number())
        nearest = at->get<double>();
    }
    if (!nearest) return no_distance(searched);
    compare(*nearest);
    zero(*nearest);
    const bool closer =
        c_.value > *nearest;  // something nearer than claimed was found: wrong, whatever was not examined
    const bool proven = !c_.text.feature.empty() || *nearest == 0 || *nearest <= searched;
    if ((out_.answer == "agrees" || !closer) &&
        !(f_.examined(c_.layer_kind) && proven && text(f_.project(), "status") == "ok")) {
      const std::string actual = out_.actual;
      not_examined();
      out_.actual = "<= " + actual;
      note("只搜索到 " + number_text(searched) + " m", "searched to " + number_text(searched) + " m only");
    }
  }

  void no_distance(double searched) {
    if (!f_.examined(c_.layer_kind) || c_.value + c_.tolerance >= searched) {
      not_examined();
      note("只搜索到 " + number_text(searched) + " m", "searched to " + number_text(searched) + " m only");
      return;
    }
    say("differs", "> " + in_unit(searched));
  }

  // A layer with a search distance is "hit" also by what only lies near; absent means: nothing of it on the footprint.
  void absent() {
    const auto hits = chosen(false);
    std::vector<std::string> names;
    for (const auto* f : hits) names.push_back(f->code.empty() ? f->feature_id : f->code);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    if (!names.empty()) return say("differs", joined(names, ";"));
    bool met = false, narrow_gap = false;
    for (const auto& a : f_.answers(c_.layer_kind)) {
      met = met || (text(a, "state") == "hit" && text(a, "nearest_m") == "0" && c_.text.feature.empty() &&
                    c_.layer_id.empty());
      narrow_gap = narrow_gap || text(a, "near_band") == "boundary";
    }
    if (met) return say("differs", "hit");
    if (!f_.examined(c_.layer_kind) || !f_.whole()) return not_examined();
    say(narrow_gap ? "within_accuracy" : "agrees", "0");
    if (narrow_gap)
      note("最近要素在精度之内（边界级）", "the nearest feature lies within the accuracy (boundary grade)");
  }

  bool answered_by_id() const {
    for (const auto& a : f_.answers(c_.layer_kind)) {
      if ((";" + text(a, "layer_id") + ";").find(";" + c_.layer_id + ";") != std::string::npos) return true;
    }
    return false;
  }

  void verdict_pair() {
    const auto outcome = parse_outcome(text(f_.project(), "outcome")),
               worst = parse_outcome(text(f_.project(), "worst_possible"));
    const bool both = outcome && worst && outcome == c_.outcome && worst == c_.worst.value_or(*c_.outcome);
    say(both ? "agrees" : "differs",
        text(f_.project(), "outcome") + "/" + text(f_.project(), "worst_possible"));
    if (!both && outcome == c_.outcome)
      note("结论相同，但最严可能更严：仍有未确定事项",
           "the outcome is the same, but something worse is still possible");
    if (!text(f_.project(), "original_outcome").empty())
      note("含人工裁定；裁定前 " + outcome_pair(text(f_.project(), "original_outcome") + "/" +
                                                text(f_.project(), "original_worst_possible")),
           "with overrides; before them " + text(f_.project(), "original_outcome") + "/" +
               text(f_.project(), "original_worst_possible"));
  }

  std::vector<ClaimAnswer> unit_codes() {
    std::vector<ClaimAnswer> answers;
    for (const auto& code : c_.codes) {
      out_ = {};
      out_.claim = c_.text;
      out_.claim.value = code;
      unit_code(code);
      answers.push_back(out_);
    }
    return answers;
  }

  void unit_code(const std::string& code) {
    bool met = false, certain = false;
    for (const auto* f : f_.hits(c_.layer_kind, c_.layer_id)) {
      if (f->code != code && !(f->code.empty() && f->feature_id == code)) continue;
      met = true, certain = certain || f->certain;
    }
    if (met) {
      say(certain ? "agrees" : "within_accuracy", code);
      if (!certain)
        note("压占宽度在精度之内，不能确定", "the overlap is within the accuracy and not certain");
      return;
    }
    if (!f_.examined(c_.layer_kind)) return not_examined();
    const std::string near = nearest_code(code);
    if (!f_.whole()) {  // it may lie on the ground that nobody knows
      say("not_examined", near);
      note("有地块没有面积，占地范围不明", "a part of the project has no size, its ground is not known");
      return;
    }
    say(near.empty() ? "differs" : "wrong_code", near);
  }

  const ReadClaim& c_;
  const Found& f_;
  ClaimAnswer out_;
};

}  // namespace

std::vector<ClaimAnswer> check(const ReadClaim& claim, const Found& found) {
  return Checker(claim, found).run();
}

}  // namespace zonegate::review
