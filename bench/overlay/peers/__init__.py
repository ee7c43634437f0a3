# SPDX-License-Identifier: Apache-2.0
"""One program for each peer and question, each in the best form that its documentation shows. All take
PROJECTS.gpkg NAME=LAYER.gpkg ... and print one JSON object; the harness times the whole process."""
