// SPDX-License-Identifier: Apache-2.0
// Private to cli: the second words of `zonegate carbon`, each in its own file.
#pragma once

#include <functional>
#include <memory>

namespace CLI {
class App;
}

namespace zonegate::cli {

using Chosen = std::shared_ptr<std::function<int()>>;  // what runs after the options are read

void add_carbon_factors(CLI::App& carbon, const Chosen& chosen);
void add_carbon_project(CLI::App& carbon, const Chosen& chosen);
void add_carbon_cover(CLI::App& carbon, const Chosen& chosen);
void add_carbon_stock(CLI::App& carbon, const Chosen& chosen);
void add_carbon_fit(CLI::App& carbon, const Chosen& chosen);

}  // namespace zonegate::cli
