// SPDX-License-Identifier: Apache-2.0
// Private to catalog: projects as surveyors write them. `path` is what is opened, `name` what people read (of an archive "a.zip/b.txt").
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "catalog/project_source.h"
#include "survey/survey.h"

namespace zonegate::catalog {

survey::Options survey_options(const ProjectOptions& options, const datum::Converter& convert);
std::vector<std::string> names_of_columns();  // headers by which the header row of a sheet is found

std::unique_ptr<ProjectSource> open_boundary_text(const std::string& path, const std::string& name,
                                                  const std::string& encoding,
                                                  const survey::Options& options);
// nullptr: its rows are no coordinates, though its headers might stand over points.
std::unique_ptr<ProjectSource> open_corners(const std::string& path, const std::string& name,
                                            const std::string& sheet, const ProjectForm& form,
                                            const survey::Options& options);
// The boundary text of an archive; nullptr: another file of it is meant, or it holds none. Error (input): it holds several files, and none is named.
std::unique_ptr<ProjectSource> open_archived_text(const std::string& archive, const ProjectOptions& options,
                                                  const survey::Options& survey);
// The table of corners of an archive, once that is known to be meant. nullptr: as above.
std::unique_ptr<ProjectSource> open_archived_corners(const std::string& archive,
                                                     const ProjectOptions& options, const ProjectForm& form,
                                                     const survey::Options& survey);

}  // namespace zonegate::catalog
