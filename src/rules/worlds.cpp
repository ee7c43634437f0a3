// SPDX-License-Identifier: Apache-2.0
//
// Possible worlds.
//
// Three-valued logic alone forgets that one unknown is the same unknown everywhere: "farmland > 35 ha: conditional; farmland > 0:
// conditional" would be unknown twice and end as "perhaps allowed", although on any known farmland it is conditional. So every
// combination of representative values is tried and the outcomes are gathered. Each world is still walked with three-valued logic, so
// that a name which could not be enumerated (or was left out because there would be more than 4096 worlds) stays sound: it only makes
// the set of outcomes wider. Cost: worlds x size of the rule.
#include "rules/worlds.h"

#include <algorithm>

namespace zonegate::rules {
namespace {

using expr::Node;
using expr::Op;
using expr::Term;
using expr::Truth;

constexpr std::string_view kClaimed = "claimed:", kStated = "stated:", kDay = "as_of";

bool is_claimed(const Value& v) { return as_bool(v).value_or(false); }

// Not claimed: nobody said, said no, or said "none of them".
bool is_unclaimed(const Value& v) {
  if (is_unknown(v)) return true;
  const auto flag = as_bool(v);
  const auto number = as_number(v);
  return (flag && !*flag) || (number && *number == 0);
}

Value not_claimed(const schema::AttributeSpec& spec) {
  if (spec.type == schema::Type::boolean) return false;
  if (spec.type == schema::Type::number || spec.type == schema::Type::integer) return 0.0;
  return NotApplicable{};
}

class Resolver {
 public:
  Resolver(const Rule& rule, const std::map<std::string, expr::Span>& measures, const Attributes& project,
           const std::optional<Date>& as_of, Conditions& c)
      : rule_(rule), measures_(measures), project_(project), as_of_(as_of), c_(c) {}

  Node resolve(const Node& node) {
    Node out = node;
    for (auto& child : out.children) child = resolve(child);
    if (out.op == Op::claimed && !is_exemption(out.name)) {
      claim(out.name);
      out.name = std::string(kClaimed) + out.name;
    } else if (out.op == Op::stated) {
      // Whether it is stated is known, whatever it is.
      const std::string key = std::string(kStated) + out.name;
      c_.known[key] = Value(is_known(stated(out.name)));
      out = {Op::eq, {}, key, "", {Value(true)}, out.line};
    } else {
      bind(out.name);
    }
    bind(out.operand_name);
    return out;
  }

 private:
  static bool is_exemption(const std::string& name) {
    const auto* spec = schema::find_attribute(name);
    return spec && spec->silence == schema::Silence::exemption;
  }

  Value stated(const std::string& name) const {
    if (name == kDay && as_of_) return as_of_->iso();
    const auto at = project_.find(name);
    return at == project_.end() ? Value(Unknown{}) : at->second;
  }

  // C2 against C26: the trade may be the one that a condition names, or another.
  bool stated_too_shortly(const Value& industry) const {
    const auto* code = std::get_if<std::string>(&industry);
    if (!code) return false;
    const auto longer = [&](const expr::Node& node) {
      for (const auto& literal : expr::literals_for(node, "industry")) {
        std::string prefix = to_text(literal);
        prefix.resize(std::min(prefix.size(), prefix.find_first_of("%_")));
        if (prefix.size() > code->size() && prefix.starts_with(*code)) return true;
      }
      return false;
    };
    return std::any_of(rule_.branches.begin(), rule_.branches.end(),
                       [&](const Branch& b) { return longer(b.when); }) ||
           std::any_of(rule_.exceptions.begin(), rule_.exceptions.end(),
                       [&](const RuleException& e) { return longer(e.when); });
  }

  void claim(const std::string& name) {
    const std::string key = std::string(kClaimed) + name;
    // Stated, and nobody can tell what (是？, or yes in one column and no in another): it may be so, or not.
    if (const auto at = project_.find(name); at != project_.end() && is_unknown(at->second)) {
      c_.known[key] = Value(Unknown{});
      return;
    }
    const bool claimed = is_claimed(stated(name));
    c_.known[key] = Value(claimed);
    if (!claimed && !std::holds_alternative<NotApplicable>(stated(name))) c_.unclaimed.insert(key);
  }

  void bind(const std::string& name) {
    if (name.empty() || c_.known.count(name)) return;
    if (rule_.measures.count(name)) {
      const auto at = measures_.find(name);
      c_.known[name] = at == measures_.end() ? expr::Span::anything() : at->second;
      return;
    }
    Value value = stated(name);
    if (name == "industry" && stated_too_shortly(value)) value = Unknown{};
    if (is_exemption(name) && is_unclaimed(value)) {
      c_.known[name] = not_claimed(*schema::find_attribute(name));
      c_.unclaimed.insert(name);
    } else {
      c_.known[name] = value;
    }
  }

  const Rule& rule_;
  const std::map<std::string, expr::Span>& measures_;
  const Attributes& project_;
  const std::optional<Date>& as_of_;
  Conditions& c_;
};

bool excusable(Outcome o) { return o != Outcome::allowed && o != Outcome::info; }

// The outcome of a branch that holds, or may hold, after its exceptions.
void add_outcomes(const Rule& rule, const Conditions& c, std::size_t branch, const expr::Lookup& lookup,
                  std::vector<Fired>& fired) {
  const int number = static_cast<int>(branch) + 1;
  const Outcome outcome = rule.branches[branch].outcome;
  for (std::size_t e = 0; excusable(outcome) && e < c.exceptions.size(); ++e) {
    const Truth claimed = evaluate(c.exceptions[e], lookup);
    if (claimed == Truth::no) continue;
    fired.push_back({rule.exceptions[e].outcome, number, static_cast<int>(e) + 1});
    if (claimed == Truth::yes) return;
  }
  fired.push_back({outcome, number, 0});
}

unsigned bit(Outcome o) { return 1u << (static_cast<int>(o) + 1); }

bool settled(const Term& term) {
  if (const auto* span = std::get_if<expr::Span>(&term)) return span->exact();
  return is_known(std::get<Value>(term));
}

}  // namespace

std::string plain_name(const std::string& name) {
  return name.starts_with(kClaimed) ? name.substr(kClaimed.size()) : name;
}

Conditions resolve(const Rule& rule, const std::map<std::string, expr::Span>& measures,
                   const Attributes& project, const std::optional<Date>& as_of) {
  Conditions c;
  Resolver resolver(rule, measures, project, as_of, c);
  for (const auto& b : rule.branches) c.branches.push_back(resolver.resolve(b.when));
  for (const auto& e : rule.exceptions) c.exceptions.push_back(resolver.resolve(e.when));
  for (const auto& [name, unused] : c.known) c.names.push_back(name);
  return c;
}

std::vector<Fired> walk(const Rule& rule, const Conditions& c, const expr::Lookup& lookup) {
  std::vector<Fired> fired;
  for (std::size_t b = 0; b < c.branches.size(); ++b) {
    const Truth holds = evaluate(c.branches[b], lookup);
    if (holds == Truth::no) continue;
    add_outcomes(rule, c, b, lookup, fired);
    // A branch that is itself uncertain settles nothing: what stands below it may be the answer.
    if (holds == Truth::yes && rule.branches[b].certain) return fired;
  }
  fired.push_back({Outcome::allowed, 0, 0});
  return fired;
}

Worlds::Worlds(const Rule& rule, const Conditions& c, bool vary_claims) {
  choose_axes(c, vary_claims);
  run(rule, c);
}

void Worlds::choose_axes(const Conditions& c, bool vary_claims) {
  std::vector<Axis> wanted;
  for (const auto& name : c.names) {
    const Term& term = c.known.at(name);
    if (c.unclaimed.count(name)) {
      if (vary_claims) wanted.push_back({name, claims(c, name)});
    } else if (auto values = representatives(c, name, term); values && values->size() > 1) {
      wanted.push_back({name, std::move(*values)});
    } else if (!values && !settled(term)) {
      left_open_.push_back(name);
    }
  }
  // Claims first where they are asked for, then the small axes: as much as possible within the limit.
  std::stable_sort(wanted.begin(), wanted.end(), [&](const Axis& a, const Axis& b) {
    const bool x = c.unclaimed.count(a.name) == 0, y = c.unclaimed.count(b.name) == 0;
    return x != y ? x < y : a.values.size() < b.values.size();
  });
  std::size_t worlds = 1;
  for (auto& axis : wanted) {
    if (worlds * axis.values.size() > kMost) {
      left_open_.push_back(axis.name);
    } else {
      worlds *= axis.values.size();
      axes_.push_back(std::move(axis));
    }
  }
}

void Worlds::run(const Rule& rule, const Conditions& c) {
  auto world = c.known;
  const expr::Lookup lookup = [&world](std::string_view name) {
    const auto at = world.find(name);
    return at == world.end() ? Term(Value(Unknown{})) : at->second;
  };
  std::vector<std::size_t> at(axes_.size(), 0);
  for (const auto& axis : axes_) world[axis.name] = axis.values[0];
  for (bool more = true; more;) {
    unsigned outcomes = 0;
    for (const auto& f : walk(rule, c, lookup)) {
      outcomes |= bit(f.outcome);
      fired_.insert(f);
    }
    outcomes_.push_back(outcomes);
    more = false;
    for (std::size_t i = 0; i < axes_.size() && !more; ++i) {
      more = ++at[i] < axes_[i].values.size();
      if (!more) at[i] = 0;
      world[axes_[i].name] = axes_[i].values[at[i]];
    }
  }
}

bool Worlds::changes(std::size_t axis) const {
  std::size_t stride = 1;
  for (std::size_t i = 0; i < axis; ++i) stride *= axes_[i].values.size();
  const std::size_t count = axes_[axis].values.size();
  for (std::size_t i = 0; i < outcomes_.size(); ++i) {
    const std::size_t first = i - (i / stride % count) * stride;
    if (outcomes_[i] != outcomes_[first]) return true;
  }
  return false;
}

std::vector<std::string> Worlds::decisive() const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < axes_.size(); ++i) {
    if (changes(i)) names.push_back(plain_name(axes_[i].name));
  }
  std::set<Outcome> outcomes;
  for (const auto& f : fired_) outcomes.insert(f.outcome);
  if (outcomes.size() > 1) {
    for (const auto& name : left_open_) names.push_back(plain_name(name));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace zonegate::rules
