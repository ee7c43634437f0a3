// SPDX-License-Identifier: Apache-2.0
//
// The one place where threads are made. Each body writes its own slot, so the order in which threads run cannot show in the results.
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include "app/stages.h"
#include "watch/watch.h"

namespace zonegate::app {

overlay::ParallelFor parallel_for(int jobs) {
  if (jobs == 1) return overlay::serial_for;
  return [jobs](std::size_t n, const std::function<void(std::size_t)>& body) {
    tbb::task_arena arena(jobs > 0 ? jobs : tbb::task_arena::automatic);
    arena.execute([&] {
      tbb::parallel_for(tbb::blocked_range<std::size_t>(0, n, 1),
                        [&](const tbb::blocked_range<std::size_t>& range) {
                          watch::watch_thread();
                          for (std::size_t i = range.begin(); i != range.end(); ++i) body(i);
                        });
    });
  };
}

}  // namespace zonegate::app
