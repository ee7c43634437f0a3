// SPDX-License-Identifier: Apache-2.0
#include "carbon/pools.h"

namespace zonegate::carbon {

std::string_view to_string(Pool p) {
  switch (p) {
    case Pool::above:
      return "above";
    case Pool::below:
      return "below";
    case Pool::dead:
      return "dead";
    case Pool::litter:
      return "litter";
    case Pool::soil:
      return "soil";
  }
  return "";
}

std::string_view chinese(Pool p) {
  switch (p) {
    case Pool::above:
      return "地上";
    case Pool::below:
      return "地下";
    case Pool::dead:
      return "死木";
    case Pool::litter:
      return "凋落物";
    case Pool::soil:
      return "土壤";
  }
  return "";
}

}  // namespace zonegate::carbon
