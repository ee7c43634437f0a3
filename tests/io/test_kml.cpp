// SPDX-License-Identifier: Apache-2.0
//
// What readers of KML, KMZ and GPX leave out or take wrongly, told. Numbers of positions are those written here.
#include <catch2/catch.hpp>

#include "helpers.h"

using namespace zonegate;
using namespace zonegate::test;

namespace {

std::string kml(const std::string& inside, const std::string& before = {}) {
  return R"(<?xml version="1.0" encoding="UTF-8"?>)" + before +
         R"(<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document><name>d</name>)" +
         inside + "</Document></kml>";
}
std::string placemark(const std::string& name, const std::string& geometry) {
  return "<Placemark><name>" + name + "</name>" + geometry + "</Placemark>";
}
std::string line(const std::string& coordinates) {
  return "<LineString><coordinates>" + coordinates + "</coordinates></LineString>";
}
std::string polygon(const std::string& coordinates) {
  return "<Polygon><outerBoundaryIs><LinearRing><coordinates>" + coordinates +
         "</coordinates></LinearRing></outerBoundaryIs></Polygon>";
}
std::string link(const std::string& href) {
  return "<NetworkLink><name>n</name><Link><href>" + href + "</href></Link></NetworkLink>";
}
const std::string kPoint = "<Point><coordinates>102,29</coordinates></Point>";

std::string open_error(const std::string& path, const std::string& layer = {}) {
  io::VectorOptions options;
  options.sublayer = layer;
  return error_of([&] { io::VectorSource source(path, options); });
}

}  // namespace

TEST_CASE("KML: a sound file has nothing to tell") {
  const TempDir dir;
  const auto read = read_all(dir.put(
      "a.kml", kml(placemark("a", polygon("102,29,0 103,29,0 103,30,0 102,29,0")) +
                   placemark("b", line("\n 102 , 29\t103,30, ")) +
                   placemark("c",
                             "<gx:Track><when>2010-05-28T02:02:09Z</when><when>2010-05-28T02:02:19Z</when>"
                             "<gx:coord>102 29 0</gx:coord><gx:coord>103 29 0</gx:coord></gx:Track>"))));
  INFO(all_text(read));
  CHECK(read.issues.empty());
  REQUIRE(read.rows.size() == 3);
  for (const auto& row : read.rows) CHECK(row.fault.empty());
}

TEST_CASE("KML: a track without times, and an encoding that is not read, are refused with the reason") {
  const TempDir dir;
  const std::string time = "<when>2010-05-28T02:02:09Z</when>", place = "<gx:coord>102 29 0</gx:coord>";
  CHECK(contains(
      open_error(dir.put("a.kml", kml(placemark("巡线", "<gx:Track>" + place + place + "</gx:Track>")))),
      "a.kml: the gx:Track of Placemark \"巡线\" has 2 places (gx:coord) and 0 times (when)"));
  CHECK(contains(open_error(dir.put("b.kml", kml(placemark("t", "<gx:MultiTrack><gx:Track>" + time + place +
                                                                    place + "</gx:Track></gx:MultiTrack>")))),
                 "has 2 places (gx:coord) and 1 times (when)"));
}

TEST_CASE("KML: an element whose name is written in another case is refused, not left out") {
  const TempDir dir;
  CHECK(contains(
      open_error(dir.put("a.kml", kml(placemark("a", kPoint) + "<placemark>" + kPoint + "</placemark>"))),
      "a.kml: the file has an element <placemark>, which nobody reads: KML writes it <Placemark>"));
  CHECK(contains(open_error(dir.put(
                     "b.kml", kml(placemark("二区", "<point><coordinates>102,29</coordinates></point>")))),
                 "b.kml: Placemark \"二区\" has an element <point>"));
}

TEST_CASE("KML in the encoding that its prolog names, GBK among them") {
  const TempDir dir;
  const auto in = [](std::string text, const std::string& encoding) {
    return text.replace(text.find("UTF-8"), 5, encoding);
  };
  const std::string gbk = kml(placemark("\xB3\xC9\xB6\xBC", kPoint));
  for (const char* const name : {"GBK", "gb2312", "GB18030"}) {
    const std::string path = dir.put("c.kml", in(gbk, name));
    io::VectorSource source(path, {});
    CHECK(source.encoding() == "GB18030 (the XML prolog says " + std::string(name) + ")");
    io::SourceFeature feature;
    REQUIRE(source.next(feature));
    CHECK(to_text(feature.fields.at("Name")) == "成都");
    CHECK(feature.shape.points.size() == 1);
  }
  CHECK(contains(open_error(dir.put("none.kml", gbk)), "none.kml: cannot be read as KML"));
  CHECK(contains(open_error(dir.put("big5.kml", in(gbk, "Big5"))),
                 "its XML prolog names the encoding Big5, which is not read"));
  CHECK(contains(open_error(dir.put("lies.kml", in(kml(placemark("成都", kPoint)), "GBK"))),
                 "lies.kml: its XML prolog names the encoding GBK, but its text is UTF-8"));
  CHECK(contains(open_error(dir.put("cut.kml", in(kml(placemark("\xB3\xC9\xB6", kPoint)), "GBK"))),
                 "cut.kml: its XML prolog names the encoding GBK, but its text is not of it"));
}

TEST_CASE("KML: what lies behind a link, in a picture or in an update is told as not read") {
  const TempDir dir;
  for (const std::string& more :
       {link("http://127.0.0.1:9/x.kml"), "<Folder>" + link("b.kml") + "</Folder>",
        std::string("<GroundOverlay><name>plan</name><Icon><href>x.png</href></Icon><LatLonBox><north>30</"
                    "north><south>29</south>"
                    "<east>103</east><west>102</west></LatLonBox></GroundOverlay>"),
        "<PhotoOverlay>" + kPoint + "</PhotoOverlay>",
        "<gx:Tour><gx:Playlist><gx:AnimatedUpdate><Update><Create>" + placemark("x", kPoint) +
            "</Create></Update></gx:AnimatedUpdate></gx:Playlist></gx:Tour>"}) {
    const auto read = read_all(dir.put("a.kml", kml(placemark("a", kPoint) + more)));
    INFO(more << "\n" << all_text(read));
    CHECK(read.has("source.not_read", Severity::error));
    CHECK(read.rows.at(0).fault.empty());
    CHECK_FALSE(read.has("source.count_mismatch", Severity::error));
  }
  CHECK(contains(open_error(dir.put("b.kml", kml(link("x.kml")))), "nothing but a NetworkLink to \"x.kml\""));
}

TEST_CASE("KML: corners that are not longitude,latitude are told, wherever the reader takes something else") {
  const TempDir dir;
  for (const char* const list :
       {"102.9 29.9 103.0 29.9", "102.9,,0 103,29,0", "102.9,29.9,0,103,29.9,0", "102.9,29.9;103,30",
        "102.9,29.9,abc 103,30", "102.9,29.9 1e400,30", "102.9,29.9 103,nan", "a,b c,d"}) {
    const auto read = read_all(dir.put("a.kml", kml(placemark("a", line(list)) + placemark("b", kPoint))));
    INFO(list << "\n" << all_text(read));
    CHECK(read.has("source.damaged", Severity::error));
    CHECK(contains(all_text(read), "Placemark \"a\""));
  }
}

TEST_CASE("KML: of two geometries in one place the reader keeps one, which is a fault of the feature") {
  const TempDir dir;
  for (const std::string& geometry :
       {kPoint + "<Point><coordinates>103,29</coordinates></Point>",
        std::string(
            "<LineString><coordinates>1,2 2,3</coordinates><coordinates>3,4 5,6</coordinates></LineString>"),
        std::string("<Point><coordinates>1,2 3,4</coordinates></Point>")}) {
    const auto read = read_all(dir.put("a.kml", kml("<Folder><name>f</name>" + placemark("b", kPoint) +
                                                    placemark("a", geometry) + "</Folder>")));
    INFO(geometry << "\n" << all_text(read));
    REQUIRE(read.rows.size() == 2);
    CHECK(read.rows[0].fault.empty());
    CHECK(contains(read.rows[1].fault, "positions"));
  }
  const auto hidden =
      read_all(dir.put("a.kml", kml(placemark("a", kPoint) + "<Foo>" + placemark("b", kPoint) + "</Foo>")));
  CHECK(hidden.has("source.count_mismatch", Severity::error));
}

TEST_CASE("KML and GPX: document types, and what ends the reader, are refused before it sees them") {
  const TempDir dir;
  const std::string entity = "<!DOCTYPE a [<!ENTITY x \"y\">]>";
  CHECK(contains(open_error(dir.put("a.kml", kml(placemark("a", kPoint), entity))), "document type"));
  CHECK(contains(open_error(dir.put("a.gpx", "<?xml version=\"1.0\"?>" + entity + "<gpx version=\"1.1\"/>")),
                 "document type"));
  CHECK(contains(open_error(dir.put(
                     "b.kml", kml(placemark("a", "<MultiGeometry>" + kPoint + "<Model/></MultiGeometry>")))),
                 "holds a Model"));
  CHECK(contains(open_error(dir.put("c.kml", kml("").substr(0, 150))), "cannot be read as KML"));
}

TEST_CASE("GPX: a latitude that is missing or a word is refused, not taken for 0") {
  const TempDir dir;
  const auto gpx = [](const std::string& attributes) {
    return R"(<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><wpt )" +
           attributes + "><name>a</name></wpt></gpx>";
  };
  CHECK(contains(open_error(dir.put("a.gpx", gpx(R"(lat="north" lon="102")"))), "the lat \"north\""));
  CHECK(contains(open_error(dir.put("a.gpx", gpx(R"(lat="29,5" lon="102")"))), "no number"));
  CHECK(contains(open_error(dir.put("a.gpx", gpx(R"(lon="102")"))), "point 1 (wpt) has no lat"));
  CHECK(read_all(dir.put("a.gpx", gpx(R"(lat="29.5" lon="+102")"))).rows.size() == 1);
}

TEST_CASE("KMZ: doc.kml and what it links to in the archive are read, everything else is told") {
  const TempDir dir;
  const std::string doc = kml(placemark("doc", kPoint)), other = kml(placemark("other", kPoint));
  // The order of the entries does not matter, and pictures are none of it.
  for (const bool first : {true, false}) {
    std::vector<ZipPart> parts{{"doc.kml", doc, true}, {"files/x.png", "x"}};
    parts.insert(first ? parts.begin() : parts.end(), {"second.kml", other, true});
    const auto read = read_all(dir.put("a.kmz", zip_of(parts)));
    INFO(all_text(read));
    REQUIRE(read.rows.size() == 1);
    CHECK(read.rows[0].fields.at("Name") == Value(std::string("doc")));
    CHECK(read.has("source.not_read", Severity::error));
    CHECK(contains(all_text(read), "second.kml"));
  }
  const auto alone = dir.put("b.kmz", zip_of({{"x/other.kml", other, true}}));
  CHECK(read_all(alone).issues.empty());
  CHECK(io::list_sublayers(alone) == std::vector<std::string>{"d"});

  // As GDAL writes them: a root of links, and a file for each layer.
  const auto linked =
      dir.put("c.kmz", zip_of({{"doc.kml", kml(link("layers/a%20b.kml"))}, {"layers/a b.kml", other}}));
  CHECK(read_all(linked).issues.empty());
  CHECK(read_all(linked).rows.size() == 1);

  const auto both = dir.put(
      "d.kmz", zip_of({{"doc.kml", kml(placemark("doc", kPoint) + link("layers/x.kml"))},
                       {"layers/x.kml", kml(placemark("x", kPoint) + link("../doc.kml") + link("y.kml"))}}));
  CHECK(io::list_sublayers(both) == std::vector<std::string>{"doc.kml/d", "layers/x.kml/d"});
  CHECK(contains(open_error(both), "it holds 2 files with features"));
  io::VectorOptions options;
  options.sublayer = "layers/x.kml/d";
  const auto read = read_all(both, options);
  CHECK(read.rows.at(0).fields.at("Name") == Value(std::string("x")));
  CHECK(contains(all_text(read), "NetworkLink to \"y.kml\""));
  CHECK_FALSE(contains(all_text(read), "doc.kml\" is not read"));
}

TEST_CASE("KMZ: the limits of archives hold, and what climbs out is refused") {
  const TempDir dir;
  const std::string doc = kml(placemark("doc", kPoint));
  CHECK(contains(open_error(dir.put("a.kmz", zip_of({{"doc.kml", doc}, {"../x.txt", "x"}}))), "leads out"));
  CHECK(
      contains(open_error(dir.put("b.kmz", zip_of({{"doc.kml", doc}, {"doc.kml", doc}}))), "is there twice"));
  CHECK(contains(open_error(dir.put("c.kmz", zip_of({{"readme.txt", "x"}}))), "holds no .kml"));
  const WithLimit limit("unpacked=100");
  CHECK(contains(open_error(dir.put("d.kmz", zip_of({{"doc.kml", doc}}))), "--limit unpacked=N"));
}

TEST_CASE("A zipped .kmz is read like one that is not, and named with both archives") {
  const TempDir dir;
  const auto kmz = zip_of({{"doc.kml", kml(placemark("doc", kPoint))}, {"second.kml", kml("")}});
  const auto read =
      read_all(dir.put("a.zip", zip_of({{"b.kmz", kmz}, {"plan.dwg", "x"}, {"photo.jpg", "x"}})));
  INFO(all_text(read));
  CHECK(read.rows.size() == 1);
  CHECK(contains(all_text(read), "a.zip/b.kmz"));
  CHECK(read.has("source.not_read", Severity::error));
  CHECK(read.has("source.files_left_out", Severity::warning));
  CHECK(contains(all_text(read), "photo.jpg, plan.dwg"));
}
