// SPDX-License-Identifier: Apache-2.0
// Private to cli: what the commands share. An option means the same everywhere because it is declared here once.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/app.h"
#include "core/core.h"

// Named only: these headers cost seconds in every source that includes them.
namespace CLI {
class App;
}
namespace spdlog {
class logger;
}

namespace zonegate::cli {

struct Common {
  int jobs = 0;
  bool quiet = false, verbose = false, json = false;
  std::string lang = "zh";
};
Lang lang_of(const Common& common);
void add_common(CLI::App& app, Common& common);

// --crs, --project-layer, --swap-xy: how project files are read.
void add_reading_options(CLI::App& app, catalog::ProjectOptions& reading);

struct RunOutput {
  std::string folder;
  bool overwrite = false;
  std::string ask = {};         // a form of questions to write beside; empty: none
  bool ask_checklists = false;  // with those that only checklists ask
};
// Before hours of work: a name that nothing can be written to is refused at once: Error (usage) for a kind of file that is none of `kinds`
// (".csv"), for a file that exists without --overwrite, and for an input of the run, by whatever path. "-" is stdout.
void check_output_file(const RunOutput& output, const std::vector<std::string>& inputs,
                       const std::vector<std::string>& kinds);

// A command: declares its options on `app` and returns what runs it.
struct Command {
  std::string name, summary, examples;
  std::function<std::function<int()>(CLI::App& app)> setup;
  std::vector<std::string> verbs = {};  // second words, where the command has them
};
Command screen_command();
Command inspect_command();
Command demo_command();
Command overlay_command();
Command layers_command();
Command rules_command();
Command explain_command();
Command diff_command();
Command verify_command();
Command totals_command();
Command access_command();
Command zonal_command();
Command raster_command();
Command carbon_command();
std::vector<Command> registry();

// Thrown by the progress callback after an interrupt.
struct Interrupted {};
void catch_interrupts();
// A bar on a terminal for anything over a second; nothing otherwise.
app::Progress progress_bar(const Common& common);
void finish_progress();
// Seconds of each stage, by the words of its progress, for run.log. Stages of the blocks are added up.
class StageClock {
 public:
  app::Progress around(app::Progress inner);  // the clock has to live on
  std::string text() const;  // "seconds reading layers: 1.234", a line each, in order of appearance

 private:
  void stop();
  std::vector<std::pair<std::string, double>> stages_;
  std::string now_;
  double since_ = 0;
};

// Where the installed rules and layers are: $ZONEGATE_DATA, share/zonegate beside the program, or the source tree it was built from.
std::string data_folder(const std::string& part);

Date today_in_beijing();
std::string run_log(const Common& common, double seconds, const std::string& stages);
double monotonic_seconds();

// At most so many, unless verbose; `more`: how many others there are that were not even kept.
void print_issues(const std::vector<Issue>& issues, const Common& common, std::size_t most,
                  std::size_t more = 0);
// Control characters of a file, which could move a terminal's cursor or colour its lines, as \x1b; line breaks stay.
std::string printable(std::string_view text);
// The error and its remedy on stderr; the exit code.
int report_error(const Error& error);
std::shared_ptr<spdlog::logger> logger();
Date parse_date_option(const std::string& option, const std::string& text);

// Screens, prints the table (or the results as JSON lines), writes the run folder; the exit code. Shared by screen and demo.
int screen_and_write(const app::ScreenOptions& options, const RunOutput& output, const Common& common,
                     const std::string& fail_on, bool strict);

}  // namespace zonegate::cli
