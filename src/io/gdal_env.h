// SPDX-License-Identifier: Apache-2.0
//
// gdal_env: how GDAL is held. Which driver may read which extension, one-time set-up, and an error trap.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

namespace zonegate::io {

// Registers the drivers of `formats` (and no others) and switches off network, sidecars and repairs. Once per
// process.
void prepare_gdal();

struct Format {
  const char* extension;  // lower case, with the dot
  const char* driver;     // GDAL's name
  bool raster;
};
// nullptr: the extension is not allowed. Case does not matter. CSV, XLSX and ZIP are no drivers: they are read here.
const Format* format_of(const std::string& path);
std::string allowed_extensions(bool raster);  // ".gpkg, .shp, ..."

// The files in a folder that is a source, by name; not those that only say who has it open.
std::vector<std::string> files_of_folder(const std::string& path);
// Error (input): does not exist, is a folder, may not be read, is larger than the limit. Paths that only GDAL understands
// (/vsicurl/...) do not exist.
void require_file(const std::string& path);
// The same without the limit: for what the program wrote itself, and files whose reader has asked already.
void require_plain_file(const std::string& path);
// format_of and require_file (a .gdb: the folder and its files), and an Error (input) that lists what is allowed.
const Format& require_format(const std::string& path, bool raster);

// Catches everything that GDAL says on this thread while it lives.
class ErrorTrap {
 public:
  struct Message {
    bool failure;
    std::string text;
  };
  ErrorTrap();
  ~ErrorTrap();
  ErrorTrap(const ErrorTrap&) = delete;
  ErrorTrap& operator=(const ErrorTrap&) = delete;

  const std::vector<Message>& messages() const { return messages_; }
  bool failed() const;
  std::string first_failure() const;  // or the first warning, or "no reason given"

 private:
  std::vector<Message> messages_;
};

struct DatasetCloser {
  void operator()(GDALDataset* dataset) const;
};
using DatasetPtr = std::unique_ptr<GDALDataset, DatasetCloser>;

// Read-only, with the format's driver only. nullptr: the trap knows why.
DatasetPtr open_dataset(const std::string& path, const Format& format,
                        const std::vector<std::string>& options);

}  // namespace zonegate::io
