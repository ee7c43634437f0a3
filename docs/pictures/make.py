#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws the pictures of docs/documents.md anew from the bundled sample: make.py PROGRAM   (pdftoppm, Pillow, Chromium; for the page of .docx LibreOffice)

To look at what people get, and to look at again after a change: it is no test."""
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
PROJECT = "YA-006"
DOTS = 70


def run(*arguments):
    subprocess.run([str(a) for a in arguments], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def keep(source, name):
    """Few colours do for text and flat areas."""
    Image.open(source).convert("RGB").quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(HERE / name, optimize=True)


def page(pdf, number, name, place):
    run("pdftoppm", "-r", DOTS, "-f", number, "-l", number, "-singlefile", "-png", pdf, place / "page")
    keep(place / "page.png", name)


def page_with(pdf, words):
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout.split("\f")
    return next(i for i, p in enumerate(text, 1) if words in p)


def main():
    program = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        run(program, "demo", "-o", place / "run", "--quiet")
        for lang in ("zh", "en"):
            run(program, "report", place / "run", "--format", "docx,pdf", "--project", PROJECT, "--lang", lang, "-o", place / lang, "--quiet")
        pdf = place / "zh" / f"{PROJECT}.pdf"
        page(pdf, 1, "page-front.png", place)
        page(pdf, page_with(pdf, "表2 "), "page-tables.png", place)
        page(pdf, page_with(pdf, "附图4 "), "page-sheet.png", place)
        page(place / "en" / f"{PROJECT}.pdf", 1, "page-front-en.png", place)
        if shutil.which("soffice"):
            run("soffice", f"-env:UserInstallation=file://{place}/office", "--headless", "--convert-to", "pdf", "--outdir", place / "word", place / "zh" / f"{PROJECT}.docx")
            page(place / "word" / f"{PROJECT}.pdf", page_with(place / "word" / f"{PROJECT}.pdf", "图 2 "), "page-word-charts.png", place)
        run("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1100,900", f"--screenshot={place}/html.png",
            (place / "run" / "report.html").as_uri())
        keep(place / "html.png", "page-html.png")
    for path in sorted(HERE.glob("*.png")):
        print(f"{path.name}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
