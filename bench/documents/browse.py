#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Opens a report.html in Chromium without a screen and filters its summary, several times: browse.py FILE. Prints medians in seconds as JSON. Exit 77: no browser."""
import json
import shutil
import statistics
import sys
import time
from pathlib import Path

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
except ImportError:
    sys.exit(77)
if not shutil.which("chromium") or not shutil.which("chromedriver"):
    sys.exit(77)

TIMES = 5
# Until the frame after the next has begun, all that the change brings has been laid out and painted.
PAINTED = "const done=arguments[arguments.length-1];requestAnimationFrame(()=>requestAnimationFrame(()=>done(performance.now()-start)));"


def filtered(driver, act):
    return driver.execute_async_script("const start=performance.now();" + act + PAINTED) / 1000


def visit(url):
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1300,1400"):
        options.add_argument(argument)
    driver = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
    try:
        start = time.monotonic()
        driver.get(url)  # returns after the load event
        driver.execute_async_script("const start=0;" + PAINTED)
        opened = time.monotonic() - start
        word = filtered(driver, "const q=document.querySelector('#q');q.value='YA-008';q.dispatchEvent(new Event('input'));")
        left = driver.execute_script("return [...document.querySelectorAll('#summary tbody tr')].filter(r=>r.offsetParent).length")
        whole = driver.execute_script("return document.querySelectorAll('#summary tbody tr').length")
        assert 0 < left < whole, (left, whole)
        outcome = filtered(driver, "const q=document.querySelector('#q');q.value='';q.dispatchEvent(new Event('input'));"
                                   "document.querySelector('.tools button[data-outcome=prohibited]').click();")
        return opened, word, outcome
    finally:
        driver.quit()


def main():
    rows = [visit(Path(sys.argv[1]).resolve().as_uri()) for _ in range(TIMES)]
    opened, word, outcome = (statistics.median(column) for column in zip(*rows))
    print(json.dumps({"times": TIMES, "open": opened, "filter": word, "outcome": outcome}))


if __name__ == "__main__":
    main()
