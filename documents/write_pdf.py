#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints the HTML documents of zonegate as .pdf, with WeasyPrint.

    write_pdf.py --check      can it work here?
    write_pdf.py JOBS.jsonl   a line: {"path": FILE, "document": HTML}; prints the path of each file made

Nothing outside of the document is read: no network, no files.
"""
import os
import shutil
import subprocess
import sys
import tempfile

import weasyprint
from weasyprint.text.fonts import FontConfiguration

import jobs


def refuse(url, *_, **__):
    raise ValueError(f"a document asks for {url}")


def has_chinese():
    return bool(subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, check=False).stdout.strip())


def cut_by_harfbuzz(font, glyphs):
    """The font with no other outlines than those of the glyphs; None where hb-subset does not."""
    with tempfile.TemporaryDirectory() as folder:
        whole, cut, ids = (os.path.join(folder, name) for name in ("whole", "cut", "ids"))
        with open(whole, "wb") as file:
            file.write(font.file_content)
        with open(ids, "w", encoding="ascii") as file:
            file.write("\n".join(str(glyph) for glyph in sorted({0, *glyphs})))
        done = subprocess.run(["hb-subset", whole, f"--face-index={font.index}", f"--gids-file={ids}", f"--output-file={cut}", "--retain-gids", "--no-hinting",
                               "--desubroutinize", "--drop-tables+=GSUB,GPOS,SVG"], capture_output=True, check=False)
        if done.returncode or not os.path.exists(cut):
            return None
        with open(cut, "rb") as file:
            return file.read()


def cut_fonts_fast():
    """WeasyPrint 57 (Debian 12) cuts its fonts with fontTools, which takes six sevenths of a document's time with the 65,535 glyphs of a Chinese face; hb-subset takes a
    second. Where it is missing, or WeasyPrint keeps its fonts elsewhere, everything stays as it was."""
    font_class = getattr(sys.modules.get("weasyprint.pdf.stream"), "Font", None)
    if not shutil.which("hb-subset") or not all(hasattr(font_class, name) for name in ("clean", "type")):
        return
    whole_clean = font_class.clean

    def clean(font, glyphs):
        cut = cut_by_harfbuzz(font, glyphs) if glyphs and font.ttfont is not None and "fvar" not in font.ttfont and not (font.png or font.svg) else None
        if cut is None:
            whole_clean(font, glyphs)
        else:
            font.file_content = cut

    font_class.clean = clean


def main():
    os.environ["SOURCE_DATE_EPOCH"] = "946684800"  # else fonts inside are dated by the clock: equal documents, equal bytes
    if sys.argv[1:] == ["--check"]:
        return 0 if has_chinese() else 1
    cut_fonts_fast()
    fonts = FontConfiguration()
    return jobs.run(lambda page, path: weasyprint.HTML(string=page, url_fetcher=refuse).write_pdf(path, font_config=fonts))


if __name__ == "__main__":
    sys.exit(main())
