#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints the HTML documents of zonegate as .pdf, with WeasyPrint.

    write_pdf.py --check      can it work here?
    write_pdf.py JOBS.jsonl   a line: {"path": FILE, "document": HTML}; prints the path of each file made

Nothing outside of the document is read: no network, no files.
"""
import os
import subprocess
import sys

import weasyprint
from weasyprint.text.fonts import FontConfiguration

import jobs


def refuse(url, *_, **__):
    raise ValueError(f"a document asks for {url}")


def has_chinese():
    return bool(subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, check=False).stdout.strip())


def main():
    os.environ["SOURCE_DATE_EPOCH"] = "946684800"  # else fonts inside are dated by the clock: equal documents, equal bytes
    if sys.argv[1:] == ["--check"]:
        return 0 if has_chinese() else 1
    fonts = FontConfiguration()
    return jobs.run(lambda page, path: weasyprint.HTML(string=page, url_fetcher=refuse).write_pdf(path, font_config=fonts))


if __name__ == "__main__":
    sys.exit(main())
