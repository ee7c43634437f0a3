// SPDX-License-Identifier: Apache-2.0
//
// A step of a condition as expr writes it, "project_type in ('pv', 'wind') (project_type = unknown)", in Chinese; in either language measures are called as beside their numbers,
// not as their rule calls them. Read by hand: a page has some hundred thousand of these.
#include <algorithm>
#include <array>
#include <string_view>

#include "report/html.h"
#include "report/wording.h"

namespace zonegate::report {
namespace {

struct Sense {
  std::string_view from, to;
};

// Of conditions as a whole; the steps they hold follow, deeper.
constexpr std::array<Sense, 4> kWhole = {
    {{"all", "以下均成立"}, {"any", "以下任一成立"}, {"not", "以下不成立"}, {"always", "无条件"}}};
constexpr std::array<Sense, 3> kAlone = {
    {{" is unknown", " 未填"}, {" is claimed", " 已主张"}, {" is stated", " 已填"}}};
constexpr std::array<Sense, 4> kKnown = {
    {{"true", "是"}, {"false", "否"}, {"unknown", "未知"}, {"not examined", "未核查"}}};

template <std::size_t N>
std::string_view sense_of(const std::array<Sense, N>& senses, std::string_view word) {
  for (const auto& p : senses)
    if (p.from == word) return p.to;
  return {};
}

std::string bare(std::string_view name) {
  constexpr std::string_view kClaimed = "claimed:";
  return std::string(name.starts_with(kClaimed) ? name.substr(kClaimed.size()) : name);
}

bool step_over(std::string_view& text, std::string_view front) {
  if (!text.starts_with(front)) return false;
  text.remove_prefix(front.size());
  return true;
}

class Writer {
 public:
  Writer(const std::vector<verdict::MeasureValue>& measures, Lang lang) : measures_(measures), lang_(lang) {}
  std::string step(const std::string& english) const;

 private:
  const verdict::MeasureValue* measure(std::string_view name) const {
    const auto at =
        std::find_if(measures_.begin(), measures_.end(), [&](const auto& m) { return m.name == name; });
    return at == measures_.end() ? nullptr : &*at;
  }
  std::string name_words(std::string_view name) const;
  std::string value_words(std::string_view name, std::string_view value) const;
  std::string list_words(std::string_view name, std::string_view values) const;
  std::string asked(std::string_view name, std::string_view rest) const;
  std::string asked_in_english(std::string_view rest) const;

  const std::vector<verdict::MeasureValue>& measures_;
  Lang lang_;
};

std::string Writer::name_words(std::string_view name) const {
  if (const auto* m = measure(name)) return measure_title(*m, lang_);
  const auto* spec = lang_ == Lang::zh ? schema::find_attribute(bare(name)) : nullptr;
  return std::string(spec && !spec->zh.empty() ? spec->zh : name);
}

std::string Writer::value_words(std::string_view name, std::string_view value) const {
  if (lang_ == Lang::en) return std::string(value);
  if (value.size() > 1 && value.front() == '\'' && value.back() == '\'')
    value = value.substr(1, value.size() - 2);
  else if (const auto word = sense_of(kKnown, value); !word.empty())
    return std::string(word);
  else if (const auto* other = measure(value))
    return measure_title(*other, lang_);
  std::string front = step_over(value, "more than ")  ? "大于 "
                      : step_over(value, "at least ") ? "不小于 "
                                                      : "";
  if (const auto to = value.find(" to "); to != std::string_view::npos)
    return front + std::string(value.substr(0, to)) + " 至 " + std::string(value.substr(to + 4));
  return front + attribute_text(bare(name), Value(std::string(value)), Lang::zh);
}

// "'pv', 'wind'" -> "光伏、风电"
std::string Writer::list_words(std::string_view name, std::string_view values) const {
  std::string out;
  while (!values.empty()) {
    const auto end =
        std::min(values.find(", ", values.front() == '\'' ? values.find('\'', 1) : 0), values.size());
    out += (out.empty() ? "" : "、") + value_words(name, values.substr(0, end));
    values.remove_prefix(std::min(end + 2, values.size()));
  }
  return out;
}

// Of another name that is compared with.
std::string Writer::asked_in_english(std::string_view rest) const {
  const auto* other = measure(rest.substr(rest.rfind(' ') + 1));
  return other ? std::string(rest.substr(0, rest.rfind(' ') + 1)) + measure_title(*other, lang_)
               : std::string(rest);
}

// What the condition asks of the name.
std::string Writer::asked(std::string_view name, std::string_view rest) const {
  if (lang_ == Lang::en) return asked_in_english(rest);
  if (const auto alone = sense_of(kAlone, rest); !alone.empty()) return std::string(alone);
  std::string all(rest);
  if (step_over(rest, " in (") && rest.ends_with(')'))
    return " 属于（" + list_words(name, rest.substr(0, rest.size() - 1)) + "）";
  if (step_over(rest, " like ")) return " 形如 " + value_words(name, rest);
  const auto two = [&](std::string_view between) {
    const auto at = rest.find(between);
    return std::pair(std::string(rest.substr(0, at)), at == std::string_view::npos
                                                          ? std::string()
                                                          : std::string(rest.substr(at + between.size())));
  };
  if (step_over(rest, " between ")) {
    const auto [low, high] = two(" and ");
    return " 在 " + value_words(name, low) + " 与 " + value_words(name, high) + " 之间";
  }
  if (step_over(rest, " is older than ")) {
    const auto [years, day] = two(" years on ");
    return " 至" + name_words(day) + "已满 " + years + " 年";
  }
  const auto value = rest.find(' ', 1);
  if (value == std::string_view::npos) return all;
  return std::string(rest.substr(0, value + 1)) + value_words(name, rest.substr(value + 1));
}

std::string Writer::step(const std::string& english) const {
  if (const auto whole = sense_of(kWhole, english); lang_ == Lang::zh && !whole.empty())
    return std::string(whole);
  const std::string_view text = english;
  const auto name = text.substr(0, std::min(text.find(' '), text.size()));
  const std::string lead = " (" + std::string(name) + " = ";
  const auto known = text.rfind(lead);
  if (name.empty() || known == std::string_view::npos || !text.ends_with(')')) return english;
  std::string_view value = text.substr(known + lead.size(), text.size() - known - lead.size() - 1);
  std::string more;
  // Of a comparison with another attribute: ", start_year = 2020".
  if (const auto second = value.rfind(", "); second != std::string_view::npos) {
    const auto other = value.substr(second + 2);
    if (const auto sign = other.find(" = "); sign != std::string_view::npos) {
      more = (lang_ == Lang::zh ? "，" : ", ") + name_words(other.substr(0, sign)) + " = " +
             value_words(other.substr(0, sign), other.substr(sign + 3));
      value = value.substr(0, second);
    }
  }
  return name_words(name) + asked(name, text.substr(name.size(), known - name.size())) + " (" +
         name_words(name) + " = " + value_words(name, value) + more + ")";
}

}  // namespace

std::string measure_title(const verdict::MeasureValue& m, Lang lang) {
  return m.what.empty() ? m.name : m.what.in(lang);
}

std::string condition_words(const std::string& english, const std::vector<verdict::MeasureValue>& measures,
                            Lang lang) {
  return Writer(measures, lang).step(english);
}

}  // namespace zonegate::report
