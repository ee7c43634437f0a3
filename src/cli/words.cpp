// SPDX-License-Identifier: Apache-2.0
#include "cli/words.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/core.h"
#include "io/io.h"

namespace zonegate::cli {
namespace {

using Words = std::vector<std::pair<std::string, std::string>>;  // what stands there, what is printed

Words& hidden_words() {
  static Words words;
  return words;
}

// libpq takes both; the short one is no source here, but people write it.
constexpr std::string_view kScheme = "postgresql://", kShort = "postgres://";

bool is_connection(std::string_view word) {
  return word.starts_with("PG:") || word.starts_with(kScheme) || word.starts_with(kShort);
}

std::string shown(const std::string& word) {
  try {
    return io::shown_name(word.starts_with(kShort) ? std::string(kScheme) + word.substr(kShort.size())
                                                   : word);
  } catch (const Error&) {
    return "PG:***";  // where nobody understands it anything may be the password
  }
}

}  // namespace

void hide_passwords(const std::vector<std::string>& words) {
  for (const std::string& said : words) {
    const std::string word = said.starts_with("--") ? said.substr(said.find('=') + 1) : said;
    if (!is_connection(word) || shown(word) == word) continue;
    hidden_words().emplace_back(word, shown(word));
    const auto slashes = word.find("://");
    if (slashes != std::string::npos)  // as a path it has one of them
      hidden_words().emplace_back(std::string(word).erase(slashes + 1, 1), shown(word));
  }
}

std::string without_passwords(std::string text) {
  for (const auto& [word, shown] : hidden_words())
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += shown.size())
      text.replace(at, word.size(), shown);
  return text;
}

void refuse_input_twice(const std::vector<std::string>& files) {
  if (std::count(files.begin(), files.end(), "-") < 2) return;
  throw Error(ErrorKind::usage, "- is given twice: standard input comes only once",
              "give it once, and other files by their names");
}

}  // namespace zonegate::cli
