// SPDX-License-Identifier: Apache-2.0
//
// A copy may stand in for its file only where it cannot be told from it: the file is unchanged, every wanted field is in it, and the reference system was
// chosen the same way. Whatever is read is checked before it is used; what is damaged ends the run, because a feature that is left out looks like ground
// without one.
#include "prepared_reader.h"

#include <algorithm>

#include "crs_of.h"
#include "gdal_env.h"
#include "prepared_tree.h"

namespace zonegate::io {
namespace {

constexpr std::size_t kRows = 4096;
constexpr std::uint64_t kChunk = 4u << 20;

struct CopyBatch final : FeatureBatch::Impl {
  std::string bytes;
  std::vector<CopyRecord> records;
  std::vector<int> stored;  // per wanted field: the column of the copy, -1 none
  double tolerance = 0.001;

  std::size_t size() const override { return records.size(); }
  std::int64_t number(std::size_t i) const override { return static_cast<std::int64_t>(records[i].row); }
  std::string fid(std::size_t i) const override { return std::string(records[i].fid); }
  std::string fault(std::size_t i) const override {
    if (records[i].faults.empty()) return {};
    const auto all = faults_of(records[i]);
    for (const auto& fault : all)
      if (fault.column < 0) return fault.text;
    for (const int column : stored)
      for (const auto& fault : all)
        if (column >= 0 && fault.column == column) return fault.text;
    return {};
  }
  geom::WkbContent rings(std::size_t i, geom::RingSet& out) const override {
    if (records[i].kind == StoredGeometry::Kind::none) return geom::WkbContent::damaged;
    if (records[i].kind == StoredGeometry::Kind::shape) return rings_of_shape(shape_of(records[i]), out);
    return geom::read_wkb_rings(wkb(i), out);
  }
  geom::Shape shape(std::size_t i, std::string& fault) const override {
    if (records[i].kind == StoredGeometry::Kind::none) return shape_of_wkb(std::nullopt, tolerance, fault);
    if (records[i].kind == StoredGeometry::Kind::wkb) return shape_of_wkb(wkb(i), tolerance, fault);
    fault = this->fault(i);
    return shape_of(records[i]);
  }
  Value field(std::size_t i, std::size_t column) const override {
    if (stored[column] < 0) return Unknown{};
    return value_of(records[i], static_cast<std::size_t>(stored[column]));
  }
  std::vector<FieldFault> faults(std::size_t i) const override { return faults_of(records[i]); }
  StoredGeometry geometry(std::size_t) const override { return {}; }  // nobody copies a copy

 private:
  std::span<const std::uint8_t> wkb(std::size_t i) const {
    const auto geometry = records[i].geometry;
    return {reinterpret_cast<const std::uint8_t*>(geometry.data()), geometry.size()};
  }
};

class CopyReader final : public BatchReader {
 public:
  CopyReader(std::unique_ptr<CopyFile> file, const std::string& source, std::optional<geom::Crs> chosen,
             std::vector<int> stored)
      : file_(std::move(file)), stored_(std::move(stored)), issues_(info().issues) {
    crs = std::move(chosen);
    tolerance = info().tolerance;
    for (const auto& column : info().columns)
      if (column.listed) names.push_back(column.name);
    for (auto& issue : issues_) issue.file = source;
  }

  void only(const BatchSource::MayMeet& may_meet) override {
    wanted_.emplace();
    const auto node = [&](std::uint64_t index) { return file_->node(index); };
    if (info().tree_nodes > 0) search_tree(info().tree_nodes - 1, node, may_meet, *wanted_);
    for (std::uint64_t i = 0; i < info().always_nodes; ++i) {
      const CopyNode list = file_->node(info().tree_nodes + i);
      wanted_->insert(wanted_->end(), list.entries.begin(), list.entries.begin() + list.count);
    }
    std::sort(wanted_->begin(), wanted_->end(), [](const auto& a, const auto& b) { return a.item < b.item; });
  }

  std::unique_ptr<FeatureBatch::Impl> next() override {
    auto batch = std::make_unique<CopyBatch>();
    batch->stored = stored_;
    batch->tolerance = tolerance;
    if (wanted_) {
      read_wanted(*batch);
    } else {
      read_on(*batch);
    }
    return batch->records.empty() ? nullptr : std::move(batch);
  }
  std::int64_t rows() const override { return static_cast<std::int64_t>(info().rows); }
  const std::vector<Issue>& issues() const override { return issues_; }

 private:
  std::unique_ptr<CopyFile> file_;
  std::vector<int> stored_;
  std::vector<Issue> issues_;
  std::optional<std::vector<CopyEntry>> wanted_;
  std::size_t at_wanted_ = 0;
  std::uint64_t at_ = kHeaderSize, row_ = 0;

  const CopyInfo& info() const { return file_->info(); }

  // About a batch.
  std::uint64_t chunk() const {
    const std::uint64_t bytes = info().nodes_at - kHeaderSize;
    return std::clamp<std::uint64_t>(bytes / std::max<std::uint64_t>(info().rows, 1) * kRows, 1u << 16,
                                     kChunk);
  }

  CopyRecord checked(std::string_view record, std::uint64_t row) const {
    ByteReader in(record);
    const std::uint32_t size = in.u32();
    const std::uint64_t sum = in.u64();
    const std::string_view payload = in.raw(size);
    CopyRecord out;
    if (!in.at_end() || checksum(payload) != sum || !read_record(payload, out) || out.row != row)
      file_->damaged("the record of feature " + std::to_string(row) + " is not what was written");
    return out;
  }

  // Those that the tree found, one by one.
  void read_wanted(CopyBatch& batch) {
    const std::size_t first = at_wanted_;
    std::vector<std::size_t> places;
    for (; at_wanted_ < wanted_->size() && places.size() < kRows && batch.bytes.size() < kChunk;
         ++at_wanted_) {
      places.push_back(batch.bytes.size());
      file_->read((*wanted_)[at_wanted_].at, (*wanted_)[at_wanted_].size, batch.bytes);
    }
    const std::string_view all = batch.bytes;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const CopyEntry& entry = (*wanted_)[first + i];
      batch.records.push_back(checked(all.substr(places[i], entry.size), entry.item));
    }
  }

  // All, a piece of the file at a time.
  void read_on(CopyBatch& batch) {
    if (at_ == info().nodes_at) {
      if (row_ != info().rows) file_->damaged("records are missing");
      return;
    }
    const std::uint64_t left = info().nodes_at - at_;
    std::uint64_t size = std::min(left, chunk());
    file_->read(at_, size, batch.bytes);
    const std::uint64_t first = kRecordHead + ByteReader(batch.bytes).u32();
    if (first > left) file_->damaged("a length is not what was written");
    if (first > size) file_->read(at_ + size, first - size, batch.bytes);
    const std::string_view all = batch.bytes;
    std::size_t used = 0;
    while (batch.records.size() < kRows && all.size() - used >= kRecordHead) {
      const std::uint64_t record = kRecordHead + ByteReader(all.substr(used)).u32();
      if (record > left - used) file_->damaged("a length is not what was written");
      if (record > all.size() - used) break;
      batch.records.push_back(checked(all.substr(used, record), ++row_));
      used += record;
    }
    if (used == 0) file_->damaged("a length is not what was written");
    at_ += used;
  }
};

Issue copy_issue(const std::string& code, const std::string& path, const std::string& message) {
  return {
      code,        Severity::warning, path, "", "", message, "make it again: zonegate layers prepare " + path,
      std::nullopt};
}

CopyOpened not_used(const std::string& path, const std::string& why) {
  const std::string message = "its prepared copy " + why + "; the file itself was read";
  return {nullptr, copy_issue("layer.prepared_unusable", path, message)};
}

CopyOpened stale(const std::string& path) {
  const std::string message =
      "its prepared copy was made from another file, or from this one before it changed; the file itself was "
      "read";
  return {nullptr, copy_issue("layer.prepared_stale", path, message)};
}

Issue unproven(const std::string& path) {
  const std::string message =
      "its times do not prove that it is unchanged since its copy was prepared; its content was compared, "
      "and "
      "is the same";
  Issue issue = copy_issue("layer.prepared_unproven", path, message);
  issue.severity = Severity::note;
  return issue;
}

// The column of the copy for each wanted field; "" or what is missing.
std::string find_columns(const CopyInfo& info, const std::vector<std::string>& fields,
                         std::vector<int>& found) {
  for (const auto& field : fields) {
    int at = -1, stored = 0;
    for (const auto& column : info.columns) {
      if (column.name == field && !column.stored) return "does not hold the field \"" + field + "\"";
      if (column.name == field) at = stored;
      if (column.stored) ++stored;
    }
    found.push_back(at);
  }
  return {};
}

// What choosing the reference system would give, from the words that the copy keeps. False: only the file can say.
bool choose_crs(const std::string& path, const CopyInfo& info, const VectorOptions& options,
                std::optional<geom::Crs>& out) {
  if (info.crs) out = geom::Crs::parse(*info.crs);
  if (!out && !options.crs_optional) return false;
  if (info.crs_option == options.crs) return true;
  if (!info.states_crs) return false;
  out = chosen_crs(path, out, options.crs, options.crs_optional, "");
  return true;
}

}  // namespace

CopyOpened open_copy(const std::string& path, const VectorOptions& options,
                     const std::vector<std::string>& fields) {
  if (is_database(path) || is_standard_input(path)) return {};
  if (!options.prepared || !options.where.empty() || !options.encoding.empty()) return {};
  std::string fault;
  std::unique_ptr<CopyFile> file;
  if (!options.sublayer.empty())
    file = CopyFile::open(copy_path(path, options.sublayer, options.prepared_folder), fault);
  if (!file && fault.empty()) file = CopyFile::open(copy_path(path, "", options.prepared_folder), fault);
  if (!fault.empty()) return not_used(path, "cannot be used: " + fault);
  if (!file) return {};
  const CopyInfo& info = file->info();
  if (!options.sublayer.empty() && info.sublayer != options.sublayer) return {};  // of another layer
  std::vector<int> columns;
  if (const std::string missing = find_columns(info, fields, columns); !missing.empty())
    return not_used(path, missing);
  const Freshness state = freshness(path, info.files, info.stamped_ns);
  if (state == Freshness::changed) return stale(path);
  std::optional<geom::Crs> crs;
  if (!choose_crs(path, info, options, crs)) return not_used(path, "was made with another --crs");
  CopyOpened opened;
  opened.reader = std::make_unique<CopyReader>(std::move(file), path, std::move(crs), std::move(columns));
  if (state == Freshness::same_content) opened.issue = unproven(path);
  return opened;
}

}  // namespace zonegate::io
