# SPDX-License-Identifier: Apache-2.0
"""GeoTIFFs as slope and land cover."""
import struct

from formats import tif


def fill(zoo):
    good = tif()
    for name, data in [
            ("good", good), ("empty", b""), ("cut-header", good[:6]), ("cut-directory", good[:-150]), ("cut-georeference", good[:-20]),
            ("offset-beyond", tif(offset=10_000_000)), ("offset-huge", tif(offset=0xFFFFFFF0)), ("count-short", tif(count=5)),
            ("count-zero", tif(count=0)), ("dimensions-absurd", tif(shown=(2_000_000_000, 2_000_000_000))),
            ("dimensions-large", tif(shown=(200_000, 200_000))), ("dimensions-zero", tif(shown=(0, 0))), ("rows-more", tif(shown=(8, 800))),
            ("no-crs", tif(crs=False)), ("no-place", tif(geo=False)), ("bits-3", tif(kind=(3, 1))), ("bits-64-float", tif(kind=(64, 3))),
            ("samples-65535", tif(samples=65535)), ("directory-loop", loop(good)), ("directory-beyond", good[:4] + struct.pack("<I", 1 << 30) + good[8:]),
            ("really-png", b"\x89PNG\r\n\x1a\n" + b"\0" * 60), ("really-text", b"ncols 4\nnrows 4\n"), ("big-endian-lies", b"MM\0*" + good[4:])]:
        zoo.put(f"tif/{name}.tif", data)


def loop(data):
    """The directory says that the next one is itself."""
    at = struct.unpack("<I", data[4:8])[0]
    count = struct.unpack("<H", data[at:at + 2])[0]
    end = at + 2 + 12 * count
    return data[:end] + struct.pack("<I", at) + data[end + 4:]
