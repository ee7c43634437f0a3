// SPDX-License-Identifier: Apache-2.0
//
// What reading a file costs when nothing is done with it: every feature of the first layer through GDAL, by Arrow batches
// (arrow) or one by one (features). Prints the number of features.
#include <cstdio>
#include <cstring>

#include <gdal_priv.h>
#include <ogr_recordbatch.h>
#include <ogrsf_frmts.h>

namespace {

long long read_batches(OGRLayer& layer) {
  ArrowArrayStream stream{};
  if (!layer.GetArrowStream(&stream, nullptr)) return -1;
  long long count = 0;
  for (;;) {
    ArrowArray batch{};
    if (stream.get_next(&stream, &batch) != 0 || batch.release == nullptr) break;
    count += batch.length;
    batch.release(&batch);
  }
  stream.release(&stream);
  return count;
}

long long read_features(OGRLayer& layer) {
  long long count = 0;
  for ([[maybe_unused]] const auto& feature : layer) ++count;
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  GDALAllRegister();
  const GDALDatasetUniquePtr file(GDALDataset::Open(argv[2], GDAL_OF_VECTOR | GDAL_OF_READONLY));
  if (!file || file->GetLayerCount() == 0) return 3;
  OGRLayer& layer = *file->GetLayer(0);
  std::printf("%lld\n", std::strcmp(argv[1], "arrow") == 0 ? read_batches(layer) : read_features(layer));
  return 0;
}
