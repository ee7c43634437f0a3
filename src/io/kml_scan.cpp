// SPDX-License-Identifier: Apache-2.0
//
// GDAL's reader of KML leaves things out without a word: what lies behind a link, the first of two geometries of one placemark, a corner whose numbers are parted by
// a blank; an empty latitude is 0, and a Model in a MultiGeometry ends the program (GDAL 3.6). So the text is walked once more: features are counted container by
// container, as the reader hands them out, with the positions that each of them states. Names: OGC 12-007r2 (KML 2.3); blanks on either side of a comma belong to it.
#include "kml_scan.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "gdal_env.h"
#include "io/io.h"
#include "text.h"
#include "xml.h"

namespace zonegate::io {
namespace {

constexpr std::size_t kMostFaults = 10, kShown = 120;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// On one line, without blanks at its ends, cut to what a message can hold.
std::string one_line(std::string_view text, std::size_t most = kShown) {
  std::string out;
  for (const char c : text)
    if (!is_blank(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  if (out.size() <= most) return out;
  out.resize(most);
  while (!out.empty() && !is_utf8(out)) out.pop_back();
  return out + "...";
}

// Positions apart by one blank, numbers of a position by a comma and nothing else.
std::string plain_list(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_blank(c)) {
      if (!out.empty() && out.back() != ' ' && out.back() != ',') out += ' ';
    } else {
      if (c == ',' && !out.empty() && out.back() == ' ') out.pop_back();
      out += c;
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

// Views of the text: no temporary may be given.
std::vector<std::string_view> split(std::string&& text, char by) = delete;
std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(by, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

bool is_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && std::isfinite(value);
}

// "longitude,latitude" or "longitude,latitude,height"; an empty height is none.
bool is_position(std::string_view tuple) {
  const auto numbers = split(tuple, ',');
  return (numbers.size() == 2 || numbers.size() == 3) && is_number(numbers[0]) && is_number(numbers[1]) &&
         (numbers.size() == 2 || numbers[2].empty() || is_number(numbers[2]));
}

class Scanner {
 public:
  explicit Scanner(const std::string& path) : path_(path) {}

  KmlScan run() {
    parse_xml(read_file(path_), path_ + ": cannot be read as KML",
              {[this](std::string_view name, const XmlAttributes&) { start(name); },
               [this](std::string_view name) { end(name); },
               [this](std::string_view text) {
                 if (keeps_) text_ += text;
                 if (leaf_) words_ += text;
               },
               [this](std::string_view text) { say("text of the file", text); }},
              kMapWords);
    for (const auto& container : containers_)
      scan_.positions.insert(scan_.positions.end(), container.begin(), container.end());
    if (more_faults_ > 0) scan_.faults.push_back(fmt::format("{} more places like this", more_faults_));
    return std::move(scan_);
  }

 private:
  const std::string& path_;
  KmlScan scan_;
  std::vector<std::string> elements_;                      // open ones
  std::vector<std::vector<std::uint32_t>> containers_{1};  // the first: what stands in none
  std::vector<std::size_t> open_containers_{0};
  std::string feature_, feature_name_, link_, text_;
  std::string
      words_;  // of the innermost element that is open, while it holds no other (leaf_), unless it is heard elsewhere
  std::set<std::string> known_;
  bool keeps_ = false, in_link_ = false, leaf_ = false;
  std::size_t features_ = 0, more_faults_ = 0, passive_ = 0, collections_ = 0;
  std::size_t track_places_ = 0, track_times_ = 0;  // of the gx:Track that is open

  static bool is_container(std::string_view name) { return name == "Document" || name == "Folder"; }
  static bool is_feature(std::string_view name) { return name == "Placemark" || name == "GroundOverlay"; }
  // What stands in them is no feature of the file as it is.
  static bool is_passive(std::string_view name) {
    return name == "PhotoOverlay" || name == "Tour" || name == "NetworkLinkControl" || name == "Update";
  }

  // Letters in another case make another element, which the reader leaves out without a word.
  void refuse_other_case(std::string_view name) const {
    constexpr std::array<std::string_view, 12> kRead{
        "Document", "Folder",        "Placemark",       "Point",           "LineString",  "LinearRing",
        "Polygon",  "MultiGeometry", "outerBoundaryIs", "innerBoundaryIs", "coordinates", "NetworkLink"};
    for (const auto read : kRead)
      if (name != read && lower_ascii(name) == lower_ascii(read))
        throw Error(ErrorKind::input,
                    fmt::format("{}: {} has an element <{}>, which nobody reads: KML writes it <{}>", path_,
                                feature_.empty() ? "the file" : here(), name, read),
                    "write the names of elements as KML does, or export the file again");
  }

  // What the reader hands out as an attribute, or what is no text.
  static bool is_heard_elsewhere(std::string_view name, bool in_feature) {
    constexpr std::array<std::string_view, 12> kNoText{"coordinates", "coord",        "when",     "begin",
                                                       "end",         "href",         "styleUrl", "color",
                                                       "width",       "altitudeMode", "fill",     "outline"};
    constexpr std::array<std::string_view, 5> kFields{"name", "description", "value", "SimpleData", "text"};
    return std::find(kNoText.begin(), kNoText.end(), name) != kNoText.end() ||
           (in_feature && std::find(kFields.begin(), kFields.end(), name) != kFields.end());
  }

  void say(std::string where, std::string_view text) {
    constexpr std::size_t kMostTexts = 10000, kLongest = 4096;
    std::string line = one_line(text, kLongest);
    if (line.empty() || is_number(line) || scan_.said.size() >= kMostTexts) return;
    if (known_.insert(where + "\n" + line).second) scan_.said.emplace_back(std::move(where), std::move(line));
  }

  void start(std::string_view name) {
    refuse_other_case(name);
    elements_.emplace_back(name);
    leaf_ = !is_heard_elsewhere(name, !feature_.empty());
    words_.clear();
    if (is_passive(name) && passive_++ == 0) scan_.unread.emplace_back(name);
    if (name == "MultiGeometry") ++collections_;
    if (name == "Track") track_places_ = track_times_ = 0;
    if (name == "when") ++track_times_;
    if (name == "coord") ++track_places_;
    if (name == "Model" && collections_ > 0)
      throw Error(ErrorKind::input, fmt::format("{}: {} holds a Model in a MultiGeometry", path_, here()),
                  "take the model out, and export the file again");
    if (name == "NetworkLink") {
      in_link_ = true;
      link_.clear();
    }
    if (passive_ == 0 && feature_.empty()) open(name);
    if (name == "coordinates" || name == "coord" || name == "name" || name == "href") {
      keeps_ = true;
      text_.clear();
    }
  }

  void open(std::string_view name) {
    if (is_container(name)) {
      open_containers_.push_back(containers_.size());
      containers_.emplace_back();
    } else if (is_feature(name)) {
      feature_ = name;
      feature_name_.clear();
      ++features_;
      containers_[open_containers_.back()].push_back(0);
    }
  }

  void end(std::string_view name) {
    elements_.pop_back();
    if (leaf_)
      say(name == "name" || name == "description" ? "text of the file" : fmt::format("element {}", name),
          words_);
    leaf_ = false;
    if (keeps_) take(name);
    // The reader looks for the time of each place, and finds other memory.
    if (name == "Track" && track_places_ > track_times_)
      throw Error(ErrorKind::input,
                  fmt::format("{}: the gx:Track of {} has {} places (gx:coord) and {} times (when)", path_,
                              here(), track_places_, track_times_),
                  "draw it as a LineString, or export it with a time for each place");
    if (is_passive(name)) --passive_;
    if (name == "MultiGeometry") --collections_;
    if (name == "NetworkLink") {
      in_link_ = false;
      scan_.links.push_back(link_);
    }
    if (passive_ > 0) return;
    if (name == feature_) {
      if (name == "GroundOverlay") scan_.unread.push_back("the picture of " + here());
      feature_.clear();
    } else if (is_container(name) && feature_.empty()) {
      open_containers_.pop_back();
    }
  }

  void take(std::string_view name) {
    const bool positions = name == "coordinates" || name == "coord";
    if (!positions && name != "name" && name != "href") return;
    keeps_ = false;
    if (name == "name" && !elements_.empty() && elements_.back() == feature_) feature_name_ = one_line(text_);
    if (name == "href" && in_link_) link_ = one_line(text_);
    if (positions && passive_ == 0 && !feature_.empty())
      name == "coord" ? add_track_point() : add_positions();
  }

  std::uint32_t& stated() { return containers_[open_containers_.back()].back(); }

  void add_positions() {
    const std::string list = plain_list(text_);
    if (list.empty()) return;
    for (const auto tuple : split(list, ' ')) {
      ++stated();
      if (is_position(tuple)) continue;
      complain(tuple);
      return;
    }
  }

  // Of a track, with blanks between its numbers.
  void add_track_point() {
    const std::string line = one_line(text_);
    const auto numbers = split(line, ' ');
    ++stated();
    if (numbers.size() < 2 || !is_number(numbers[0]) || !is_number(numbers[1])) complain(line);
  }

  void complain(std::string_view tuple) {
    if (scan_.faults.size() == kMostFaults) {
      ++more_faults_;
      return;
    }
    scan_.faults.push_back(
        fmt::format("{}: \"{}\" is no longitude,latitude: corners may be lost", here(), one_line(tuple)));
  }

  std::string here() const {
    const std::string what = feature_.empty() ? "feature" : feature_;
    return feature_name_.empty() ? fmt::format("{} {}", what, features_)
                                 : fmt::format("{} \"{}\"", what, feature_name_);
  }
};

Issue not_read(const std::string& path, const std::string& message, const std::string& hint) {
  return {"source.not_read", Severity::error, path, "", "", message, hint, std::nullopt};
}

// "": it is a number, of whatever size.
std::string fault_of(const XmlAttributes& attributes, std::string_view key) {
  const auto at = attributes.find(key);
  if (at == attributes.end()) return fmt::format("has no {}", key);
  const std::string text = one_line(at->second);
  double value = 0;
  const char* const begin = text.data() + (text.starts_with('+') ? 1 : 0);
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(begin, end, value);
  const bool number = rest == end && (error == std::errc() || error == std::errc::result_out_of_range);
  return number ? "" : fmt::format("has the {} \"{}\", which is no number", key, text);
}

}  // namespace

KmlScan scan_kml(const std::string& path) { return Scanner(path).run(); }

std::vector<Issue> kml_issues(const std::string& path, const KmlScan& scan) {
  std::vector<Issue> issues;
  for (const auto& link : scan.links)
    issues.push_back(not_read(path,
                              fmt::format("what lies behind its NetworkLink to \"{}\" is not read", link),
                              "save what the link leads to as a file of its own and give both, or take the "
                              "link out"));
  for (const auto& what : scan.unread)
    issues.push_back(
        not_read(path, what + " is not read", "draw what it shows as a Placemark, or take it out"));
  for (const auto& fault : scan.faults)
    issues.push_back({"source.damaged", Severity::error, path, "", "", fault,
                      "write each corner as longitude,latitude and blanks between corners", std::nullopt});
  return issues;
}

void refuse_only_links(const std::string& path, const KmlScan& scan) {
  if (!scan.positions.empty() || scan.links.empty()) return;
  throw Error(ErrorKind::input,
              fmt::format("{}: it holds nothing but a NetworkLink to \"{}\"; what lies behind is not read",
                          path, scan.links.front()),
              "save what the link leads to as a file, and give that");
}

void check_gpx(const std::string& path) {
  std::size_t points = 0;
  parse_xml(read_file(path), path + ": cannot be read as GPX",
            {[&](std::string_view name, const XmlAttributes& attributes) {
               if (name != "wpt" && name != "rtept" && name != "trkpt") return;
               ++points;
               for (const char* const key : {"lat", "lon"})
                 if (const std::string fault = fault_of(attributes, key); !fault.empty())
                   throw Error(ErrorKind::input,
                               fmt::format("{}: point {} ({}) {}", path, points, name, fault),
                               "mend the point, or export the track again");
             },
             [](std::string_view) {}, [](std::string_view) {}},
            kMapWords);
}

}  // namespace zonegate::io
