// SPDX-License-Identifier: Apache-2.0
// Private to cli: what is looked at in the words of the command line, whatever the command.
#pragma once

#include <string>
#include <vector>

namespace zonegate::cli {

// Connections of databases among these words are printed without their passwords, whoever repeats them.
void hide_passwords(const std::vector<std::string>& words);
std::string without_passwords(std::string text);
// Error (usage): "-" stands among these files more than once, and what comes there comes once.
void refuse_input_twice(const std::vector<std::string>& files);

}  // namespace zonegate::cli
