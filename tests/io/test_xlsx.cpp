// SPDX-License-Identifier: Apache-2.0
//
// Workbooks as people make them, written part by part here; what a reader must make of them is said in the test, not taken from another run.
#include <catch2/catch.hpp>

#include <chrono>
#include <filesystem>

#include <cpl_vsi.h>

#include "helpers.h"

using namespace zonegate;
using namespace zonegate::test;

namespace {

const std::string kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const std::string kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

void add_part(const std::string& path, const std::string& name, const std::string& text) {
  VSILFILE* file = VSIFOpenL(("/vsizip/{" + path + "}/" + name).c_str(), "wb");
  REQUIRE(file);
  REQUIRE(VSIFWriteL(text.data(), 1, text.size(), file) == text.size());
  VSIFCloseL(file);
}

struct Book {
  std::string sheet;  // XML inside <worksheet>
  std::string strings, styles, workbook_pr;
};

// One sheet called 清单.
std::string make(const TempDir& dir, const std::string& name, const Book& book) {
  const std::string path = dir / name;
  VSILFILE* zip = VSIFOpenL(("/vsizip/{" + path + "}").c_str(), "wb");
  REQUIRE(zip);
  add_part(path, "xl/workbook.xml",
           "<workbook xmlns=\"" + kMain + "\" xmlns:r=\"" + kOffice + "\">" + book.workbook_pr +
               "<sheets><sheet name=\"清单\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
  std::string links =
      "<Relationship Id=\"rId1\" Type=\"" + kOffice + "/worksheet\" Target=\"worksheets/sheet1.xml\"/>";
  if (!book.strings.empty())
    links += "<Relationship Id=\"s\" Type=\"" + kOffice + "/sharedStrings\" Target=\"sharedStrings.xml\"/>";
  if (!book.styles.empty())
    links += "<Relationship Id=\"f\" Type=\"" + kOffice + "/styles\" Target=\"/xl/styles.xml\"/>";
  add_part(path, "xl/_rels/workbook.xml.rels", "<Relationships>" + links + "</Relationships>");
  if (!book.strings.empty())
    add_part(path, "xl/sharedStrings.xml", "<sst xmlns=\"" + kMain + "\">" + book.strings + "</sst>");
  if (!book.styles.empty())
    add_part(path, "xl/styles.xml", "<styleSheet xmlns=\"" + kMain + "\">" + book.styles + "</styleSheet>");
  add_part(path, "xl/worksheets/sheet1.xml",
           "<worksheet xmlns=\"" + kMain + "\">" + book.sheet + "</worksheet>");
  VSIFCloseL(zip);
  return path;
}

std::string text_cell(const std::string& at, const std::string& text) {
  return "<c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}

io::Table read(const std::string& path) {
  io::TableOptions options;
  options.headers = {"code", "环境管控单元编码", "text", "管控要求"};
  return io::read_table(path, options);
}

}  // namespace

TEST_CASE("XLSX: shared strings with runs and readings, merged units, titles, notes, a repeated header") {
  const TempDir dir;
  const std::string path =
      make(dir, "a.xlsx",
           {"<sheetData>"
            "<row r=\"1\">" +
                text_cell("A1", "标题") +
                "</row>"
                "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\" t=\"s\"><v>1</v></c></row>"
                "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>2</v></c>" +
                text_cell("B4", "甲") +
                "</row>"
                "<row r=\"5\">" +
                text_cell("B5", "乙") +
                "</row>"
                "<row r=\"6\"><c r=\"A6\" t=\"s\"><v>0</v></c><c r=\"B6\" t=\"s\"><v>1</v></c></row>"
                "<row r=\"7\" hidden=\"1\"><c r=\"A7\"><v>511802</v></c>" +
                text_cell("B7", "丙") +
                "</row>"
                "<row r=\"8\">" +
                text_cell("A8", "注：演示") +
                "</row>"
                "</sheetData><mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A4:A5\"/><mergeCell "
                "ref=\"A8:B8\"/></mergeCells>",
            "<si><t>环境管控\n单元编码 "
            "*</t></si><si><r><t>管控</t></r><r><t>要求</t></r><rPh><t>ガンコン</t></rPh></si>"
            "<si><t>ZH51180210001</t></si>",
            "", ""});
  const auto table = read(path);
  CHECK(table.name == path + "[清单]");
  CHECK(table.headers == std::vector<std::string>{"环境管控单元编码", "管控要求"});
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[0].at("环境管控单元编码") == "ZH51180210001");
  CHECK(table.rows[1].at("环境管控单元编码") == "ZH51180210001");
  CHECK(table.rows[1].at("管控要求") == "乙");
  CHECK(table.rows[2].at("环境管控单元编码") == "511802");
  CHECK(table.lines == std::vector<std::size_t>{4, 5, 7});
  CHECK(table.left_out == std::vector<std::size_t>{6, 8});
}

TEST_CASE("XLSX: a number has the digits that its cell shows, a day is a date") {
  const TempDir dir;
  const std::string styles =
      "<numFmts><numFmt numFmtId=\"164\" formatCode=\"0.00_ \"/><numFmt numFmtId=\"165\" "
      "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>"
      "<numFmt numFmtId=\"166\" formatCode=\"000000\"/><numFmt numFmtId=\"167\" "
      "formatCode=\"#,##0.##\"/></numFmts>"
      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf "
      "numFmtId=\"10\"/><xf numFmtId=\"14\"/>"
      "<xf numFmtId=\"167\"/></cellXfs>";
  struct Shown {
    int style;
    const char *stored, *shown;
  };
  // 46296 is 2026-10-01: days since 1899-12-30 (date -d "1899-12-30 + 46296 days").
  for (const auto& c : std::vector<Shown>{{0, "1.0700000000000001", "1.07"},
                                          {0, "511802", "511802"},
                                          {0, "1E3", "1000"},
                                          {0, "5118021000123", "5118021000123"},
                                          {1, "1.1", "1.10"},
                                          {1, "-0.001", "0.00"},
                                          {2, "46296", "2026-10-01"},
                                          {3, "1234", "001234"},
                                          {4, "0.1234", "12.34%"},
                                          {5, "46296.5", "2026-10-01T12:00:00"},
                                          {6, "1234.5", "1234.5"},
                                          {6, "1234", "1234"}}) {
    CAPTURE(c.style, c.stored);
    const TempDir inner;
    const auto table = read(
        make(inner, "n.xlsx",
             {"<sheetData><row r=\"1\">" + text_cell("A1", "code") + "</row><row r=\"2\"><c r=\"A2\" s=\"" +
                  std::to_string(c.style) + "\"><v>" + c.stored + "</v></c></row></sheetData>",
              "", styles, ""}));
    REQUIRE(table.rows.size() == 1);
    CHECK(table.rows[0].at("code") == c.shown);
  }
  const auto other =
      read(make(dir, "mac.xlsx",
                {"<sheetData><row r=\"1\">" + text_cell("A1", "code") +
                     "</row><row r=\"2\"><c r=\"A2\" s=\"5\"><v>44834</v></c></row></sheetData>",
                 "", styles, "<workbookPr date1904=\"1\"/>"}));
  CHECK(other.rows.at(0).at("code") == "2026-10-01");
}

TEST_CASE("XLSX: cells that say nothing that can be read are told all at once") {
  const TempDir dir;
  const std::string path =
      make(dir, "f.xlsx",
           {"<sheetData><row r=\"1\">" + text_cell("A1", "code") + text_cell("B1", "text") +
                "</row><row r=\"2\"><c r=\"A2\"><f>B9</f></c></row><row r=\"3\"><c r=\"B3\" "
                "t=\"e\"><v>#N/A</v></c></row>"
                "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>7</v></c></row><row r=\"5\"><c r=\"A5\" "
                "t=\"str\"><f>C1</f><v></v></c>" +
                text_cell("B5", "x") + "</row></sheetData>",
            "", "", ""});
  const std::string error = error_of([&] { read(path); });
  INFO(error);
  CHECK(contains(error, "f.xlsx[清单]:2: cell A2 holds a formula that nobody has calculated"));
  CHECK(contains(error, "f.xlsx[清单]:3: cell B3 holds the error #N/A"));
  CHECK(contains(error, "f.xlsx[清单]:4: cell A4 names a text"));
  CHECK_FALSE(contains(error, "A5"));  // a formula whose value is an empty text
}

TEST_CASE("XLSX: what is no workbook") {
  const TempDir dir;
  CHECK(contains(error_of([&] { read(dir.put("a.xlsx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more")); }),
                 "protected by a password"));
  CHECK(contains(error_of([&] { read(dir.put("b.xlsx", "")); }), "not an Excel workbook"));
  CHECK(
      contains(error_of([&] { read(dir.put("c.xlsx", "PK\x03\x04 nothing that a zip holds")); }), "damaged"));
  CHECK(contains(error_of([&] {
                   read(make(dir, "d.xlsx", {"<sheetData></sheetData>", "", "", ""}));
                 }),
                 "no row of sheet 清单 is a header"));
  CHECK(contains(error_of([&] {
                   read(make(dir, "e.xlsx", {"<sheetData><row></sheetData>", "", "", ""}));
                 }),
                 "mismatched tag"));
  const std::string whole = bytes_of(
      make(dir, "whole.xlsx",
           {"<sheetData><row r=\"1\">" + text_cell("A1", "code") + "</row></sheetData>", "", "", ""}));
  for (std::size_t size = 0; size < whole.size(); size += 97) {  // cut anywhere: refused, never half a table
    CAPTURE(size);
    CHECK_FALSE(error_of([&] {
                  read(dir.put("cut" + std::to_string(size) + ".xlsx", whole.substr(0, size)));
                }).empty());
  }
}

TEST_CASE("XLSX: entities are refused") {
  const TempDir dir;
  const std::string path = dir / "x.xlsx";
  VSILFILE* zip = VSIFOpenL(("/vsizip/{" + path + "}").c_str(), "wb");
  add_part(path, "xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><workbook>&a;</workbook>");
  add_part(path, "xl/_rels/workbook.xml.rels", "<Relationships/>");
  VSIFCloseL(zip);
  CHECK(contains(error_of([&] { read(path); }), "declares a document type"));
}

TEST_CASE("XLSX: what was written is read back, and equal tables are equal bytes") {
  const TempDir dir;
  io::OutSheet sheet{"结果",
                     "标题",
                     {{"code", 12, false}, {"text", 60, false}},
                     {{"ZH1", "=1+1"}, {"", "a\nb"}, {"007", ""}}};
  io::write_workbook(dir / "a.xlsx", {sheet});
  io::write_workbook(dir / "b.xlsx", {sheet});
  CHECK(bytes_of(dir / "a.xlsx") == bytes_of(dir / "b.xlsx"));
  const auto table = read(dir / "a.xlsx");
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[0].at("text") == "=1+1");
  CHECK(table.rows[1].at("text") == "a\nb");
  CHECK(table.rows[2].at("code") == "007");
  CHECK(dir.list().size() == 2);
}

TEST_CASE("XLSX: a hundred thousand rows in seconds") {
  const TempDir dir;
  io::OutSheet sheet{"s", "", {{"code", 12, false}, {"text", 20, false}}, {}};
  for (int i = 0; i < 100000; ++i) sheet.rows.push_back({"ZH" + std::to_string(51180210001 + i), "要求"});
  io::write_workbook(dir / "big.xlsx", {sheet});
  const auto start = std::chrono::steady_clock::now();
  const auto table = read(dir / "big.xlsx");
  CHECK(table.rows.size() == 100000);
  CHECK(table.rows.back().at("code") == "ZH51180310000");
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(60));
}

TEST_CASE("XLSX: cells and rows at places that no sheet has, or that are there twice, are refused") {
  const TempDir dir;
  const std::string header = "<row r=\"1\">" + text_cell("A1", "code") + text_cell("B1", "text") + "</row>";
  const auto error = [&](const std::string& rows) {
    const auto path = make(dir, "a.xlsx", {"<sheetData>" + header + rows + "</sheetData>", "", "", ""});
    const std::string text = error_of([&] { read(path); });
    std::filesystem::remove(path);
    return text;
  };
  CHECK(error("<row r=\"2\">" + text_cell("A2", "x") + "</row>").empty());
  CHECK(error("<row>" + std::string("<c t=\"str\"><v>x</v></c>") + "</row>")
            .empty());  // places may be left out
  CHECK(contains(error("<row r=\"99999999999\">" + text_cell("A2", "x") + "</row>"),
                 "row 99999999999 stands at a place"));
  CHECK(contains(error("<row r=\"2\">" + text_cell("ZZZZZZ99999999999", "x") + "</row>"),
                 "cell ZZZZZZ99999999999"));
  CHECK(contains(error("<row r=\"2\">" + text_cell("XFE2", "x") + "</row>"), "cell XFE2"));
  CHECK(contains(error("<row r=\"2\">" + text_cell("A7", "x") + "</row>"), "cell A7 of row 2"));
  CHECK(contains(error("<row r=\"2\">" + text_cell("A2", "x") + text_cell("A2", "y") + "</row>"),
                 "cell A2 is there twice"));
  CHECK(contains(
      error("<row r=\"2\">" + text_cell("A2", "x") + "</row><row r=\"2\">" + text_cell("A2", "y") + "</row>"),
      "row 2 is there twice"));
}

TEST_CASE("XLSX: a part that is in the archive twice is refused") {
  const TempDir dir;
  const std::string rels = "<Relationships/>";
  const auto twice = dir.put("b.xlsx", zip_of({{"xl/workbook.xml", "<workbook/>"},
                                               {"xl/_rels/workbook.xml.rels", rels},
                                               {"xl/workbook.xml", "<workbook/>"}}));
  CHECK(contains(error_of([&] { read(twice); }), "is there twice"));
}
