// SPDX-License-Identifier: Apache-2.0
//
// Asks PROJ's database for operations between two geographic systems and keeps those with a stated accuracy.
// PROJ offers a "ballpark" null shift where it knows nothing, and answers as if it were a result: never here.
#include "geom/datum_shift.h"

#include <algorithm>

namespace zonegate::geom {
namespace {

constexpr double kMaxDatumAccuracy = 5.0;  // metres; worse operations are refused
constexpr int kMaxOperations = 16;

struct OperationContext {
  PJ_OPERATION_FACTORY_CONTEXT* p;
  explicit OperationContext(const ProjContext& c)
      : p(proj_create_operation_factory_context(c.get(), nullptr)) {
    proj_operation_factory_context_set_allow_ballpark_transformations(c.get(), p, 0);
    proj_operation_factory_context_set_desired_accuracy(c.get(), p, kMaxDatumAccuracy);
    proj_operation_factory_context_set_spatial_criterion(c.get(), p,
                                                         PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
    proj_operation_factory_context_set_grid_availability_use(
        c.get(), p, PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID);
  }
  OperationContext(const OperationContext&) = delete;
  OperationContext& operator=(const OperationContext&) = delete;
  ~OperationContext() { proj_operation_factory_context_destroy(p); }
};

std::optional<DatumShift> usable_shift(const ProjContext& context, PjPtr op) {
  if (!op || proj_coordoperation_has_ballpark_transformation(context.get(), op.get())) return std::nullopt;
  if (!proj_coordoperation_is_instantiable(context.get(), op.get())) return std::nullopt;
  DatumShift shift;
  shift.accuracy = proj_coordoperation_get_accuracy(context.get(), op.get());
  if (shift.accuracy < 0 || shift.accuracy > kMaxDatumAccuracy) return std::nullopt;
  Box b;
  if (proj_get_area_of_use(context.get(), op.get(), &b.min_x, &b.min_y, &b.max_x, &b.max_y, nullptr) &&
      b.min_x >= -180 && b.min_x < b.max_x)
    shift.area = b;
  shift.operation.reset(proj_normalize_for_visualization(context.get(), op.get()));
  if (!shift.operation) return std::nullopt;
  return shift;
}

}  // namespace

std::vector<DatumShift> shifts_to(const ProjContext& context, const PJ* base, const char* target_code) {
  std::vector<DatumShift> shifts;
  const PjPtr target(proj_create(context.get(), target_code));
  const OperationContext options(context);
  const PjListPtr list(target ? proj_create_operations(context.get(), base, target.get(), options.p)
                              : nullptr);
  const int n = list ? std::min(proj_list_get_count(list.get()), kMaxOperations) : 0;
  for (int i = 0; i < n; ++i)
    if (auto shift = usable_shift(context, PjPtr(proj_list_get(context.get(), list.get(), i))))
      shifts.push_back(std::move(*shift));
  return shifts;
}

}  // namespace zonegate::geom
