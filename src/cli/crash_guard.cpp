// SPDX-License-Identifier: Apache-2.0
//
// A crash cannot be caught where it happens: the memory of the process can no longer be trusted. So the work is done by a child; the parent holds nothing, waits,
// passes signals on and ends as the child ends. When the child dies of a crash, the memory that both share says which file the thread was reading; the next child
// refuses that file, and the ways that exist for files that cannot be read do the rest.
#include "cli/crash_guard.h"

#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/common.h"
#include "cli/held_output.h"
#include "io/io.h"
#include "watch/watch.h"

namespace zonegate::cli {
namespace {

constexpr std::size_t kMostCrashes =
    20;  // files that are left out before the machine or the program is the likelier fault
constexpr std::array kPassedOn = {SIGINT, SIGTERM, SIGHUP};

volatile std::sig_atomic_t child_id = 0;  // a process id; 0: none
volatile std::sig_atomic_t interrupt = 0;

void pass_on(int number) {
  interrupt = number;
  if (child_id > 0) ::kill(child_id, number);
}

std::string signal_name(int number) {
  switch (number) {
    case SIGSEGV:
      return "SIGSEGV";
    case SIGBUS:
      return "SIGBUS";
    case SIGFPE:
      return "SIGFPE";
    case SIGILL:
      return "SIGILL";
    case SIGABRT:
      return "SIGABRT";
    case SIGKILL:
      return "SIGKILL";
    default:
      return {};
  }
}

std::string list_of(const std::vector<std::string>& files) {
  std::vector<std::string> names;
  for (const auto& file : files) names.push_back(io::shown_name(file));
  return some_of(names, 5);
}

class Guard {
 public:
  Guard(watch::CrashWatch& memory, const std::function<int()>& body) : watch_(memory), body_(body) {}

  int run() {
    for (;;) {
      const pid_t child = start();
      if (child < 0 && crashed_.empty())
        return body_();  // no process is to be had: better without the guard than not at all
      if (child < 0)
        return report_error(Error(ErrorKind::internal,
                                  std::string("no process can be started: ") + std::strerror(errno),
                                  "see to the limits of the machine (ulimit -u)"));
      if (child == 0) return work();
      if (const auto code = wait_for(child)) return *code;
    }
  }

 private:
  watch::CrashWatch& watch_;
  const std::function<int()>& body_;
  std::vector<watch::CrashedFile> crashed_;

  // A signal in between would find neither of the two.
  pid_t start() {
    sigset_t all, before;
    sigemptyset(&all);
    for (const int number : kPassedOn) sigaddset(&all, number);
    ::sigprocmask(SIG_BLOCK, &all, &before);
    std::cout.flush();
    const pid_t parent = ::getpid(), child = ::fork();
    if (child > 0) {
      child_id = child;
      for (const int number : kPassedOn) std::signal(number, pass_on);
    } else if (child == 0) {
      catch_interrupts();
#ifdef __linux__
      ::prctl(PR_SET_PDEATHSIG, SIGTERM);  // nobody else would end it then
#endif
      if (::getppid() != parent) ::raise(SIGTERM);
    }
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
    return child;
  }

  int work() {
    watch_.serve(crashed_);
    HeldOutput output([this] { watch_.note_output(); });
    return body_();
  }

  // The exit code; nullopt: once more.
  std::optional<int> wait_for(pid_t child) {
    siginfo_t ended{};
    while (::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
    }
    child_id = 0;  // before its number can be another's
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status)) {
      watch_.clear(false);
      return WEXITSTATUS(status);
    }
    return died(WTERMSIG(status));
  }

  std::optional<int> died(int number) {
    const watch::CrashWatch::End end = watch_.end();
    const std::string name = signal_name(number);
    if (name.empty()) {
      // Not a crash: end by the same signal, as if there had been one process.
      watch_.clear(false);
      std::signal(number, SIG_DFL);
      ::raise(number);
      return 128 + number;
    }
    const std::optional<Error> fault = number == SIGKILL ? killed(end) : why_not_again(end, name);
    watch_.clear(!fault);
    if (::isatty(STDERR_FILENO) != 0) std::cerr << "\r\x1b[K";  // the bar of the child
    if (fault) {
      report_error(*fault);
      return kCrashed;
    }
    crashed_.push_back({end.files.front(), name});
    std::cerr << printable(
        fmt::format("zonegate: the reader of {} crashed ({}); the run starts again without it, as "
                    "with a file that cannot be read\n",
                    list_of(end.files), name));
    return std::nullopt;
  }

  // Nothing could mark it, and who killed it may have had reasons.
  static Error killed(const watch::CrashWatch::End& end) {
    return {ErrorKind::internal,
            "the program was killed (SIGKILL), most likely for want of memory" +
                (end.files.empty() ? "" : ", while it was reading " + list_of(end.files)),
            "give it more memory or fewer --jobs, or leave that file out"};
  }

  std::optional<Error> why_not_again(const watch::CrashWatch::End& end, const std::string& name) const {
    const auto stop = [](const std::string& what, const std::string& remedy) {
      return Error(ErrorKind::internal, what, remedy);
    };
    const std::string files = list_of(end.files),
                      convert = "convert it with another program (ogr2ogr, gdal_translate)";
    if (end.files.empty())
      return stop(fmt::format("the program crashed ({}) while no file was being read", name),
                  "please report this with the command and its input");
    if (end.files.size() > 1)
      return stop(
          fmt::format("the program crashed ({}) while several files were being read: {}", name, files),
          "try --jobs 1, or leave one after the other out");
    const std::string crashed = fmt::format("the reader of {} crashed ({})", files, name);
    if (interrupt != 0) return stop(crashed + " after an interrupt", "");
    if (end.output)
      return stop(crashed + " when results had gone to standard output already; they are not whole",
                  convert + ", or write the results to a file");
    if (std::any_of(crashed_.begin(), crashed_.end(),
                    [&](const auto& c) { return c.path == end.files.front(); }))
      return stop(crashed + " again, although the file was left out", "please report this with the file");
    if (crashed_.size() >= kMostCrashes)
      return stop(fmt::format("{}, after those of {} other files", crashed, crashed_.size()),
                  "convert these files with another program (ogr2ogr, gdal_translate), or look whether the "
                  "machine is sound");
    return std::nullopt;
  }
};

constexpr bool sanitized() {
#ifdef __SANITIZE_ADDRESS__
  return true;
#elif defined __SANITIZE_THREAD__
  return true;
#else
  return false;
#endif
}

bool wanted() {
  const bool usual = !sanitized();  // their reports are what is wanted
  const char* const said = std::getenv("ZONEGATE_CRASH_GUARD");
  const std::string word = said ? said : "";
  if (word.empty()) return usual;
  if (word == "on" || word == "off") return word == "on";
  throw Error(ErrorKind::usage, "ZONEGATE_CRASH_GUARD=" + word + " says nothing", "set it to on or off");
}

}  // namespace

int run_in_guard(const std::function<int()>& body) {
  if (!wanted()) return body();
  watch::CrashWatch memory;
  return memory.ready() ? Guard(memory, body).run() : body();
}

}  // namespace zonegate::cli
