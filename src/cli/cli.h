// SPDX-License-Identifier: Apache-2.0
//
// cli: the command line. One file per command, one registry, one place that turns errors into messages and exit codes.
#pragma once

#include <string>
#include <vector>

namespace zonegate::cli {

// Runs the program; returns the exit code: 0 done, 1 --fail-on reached or a case failed, 2 usage, rule or manifest mistakes, 3 input data,
// 4 internal or output failure, 5 a crash of a library, 130 interrupted. Results go to stdout or -o, everything else to stderr.
int run(int argc, char** argv);
// Names of the commands, for the tests: each has a folder of cases.
std::vector<std::string> command_names();

}  // namespace zonegate::cli
