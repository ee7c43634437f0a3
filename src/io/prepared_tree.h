// SPDX-License-Identifier: Apache-2.0
//
// prepared_tree: the packed R-tree of a prepared copy, written once, read node by node.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "prepared_format.h"

namespace zonegate::io {

// Hands on the nodes in the order of the file: leaves first, the root last. Returns how many. Sorts `entries`.
std::uint64_t write_tree(std::vector<CopyEntry>& entries, const std::function<void(const CopyNode&)>& out);
// The same for a plain list, numbered from `first`.
std::uint64_t write_list(const std::vector<CopyEntry>& entries, std::uint64_t first,
                         const std::function<void(const CopyNode&)>& out);

// Entries of leaves whose boxes may meet, in no order. `read` gives a node or throws.
void search_tree(std::uint64_t root, const std::function<CopyNode(std::uint64_t)>& read,
                 const BatchSource::MayMeet& may_meet, std::vector<CopyEntry>& found);

}  // namespace zonegate::io
