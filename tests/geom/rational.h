// SPDX-License-Identifier: Apache-2.0
//
// Oracle in rational arithmetic: the same measures without any rounding, from the exact values of the given doubles.
// Written for clarity, quadratic and worse; for inputs of some ten edges.
#pragma once

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <set>
#include <span>
#include <vector>

#include "geom/geom.h"

namespace zonegate::geom::oracle {

using Rational = boost::multiprecision::cpp_rational;

inline Rational exact(double v) {
  int exponent = 0;
  const auto mantissa = static_cast<long long>(std::ldexp(std::frexp(v, &exponent), 53));
  exponent -= 53;
  const boost::multiprecision::cpp_int power = boost::multiprecision::cpp_int(1) << std::abs(exponent);
  return exponent >= 0 ? Rational(mantissa * power) : Rational(mantissa, power);
}

inline Rational height(const Edge& e, const Rational& x) {
  const Rational x0 = exact(e.x0);
  const Rational y0 = exact(e.y0);
  return y0 + (x - x0) / (exact(e.x1) - x0) * (exact(e.y1) - y0);
}

inline Rational size(const Rational& v) { return v < 0 ? Rational(-v) : v; }

inline Rational area(std::span<const Edge> rings) {
  Rational sum = 0;
  for (const Edge& e : rings) {
    sum += e.sign * (exact(e.x1) - exact(e.x0)) * (exact(e.y0) + exact(e.y1)) / 2;
  }
  return sum;
}

// What one pair of edges adds to the integral of the product of both winding numbers.
inline Rational term(const Edge& e, const Edge& f) {
  const double left = std::max(e.x0, f.x0);
  const double right = std::min(e.x1, f.x1);
  if (e.sign == 0 || f.sign == 0 || !(left < right)) return 0;
  const Rational x0 = exact(left);
  const Rational x1 = exact(right);
  const Rational p0 = height(e, x0), p1 = height(e, x1), q0 = height(f, x0), q1 = height(f, x1);
  const Rational d0 = p0 - q0, d1 = p1 - q1;
  const Rational span = size(d0) + size(d1);
  const Rational j = d0 * d1 >= 0 ? Rational(size(d0 + d1) / 2) : Rational((d0 * d0 + d1 * d1) / (2 * span));
  return e.sign * f.sign * (x1 - x0) * ((p0 + p1 + q0 + q1) / 4 - j / 2);
}

// Integral of the product of both winding numbers, from every pair of edges.
inline Rational overlap(std::span<const Edge> a, std::span<const Edge> b) {
  Rational sum = 0;
  for (const Edge& e : a)
    for (const Edge& f : b) sum += term(e, f);
  return sum;
}

// The same for thousands of edges: every term is exact and then cut to 2^-240, which keeps the sum from growing without end. Off by less than 2^-200.
inline Rational overlap_of_many(std::span<const Edge> a, std::span<const Edge> b) {
  boost::multiprecision::cpp_int sum = 0;
  for (const Edge& e : a) {
    for (const Edge& f : b) {
      const Rational t = term(e, f);
      sum += (numerator(t) << 240) / denominator(t);
    }
  }
  return Rational(sum, boost::multiprecision::cpp_int(1) << 240);
}

// Area of a Boolean combination: slabs between all end points and crossings, walked from below.
inline Rational region(std::span<const RegionInput> inputs, const Predicate& inside) {
  struct Line {
    Edge edge;
    std::size_t input;
  };
  std::vector<Line> lines;
  std::set<Rational> xs;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    for (const Edge& e : inputs[i].rings) {
      if (e.sign == 0) continue;
      lines.push_back({e, i});
      xs.insert(exact(e.x0));
      xs.insert(exact(e.x1));
    }
  }
  for (const Line& l : lines) {
    for (const Line& m : lines) {
      const double left = std::max(l.edge.x0, m.edge.x0);
      const double right = std::min(l.edge.x1, m.edge.x1);
      if (!(left < right)) continue;
      const Rational x0 = exact(left), x1 = exact(right);
      const Rational d0 = height(l.edge, x0) - height(m.edge, x0),
                     d1 = height(l.edge, x1) - height(m.edge, x1);
      if (d0 * d1 < 0) xs.insert(x0 + (x1 - x0) * d0 / (d0 - d1));
    }
  }
  Rational total = 0;
  for (auto it = xs.begin(); it != xs.end() && std::next(it) != xs.end(); ++it) {
    const Rational middle = (*it + *std::next(it)) / 2;
    std::vector<std::pair<Rational, const Line*>> stack;
    for (const Line& l : lines) {
      if (exact(l.edge.x0) < middle && middle < exact(l.edge.x1))
        stack.push_back({height(l.edge, middle), &l});
    }
    std::sort(stack.begin(), stack.end());
    std::vector<int> windings(inputs.size(), 0);
    for (std::size_t i = 0; i + 1 < stack.size(); ++i) {
      windings[stack[i].second->input] -= stack[i].second->edge.sign;
      std::vector<int> counts(kMaxGroups, 0);
      for (std::size_t k = 0; k < inputs.size(); ++k) counts[inputs[k].group] += windings[k] != 0;
      const bool held = std::any_of(counts.begin(), counts.end(), [](int c) { return c > 0; });
      if (held && inside(counts)) total += (*std::next(it) - *it) * (stack[i + 1].first - stack[i].first);
    }
  }
  return total;
}

// |measured - exact|, rounded once.
inline double error(double measured, const Rational& truth) {
  return size(exact(measured) - truth).convert_to<double>();
}

}  // namespace zonegate::geom::oracle
