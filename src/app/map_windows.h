// SPDX-License-Identifier: Apache-2.0
// Private to app: the loop over windows, of map_grid.h.
#pragma once

#include <tbb/enumerable_thread_specific.h>

#include "app/map_grid.h"
#include "app/stages.h"

namespace zonegate::app {

template <class Done>
void run_windows(const MapGrid& grid, int jobs,
                 const std::function<Done(OpenMaps&, const io::RasterWindow&)>& work,
                 const std::function<void(Done&&)>& take, const Progress& progress, std::string_view stage) {
  tbb::enumerable_thread_specific<std::unique_ptr<OpenMaps>> open;
  const auto& windows = grid.windows();
  std::size_t next = 0, done = 0;
  run_pipeline<io::RasterWindow, Done>(
      jobs,
      [&]() -> std::shared_ptr<io::RasterWindow> {
        return next < windows.size() ? std::make_shared<io::RasterWindow>(windows[next++]) : nullptr;
      },
      [&](const io::RasterWindow& window) {
        auto& mine = open.local();
        if (!mine) mine = grid.open();
        return work(*mine, window);
      },
      [&](Done&& result) {
        take(std::move(result));
        say(progress, stage, ++done, windows.size());
      });
}

}  // namespace zonegate::app
