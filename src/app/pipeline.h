// SPDX-License-Identifier: Apache-2.0
// Private to app: a pipeline of three stages. One thread reads, all threads work, and results are taken in the order of reading, so that the number of
// threads cannot show. A few jobs are under way at a time.
#pragma once

#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <utility>

#include "watch/watch.h"

namespace zonegate::app {

template <class Job, class Done>
void run_pipeline(int jobs, const std::function<std::shared_ptr<Job>()>& read,
                  const std::function<Done(const Job&)>& work, const std::function<void(Done&&)>& take) {
  if (jobs == 1) {
    while (const auto job = read()) take(work(*job));
    return;
  }
  tbb::task_arena arena(jobs > 0 ? jobs : tbb::task_arena::automatic);
  arena.execute([&] {
    const std::size_t tokens = 4 * static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
    tbb::parallel_pipeline(tokens,
                           tbb::make_filter<void, std::shared_ptr<Job>>(tbb::filter_mode::serial_in_order,
                                                                        [&](tbb::flow_control& control) {
                                                                          auto job = read();
                                                                          if (!job) control.stop();
                                                                          return job;
                                                                        }) &
                               tbb::make_filter<std::shared_ptr<Job>, std::shared_ptr<Done>>(
                                   tbb::filter_mode::parallel,
                                   [&](const std::shared_ptr<Job>& job) {
                                     watch::watch_thread();
                                     return std::make_shared<Done>(work(*job));
                                   }) &
                               tbb::make_filter<std::shared_ptr<Done>, void>(
                                   tbb::filter_mode::serial_in_order,
                                   [&](const std::shared_ptr<Done>& done) { take(std::move(*done)); }));
  });
}

}  // namespace zonegate::app
