// SPDX-License-Identifier: Apache-2.0
#include "review/totals.h"

namespace zonegate::review {

void LineStream::feed(std::string_view piece, const Take& take) {
  for (std::size_t from = 0; from < piece.size();) {
    const auto end = piece.find('\n', from);
    if (end == std::string_view::npos) {
      rest_.append(piece.substr(from));
      return;
    }
    std::string_view line = piece.substr(from, end - from);
    if (!rest_.empty()) {
      rest_.append(line);
      line = rest_;
    }
    ++number_;
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) take(line, number_);
    rest_.clear();
    from = end + 1;
  }
}

void LineStream::end(const Take& take) {
  if (rest_.find_first_not_of(" \t\r") != std::string_view::npos) take(rest_, number_ + 1);
  rest_.clear();
}

void CsvStream::cell() {
  cells_.push_back(std::move(cell_));
  cell_.clear();
  after_quote_ = begun_ = false;
}

void CsvStream::record(const Take& take) {
  const bool blank = cells_.empty() && cell_.empty() && !after_quote_;
  if (!blank) {
    cell();
    take(std::move(cells_), start_);
  }
  cells_.clear();
  start_ = line_;
}

void CsvStream::character(char c, const Take& take) {
  if (quoted_) {
    if (c == '"') {
      quoted_ = false;
      after_quote_ = true;
    } else {
      cell_ += c;
      line_ += c == '\n';
    }
    return;
  }
  if (c == '"') {
    if (after_quote_) cell_ += '"';
    quoted_ = after_quote_ || !begun_;
    if (!quoted_) cell_ += c;
    after_quote_ = false;
    begun_ = true;
    return;
  }
  if (c == ',') return cell();
  if (c == '\n') {
    ++line_;
    return record(take);
  }
  if (c == '\r') return;
  cell_ += c;
  begun_ = true;
}

void CsvStream::feed(std::string_view piece, const Take& take) {
  static constexpr std::string_view kMark = "\xEF\xBB\xBF";
  for (const char c : piece) {
    if (seen_ < kMark.size() && c == kMark[seen_]) {
      ++seen_;
      continue;
    }
    seen_ = kMark.size();
    character(c, take);
  }
}

void CsvStream::end(const Take& take) {
  if (quoted_)
    throw Error(ErrorKind::input,
                "facts.csv: line " + std::to_string(start_) + ": a quoted cell has no closing quote",
                "the file was cut off; run zonegate screen again");
  record(take);
}

}  // namespace zonegate::review
