// SPDX-License-Identifier: Apache-2.0
// How texts that results hold in one language read in the other. Nothing is lost: what is not known stands as it was.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/core.h"

namespace zonegate::words {

// A citation of Chinese law, "第五十五条第一款第（三）项；森林法第三十八条", as English documents write it: "Art. 55 para. 1 item 3; Forest Law Art. 38".
// Numbers of notices, "一（一）第6项", become "1(1) item 6". Names of instruments without a usual English name stay Chinese, as does everything else
// that is not understood. Chinese: as it is.
std::string clause(std::string_view citation, Lang lang);

// The number that Chinese numerals up to 9,999 (二十二, 一千零四十) or Arabic digits write; -1 for other texts, and for none.
int number_of(std::string_view numerals);

// The name of an uncertain input of the carbon, as results hold it in English ("soil factor 0.8 of permanent ground (scenario usual)").
std::string carbon_input(std::string_view name, Lang lang);

// Paths from the root of a machine ("/home/a/b.shp", "C:/a/b.shp") as the names of their files; all else as it is. file: a path that is known, which may hold blanks.
std::string without_places(std::string_view text, std::string_view file = {});

// Names of provinces (2 digits), cities (4) and counties (6) by code.
using Places = std::map<std::string, std::string>;
std::string place(const Places& places,
                  const std::string& code);  // of a code of six digits; empty: it has no name there
std::string with_place(const Places& places,
                       const std::string& code);  // "511823 汉源县"; the code alone where it has none

}  // namespace zonegate::words
