// SPDX-License-Identifier: Apache-2.0
//
// Files against files, feature by feature: what does each of A share with each of B. A is held and indexed, B is streamed over it; pairs come out in the
// order of the files. Nothing is judged here and nothing is left out: slivers are reported with their area.
#include <algorithm>
#include <set>

#include "app/pair_stream.h"
#include "app/pair_text.h"
#include "app/stages.h"

namespace zonegate::app {
namespace {

using Files = std::vector<std::unique_ptr<PairFile>>;

geom::Plane pair_plane(const PairOptions& options, const PairFile& a, const Files& b) {
  std::vector<const PairFile*> all{&a};
  for (const auto& file : b) all.push_back(file.get());
  const auto without = std::find_if(all.begin(), all.end(), [](const PairFile* f) { return !f->crs; });
  if (options.area != "planar") {
    if (without != all.end()) {
      throw Error(ErrorKind::input, (*without)->name() + ": has no coordinate reference system",
                  "say --crs EPSG:4490 (or what it is), or measure plain numbers with --area planar");
    }
    return plane_of(options.area);
  }
  if (std::none_of(all.begin(), all.end(), [](const PairFile* f) { return f->crs.has_value(); }))
    return geom::Plane::local();
  const bool one = std::all_of(all.begin(), all.end(), [&](const PairFile* f) {
    return f->crs && a.crs && f->crs->same_as(*a.crs) && f->crs->projected();
  });
  if (!one) {
    throw Error(ErrorKind::usage,
                "--area planar needs all files in one projected reference system, or all without any",
                "name the plane, for example --area planar:EPSG:4543");
  }
  return geom::Plane::planar(*a.crs);
}

// Copies that are there and do not serve are said once for each file.
void note_copies(const PairFile& a, const Files& b, std::vector<Issue>& issues) {
  std::vector<const PairFile*> all{&a};
  for (const auto& file : b) all.push_back(file.get());
  for (const auto* file : all)
    if (const auto& issue = file->source.copy_issue()) issues.push_back(*issue);
}

}  // namespace

double PairResult::share_a(const PairRow& row) const { return share(row.fact.area_m2, a[row.a].area_m2); }
double PairResult::share_b(const PairRow& row) const {
  return share(row.fact.area_m2, b[row.layer][row.b].area_m2);
}

namespace {

// A in blocks that fit, each laid over all of B. Blocks are stretches of the file, so that their rows follow one another in its order.
class Blocks {
 public:
  Blocks(const PairOptions& options, const Progress& progress, const TakePairs& take)
      : options_(options),
        progress_(progress),
        take_(take),
        bytes_(options.memory_bytes > 0 ? options.memory_bytes / 4 : kNoLimit),
        a_(options.a, options),
        b_(open_b()),
        plane_(pair_plane(options, a_, b_)) {}

  PairTotals run() {
    totals_.area_basis = plane_.description();
    note_copies(a_, b_, totals_.issues);
    for (bool last = false; !last;) {
      say(progress_, "reading " + io::printed_name(options_.a.path));
      HeldSide held = hold_side(a_, plane_, {options_.jobs, bytes_, {}}, totals_.issues);
      last = held.last;
      if (held.ready.empty() && (!last || blocks_ > 0)) continue;  // of none at all the layers are still read
      if (options_.nearest || makes_table(options_)) {
        ask(std::move(held));
      } else {
        stream(std::move(held));
      }
    }
    totals_.read_a = static_cast<std::size_t>(a_.source.rows_read());
    return std::move(totals_);
  }

 private:
  Files open_b() const {
    Files b;
    for (PairInput input : options_.b) {
      if (!options_.group_by.empty()) input.fields = {options_.group_by};
      b.push_back(std::make_unique<PairFile>(input, options_));
    }
    return b;
  }

  // Another pass over B begins: every file is read anew and counted anew.
  void rewind() {
    if (blocks_++ > 0) b_ = open_b();
  }

  void ask(HeldSide&& held) {
    rewind();
    PairResult result;
    if (options_.nearest) {
      nearest_of_sides(b_, a_, held, plane_, options_, bytes_, progress_, result);
    } else {
      const auto table = !options_.group_by.empty() ? groups_of_sides
                         : options_.crossings       ? crossings_of_sides
                         : options_.count           ? counts_of_sides
                                                    : rings_of_sides;
      table(b_, a_, held, plane_, options_, progress_, result);
    }
    result.a = std::move(held.features);
    hand_out(std::move(result));
  }

  // Answers may be many more than what is held: then the block is cut.
  void stream(HeldSide&& held) {
    const std::size_t all = held.ready.size();
    std::size_t from = 0, step = std::max<std::size_t>(all, 1);
    do {
      rewind();
      const Stretch stretch(held, from, std::min(from + step, all));
      PairResult result;
      if (!stream_sides(b_, a_, held, stretch, plane_, options_, bytes_, progress_, result)) {
        step = (stretch.size() + 1) / 2;
        continue;
      }
      for (std::size_t i = from; i < from + stretch.size(); ++i)
        result.a.push_back(std::move(held.features[i]));
      for (PairRow& row : result.rows) row.a -= static_cast<std::uint32_t>(from);
      from += stretch.size();
      hand_out(std::move(result));
    } while (from < all);
  }

  void hand_out(PairResult&& result) {
    append_new(result.issues);
    totals_.read_b = result.read_b;
    totals_.long_ways += result.long_ways;
    totals_.row_count += result.rows.size() + result.groups.size() + result.crossings.size() +
                         result.counts.size() + result.rings.size();
    take_(std::move(result));
  }

  // Each pass over B finds the same faults: they are said once.
  void append_new(std::vector<Issue>& issues) {
    for (Issue& issue : issues) {
      const bool said = !said_.insert(key(issue)).second;
      if (blocks_ == 1 || !said) totals_.issues.push_back(std::move(issue));
    }
  }
  static std::string key(const Issue& issue) {
    return issue.code + "\n" + issue.file + "\n" + issue.feature + "\n" + issue.message;
  }

  const PairOptions& options_;
  const Progress& progress_;
  const TakePairs& take_;
  std::size_t bytes_;
  PairFile a_;
  Files b_;
  geom::Plane plane_;
  PairTotals totals_;
  std::size_t blocks_ = 0;  // passes over B
  std::set<std::string> said_;
};

}  // namespace

PairTotals overlay_pairs(const PairOptions& options, const Progress& progress, const TakePairs& take) {
  return Blocks(options, progress, take).run();
}

PairResult overlay_pairs(PairOptions options, const Progress& progress) {
  options.memory_bytes = 0;
  PairResult whole;
  PairTotals totals = overlay_pairs(options, progress, [&](PairResult&& block) { whole = std::move(block); });
  static_cast<PairTotals&>(whole) = std::move(totals);
  return whole;
}

}  // namespace zonegate::app
