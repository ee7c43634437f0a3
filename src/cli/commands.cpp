// SPDX-License-Identifier: Apache-2.0
//
// The registry of commands, and the one place that turns errors into messages and exit codes.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <sstream>

#include "cli/cli.h"
#include "cli/common.h"
#include "cli/crash_guard.h"
#include "cli/report_parts.h"
#include "cli/words.h"
#include "schema/schema.h"

namespace zonegate::cli {
namespace {

int run_guarded(const std::function<int()>& body) {
  try {
    const int code = body();
    finish_progress();
    std::cout.flush();
    if (!std::cout)
      throw Error(ErrorKind::internal, "standard output could not be written", "check the disk or the pipe");
    return code;
  } catch (const Error& error) {
    finish_progress();
    return report_error(error);
  } catch (const Interrupted&) {
    finish_progress();
    std::cerr << "zonegate: interrupted; nothing was written\n";
    return 130;
  } catch (const std::filesystem::filesystem_error& error) {
    finish_progress();
    return report_error(Error(ErrorKind::internal, error.what(), "check the path and its rights"));
  } catch (const std::exception& error) {
    finish_progress();
    return report_error(Error(ErrorKind::internal, std::string("internal failure: ") + error.what(),
                              "please report this with the command and its input"));
  }
}

// "scren": the word that is no command, with the nearest one. Empty: the words are fine so far.
std::string unknown_command(int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-' || std::string(argv[1]) == "list-commands") return {};
  std::vector<std::string> known;
  for (const auto& command : registry()) known.push_back(command.name);
  const std::string word = argv[1];
  if (std::find(known.begin(), known.end(), word) != known.end()) return {};
  const std::string near = schema::nearest_word(word, known);
  return "there is no command '" + word + "'" + (near.empty() ? "" : "; did you mean '" + near + "'?");
}

// "--project A B": the option takes A alone, and B is nobody's. How several values are given; empty: that is not what is wrong.
std::string several_values(const CLI::App& app, int argc, char** argv) {
  const auto given = app.get_subcommands();
  for (int i = 2; i + 1 < argc && !given.empty(); ++i) {
    const auto* option = given.front()->get_option_no_throw(argv[i - 1]);
    if (!option || argv[i][0] == '-' || argv[i + 1][0] == '-' || option->get_delimiter() != ',') continue;
    const std::string name = argv[i - 1], value = argv[i], more = argv[i + 1];
    return "several values of " + name + " are joined with commas, or the option is repeated: " + name + " " +
           value + "," + more + "\n";
  }
  return {};
}

int parse_failure(const CLI::App& app, const CLI::ParseError& error, const std::string& several) {
  if (error.get_exit_code() == 0) return app.exit(error, std::cout, std::cerr);  // --help, --version
  std::ostringstream text;
  app.exit(error, text, text);
  std::cerr << printable(text.str() + several);
  return 2;
}

}  // namespace

std::vector<Command> registry() {
  return {screen_command(), inspect_command(), overlay_command(), zonal_command(),   raster_command(),
          carbon_command(), layers_command(),  rules_command(),   explain_command(), access_command(),
          report_command(), diff_command(),    verify_command(),  totals_command(),  demo_command()};
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const auto& command : registry()) {
    if (command.verbs.empty()) names.push_back(command.name);
    for (const auto& verb : command.verbs) names.push_back(command.name + " " + verb);
  }
  return names;
}

int run(int argc, char** argv) {
  hide_passwords({argv + std::min(argc, 1), argv + argc});
  CLI::App app("zonegate: may it be built here, and what does it do to the forest's carbon", "zonegate");
  app.set_version_flag("--version", std::string("zonegate ") + ZONEGATE_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Start with: zonegate demo\nExit codes: 0 done; 1 --fail-on reached or a case failed; 2 usage, rules "
      "or manifests; 3 input data; 4 internal; 5 a crash that the run could not go on from; 130 interrupted");
  std::function<int()> chosen;
  std::vector<std::function<int()>> bodies;
  const auto commands = registry();
  bodies.resize(commands.size());
  for (std::size_t i = 0; i < commands.size(); ++i) {
    CLI::App* sub = app.add_subcommand(commands[i].name, commands[i].summary);
    sub->footer("Examples:\n" + commands[i].examples);
    bodies[i] = commands[i].setup(*sub);
    sub->callback([&chosen, &bodies, i] { chosen = bodies[i]; });
  }
  app.add_subcommand("list-commands", "names of the commands, one a line")->group("")->callback([&chosen] {
    chosen = [] {
      for (const auto& name : command_names()) std::cout << name << "\n";
      return 0;
    };
  });
  if (const std::string wrong = unknown_command(argc, argv); !wrong.empty()) {
    return report_error(Error(ErrorKind::usage, wrong, "zonegate --help lists the commands"));
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool extras = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
    return parse_failure(app, error, extras ? several_values(app, argc, argv) : "");
  } catch (const Error& error) {
    return report_error(error);
  }
  catch_interrupts();
  try {
    return run_in_guard([&chosen] { return run_guarded(chosen); });
  } catch (const Error& error) {
    return report_error(error);
  }
}

}  // namespace zonegate::cli
