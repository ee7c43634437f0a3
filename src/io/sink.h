// SPDX-License-Identifier: Apache-2.0
//
// sink: what every writer does; VectorSink is one of them behind a pointer.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/io.h"

namespace zonegate::io {

struct Sink {
  virtual ~Sink() = default;
  virtual void write(std::size_t layer, const geom::Shape& shape, const std::vector<Value>& values) = 0;
  virtual void finish() = 0;
};

std::unique_ptr<Sink> ogr_sink(const std::string& path, const std::string& driver,
                               const std::vector<OutLayer>& layers, const std::string& timestamp);
std::unique_ptr<Sink> csv_sink(const std::string& path, const std::vector<OutLayer>& layers);

}  // namespace zonegate::io
