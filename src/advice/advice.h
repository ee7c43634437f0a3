// SPDX-License-Identifier: Apache-2.0
//
// advice: what the codes of issues mean, and what to do about them, as data (documents/issues.yaml). Messages and hints of the program are English; a Chinese reader
// is given the Chinese meaning and remedy of the code first, and then what the program said, which alone holds the facts: numbers, names, lines.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/core.h"

namespace zonegate::advice {

struct Meaning {
  std::vector<Severity> severities;  // that issues of this code have
  Text what;
  std::string remedy_zh;
  Text
      ask;  // what to ask the project owner for where an error of this code leaves the project unread; empty: nothing
};
// By code.
using Meanings = std::map<std::string, Meaning, std::less<>>;
// Error (usage) with every mistake and its line.
Meanings read_meanings(const std::string& path);

struct Said {
  std::string issue, remedy;
};
// English: message and hint as they are. Chinese: the meaning and remedy of the code, and on a second line what the program said, after 程序原文; of a code that
// nobody explains only that, so that nothing is said that the program did not mean.
Said said(const Meanings& meanings, const std::string& code, const std::string& message,
          const std::string& hint, Lang lang);

}  // namespace zonegate::advice
