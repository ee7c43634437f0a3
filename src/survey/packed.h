// SPDX-License-Identifier: Apache-2.0
// Angles packed into one number: 102.3927 or 1023927 for 102°39′27″. Private to survey.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "notes.h"
#include "system.h"
#include "text.h"

namespace zonegate::survey {

Packing packed_unit(
    std::string_view unit);  // 度分秒, DMS, D.MMSS, 度分: what a unit or the brackets of a column say
Packing packed_words(std::string_view text);  // free text that says so, and nothing of decimal degrees

struct Packed {
  bool number = false;           // one number without marks; else the text is an angle by itself, or none
  std::optional<Reading> value;  // degrees; nullopt: minutes or seconds of 60 and more, or no place in China
};
Packed unpack(std::string_view text);

// Where the header says that numbers are packed, and they are no metres: turns them into degrees. The fault of the first that cannot be.
std::string unpack_corners(std::vector<Corner>& corners, const Stated& stated, const Labels& labels,
                           Notes& notes);

}  // namespace zonegate::survey
