// SPDX-License-Identifier: Apache-2.0
//
// GDAL's reader leaves out what it does not like: a null member of "features", a part of a MultiPolygon with
// a broken position, a null ring, all without a word. So the text is walked once more by this small recursive
// descent: it counts the members of "features" and, per member, the positions under "coordinates" and
// "geometries". A position is an array that holds no arrays; a stray scalar among arrays counts as one too,
// so that it is missed afterwards. Cost: one pass, no copies. Grammar: RFC 8259; names: RFC 7946.
#include "geojson_scan.h"

#include <charconv>
#include <set>

#include <fmt/format.h>

#include "core/core.h"
#include "io/limits.h"
#include "text.h"

namespace zonegate::io {
namespace {

class Scanner {
 public:
  Scanner(const std::string& file, std::string_view text) : file_(file), text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  GeoJsonScan run() {
    skip_space();
    if (peek() != '{') {
      fail("the text does not start with an object");
      return std::move(scan_);
    }
    root();
    skip_space();
    if (scan_.fault.empty() && at_ < text_.size()) fail("there is text after the end of the document");
    return std::move(scan_);
  }

 private:
  const std::string& file_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::uint64_t depth_ = 0;
  bool nul_ = false;             // a text held a NUL character since this was last asked
  std::set<std::string> known_;  // texts of members of features
  GeoJsonScan scan_;

  bool ok() const { return scan_.fault.empty(); }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void fail(std::string_view why) {
    if (ok()) scan_.fault = fmt::format("{} (byte {})", why, at_);
    at_ = text_.size();
  }
  void deeper() {
    if (++depth_ > limits().nesting)
      throw Error(
          ErrorKind::input,
          fmt::format("{}: it is nested deeper than {} levels (byte {})", file_, limits().nesting, at_),
          limit_text("nesting"));
  }
  void skip_space() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
      ++at_;
  }
  void expect(char c) {
    skip_space();
    if (peek() == c && at_ < text_.size()) {
      ++at_;
    } else {
      fail(fmt::format("\"{}\" is missing", c));
    }
  }

  std::string_view string() {
    expect('"');
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != '"') {
      const bool escape = text_[at_] == '\\';
      nul_ = nul_ || text_[at_] == '\0' || (escape && text_.substr(at_ + 1, 5) == "u0000");
      at_ += escape ? 2 : 1;
    }
    if (at_ >= text_.size()) {
      fail("a text has no end");
      return {};
    }
    return text_.substr(begin, at_++ - begin);
  }

  void scalar() {
    if (peek() == '"') {
      string();
      return;
    }
    const std::size_t begin = at_;
    while (at_ < text_.size() && std::string_view(",]} \t\r\n").find(text_[at_]) == std::string_view::npos)
      ++at_;
    if (at_ == begin) fail("a value is missing");
  }

  // Walks an object; `member(key)` must consume the value.
  template <class Member>
  void object(const Member& member) {
    expect('{');
    deeper();
    skip_space();
    if (peek() != '}') {
      do {
        skip_space();
        const std::string_view key = string();
        expect(':');
        skip_space();
        if (ok()) member(key);
        skip_space();
      } while (ok() && peek() == ',' && ++at_);
    }
    expect('}');
    --depth_;
  }
  template <class Item>
  void array(const Item& item) {
    expect('[');
    deeper();
    skip_space();
    if (peek() != ']') {
      do {
        skip_space();
        if (ok()) item();
        skip_space();
      } while (ok() && peek() == ',' && ++at_);
    }
    expect(']');
    --depth_;
  }

  void skip_value() {
    if (peek() == '{') return object([this](std::string_view) { skip_value(); });
    if (peek() == '[') return array([this] { skip_value(); });
    scalar();
  }

  std::uint32_t coordinates() {
    std::uint32_t nested = 0, scalars = 0;
    bool has_arrays = false;
    array([&] {
      if (peek() == '[') {
        has_arrays = true;
        nested += coordinates();
      } else {
        skip_value();
        ++scalars;
      }
    });
    if (has_arrays) return nested + scalars;
    return scalars > 0 ? 1 : 0;
  }

  std::uint32_t geometries() {
    std::uint32_t count = 0;
    array([&] {
      if (peek() == '{') {
        count += geometry();
      } else {
        skip_value();
        ++count;
      }
    });
    return count;
  }

  // GDAL heeds such a member in whatever case, and wherever it stands.
  static bool is_crs(std::string_view key) { return lower_ascii(key) == "crs"; }
  std::string crs_text() {
    const std::size_t begin = at_;
    skip_value();
    return std::string(text_.substr(begin, at_ - begin));
  }
  void inner_crs() {
    const std::string text = crs_text();
    if (scan_.inner_crs.empty() && text != "null") scan_.inner_crs = text;
  }

  bool geometry_member(std::string_view key, std::uint32_t& count) {
    if (key == "coordinates" && peek() == '[') {
      count += coordinates();
    } else if (key == "geometries" && peek() == '[') {
      count += geometries();
    } else {
      return false;
    }
    return true;
  }
  std::uint32_t geometry() {
    std::uint32_t count = 0;
    object([&](std::string_view key) {
      if (is_crs(key)) {
        inner_crs();
      } else if (!geometry_member(key, count)) {
        member_text(key);
      }
    });
    return count;
  }

  static constexpr std::uint32_t kFewest = 3;  // positions; fewer make no ground
  // Positions of whatever geometry a value holds, however deep; of several the most.
  std::uint32_t positions_within() {
    std::uint32_t most = 0;
    const auto more = [&](std::uint32_t count) { most = std::max(most, count); };
    if (peek() == '{') {
      object([&](std::string_view key) {
        std::uint32_t count = 0;
        more(geometry_member(key, count) ? count : positions_within());
      });
    } else if (peek() == '[') {
      array([&] { more(positions_within()); });
    } else {
      scalar();
    }
    return most;
  }

  // `beside`: a member beside the geometry that holds another one.
  std::uint32_t feature(std::string& beside) {
    std::uint32_t count = 0;
    object([&](std::string_view key) {
      if (key == "geometry" && peek() == '{') {
        count += geometry();
      } else if (is_crs(key)) {
        inner_crs();
      } else if (key == "properties" && peek() == '{') {
        nested_properties();
      } else {
        const std::size_t begin = at_;
        if (positions_within() >= kFewest && beside.empty()) beside = key;
        at_ = begin;
        member_text(key);
      }
    });
    return count;
  }

  // Texts of members that no format knows ("coordType" beside the geometry), each once.
  void member_text(std::string_view key) {
    constexpr std::size_t kMost = 10000;
    std::vector<std::pair<std::string, std::string>> said;
    own_text(key, said);
    for (auto& text : said)
      if (known_.size() < kMost && known_.insert(text.second).second) scan_.said.push_back(std::move(text));
  }
  // Texts of a property are looked at as the reader gives them; those within an object are no column of their own.
  void nested_properties() {
    object([&](std::string_view key) {
      if (peek() == '{' || peek() == '[') return member_text(key);
      skip_value();
    });
  }

  void features() {
    scan_.collection = true;
    scan_.nul_outside = scan_.nul_outside || nul_;
    array([&] {
      ++scan_.members;
      if (peek() == '{') {
        nul_ = false;
        std::string beside;
        scan_.positions.push_back(feature(beside));
        scan_.beside.push_back(std::move(beside));
        scan_.nul.push_back(nul_);
      } else {
        skip_value();
      }
    });
    nul_ = false;
  }

  // Texts and numbers of the document itself (name, description, metadata, properties), with their keys.
  void own_text(std::string_view key, std::vector<std::pair<std::string, std::string>>& said,
                int levels = 4) {
    constexpr std::size_t kMost = 1000, kLongest = 65536;
    if (peek() == '{' && levels > 0)
      return object([&](std::string_view inner) { own_text(inner, said, levels - 1); });
    // Numbers of an array are those of a bbox.
    if (peek() == '[' && levels > 0)
      return array([&] {
        if (peek() == '{' || peek() == '[' || peek() == '"') return own_text(key, said, levels - 1);
        skip_value();
      });
    if (peek() == '{' || peek() == '[') return skip_value();
    const std::size_t begin = at_;
    const bool quoted = peek() == '"';
    if (!quoted) scalar();
    const std::string_view text = quoted ? string() : text_.substr(begin, at_ - begin);
    if (said.size() < kMost)
      said.emplace_back("text of the file",
                        fmt::format("{}: {}", plain(key), plain(text.substr(0, kLongest))));
  }
  // Without escapes: "\u897f" is a letter, any other stands for itself.
  static std::string plain(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '\\' || i + 1 == text.size()) {
        out += text[i];
        continue;
      }
      unsigned code = 0;
      const std::string_view hex = text.substr(i + 2, 4);
      const auto read = std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
      const bool letter = text[i + 1] == 'u' && hex.size() == 4 && read.ptr == hex.data() + 4;
      if (letter) append_utf8(code, out);
      i += letter ? 5 : 1;
      if (!letter) out += text[i] == 'n' || text[i] == 't' || text[i] == 'r' ? ' ' : text[i];
    }
    return out;
  }

  void root() {
    std::uint32_t count = 0;
    std::vector<std::pair<std::string, std::string>> own;
    std::vector<std::pair<std::string, std::string>> properties;  // of a single feature: its attributes
    std::string beside;
    object([&](std::string_view key) {
      if (key == "features" && peek() == '[') {
        features();
      } else if (lower_ascii(key) == "features" && peek() == '[') {
        fail(fmt::format("what stands in \"{}\" is not read: the member is called \"features\"", key));
      } else if (key == "geometry" && peek() == '{') {
        count += geometry();
      } else if (is_crs(key)) {
        scan_.crs = crs_text();
      } else if (!geometry_member(key, count)) {
        const std::size_t begin = at_;
        if (key != "properties" && positions_within() >= kFewest) beside = key;
        at_ = begin;
        own_text(key, key == "properties" ? properties : own);
      }
    });
    if (scan_.collection) {
      if (!beside.empty())
        fail(fmt::format("its member \"{}\" holds a geometry that is none of its features, and is not read",
                         beside));
      own.insert(own.end(), properties.begin(), properties.end());
      scan_.part = part_of_answer(own, scan_.members);
      scan_.nul_outside = scan_.nul_outside || nul_;
    } else {
      scan_.members = 1;
      scan_.positions.push_back(count);
      scan_.beside.push_back(std::move(beside));
      scan_.nul.push_back(nul_);
    }
    scan_.said.insert(scan_.said.end(), own.begin(), own.end());
  }
};

}  // namespace

GeoJsonScan scan_geojson(const std::string& file, std::string_view text) { return Scanner(file, text).run(); }

}  // namespace zonegate::io
