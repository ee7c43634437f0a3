// SPDX-License-Identifier: Apache-2.0
#include <map>

#include <nlohmann/json.hpp>

#include "cli/layers_commands.h"
#include "io/io.h"

namespace zonegate::cli {
namespace {

using Json = nlohmann::json;  // sorted keys

constexpr std::size_t kShown = 10;  // findings of one code in one layer, on a terminal

const char* word(Severity severity, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (severity) {
    case Severity::error:
      return zh ? "错误" : "error";
    case Severity::warning:
      return zh ? "警告" : "warning";
    case Severity::note:
      break;
  }
  return zh ? "提示" : "note";
}

std::string joined(const std::vector<std::string>& words, std::size_t count) {
  std::string text;
  for (const auto& w : words) text += (text.empty() ? "" : ", ") + w;
  if (count > words.size()) text += " ... (" + std::to_string(count) + ")";
  return text;
}

Json ring_json(const geom::Ring& ring) {
  Json out = Json::array();
  const auto add = [&](geom::Point p) { out.push_back({quantise(p.x, 9), quantise(p.y, 9)}); };
  for (const auto& p : ring) add(p);
  if (!ring.empty()) add(ring.front());
  return out;
}

Json path_json(const geom::Path& path) {
  Json out = Json::array();
  for (const auto& p : path) out.push_back({quantise(p.x, 9), quantise(p.y, 9)});
  return out;
}

Json geometry_json(const geom::Shape& shape) {
  Json parts = Json::array();
  if (!shape.polygons.empty()) {
    Json polygons = Json::array();
    for (const auto& polygon : shape.polygons) {
      Json rings = Json::array({ring_json(polygon.shell)});
      for (const auto& hole : polygon.holes) rings.push_back(ring_json(hole));
      polygons.push_back(std::move(rings));
    }
    parts.push_back({{"type", "MultiPolygon"}, {"coordinates", std::move(polygons)}});
  }
  if (!shape.lines.empty()) {
    Json lines = Json::array();
    for (const auto& line : shape.lines) lines.push_back(path_json(line));
    parts.push_back({{"type", "MultiLineString"}, {"coordinates", std::move(lines)}});
  }
  if (!shape.points.empty())
    parts.push_back({{"type", "MultiPoint"}, {"coordinates", path_json(shape.points)}});
  if (parts.empty()) return nullptr;
  if (parts.size() == 1) return parts.front();
  return {{"type", "GeometryCollection"}, {"geometries", std::move(parts)}};
}

Json text_json(const Text& text) {
  if (text.empty()) return nullptr;
  return {{"zh", text.zh}, {"en", text.en}};
}

Json finding_json(const audit::Finding& f) {
  return {{"code", f.code},
          {"severity", to_string(f.severity)},
          {"layer", f.layer},
          {"kind", f.kind},
          {"file", f.file},
          {"features", f.features},
          {"feature_count", f.feature_count},
          {"with_layer", f.with_layer},
          {"with_features", f.with_features},
          {"message", text_json(f.message)},
          {"detail", text_json(f.detail)},
          {"hint", text_json(f.hint)},
          {"area_m2", f.area_m2 ? Json(quantise(*f.area_m2, 2)) : Json()},
          {"share", f.share ? Json(quantise(*f.share, 6)) : Json()},
          {"place", geometry_json(f.place)}};
}

Json summary_json(const audit::Summary& s) {
  return {
      {"layer", s.layer},       {"kind", s.kind},         {"file", s.file},     {"title", text_json(s.title)},
      {"examined", s.examined}, {"features", s.features}, {"errors", s.errors}, {"warnings", s.warnings},
      {"notes", s.notes}};
}

std::string dumped(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::string line_of(const audit::Finding& f, Lang lang) {
  std::string text = "  " + padded(word(f.severity, lang), 8) + padded(f.code, 32);
  const std::string features = joined(f.features, f.feature_count);
  if (!features.empty()) text += "[" + features + "] ";
  text += f.message.in(lang);
  if (!f.with_layer.empty())
    text += " <" + f.with_layer + (f.with_features.empty() ? "" : " ") + joined(f.with_features, 0) + ">";
  if (f.area_m2) text += (lang == Lang::zh ? "；" : "; ") + fixed(*f.area_m2, 2) + " m2";
  if (!f.detail.empty()) text += (lang == Lang::zh ? "；" : "; ") + f.detail.in(lang);
  if (!f.hint.empty())
    text += (lang == Lang::zh ? "（" : " (") + f.hint.in(lang) + (lang == Lang::zh ? "）" : ")");
  return text + "\n";
}

std::string head_of(const audit::Summary& s, Lang lang) {
  const bool zh = lang == Lang::zh;
  std::string text = s.layer + "  " + s.kind + "  " + s.title.in(lang) + "  ";
  const std::string n = std::to_string(s.features);
  text += s.examined ? (zh ? n + " 个要素" : n + " features") : (zh ? "未能读取" : "not readable");
  if (s.errors + s.warnings + s.notes == 0) return text + (zh ? "：未发现问题\n" : ": nothing found\n");
  return text + (zh ? "：错误 " : ": errors ") + std::to_string(s.errors) + (zh ? "，警告 " : ", warnings ") +
         std::to_string(s.warnings) + (zh ? "，提示 " : ", notes ") + std::to_string(s.notes) + "\n";
}

// Lines of one layer; of many alike the first, unless all are asked for.
std::string lines_of(const audit::Report& report, const std::string& layer, const Common& common) {
  const Lang lang = lang_of(common);
  std::map<std::string, std::size_t> shown, hidden;
  std::string text;
  for (const auto& f : report.findings) {
    if (f.layer != layer || (common.quiet && f.severity != Severity::error)) continue;
    if (!common.verbose && ++shown[f.code] > kShown) {
      ++hidden[f.code];
    } else {
      text += line_of(f, lang);
    }
  }
  for (const auto& [code, n] : hidden)
    text += "          " + code + ": +" + std::to_string(n) +
            (lang == Lang::zh ? "（--verbose 全部列出）\n" : " (--verbose lists them)\n");
  return text;
}

}  // namespace

std::string check_text(const audit::Report& report, const Common& common) {
  const bool zh = common.lang != "en";
  std::string text;
  std::size_t errors = 0, warnings = 0, notes = 0;
  for (const auto& f : report.findings)
    ++(f.severity == Severity::error ? errors : f.severity == Severity::warning ? warnings : notes);
  if (const std::string lines = lines_of(report, "", common); !lines.empty())
    text += (zh ? "整个文件夹\n" : "the folder\n") + lines;
  for (const auto& layer : report.layers) {
    const std::string lines = lines_of(report, layer.layer, common);
    if (!common.quiet || !lines.empty()) text += head_of(layer, lang_of(common)) + lines;
  }
  const std::string sum = std::to_string(report.layers.size());
  if (zh) {
    text += sum + " 个图层：错误 " + std::to_string(errors) + "，警告 " + std::to_string(warnings) +
            "，提示 " + std::to_string(notes) + "\n";
  } else {
    text += sum + " layers: errors " + std::to_string(errors) + ", warnings " + std::to_string(warnings) +
            ", notes " + std::to_string(notes) + "\n";
  }
  return text;
}

std::string check_json_lines(const audit::Report& report) {
  std::string text;
  for (const auto& f : report.findings) text += dumped(finding_json(f), -1) + "\n";
  return text;
}

std::string check_json(const audit::Report& report) {
  Json layers = Json::array(), findings = Json::array();
  for (const auto& layer : report.layers) layers.push_back(summary_json(layer));
  for (const auto& f : report.findings) findings.push_back(finding_json(f));
  return dumped({{"layers", std::move(layers)}, {"findings", std::move(findings)}}, 1) + "\n";
}

void write_places(const std::string& path, const audit::Report& report, Date as_of) {
  using Type = io::OutField::Type;
  io::OutLayer layer;
  layer.name = "findings";
  layer.geometry = io::OutLayer::Geometry::any;
  for (const char* name :
       {"code", "severity", "layer", "kind", "file", "features", "with_layer", "with_features", "message_zh",
        "message_en", "detail_zh", "detail_en", "hint_zh", "hint_en"})
    layer.fields.push_back({name, Type::text});
  layer.fields.push_back({"area_m2", Type::number});
  layer.fields.push_back({"share", Type::number});
  io::VectorSink sink(path, {layer}, as_of.iso() + "T00:00:00Z");
  const auto number = [](const std::optional<double>& v, int digits) {
    return v ? Value(quantise(*v, digits)) : Value(Unknown{});
  };
  for (const auto& f : report.findings) {
    sink.write(0, f.place,
               {f.code, std::string(to_string(f.severity)), f.layer, f.kind, f.file,
                joined(f.features, f.feature_count), f.with_layer, joined(f.with_features, 0), f.message.zh,
                f.message.en, f.detail.zh, f.detail.en, f.hint.zh, f.hint.en, number(f.area_m2, 2),
                number(f.share, 6)});
  }
  sink.finish();
}

}  // namespace zonegate::cli
