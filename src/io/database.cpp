// SPDX-License-Identifier: Apache-2.0
//
// Tables of PostGIS. The person's string goes to the driver as it is; what is said about it never holds the password. All statements run in one transaction that
// can only read, on one state of the tables, so that the count and the rows are of the same moment. Rows that a policy of the server would keep from this account
// are an error there (row_security), not silence.
#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "place.h"
#include "text.h"

namespace zonegate::io {
namespace {

constexpr const char* kHidden = "***";

struct Hidden {
  std::string shown;
  std::vector<std::string> secrets;
};

[[noreturn]] void refuse() {
  // Nothing of the string: what is misplaced in it may be the password.
  throw Error(ErrorKind::usage, "the connection string of the database cannot be understood",
              "write PG:host=... dbname=... user=... (a value with blanks: 'in quotes'), or "
              "postgresql://user@host/dbname; the password is better in ~/.pgpass");
}

bool is_secret(std::string_view key) { return lower_ascii(key).find("password") != std::string::npos; }

// key=value pairs as libpq takes them: values may be quoted, and \ takes the next character as it is.
class Pairs {
 public:
  explicit Pairs(std::string_view text) : text_(text) {}

  Hidden read() {
    Hidden out{"PG:", {}};
    for (blanks(); at_ < text_.size(); blanks()) {
      const std::string key = name();
      const std::size_t begin = at_;
      const std::string word = value();
      if (out.shown.size() > 3) out.shown += ' ';
      if (is_secret(key) && !word.empty()) out.secrets.push_back(word);
      out.shown += fmt::format("{}={}", key, is_secret(key) ? kHidden : text_.substr(begin, at_ - begin));
    }
    return out;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;

  static bool blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
  void blanks() {
    while (at_ < text_.size() && blank(text_[at_])) ++at_;
  }
  std::string name() {
    std::string key;
    while (at_ < text_.size() && text_[at_] != '=' && !blank(text_[at_])) key += text_[at_++];
    blanks();
    if (at_ >= text_.size() || text_[at_] != '=' || key.empty()) refuse();
    ++at_;
    blanks();
    return key;
  }
  std::string value() {
    const bool quoted = at_ < text_.size() && text_[at_] == '\'';
    if (quoted) ++at_;
    std::string word;
    while (at_ < text_.size() && !(quoted ? text_[at_] == '\'' : blank(text_[at_]))) {
      if (text_[at_] == '\\' && ++at_ == text_.size()) refuse();
      word += text_[at_++];
    }
    if (quoted && (at_ >= text_.size() || text_[at_++] != '\'')) refuse();
    return word;
  }
};

std::string percent_decoded(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto hex = text.substr(i + 1, 2);
    if (text[i] == '%' && hex.size() == 2 && std::isxdigit(static_cast<unsigned char>(hex[0])) &&
        std::isxdigit(static_cast<unsigned char>(hex[1]))) {
      out += static_cast<char>(std::stoi(hex, nullptr, 16));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// Where a password holds a character that means something in a URI, libpq shows what it found on one side of it.
void add_with_parts(const std::string& secret, std::vector<std::string>& to) {
  if (!secret.empty()) to.push_back(secret);
  for (std::size_t at = 0, end = 0; end != std::string::npos; at = end + 1) {
    end = secret.find_first_of("/?#:@&=%", at);
    const std::string part = secret.substr(at, end - at);
    if (!part.empty() && part != secret) to.push_back(part);
  }
}

// postgresql://user:password@host:port/database?key=value&...
Hidden hide_in_uri(const std::string& uri) {
  constexpr std::string_view kScheme = "postgresql://";
  Hidden out{uri, {}};
  const auto keep = [&](std::size_t at, std::size_t size) {
    const std::string secret = out.shown.substr(at, size);
    out.shown.replace(at, size, kHidden);
    for (const auto& s : {secret, percent_decoded(secret)}) add_with_parts(s, out.secrets);
  };
  for (std::size_t key = out.shown.find('?'); key != std::string::npos; key = out.shown.find('&', key)) {
    const std::size_t equals = out.shown.find('=', ++key),
                      end = std::min(out.shown.find('&', key), out.shown.size());
    if (equals < end && is_secret(std::string_view(out.shown).substr(key, equals - key)))
      keep(equals + 1, end - equals - 1);
  }
  // A password may hold an @ or a / that should have been written as %40, %2F: the last @ before the query counts.
  const std::size_t query = std::min(out.shown.find('?'), out.shown.size());
  const std::size_t at = out.shown.rfind('@', query), colon = out.shown.find(':', kScheme.size());
  if (at != std::string::npos && at >= kScheme.size() && colon < at) keep(colon + 1, at - colon - 1);
  return out;
}

}  // namespace

std::vector<std::string> database_options() {
  return {"PRELUDE_STATEMENTS=BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL row_security = off",
          "CLOSING_STATEMENTS=ROLLBACK"};
}

Place database(const std::string& path, const std::string& sublayer) {
  const bool uri = !path.starts_with("PG:");
  Hidden hidden = uri ? hide_in_uri(path) : Pairs(std::string_view(path).substr(3)).read();
  Place place;
  place.name = hidden.shown;
  place.file = path;
  place.format = format_of(path);
  place.sublayer = sublayer;
  place.words = {{path, hidden.shown}};
  // Longer ones first: one may be part of another.
  std::sort(hidden.secrets.begin(), hidden.secrets.end(),
            [](const auto& a, const auto& b) { return a.size() > b.size(); });
  for (const auto& secret : hidden.secrets)
    if (secret != kHidden) place.words.emplace_back(secret, kHidden);
  return place;
}

}  // namespace zonegate::io
