// SPDX-License-Identifier: Apache-2.0
//
// Part of io.h: what a file was, so that anybody can tell whether it is still that.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace zonegate::io {

// Lower-case hex; a Shapefile's is that of the .shp, a .gdb's that of its files (a list of hash and name), "-" what came; "" for a database.
std::string sha256_file(const std::string& path);
std::string sha256_text(const std::string& text);
// Of the features (shape, fields, order) of these tables of a GeoPackage, whatever else is in it: the same after a desktop program only looked at it. Error (input)
// for a table that cannot be read in full; a table that is not there counts as such.
std::string tables_sha256(const std::string& path, std::span<const std::string_view> tables);

// A JSON text that says of itself what it was. sealed: the sha256 of the whole text goes where `"seal": ""` stands in it (Error (internal) unless it does, once).
// seal_of: does the text still have that sum? Every change of a byte is one, of blanks too; what somebody seals again on purpose is not noticed.
enum class Seal { none, holds, broken };
std::string sealed(std::string text);
Seal seal_of(const std::string& text);

}  // namespace zonegate::io
