// SPDX-License-Identifier: Apache-2.0
//
// place: where a source really lies. What a person names may be an archive, standard input or a database; readers open a plain file (or the string that the
// database's driver takes), and whatever they or GDAL say about it is put back into the person's words.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/core.h"
#include "gdal_env.h"
#include "watch/watch.h"

namespace zonegate::io {

// A folder of our own among the temporary files of the system, closed to other users; removed with all that is in it.
class PrivateFolder {
 public:
  PrivateFolder();
  explicit PrivateFolder(std::string there);  // takes over one that an earlier process of this run has made
  ~PrivateFolder();
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  watch::Leftover leftover_;
};

struct Place {
  std::string name;  // as a message names it: "a.zip/b.shp", "standard input"; never a password
  std::string file;  // what is opened
  const Format* format = nullptr;
  std::string sublayer;  // what is left of the one that was wanted, once the archive has been told it
  std::shared_ptr<const PrivateFolder> folder;             // where an archive was unpacked
  std::vector<std::pair<std::string, std::string>> words;  // in texts: what stands there, what a person reads
  std::vector<Issue> issues;                               // what of it is not read, in the person's words
  // Of a text that had to be turned into UTF-8: the file as it was, and what it is in.
  std::string origin = {}, encoding = {};
  std::string inside = {};  // folders of the archive in which it lies: "2024/西安80"

  std::string shown(std::string text) const;
  Issue shown(Issue issue) const;
  Error shown(const Error& error) const;
  // Runs it; an Error comes out in the person's words.
  template <class Run>
  auto in_words(const Run& run) const {
    try {
      return run();
    } catch (const Error& error) {
      if (words.empty()) throw;
      throw shown(error);
    }
  }
};

// Error (input) naming what was given and the remedy. sublayer: of an archive that holds several data sets, "b.shp", or "b.gpkg/units".
Place locate(const std::string& path, const std::string& sublayer);

bool is_standard_input(const std::string& path);  // "-"
bool is_database(const std::string& path);        // "PG:...", "postgresql://..."
Place standard_input();
Place database(const std::string& path, const std::string& sublayer);
std::vector<std::string> database_options();  // how the driver must open it
Place unpacked(const std::string& path, const std::string& sublayer);
// The number of a file that is going to be opened, for watch::Reading. Error (input): its reader crashed earlier in this run.
std::uint32_t mark_file(const std::string& path);
// list_sublayers, for a file of ours within what is being read already.
std::vector<std::string> sublayers_in(const std::string& path);
// Of a .kmz: its doc.kml (or first .kml) and those to which links lead from there; nothing else of it is read. sublayer: as of an archive, where several hold features.
Place unpacked_kmz(const std::string& path, const std::string& sublayer);
std::vector<std::string> sublayers_of_kmz(const std::string& path);
// What GDAL's readers of KML and GPX leave out or take wrongly, into its issues. Error (input) for what must not reach them.
void examine(Place& place);
// All issues of a source: of its reader, and of its place.
std::vector<Issue> all_issues(const Place& place, const std::vector<Issue>& of_reader);
// The names that `sublayer` may have.
std::vector<std::string> sublayers_of_archive(const std::string& path);

}  // namespace zonegate::io
