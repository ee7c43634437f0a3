// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "config/config.h"

using namespace zonegate;
using namespace zonegate::config;

namespace {

std::vector<std::string> lines(const Mistakes& m) {
  std::vector<std::string> all;
  for (const auto& mistake : m) all.push_back(to_line(mistake));
  return all;
}

}  // namespace

TEST_CASE("a well-formed file reads without a mistake, with lines") {
  Mistakes m;
  const Node root = parse(
      "id: FM-04\ntitle: {zh: 占用耕地, en: Farmland}\nlimit: 350000\non: true\nfrom: 2020-01-01\n"
      "codes: [\"01%\", C26]\nempty:\n",
      "r.yaml", m);
  CHECK(root.get("id").text(m) == "FM-04");
  CHECK(root.get("title").bilingual(m).zh == "占用耕地");
  CHECK(root.get("title").bilingual(m).en == "Farmland");
  CHECK(root.get("limit").number(m) == 350000.0);
  CHECK(root.get("on").boolean(m) == true);
  CHECK(root.get("from").date(m) == Date{2020, 1, 1});
  CHECK(root.get("codes").texts(m) == std::vector<std::string>{"01%", "C26"});
  CHECK(root.get("empty").kind() == NodeKind::null);
  CHECK(root.get("empty").number(m) == std::nullopt);
  CHECK(root.get("absent").kind() == NodeKind::missing);
  CHECK(root.get("absent").text(m) == std::nullopt);
  CHECK(root.get("limit").line() == 3);
  CHECK(root.entries().size() == 7);
  CHECK(lines(m).empty());
}

TEST_CASE("literals are typed as written") {
  Mistakes m;
  const Node root =
      parse("[true, 'true', 12, '12', 0101, 1.5e3, -2, nan, .inf, 是, null, ~, [a, b]]", "v.yaml", m);
  const auto at = [&](std::size_t i) { return root.at(i).value(m); };
  CHECK(at(0) == Value(true));
  CHECK(at(1) == Value(std::string("true")));
  CHECK(at(2) == Value(12.0));
  CHECK(at(3) == Value(std::string("12")));
  CHECK(at(4) == Value(std::string("0101")));
  CHECK(at(5) == Value(1500.0));
  CHECK(at(6) == Value(-2.0));
  CHECK(at(7) == Value(std::string("nan")));
  CHECK(at(8) == Value(std::string(".inf")));
  CHECK(at(9) == Value(std::string("是")));
  CHECK(at(10) == Value(Unknown{}));
  CHECK(at(11) == Value(Unknown{}));
  CHECK(at(12) == Value(std::vector<std::string>{"a", "b"}));
  CHECK(lines(m).empty());
}

TEST_CASE("all mistakes of a file are listed with file and line") {
  Mistakes m;
  const Node root =
      parse("id: A\ntitel: x\nlimit: many\nflag: yes\nfrom: 2026-02-30\nwords: {a: 1}\nnumber: \"5\"\n",
            "bad.yaml", m);
  root.only_keys({"id", "title", "limit", "flag", "from", "words", "number"}, m);
  root.get("limit").number(m);
  root.get("flag").boolean(m);
  root.get("from").date(m);
  root.get("words").texts(m);
  root.get("number").number(m);
  CHECK_FALSE(root.require("title", m));
  CHECK(lines(m) == std::vector<std::string>{
                        "bad.yaml:2: unknown key 'titel'; did you mean 'title'?",
                        "bad.yaml:3: expected a number, found 'many'",
                        "bad.yaml:4: expected true or false, found 'yes'",
                        "bad.yaml:5: expected a date (2026-08-15), found '2026-02-30'",
                        "bad.yaml:6: expected a list of words, found a map",
                        "bad.yaml:7: expected a number, found '5'",
                        "bad.yaml:1: key 'title' is missing",
                    });
}

TEST_CASE("only_keys wants a map") {
  Mistakes m;
  parse("[1, 2]", "l.yaml", m).only_keys({"a"}, m);
  REQUIRE(m.size() == 1);
  CHECK(to_line(m[0]) == "l.yaml:1: expected a map with the keys a, found a list");
}

TEST_CASE("a node keeps its document alive") {
  Mistakes m;
  Node inner;
  {
    const Node root = parse("a: {b: text}", "x.yaml", m);
    inner = root.get("a").get("b");
  }
  CHECK(inner.scalar() == "text");
  CHECK(inner.file() == "x.yaml");
}
