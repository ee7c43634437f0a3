// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace zonegate::carbon {

enum class Pool { above, below, dead, litter, soil };  // 地上, 地下, 死木, 凋落物, 土壤
inline constexpr std::array<Pool, 5> kPools = {Pool::above, Pool::below, Pool::dead, Pool::litter,
                                               Pool::soil};
constexpr std::size_t index_of(Pool p) { return static_cast<std::size_t>(p); }
std::string_view to_string(Pool p);
std::string_view chinese(Pool p);

}  // namespace zonegate::carbon
