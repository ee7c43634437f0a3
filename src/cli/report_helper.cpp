// SPDX-License-Identifier: Apache-2.0
//
// Helpers in Python, as processes of their own: each gets a list of work, a line for each file, and prints a line for each file that it has made.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli/report_parts.h"
#include "io/io.h"

extern char** environ;

namespace zonegate::cli {
namespace {

namespace fs = std::filesystem;

// A started process; ended and waited for if it is left.
class Process {
 public:
  // out: where its standard output goes; -1: nowhere, nor its messages.
  Process(const std::vector<std::string>& command, int out) {
    std::vector<char*> words;
    for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (out >= 0) {
      posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    } else {
      posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
      posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    }
    if (posix_spawnp(&pid_, words.front(), &actions, nullptr, words.data(), environ) != 0) pid_ = -1;
    posix_spawn_file_actions_destroy(&actions);
  }
  ~Process() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGTERM);
    wait();
  }
  Process(Process&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  bool wait() {
    int status = 0;
    if (pid_ <= 0 || ::waitpid(pid_, &status, 0) != pid_) return false;
    pid_ = -1;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

 private:
  pid_t pid_ = -1;
};

struct Needs {
  const char *format, *module, *packages;
};
constexpr std::array<Needs, 2> kNeeds = {
    {{"docx", "docx", "python3-docx gir1.2-rsvg-2.0 python3-gi-cairo python3-pil fonts-noto-cjk"},
     {"pdf", "weasyprint", "weasyprint fonts-noto-cjk fontconfig"}}};

// A python3 of the user's own may come first without the packages that the system's has.
std::string python_with(const Needs& needs, const std::string& script) {
  for (const char* python : {"python3", "/usr/bin/python3"}) {
    if (Process({python, script, "--check"}, -1).wait()) return python;
  }
  throw Error(ErrorKind::usage,
              std::string(".") + needs.format + " cannot be written: no python3 here passes " + script +
                  " --check (module " + needs.module + ")",
              std::string("as root: apt-get install -y --no-install-recommends python3 ") + needs.packages +
                  "; or take --format html,xlsx");
}

}  // namespace

Helper::Helper(std::string format, const std::string& folder) : format_(std::move(format)) {
  script_ = (fs::path(folder) / ("write_" + format_ + ".py")).string();
  for (const auto& needs : kNeeds) {
    if (needs.format == format_) python_ = python_with(needs, script_);
  }
}

void Helper::add(const std::string& path, const std::string& content) {
  const std::string name =
      nlohmann::json(path).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  const bool html = format_ == "pdf";
  jobs_.push_back(
      "{\"path\":" + name + ",\"document\":" +
      (html ? nlohmann::json(content).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
            : content) +
      "}\n");
}

void Helper::run(const std::string& scratch, int processes, const app::Progress& progress) {
  if (jobs_.empty()) return;
  const std::size_t most = std::max<std::size_t>(
      1, processes > 0 ? static_cast<std::size_t>(processes) : std::thread::hardware_concurrency());
  const std::size_t count = std::min(most, jobs_.size());
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw Error(ErrorKind::internal, "no pipe can be opened");
  std::vector<Process> running;
  std::vector<std::string> lists;
  for (std::size_t p = 0; p < count; ++p) {
    std::string text;
    for (std::size_t j = p; j < jobs_.size(); j += count) text += jobs_[j];
    lists.push_back(scratch + "." + format_ + std::to_string(p) + ".jsonl");
    io::write_file(lists.back(), text);
    running.emplace_back(std::vector<std::string>{python_, script_, lists.back()}, ends[1]);
  }
  ::close(ends[1]);
  std::size_t done = 0;
  std::array<char, 4096> buffer;
  for (ssize_t got = 0; (got = ::read(ends[0], buffer.data(), buffer.size())) > 0;) {
    done += static_cast<std::size_t>(std::count(buffer.begin(), buffer.begin() + got, '\n'));
    progress("writing ." + format_, done, jobs_.size());
  }
  ::close(ends[0]);
  bool good = true;
  for (auto& process : running) good = process.wait() && good;
  for (const auto& list : lists) fs::remove(list);
  if (!good || done != jobs_.size())
    throw Error(ErrorKind::internal,
                script_ + " has made " + std::to_string(done) + " of " + std::to_string(jobs_.size()) +
                    " files; its messages are above",
                "nothing was written; please report this with the messages");
}

}  // namespace zonegate::cli
