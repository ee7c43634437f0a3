// SPDX-License-Identifier: Apache-2.0
#include "cli/cli.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

int main(int argc, char** argv) {
#if defined(__GLIBC__)
  // Batches of some megabytes come and go all the time. By default each is mapped and given back, and the kernel clears its pages anew: a twelfth of
  // the time of a large overlay.
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
  return zonegate::cli::run(argc, argv);
}
