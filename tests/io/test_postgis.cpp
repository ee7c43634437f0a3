// SPDX-License-Identifier: Apache-2.0
//
// A real PostGIS: a server of our own in a temporary folder, reached through a socket there and by nobody else.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <optional>

#include <catch2/catch.hpp>

#include "helpers.h"

using namespace zonegate;
using namespace zonegate::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* kPassword = "s3cret 'word";

int run(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()); }

// The newest version of the server that is installed with PostGIS; "" if none is.
std::string programs() {
  std::string found;
  std::error_code none;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", none)) {
    const auto name = version.path().filename().string();
    if (fs::exists(version.path() / "bin/initdb") &&
        fs::exists("/usr/share/postgresql/" + name + "/extension/postgis.control"))
      found = std::max(found, (version.path() / "bin/").string());
  }
  return found;
}

class Server {
 public:
  explicit Server(const std::string& bin) : bin_(bin), as_(::geteuid() == 0 ? "runuser -u nobody -- " : "") {
    const std::string home = dir_ / "home";
    fs::permissions(fs::path(home).parent_path(), fs::perms(0755));
    fs::create_directory(home);
    dir_.put("password", std::string(kPassword) + "\n");
    if (!as_.empty()) run("chown nobody " + home + " " + dir_ / "password");
    REQUIRE(run(as_ + bin_ + "initdb --no-sync -A scram-sha-256 -U zonegate -E UTF8 --locale=C --pwfile=" +
                dir_ / "password" + " -D " + home + "/data") == 0);
    REQUIRE(run(as_ + bin_ + "pg_ctl -w -D " + home + "/data -o \"-F -k " + home +
                " -c listen_addresses=''\" -l " + home + "/log start") == 0);
  }
  ~Server() { run(as_ + bin_ + "pg_ctl -w -m immediate -D " + dir_ / "home/data stop"); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void sql(const std::string& statements) const {
    const auto file = dir_.put("statements.sql", statements);
    REQUIRE(run("PGPASSWORD=\"" + std::string(kPassword) + "\" " + bin_ + "psql -h " + host() +
                " -U zonegate -v ON_ERROR_STOP=1 -f " + file + " postgres") == 0);
  }
  std::string host() const { return dir_ / "home"; }
  // The connection as a person writes it.
  std::string pairs(const std::string& user = "zonegate",
                    const std::string& password = "s3cret \\'word") const {
    return "PG:host=" + host() + " dbname=postgres user=" + user + " password='" + password + "'";
  }

 private:
  TempDir dir_;
  std::string bin_, as_;
};

io::VectorOptions sublayer(const std::string& name) {
  io::VectorOptions options;
  options.sublayer = name;
  return options;
}

const char* const kTables = R"(
CREATE EXTENSION postgis;
CREATE TABLE zones (id serial PRIMARY KEY, 名称 text, area double precision, geom geometry(MultiPolygon, 4490));
INSERT INTO zones (名称, area, geom)
  SELECT '单元' || i, i / 2.0, ST_GeomFromText(format('MULTIPOLYGON(((%s 29,%s 29.05,%s 29,%s 29)))', 102 + i * 0.001, 102 + i * 0.001, 102.05 + i * 0.001, 102 + i * 0.001), 4490)
  FROM generate_series(1, 1203) AS i;
INSERT INTO zones (名称) VALUES ('空');
CREATE SCHEMA plan;
CREATE TABLE plan.roads (gid integer PRIMARY KEY, geom geometry(LineString, 4543));
INSERT INTO plan.roads VALUES (7, ST_GeomFromText('LINESTRING(500000 3200000,500100 3200000)', 4543)),
  (8, ST_GeomFromText('LINESTRING(500000 3200000,500000 3200500)', 4543));
CREATE VIEW some_zones AS SELECT * FROM zones WHERE id < 5;
CREATE TABLE guarded (id integer PRIMARY KEY, geom geometry(Point, 4490));
INSERT INTO guarded VALUES (1, ST_Point(102, 29, 4490)), (2, ST_Point(103, 29, 4490));
CREATE TABLE mixed (id integer PRIMARY KEY, geom geometry);
INSERT INTO mixed VALUES (1, ST_GeomFromText('POINT(500000 3200000)', 4543)), (2, ST_GeomFromText('POINT(500000 3200000)', 2379));
CREATE TABLE two (id integer PRIMARY KEY, geom geometry(Point, 4490), geom2 geometry(Point, 4490));
INSERT INTO two VALUES (1, ST_Point(102, 29, 4490), ST_Point(103, 29, 4490));
CREATE TABLE parted (id integer, geom geometry(Point, 4490)) PARTITION BY RANGE (id);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (10);
CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM (10) TO (20);
INSERT INTO parted VALUES (1, ST_Point(102, 29, 4490)), (11, ST_Point(103, 29, 4490));
ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
CREATE POLICY one ON guarded USING (id = 1);
CREATE ROLE reader LOGIN PASSWORD 'reader';
GRANT SELECT ON guarded, zones TO reader;
)";

}  // namespace

TEST_CASE("PostGIS: tables of a real server are read to their last row, and never written") {
  const auto bin = programs();
  if (bin.empty()) {
    WARN("no PostgreSQL server with PostGIS is installed (./dev setup test): nothing was read from one");
    return;
  }
  const Server server(bin);
  server.sql(kTables);
  const auto path = server.pairs();
  CHECK(io::is_vector_file(path));
  CHECK(contains(io::shown_name(path), "password=***"));
  CHECK_FALSE(contains(io::shown_name(path), "s3cret"));

  const auto layers = io::list_sublayers(path);
  CHECK(std::find(layers.begin(), layers.end(), "zones") != layers.end());
  CHECK(std::find(layers.begin(), layers.end(), "plan.roads") != layers.end());
  CHECK(contains(error_of([&] { io::VectorSource source(path, {}); }), "plan.roads"));

  // The rows of partitions are those of their table; each can be read by itself.
  const auto lists = [&](const char* name) {
    return std::find(layers.begin(), layers.end(), name) != layers.end();
  };
  CHECK(lists("parted"));
  CHECK_FALSE(lists("parted_1"));
  const auto parted = read_all(path, sublayer("parted"));
  INFO(all_text(parted));
  CHECK(parted.rows.size() == 2);
  CHECK(parted.issues.empty());
  CHECK(read_all(path, sublayer("parted_1")).rows.size() == 1);

  for (const char* const name : {"zones", "public.zones"}) {
    const auto read = read_all(path, sublayer(name));
    INFO(all_text(read));
    CHECK(read.issues.empty());
    REQUIRE(read.rows.size() == 1204);
    CHECK(read.rows[2].fields.at("名称") == Value(std::string("单元3")));
    CHECK(read.rows[2].fields.at("area") == Value(1.5));
    CHECK(read.rows[2].shape.polygons.size() == 1);
    CHECK(contains(read.rows.back().fault, "has no geometry"));
  }
  const io::VectorSource zones(path, sublayer("zones"));
  CHECK(zones.independent_count() == 1204);
  CHECK(zones.crs()->same_as(geom::Crs::parse("EPSG:4490")));

  const std::string uri = "postgresql://zonegate:s3cret%20%27word@/postgres?host=" + server.host();
  CHECK_FALSE(contains(io::shown_name(uri), "s3cret"));
  const auto roads = read_all(uri, sublayer("plan.roads"));
  INFO(all_text(roads));
  REQUIRE(roads.rows.size() == 2);
  CHECK(roads.rows[0].fid == "7");
  CHECK(roads.rows[1].shape.lines.size() == 1);
  io::BatchSource batches(path, sublayer("plan.roads"), {"gid"});
  const auto batch = batches.next();
  REQUIRE(batch);
  CHECK(batch->size() == 2);
  CHECK(io::sha256_file(path).empty());

  // What could hide rows.
  CHECK(read_all(path, sublayer("some_zones")).has("source.view", Severity::error));
  Read guarded;
  const auto error =
      error_of([&] { guarded = read_all(server.pairs("reader", "reader"), sublayer("guarded")); });
  INFO(error << all_text(guarded));
  CHECK((!error.empty() || guarded.has("source.damaged", Severity::error)));
  CHECK(guarded.rows.empty());

  // What would be read in a wrong system, or not at all.
  const auto mixed = read_all(path, sublayer("mixed"));
  INFO(all_text(mixed));
  CHECK(mixed.has("source.crs_differs", Severity::error));
  const auto two = read_all(path, sublayer("two"));
  INFO(all_text(two));
  CHECK(two.has("source.geometry_unread", Severity::error));

  // While a source is open, it sees one state of the table.
  {
    io::VectorSource source(path, sublayer("plan.roads"));
    server.sql("DELETE FROM plan.roads");
    io::SourceFeature row;
    int rows = 0;
    while (source.next(row)) ++rows;
    CHECK(rows == 2);
    CHECK(source.issues().empty());
  }
  CHECK(read_all(path, sublayer("plan.roads")).rows.empty());

  for (const auto& wrong : {server.pairs("zonegate", "geheim99"),
                            "postgresql://zonegate:geheim99@/postgres?host=" + server.host(),
                            "postgresql://zonegate:geheim99%zz@/postgres?host=" + server.host()}) {
    const auto refused = error_of([&] { io::VectorSource source(wrong, sublayer("zones")); });
    INFO(refused);
    CHECK(contains(refused, "cannot be read as PostgreSQL"));
    CHECK_FALSE(contains(refused, "geheim99"));
  }
}

TEST_CASE("PostGIS: no message shows a password, whatever the connection looks like") {
  for (const char* const path :
       {"PG:host=127.0.0.1 port=9 user=a password=geheim99",
        "PG:host=127.0.0.1 port=9 password = 'geheim99 x'", "PG:host=127.0.0.1 port=9 password=a geheim99",
        "PG:password='geheim99", "PG:geheim99", "PG:sslpassword=geheim99 host=127.0.0.1 port=9",
        "postgresql://a:geheim99@127.0.0.1:9/x", "postgresql://a:geheim99/@127.0.0.1:9/x",
        "postgresql://127.0.0.1:9/x?password=geheim99",
        "postgresql://127.0.0.1:9/x?sslmode=disable&password=geheim99&user=b",
        "postgresql://a:geheim99@127.0.0.1:port/x"}) {
    std::string error;
    try {
      io::VectorSource source(path, {});
    } catch (const Error& e) {
      error = std::string(e.what()) + e.hint();
    }
    INFO(path << " -> " << error);
    CHECK_FALSE(error.empty());
    CHECK_FALSE(contains(error, "geheim99"));
    std::string shown;
    try {
      shown = io::shown_name(path);
    } catch (const Error& e) {
      shown = e.what();
    }
    CHECK_FALSE(contains(shown, "geheim99"));
  }
  CHECK(contains(error_of([] { io::prepare_copy("PG:host=x password=geheim99", {}); }, ErrorKind::usage),
                 "password=***: only a file"));
}
