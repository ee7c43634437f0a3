// SPDX-License-Identifier: Apache-2.0
//
// Stands before GDAL (LD_PRELOAD) and crashes in earnest where the name of a file says so: "crash-WHERE-HOW" somewhere in it.
//   WHERE  open     GDALOpenEx
//          feature  the geometry of a feature (the layer's name is asked)
//          raster   a window of a raster; worker: the same, on a thread that is not the first
//          thread   a thread of the library's own, started by GDALOpenEx
//   HOW    null, stack, abort, ill; kill: as when memory runs out; sleep: no crash, two seconds; doze: thirty
// With CRASH_NOWHERE=HOW it crashes where the version of GDAL is asked, while no file is read.
#include <dlfcn.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

namespace {

int deeper(volatile char* before) {
  volatile char room[4096];
  room[0] = before ? before[0] : 'x';
  return deeper(room) + room[0];
}

void crash(const std::string& how) {
  if (how.starts_with("null")) *static_cast<volatile int*>(nullptr) = 1;
  if (how.starts_with("stack")) deeper(nullptr);
  if (how.starts_with("abort")) std::abort();
  if (how.starts_with("ill")) __builtin_trap();
  if (how.starts_with("kill")) ::kill(::getpid(), SIGKILL);
  // A signal wakes a sleeper; two seconds are two seconds here.
  const int seconds = how.starts_with("sleep") ? 2 : how.starts_with("doze") ? 30 : 0;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  while (std::chrono::steady_clock::now() < end) ::usleep(10000);
}

void crash_at(const std::string& where, const char* name) {
  const std::string text = name ? name : "", mark = "crash-" + where + "-";
  const auto at = text.find(mark);
  if (at != std::string::npos) crash(text.substr(at + mark.size()));
}

template <class Function>
Function next(const char* symbol) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, symbol));
}

constexpr const char* kGeometry = "_ZN10OGRFeature14GetGeometryRefEv";
constexpr const char* kRaster =
    "_ZN14GDALRasterBand8RasterIOE10GDALRWFlagiiiiPvii12GDALDataTypexxP20GDALRasterIOExtraArg";

}  // namespace

extern "C" {

GDALDatasetH GDALOpenEx(const char* name, unsigned flags, const char* const* drivers,
                        const char* const* options, const char* const* siblings) {
  crash_at("open", name);
  const std::string text = name;
  if (text.find("crash-thread-") != std::string::npos) std::thread([&] { crash_at("thread", name); }).join();
  static const auto real = next<decltype(&GDALOpenEx)>("GDALOpenEx");
  return real(name, flags, drivers, options, siblings);
}

const char* GDALVersionInfo(const char* what) {
  if (const char* how = std::getenv("CRASH_NOWHERE")) crash(how);
  static const auto real = next<decltype(&GDALVersionInfo)>("GDALVersionInfo");
  return real(what);
}

OGRGeometry* geometry_of(OGRFeature* feature) __asm__("_ZN10OGRFeature14GetGeometryRefEv");
OGRGeometry* geometry_of(OGRFeature* feature) {
  crash_at("feature", feature->GetDefnRef()->GetName());
  static const auto real = next<OGRGeometry* (*)(OGRFeature*)>(kGeometry);
  return real(feature);
}

CPLErr
raster_io(GDALRasterBand*, GDALRWFlag, int, int, int, int, void*, int, int, GDALDataType, GSpacing, GSpacing, GDALRasterIOExtraArg*) __asm__(
    "_ZN14GDALRasterBand8RasterIOE10GDALRWFlagiiiiPvii12GDALDataTypexxP20GDALRasterIOExtraArg");
CPLErr raster_io(GDALRasterBand* band, GDALRWFlag flag, int x, int y, int columns, int rows, void* data,
                 int width, int height, GDALDataType type, GSpacing pixel, GSpacing line,
                 GDALRasterIOExtraArg* extra) {
  const char* name = band->GetDataset() ? band->GetDataset()->GetDescription() : nullptr;
  crash_at("raster", name);
  if (::gettid() != ::getpid())
    crash_at("worker", name);
  else if (name && std::string(name).find("crash-worker-") != std::string::npos)
    ::usleep(200000);  // so that another comes to it
  static const auto real = next<decltype(&raster_io)>(kRaster);
  return real(band, flag, x, y, columns, rows, data, width, height, type, pixel, line, extra);
}

}  // extern "C"
