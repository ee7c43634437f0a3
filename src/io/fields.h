// SPDX-License-Identifier: Apache-2.0
//
// fields: the columns of an OGR layer as names and Values.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/io.h"
#include "issue_log.h"
#include "reader.h"
#include "text.h"

namespace zonegate::io {

class FieldPlan {
 public:
  FieldPlan() = default;
  // blank_text: a text column without value is "" (DBF, which knows no NULL), not unknown.
  FieldPlan(const OGRFeatureDefn& definition, const Decoder& decoder, bool blank_text, IssueLog& log);
  std::vector<std::string> names() const;
  // From now on fields are handed out under their alias, too, and with the labels of coded values.
  void speak(const OGRFeatureDefn& definition, const GDALDataset& dataset);
  // Fills out.fields; what cannot be read is unknown and a fault.
  void read(const OGRFeature& feature, const Decoder& decoder, SourceFeature& out) const;
  // One of them.
  Value read_one(const OGRFeature& feature, std::size_t column, const Decoder& decoder,
                 std::string& fault) const;

 private:
  struct Column {
    std::string name;
    OGRFieldType type;
    bool boolean;
    std::size_t width;  // 0: no limit
    std::string alias = {};
    std::map<std::string, std::string> labels = {};  // by code
  };
  std::vector<Column> columns_;
  bool blank_text_ = false;

  Value value(const OGRFeature& feature, int i, const Decoder& decoder, std::string& fault) const;
  Value text(const char* bytes, const Column& column, const Decoder& decoder, std::string& fault) const;
};

}  // namespace zonegate::io
