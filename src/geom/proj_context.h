// SPDX-License-Identifier: Apache-2.0
//
// Private to geom. RAII for PROJ. A context belongs to one thread at a time; it never uses the network and
// never prints.
#pragma once

#include <proj.h>

#include <memory>
#include <string>
#include <vector>

namespace zonegate::geom {

class ProjContext {
 public:
  ProjContext() : context_(proj_context_create()) {
    proj_context_set_enable_network(context_.get(), 0);
    proj_log_func(context_.get(), &messages_, [](void* to, int, const char* text) {
      auto& messages = *static_cast<std::string*>(to);
      if (messages.size() > 2000) return;
      if (!messages.empty()) messages += "; ";
      messages += text;
    });
  }
  ProjContext(const ProjContext&) = delete;
  ProjContext& operator=(const ProjContext&) = delete;

  PJ_CONTEXT* get() const { return context_.get(); }
  const std::string& messages() const { return messages_; }
  void clear() { messages_.clear(); }

 private:
  struct Destroy {
    void operator()(PJ_CONTEXT* c) const { proj_context_destroy(c); }
  };
  std::string messages_;  // outlives the context that writes to it
  std::unique_ptr<PJ_CONTEXT, Destroy> context_;
};

struct PjDestroy {
  void operator()(PJ* p) const { proj_destroy(p); }
};
using PjPtr = std::unique_ptr<PJ, PjDestroy>;

struct PjListDestroy {
  void operator()(PJ_OBJ_LIST* l) const { proj_list_destroy(l); }
};
using PjListPtr = std::unique_ptr<PJ_OBJ_LIST, PjListDestroy>;

// Transforms arrays in place. A point that fails becomes HUGE_VAL in both ordinates.
inline void transform_arrays(PJ* pj, PJ_DIRECTION direction, double* x, double* y, std::size_t n,
                             std::size_t stride) {
  proj_errno_reset(pj);
  proj_trans_generic(pj, direction, x, stride, n, y, stride, n, nullptr, 0, 0, nullptr, 0, 0);
}

}  // namespace zonegate::geom
