// SPDX-License-Identifier: Apache-2.0
// What most sources include anyway, compiled once for a build folder (CMakeLists.txt, ZONEGATE_PCH). Every source still
// includes what it uses: the presets debug and asan do without this file and find a forgotten include.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
