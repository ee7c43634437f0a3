// SPDX-License-Identifier: Apache-2.0
#include "other_points.h"
#include "text.h"

namespace zonegate::survey {

bool promises_points(const std::string& text) {
  const std::string plain = without_marks(narrow(text));
  if (!has_one(plain, {"拐点", "界址点", "角点", "顶点", "剩余坐标", "其余坐标", "其他坐标", "其它坐标"}))
    return false;
  return has_one(plain, {"剩余",   "其余",   "未完",   "待续",   "接下页", "续下页", "转下页",
                         "见下页", "见下表", "见次页", "见后页", "见背面", "见续页", "见续表",
                         "见另页", "见另表", "见附表", "见附件", "另附",   "另见",   "详见附"});
}

}  // namespace zonegate::survey
