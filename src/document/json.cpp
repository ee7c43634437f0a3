// SPDX-License-Identifier: Apache-2.0
#include "document/parts.h"

namespace zonegate::document {
namespace {

Json cell_json(const Cell& cell) {
  Json out = {{"text", cell.text}};
  if (!cell.number) return out;
  out["number"] = *cell.number;
  out["unit"] = cell.unit;
  out["decimals"] = cell.decimals;
  out["from"] = cell.from;
  if (!cell.of.empty()) out["of"] = cell.of;
  if (cell.settled) out["settled"] = true;
  if (cell.at_most) out["at_most"] = true;
  if (cell.below) out["below"] = true;
  return out;
}

Json table_json(const Table& table, Lang lang) {
  Json columns = Json::array(), rows = Json::array();
  for (const auto& c : table.columns)
    columns.push_back({{"title", c.title}, {"width", c.width}, {"number", c.number}});
  for (const auto& row : table.rows) {
    Json cells = Json::array();
    for (const auto& cell : row.cells) cells.push_back(cell_json(cell));
    rows.push_back({{"cells", std::move(cells)}, {"total", row.total}});
  }
  return {{"id", table.id},
          {"number", table.number},
          {"caption", table.caption},
          {"columns", std::move(columns)},
          {"rows", std::move(rows)},
          {"notes", table.notes},
          {"most_in_text", table.most_in_text},
          {"left_out_note", left_out_note(lang, table)}};
}

Json picture_json(const Picture& picture) {
  return {{"id", picture.id},
          {"word", picture.word},
          {"number", picture.number},
          {"caption", picture.caption},
          {"alt", picture.alt},
          {"svg", picture.drawing.svg},
          {"width_mm", picture.drawing.width_mm},
          {"height_mm", picture.drawing.height_mm},
          {"notes", picture.notes}};
}

const char* kind_word(Block::Kind kind) {
  using Kind = Block::Kind;
  switch (kind) {
    case Kind::heading:
      return "heading";
    case Kind::paragraph:
      return "paragraph";
    case Kind::item:
      return "item";
    case Kind::table:
      return "table";
    case Kind::picture:
      return "picture";
    case Kind::signatures:
      return "signatures";
    case Kind::page_break:
      return "page_break";
  }
  return "";
}

}  // namespace

std::string to_json(const Document& d) {
  Json blocks = Json::array(), tables = Json::array(), pictures = Json::array();
  for (const auto& b : d.blocks) {
    Json block = {{"kind", kind_word(b.kind)}};
    if (b.kind == Block::Kind::heading) block["level"] = b.level;
    if (b.kind == Block::Kind::table) block["table"] = b.table;
    if (b.kind == Block::Kind::picture) block["picture"] = b.table;
    if (!b.text.empty()) block["text"] = b.text;
    if (!b.style.empty()) block["style"] = b.style;
    blocks.push_back(std::move(block));
  }
  for (const auto& t : d.tables) tables.push_back(table_json(t, d.lang));
  for (const auto& p : d.pictures) pictures.push_back(picture_json(p));
  const Json out = {{"lang", d.lang == Lang::zh ? "zh" : "en"},
                    {"project_id", d.project_id},
                    {"title", d.title},
                    {"subtitle", d.subtitle},
                    {"table_word", d.table_word},
                    {"demo", d.demo},
                    {"signatures", d.signatures},
                    {"disclaimer", d.disclaimer},
                    {"blocks", std::move(blocks)},
                    {"tables", std::move(tables)},
                    {"pictures", std::move(pictures)}};
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace zonegate::document
