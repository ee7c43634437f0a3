// SPDX-License-Identifier: Apache-2.0
//
// Writes a prepared copy: looks at the source, reads all of it, looks again. Under its name stands a whole copy or none.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <thread>

#include "files.h"
#include "gdal_env.h"
#include "prepared_reader.h"
#include "prepared_tree.h"

namespace zonegate::io {
namespace {

namespace fs = std::filesystem;

// The temporary file, its buffer, and the header last.
class Output {
 public:
  explicit Output(const std::string& target)
      : target_(target),
        temporary_(target),
        handle_(::open(temporary_.file().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)) {
    if (handle_ < 0) refuse();
    append(std::string(kHeaderSize, '\0'));
  }
  ~Output() { ::close(handle_); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  std::uint64_t at() const { return at_; }
  // The file system's own time, now.
  std::int64_t now_ns() const {
    struct stat s {};
    if (::futimens(handle_, nullptr) != 0 || ::fstat(handle_, &s) != 0) refuse();
    return std::int64_t{s.st_mtim.tv_sec} * 1'000'000'000 + std::int64_t{s.st_mtim.tv_nsec};
  }
  void append(std::string_view bytes) {
    buffer_.append(bytes);
    at_ += bytes.size();
    if (buffer_.size() >= (1u << 20)) flush();
  }
  std::uint64_t finish(const CopyInfo& info) {
    const std::string bytes = to_bytes(info);
    const CopyHeader header{at_ + bytes.size(), at_, bytes.size(), checksum(bytes)};
    append(bytes);
    flush();
    const std::string start = to_bytes(header);
    if (::pwrite(handle_, start.data(), start.size(), 0) != static_cast<ssize_t>(start.size())) refuse();
    temporary_.publish();
    return header.size;
  }

 private:
  std::string target_;
  TemporaryFolder temporary_;
  int handle_;
  std::string buffer_;
  std::uint64_t at_ = 0;

  [[noreturn]] void refuse() const {
    throw Error(ErrorKind::internal, target_ + ": cannot be written: " + std::strerror(errno),
                "check the folder, its permissions and the free space");
  }
  void flush() {
    for (std::size_t done = 0; done < buffer_.size();) {
      const ssize_t n = ::write(handle_, buffer_.data() + done, buffer_.size() - done);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) refuse();
      done += static_cast<std::size_t>(n);
    }
    buffer_.clear();
  }
};

// A file that was only just written: its next change could get the same time. Not for times in the future.
std::int64_t settled_ns(const Output& out, const std::string& path) {
  const auto newest = [&] {
    std::int64_t ns = 0;
    for (const auto& file : look_at_source(path)) ns = std::max(ns, file.modified_ns);
    return ns;
  };
  std::int64_t now = out.now_ns();
  for (int i = 0; i < 25 && newest() <= now && newest() + kRacyNs > now; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    now = out.now_ns();
  }
  return now;
}

bool finite(const geom::Box& b) {
  return !b.empty() && std::isfinite(b.min_x) && std::isfinite(b.min_y) && std::isfinite(b.max_x) &&
         std::isfinite(b.max_y);
}

// Where a feature lies, in source coordinates; an empty box: it must always be read, because it has a fault or lies nowhere.
geom::Box box_of(const FeatureBatch::Impl& batch, std::size_t i, geom::RingSet& rings) {
  if (!batch.faults(i).empty()) return {};
  if (batch.rings(i, rings) == geom::WkbContent::polygons) return rings.box();
  std::string fault;
  const geom::Shape shape = batch.shape(i, fault);
  return fault.empty() ? shape.box() : geom::Box{};
}

struct Source {
  std::unique_ptr<BatchReader> reader;
  std::vector<CopyColumn> columns;
  std::size_t stored = 0;
};

Source open_source(const std::string& path, const VectorOptions& options) {
  Source source;
  const auto fields = column_fields(path, options);
  if (!fields.empty()) source.reader = open_columns(path, options, fields);
  if (!source.reader) {
    source.reader = open_features(path, options, {});
    const auto names = source.reader->names;
    source.reader = open_features(path, options, names);
    for (const auto& name : names) source.columns.push_back({name, true, true});
    source.stored = names.size();
    return source;
  }
  const auto& names = source.reader->names;
  source.stored = fields.size();
  if (std::find(names.begin(), names.end(), fields.front()) == names.end())
    source.columns.push_back({fields.front(), false, true});
  for (const auto& name : names)
    source.columns.push_back({name, true, std::find(fields.begin(), fields.end(), name) != fields.end()});
  return source;
}

void copy_features(Source& source, Output& out, CopyInfo& info,
                   const std::function<void(std::int64_t)>& progress) {
  std::vector<CopyEntry> in_tree, always;
  geom::RingSet rings;
  ByteWriter record;
  while (const auto batch = source.reader->next()) {
    for (std::size_t i = 0; i < batch->size(); ++i) {
      record.clear();
      add_record(record, *batch, i, source.stored);
      CopyEntry entry{box_of(*batch, i, rings), ++info.rows, out.at(), record.bytes().size()};
      (finite(entry.box) ? in_tree : always).push_back(entry);
      out.append(record.bytes());
    }
    if (progress) progress(static_cast<std::int64_t>(info.rows));
  }
  info.nodes_at = out.at();
  const auto put = [&](const CopyNode& node) { out.append(to_bytes(node)); };
  info.tree_nodes = write_tree(in_tree, put);
  for (auto& entry : always) entry.box = {};
  info.always_nodes = write_list(always, info.tree_nodes, put);
}

void check_issues(const std::string& path, const Place& place, const BatchReader& reader,
                  std::uint64_t rows) {
  for (const auto& issue : all_issues(place, reader.issues())) {
    if (issue.severity != Severity::error) continue;
    throw Error(ErrorKind::input, path + ": cannot be prepared, because it is not trusted: " + issue.message,
                issue.hint);
  }
  if (static_cast<std::uint64_t>(reader.rows()) != rows)
    throw Error(ErrorKind::input, path + ": cannot be prepared: not every row became a feature");
}

std::string layer_of(const std::string& path, const PrepareOptions& options, bool& several) {
  const auto layers = list_sublayers(path);
  several = layers.size() > 1;
  return !options.sublayer.empty() || layers.size() != 1 ? options.sublayer : layers.front();
}

// What stands under the name already: nothing, a copy of this file (up to date?), or something else.
bool is_up_to_date(const std::string& path, const std::string& target, const CopyInfo& wanted, bool anew,
                   Prepared& out) {
  std::string fault;
  const auto old = CopyFile::open(target, fault);
  if (anew) return false;
  std::error_code error;
  if (!old && fs::exists(target, error) && fault == "it is no prepared copy")
    throw Error(ErrorKind::usage, target + ": something else stands there", "move it, or say --overwrite");
  if (!old) return false;
  const CopyInfo& info = old->info();
  if (info.origin != wanted.origin && fs::exists(info.origin, error))
    throw Error(ErrorKind::usage, target + ": it is the copy of " + info.origin,
                "give each of the two a folder of its own with --into, or say --overwrite");
  if (info.sublayer != wanted.sublayer || info.crs_option != wanted.crs_option ||
      freshness(path, info.files, info.stamped_ns) != Freshness::proven)
    return false;
  out.features = static_cast<std::int64_t>(info.rows);
  out.bytes = old->size();
  out.sha256 = sha256_of(info.files);
  out.up_to_date = true;
  return true;
}

}  // namespace

Prepared prepare_copy(const std::string& path, const PrepareOptions& options,
                      const std::function<void(std::int64_t)>& progress) {
  if (is_database(path) || is_standard_input(path))
    throw Error(ErrorKind::usage, shown_name(path) + ": only a file can be prepared",
                "save it as .gpkg, and prepare that");
  const Place place = locate(path, options.sublayer);
  VectorOptions vector;
  vector.sublayer = place.sublayer;
  vector.crs = options.crs;
  vector.crs_optional = true;
  bool several = false;
  CopyInfo info;
  info.origin = fs::canonical(path).string();
  info.sublayer = layer_of(path, options, several);
  info.crs_option = options.crs;
  Prepared result;
  result.path = copy_path(path, several ? info.sublayer : "", options.folder);
  if (is_up_to_date(path, result.path, info, options.anew, result)) return result;

  const auto open = [&] { return place.in_words([&] { return open_source(place.file, vector); }); };
  Source source = open();
  if (!source.reader->has_geometry)
    throw Error(ErrorKind::input, path + ": a table without geometry cannot be prepared");
  Output out(result.path);
  info.stamped_ns = settled_ns(out, path);
  info.files = look_at_source(path);
  add_sha256(info.files);
  source = open();
  if (source.reader->crs) info.crs = source.reader->crs->wkt();
  info.states_crs = options.crs.empty() && info.crs && place.format->driver != std::string("GeoJSON");
  info.tolerance = source.reader->tolerance;
  info.columns = source.columns;
  place.in_words([&] {
    copy_features(source, out, info, progress);
    check_issues(path, place, *source.reader, info.rows);
  });
  for (const auto& issue : source.reader->issues()) info.issues.push_back(place.shown(issue));
  for (auto& issue : info.issues) issue.file.clear();
  if (!same_stamps(info.files, look_at_source(path)))
    throw Error(ErrorKind::input, path + ": it changed while it was prepared",
                "wait until it is whole, then prepare it again");

  result.bytes = out.finish(info);
  result.features = static_cast<std::int64_t>(info.rows);
  result.sha256 = sha256_of(info.files);
  return result;
}

}  // namespace zonegate::io
