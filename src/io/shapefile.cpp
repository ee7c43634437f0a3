// SPDX-License-Identifier: Apache-2.0
//
// A .dbf says nothing reliable about its encoding. Chinese ones are GBK without a .cpg, or UTF-8, or carry a
// .cpg that is wrong. So an encoding is taken only if every text of the file decodes in it; UTF-8 is tried
// before GB18030, because GBK text is practically never valid UTF-8, while UTF-8 text often is valid GB18030.
// A field of fixed width may end within a character: that alone is no proof against it. Source of the
// layouts: ESRI Shapefile Technical Description (1998); dBASE III file header.
#include "shapefile.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <vector>

#include <fmt/format.h>

namespace zonegate::io {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kHeader = 100;  // bytes of the headers of .shp and .shx

std::uint32_t little(const char* p, int bytes) {
  std::uint32_t value = 0;
  for (int i = bytes - 1; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(p[i]);
  return value;
}
std::uint32_t big(const char* p) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(p[i]);
  return value;
}

std::uint64_t size_of(const std::string& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  return error ? 0 : size;
}

struct DbfField {
  std::string_view name;
  bool text = false;
  std::size_t offset = 0, width = 0;
};
struct DbfHeader {
  std::string bytes;
  std::uint32_t records = 0, record_size = 0;
  std::size_t fields_size = 0;  // of a record, by its fields
  std::vector<DbfField> fields;
};

std::optional<DbfHeader> read_header(std::ifstream& file) {
  std::array<char, 32> start{};
  if (!file.read(start.data(), start.size())) return std::nullopt;
  DbfHeader header;
  header.records = little(start.data() + 4, 4);
  const std::uint32_t header_size = little(start.data() + 8, 2);
  header.record_size = little(start.data() + 10, 2);
  if (header_size < 32 || header.record_size == 0) return std::nullopt;
  header.bytes.resize(header_size - 32);
  if (!file.read(header.bytes.data(), static_cast<std::streamsize>(header.bytes.size()))) return std::nullopt;
  return header;
}

void find_fields(DbfHeader& header) {
  std::size_t offset = 1;  // after the deletion mark
  header.fields_size = 1;
  for (std::size_t at = 0; at + 32 <= header.bytes.size() && header.bytes[at] != '\r'; at += 32) {
    const char* descriptor = header.bytes.data() + at;
    const std::string_view name(descriptor, 11);
    const std::size_t width = static_cast<unsigned char>(descriptor[16]);
    header.fields_size += width;
    if (offset + width <= header.record_size)
      header.fields.push_back({name.substr(0, name.find('\0')), descriptor[11] == 'C', offset, width});
    offset += width;
  }
}

// Header and then each whole record of a .dbf; false: not a .dbf.
bool walk_dbf(const std::string& path, const std::function<void(const DbfHeader&)>& on_header,
              const std::function<void(const DbfHeader&, const char*)>& on_record) {
  std::ifstream file(path, std::ios::binary);
  auto header = read_header(file);
  if (!header) return false;
  find_fields(*header);
  on_header(*header);
  std::string record(header->record_size, '\0');
  for (std::uint32_t i = 0; i < header->records; ++i) {
    if (!file.read(record.data(), static_cast<std::streamsize>(record.size()))) break;
    on_record(*header, record.data());
  }
  return true;
}

std::size_t undecodable(const std::string& dbf, const Decoder& decoder) {
  std::size_t count = 0;
  each_dbf_text(dbf, [&](std::string_view text, bool full) { count += !decoder(text, full); });
  return count;
}

bool only_ascii(const std::string& dbf) {
  bool ascii = true;
  each_dbf_text(dbf, [&](std::string_view text, bool) {
    for (const char c : text) ascii = ascii && static_cast<unsigned char>(c) < 0x80;
  });
  return ascii;
}

std::string first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return std::string(without_right_space(line));
}

// In a code page of single bytes every content decodes, so its bytes can prove nothing against it.
bool single_bytes(const Decoder& decoder) {
  if (decoder.name() == "UTF-8") return false;
  const auto two = decoder("\xC4\xE3", false);  // 你 in GB18030, two letters in CP1252
  std::size_t letters = 0;
  for (const char c : two.value_or("")) letters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  return letters == 2;
}

// Texts that are Chinese in GB18030, and pairs of accented capitals and signs in a Latin page (ÏîÄ¿ for 项目): their high bytes come in pairs, most of which are of the 3755 usual
// characters (first byte B0 to D7). In Latin texts an accented letter stands among others: é of Québec is half of a pair at most. One text in French, however long, stays what it is.
bool looks_chinese(const std::string& dbf) {
  std::size_t pairs = 0, usual = 0, single = 0;
  each_dbf_text(dbf, [&](std::string_view text, bool) {
    const auto high = [&](std::size_t i) { return static_cast<unsigned char>(text[i]) >= 0xA1; };
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (static_cast<unsigned char>(text[i]) < 0x80) continue;
      const bool pair = high(i) && i + 1 < text.size() && high(i + 1);
      const auto lead = static_cast<unsigned char>(text[i]);
      pairs += pair;
      usual += pair && ((lead >= 0xB0 && lead <= 0xD7) || lead <= 0xA9);
      single += !pair;
      i += pair;
    }
  });
  return pairs > 0 && usual * 2 > pairs && single * 10 <= pairs;
}

// The letters of field names and codes are single bytes in every encoding that a .dbf can have; in UTF-16 two of them are one sign.
bool keeps_ascii(const Decoder& decoder) {
  const auto text =
      decoder("ABCD\xC4\xE3", false);  // ABCD你 in GB18030; plain letters alone no decoder is asked for
  return !text || text->starts_with("ABCD");
}

// The .cpg, if it is there, known, and right.
std::optional<Encoding> from_cpg(const std::string& shp, const std::string& dbf, std::string& why_not,
                                 IssueLog& log) {
  const std::string cpg = sibling(shp, ".cpg");
  why_not = "no .cpg";
  if (cpg.empty()) return std::nullopt;
  const std::string stated = first_line(cpg);
  auto decoder = Decoder::of(stated);
  const bool other = decoder && single_bytes(*decoder) && !only_ascii(dbf) &&
                     (undecodable(dbf, *Decoder::of("UTF-8")) == 0 ||
                      (looks_chinese(dbf) && undecodable(dbf, *Decoder::of("GB18030")) == 0));
  const bool doubted = decoder && (other || !keeps_ascii(*decoder));
  if (decoder && !doubted && undecodable(dbf, *decoder) == 0) {
    std::string description = fmt::format("{} (.cpg)", decoder->name());
    return Encoding{std::move(*decoder), std::move(description)};
  }
  why_not = fmt::format(".cpg says \"{}\" but {}", escaped(stated),
                        doubted   ? "the texts make no sense in it"
                        : decoder ? "the texts do not decode"
                                  : "that is unknown");
  log.add("encoding.cpg_ignored", Severity::warning, why_not, "correct the .cpg, or state the encoding");
  return std::nullopt;
}

// The language driver of the .dbf, byte 29 of its header. Only East Asian code pages can be proved wrong by the bytes: in a Latin one every byte is a letter,
// and writers set it by habit.
std::optional<Encoding> from_language_driver(const std::string& dbf, const std::string& why) {
  std::ifstream file(dbf, std::ios::binary);
  std::array<char, 32> header{};
  if (!file.read(header.data(), header.size())) return std::nullopt;
  const auto driver = static_cast<unsigned char>(header[29]);
  const char* const page = driver == 0x4D || driver == 0x7A   ? "936"
                           : driver == 0x4F || driver == 0x78 ? "950"
                           : driver == 0x13 || driver == 0x7B ? "932"
                           : driver == 0x4E || driver == 0x79 ? "949"
                                                              : nullptr;
  auto decoder = page ? Decoder::of(page) : std::nullopt;
  if (!decoder || undecodable(dbf, *decoder) > 0) return std::nullopt;
  std::string description = fmt::format("{} ({}, not UTF-8, language driver 0x{:02X})", decoder->name(), why,
                                        static_cast<unsigned>(driver));
  return Encoding{std::move(*decoder), std::move(description)};
}

void compare_with_dbf(const std::string& dbf, std::int64_t shapes, std::int64_t& deleted, IssueLog& log) {
  std::int64_t stated = -1, seen = 0;
  std::size_t length = 0, fields = 0;
  const bool readable = walk_dbf(
      dbf,
      [&](const DbfHeader& header) {
        stated = header.records;
        length = header.record_size;
        fields = header.fields_size;
      },
      [&](const DbfHeader&, const char* record) {
        ++seen;
        deleted += record[0] == '*';
      });
  if (!readable) {
    log.add("source.damaged", Severity::error, "the .dbf has no readable header", "get the file again");
    return;
  }
  if (length != fields) {
    log.add(
        "source.damaged", Severity::error,
        fmt::format("the .dbf states records of {} bytes, its fields have {}: texts may be cut or shifted",
                    length, fields),
        "export the file again");
  }
  if (seen < stated) {
    log.add("source.truncated", Severity::error,
            fmt::format("the .dbf ends after {} of {} records", seen, stated), "get the file again");
  }
  if (stated != shapes) {
    log.add("source.count_mismatch", Severity::error,
            fmt::format("the .shx has {} records, the .dbf {}", shapes, stated),
            "the .shp, .shx and .dbf do not belong together: get all of them again");
  }
}

// Records that lie in the .shp itself, one behind the other: the .shx may be older than it.
std::int64_t walk_shp(const std::string& shp) {
  std::ifstream file(shp, std::ios::binary);
  const std::uint64_t size = size_of(shp);
  std::array<char, 8> record{};
  std::int64_t count = 0;
  for (std::uint64_t at = kHeader; at + record.size() <= size; ++count) {
    file.seekg(static_cast<std::streamoff>(at));
    if (!file.read(record.data(), record.size())) break;
    at += record.size() + std::uint64_t{big(record.data() + 4)} * 2;
  }
  return count;
}

// Entries of the .shx that point to a place which an earlier one points to already.
std::int64_t repeated_entries(const std::string& shx) {
  std::ifstream file(shx, std::ios::binary);
  file.seekg(kHeader);
  std::set<std::uint32_t> seen;
  std::int64_t repeated = 0;
  for (std::array<char, 8> entry{}; file.read(entry.data(), entry.size());) {
    repeated += !seen.insert(big(entry.data())).second;
  }
  return repeated;
}

void compare_with_shp(const std::string& shp, const std::string& shx, std::int64_t shapes, IssueLog& log) {
  const std::int64_t held = walk_shp(shp), repeated = repeated_entries(shx);
  if (held == shapes && repeated == 0) return;
  log.add("source.count_mismatch", Severity::error,
          fmt::format("the .shp holds {} records, the .shx has {} entries, {} of them repeated", held, shapes,
                      repeated),
          "the .shp and .shx do not belong together: get both again");
}

}  // namespace

std::string sibling(const std::string& shp, const std::string& extension) {
  std::string upper = extension;
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  for (const std::string& candidate : {extension, upper}) {
    std::string path = fs::path(shp).replace_extension(candidate).string();
    std::error_code error;
    if (fs::exists(path, error)) return path;
  }
  return "";
}

void each_dbf_text(const std::string& dbf, const std::function<void(std::string_view, bool)>& use) {
  walk_dbf(
      dbf,
      [&](const DbfHeader& header) {
        for (const DbfField& field : header.fields) use(field.name, field.name.size() >= 10);
      },
      [&](const DbfHeader& header, const char* record) {
        for (const DbfField& field : header.fields) {
          if (!field.text) continue;
          const std::string_view text = without_right_space({record + field.offset, field.width});
          use(text.substr(0, text.find('\0')), text.size() == field.width);
        }
      });
}

std::optional<std::int64_t> shapefile_records(const std::string& shp, IssueLog& log) {
  const std::string shx = sibling(shp, ".shx");
  const std::uint64_t shx_size = size_of(shx);
  std::ifstream file(shp, std::ios::binary);
  std::array<char, kHeader> header{};
  if (shx_size < kHeader || !file.read(header.data(), header.size())) return std::nullopt;
  const std::uint64_t stated = std::uint64_t{big(header.data() + 24)} * 2;
  const std::uint64_t size = size_of(shp);
  if (size < stated) {
    log.add("source.truncated", Severity::error,
            fmt::format("the .shp has {} bytes, its header says {}", size, stated), "get the file again");
  }
  const auto shapes = static_cast<std::int64_t>((shx_size - kHeader) / 8);
  compare_with_shp(shp, shx, shapes, log);
  std::int64_t deleted = 0;
  const std::string dbf = sibling(shp, ".dbf");
  if (dbf.empty())
    log.add("source.no_attributes", Severity::warning,
            "there is no .dbf beside the .shp: nothing is known of its features",
            "get the .dbf that belongs to it");
  if (!dbf.empty()) compare_with_dbf(dbf, shapes, deleted, log);
  if (deleted > 0) {
    log.add("source.deleted_records", Severity::note,
            fmt::format("{} records are marked as deleted in the .dbf and are left out", deleted));
  }
  return shapes - deleted;
}

Encoding shapefile_encoding(const std::string& shp, const std::string& wanted, IssueLog& log) {
  const std::string dbf = sibling(shp, ".dbf");
  if (!wanted.empty()) {
    auto decoder = Decoder::of(wanted);
    if (!decoder)
      throw Error(ErrorKind::usage, fmt::format("{}: nobody knows the encoding \"{}\"", shp, wanted),
                  "UTF-8 or GB18030");
    std::string description = fmt::format("{} (stated by the user)", decoder->name());
    return {std::move(*decoder), std::move(description)};
  }
  std::string why;
  if (auto stated = from_cpg(shp, dbf, why, log)) return std::move(*stated);
  Decoder utf8 = *Decoder::of("UTF-8");
  if (only_ascii(dbf)) return {std::move(utf8), fmt::format("UTF-8 ({}, only ASCII)", why)};
  const std::size_t not_utf8 = undecodable(dbf, utf8);
  if (not_utf8 == 0) return {std::move(utf8), fmt::format("UTF-8 ({}, all texts are UTF-8)", why)};
  if (auto stated = from_language_driver(dbf, why)) return std::move(*stated);
  Decoder chinese = *Decoder::of("GB18030");
  const std::size_t not_chinese = undecodable(dbf, chinese);
  if (not_chinese == 0) return {std::move(chinese), fmt::format("GB18030 ({}, not UTF-8)", why)};
  Decoder& better = not_chinese < not_utf8 ? chinese : utf8;
  log.add("encoding.mixed", Severity::error,
          fmt::format("{} texts are not UTF-8 and {} are not GB18030; read as {}", not_utf8, not_chinese,
                      better.name()),
          "state the encoding, or repair the .dbf");
  std::string description = fmt::format("{} ({}, neither UTF-8 nor GB18030 throughout)", better.name(), why);
  return {std::move(better), std::move(description)};
}

}  // namespace zonegate::io
