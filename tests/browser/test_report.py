#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""report.html in a real browser: Chromium without a screen, with clicks and keys.

    test_report.py PROGRAM SOURCE [UNITTEST ARGUMENTS]

Screens the bundled sample once a language. Exit 77, and a word why, where there is no Chromium, driver or Selenium (./dev setup test).
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait
except ImportError:
    # A python3 of the user's own may come first in PATH without the packages that Debian's has.
    if sys.executable != "/usr/bin/python3" and Path("/usr/bin/python3").exists():
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])
    print("skipped: python3-selenium is not there")
    sys.exit(77)

DRIVER, BROWSER = shutil.which("chromedriver"), shutil.which("chromium")
if not DRIVER or not BROWSER:
    print("skipped: chromium or chromium-driver is not there")
    sys.exit(77)
PROGRAM, SOURCE = Path(sys.argv.pop(1)).resolve(), Path(sys.argv.pop(1)).resolve()
WORK = Path(tempfile.mkdtemp(prefix="zonegate-browser."))


def browser(script=True):
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1300,1400"):
        options.add_argument(argument)
    if not script:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(service=Service(DRIVER), options=options)


def report(lang):
    folder = WORK / lang
    if not folder.exists():
        subprocess.run([PROGRAM, "screen", SOURCE / "layers/demo-yaan/projects", "--layers", SOURCE / "layers/demo-yaan", "--as-of", "2026-10-01",
                        "--lang", lang, "--quiet", "-o", folder], check=True, capture_output=True)
    return (folder / "report.html").as_uri()


class Page(unittest.TestCase):
    lang = "zh"

    @classmethod
    def setUpClass(cls):
        cls.page = browser()
        cls.page.set_script_timeout(60)

    @classmethod
    def tearDownClass(cls):
        cls.page.quit()

    def setUp(self):
        self.page.get("about:blank")
        self.page.get(report(self.lang))

    def tearDown(self):
        self.assertEqual(self.page.get_log("browser"), [], "errors of the page's script")
        self.assertEqual(self.page.execute_script("return performance.getEntriesByType('resource').map(e=>e.name)"), [], "asked for more than itself")

    def all(self, css, of=None):
        return (of or self.page).find_elements(By.CSS_SELECTOR, css)

    def one(self, css, of=None):
        return (of or self.page).find_element(By.CSS_SELECTOR, css)

    def until(self, what):
        return WebDriverWait(self.page, 60).until(lambda _: what())

    def shown(self):
        return [r for r in self.all("#summary tbody tr") if r.is_displayed()]

    def test_summary_is_filtered_by_words_and_outcomes(self):
        whole = len(self.shown())
        self.assertGreater(whole, 100)
        self.one("#q").send_keys("YA-005")
        self.assertEqual(len(self.shown()), 1)
        self.assertIn(f"/ {whole}" if self.lang == "zh" else f"of {whole}", self.one("#count").text)
        self.one("#q").send_keys(Keys.CONTROL, "a", Keys.NULL, Keys.BACKSPACE)
        self.one(".tools button[data-outcome=prohibited]").click()
        rows = self.shown()
        self.assertTrue(0 < len(rows) < whole)
        self.assertEqual({r.get_attribute("data-outcome") for r in rows}, {"prohibited"})
        self.one(".tools button[data-outcome=prohibited]").click()
        self.assertEqual(len(self.shown()), whole)

    def test_wide_letters_and_digits_are_found_like_narrow_ones(self):
        self.one("#q").send_keys("ｙａ－００５".replace("－", "-"))
        self.assertEqual(len(self.shown()), 1)

    def test_print_has_what_the_filter_shows_and_says_so(self):
        def printed():
            return self.page.execute_script(
                "return [...document.querySelectorAll('section.project')].filter(s=>getComputedStyle(s).display!=='none').length")
        note = self.one("#only")
        self.page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        try:
            whole = printed()
            self.assertGreater(whole, 100)
            self.assertFalse(note.is_displayed())
            self.page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
            self.one("#q").send_keys("YA-005")
            self.assertFalse(note.is_displayed())
            self.assertEqual(printed(), whole, "on the screen all sections stay")
            self.page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
            self.assertEqual(printed(), 1)
            self.assertTrue(note.is_displayed())
            self.assertIn("YA-005", note.text)
            self.assertIn(f"1 / {whole}" if self.lang == "zh" else f"1 of {whole}", note.text)
        finally:
            self.page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})

    def test_summary_is_sorted_by_mouse_and_keys(self):
        def areas():
            return [float(t) for t in self.page.execute_script(
                "return [...document.querySelectorAll('#summary tbody tr')].map(r=>r.cells[2].textContent)") if t != "—"]
        head = self.all("#summary th button")[2]
        head.click()
        self.assertEqual(areas(), sorted(areas()))
        head.send_keys(Keys.ENTER)
        self.assertEqual(areas(), sorted(areas(), reverse=True))
        self.assertEqual(self.all("#summary th")[2].get_attribute("aria-sort"), "descending")

    def test_what_is_not_known_stands_last_either_way(self):
        head = self.all("#summary th button")[2]
        for _ in range(2):
            head.click()
            areas = self.page.execute_script("return [...document.querySelectorAll('#summary tbody tr')].map(r=>r.cells[2].textContent)")
            unknown = areas.count("—")
            self.assertGreater(unknown, 0)
            self.assertEqual(areas[-unknown:], ["—"] * unknown)

    def test_who_follows_a_link_is_there_with_the_keyboard(self):
        for section in (self.all("section.project:not(.closed)")[-1], self.closed()[-1]):
            name = section.get_attribute("id")
            self.page.execute_script("arguments[0].click()", self.one(f"a[href='#{name}']"))
            self.until(lambda n=name: self.page.execute_script("var s=document.activeElement.closest('section');return s&&s.id") == n)

    def closed(self):
        sections = self.all("section.closed")
        self.assertTrue(sections, "the sample has more projects than are open from the start")
        return sections

    def test_closed_section_opens_by_its_link(self):
        section = self.closed()[-1]
        name = section.get_attribute("id")
        self.page.execute_script("arguments[0].click()", self.one(f"a[href='#{name}']"))
        self.until(lambda: "closed" not in section.get_attribute("class"))
        text = section.get_attribute("innerHTML")
        self.assertNotIn("\x01", text)
        self.assertNotIn("\ufffd", text)
        self.assertTrue(self.all("table", section))
        self.assertFalse(self.all("script", section))

    def test_all_sections_open_for_printing(self):
        closed = self.closed()
        self.all(".tools button")[-1].click()
        self.until(lambda: not self.all("section.closed"))
        self.assertEqual(len(closed), len([s for s in closed if self.all("h3", s)]))

    def with_evidence(self):
        """A section whose findings can be shown on its map."""
        for section in self.all("section.project:not(.closed)"):
            if self.all("svg.map .move [data-rule]", section) and self.all("article[data-rule]", section):
                self.page.execute_script("arguments[0].scrollIntoView()", section)
                self.until(lambda s=section: self.all(".map-tools", s))
                if self.all("h4 button", section):
                    return section
        self.fail("no open project has evidence on its map")

    def test_finding_is_shown_on_the_map_and_the_map_leads_back(self):
        section = self.with_evidence()
        button = self.all("h4 button", section)[0]
        rule = self.page.execute_script("return arguments[0].closest('article').dataset.rule", button)
        button.click()
        lit = self.all("svg.map .lit", section)
        self.assertTrue(lit)
        self.assertTrue(all(rule in g.get_attribute("data-rule").split(";") for g in lit))
        self.assertIn("lighting", self.one("svg.map", section).get_attribute("class"))
        self.page.execute_script("arguments[0].dispatchEvent(new MouseEvent('click',{bubbles:true}))", self.one("*:not(title)", lit[0]))
        self.assertEqual(self.page.execute_script("return document.activeElement.dataset.rule"), lit[0].get_attribute("data-rule").split(";")[0])

    def test_map_is_enlarged_moved_and_whole_again(self):
        section = self.with_evidence()
        svg, move = self.one("svg.map", section), self.one("svg.map .move", section)
        bar = self.one("svg.map .scale text", section).text
        plus, _, whole = self.all(".map-tools button", section)[:3]
        for _ in range(4):
            plus.click()
        near = move.get_attribute("transform")
        self.assertNotEqual(bar, self.one("svg.map .scale text", section).text)
        svg.send_keys(Keys.ARROW_LEFT)
        self.assertNotEqual(near, move.get_attribute("transform"))
        whole.click()
        self.assertEqual(move.get_attribute("transform"), "matrix(1 0 0 1 0 0)")
        self.assertEqual(bar, self.one("svg.map .scale text", section).text)

    def test_legend_switches_its_shapes(self):
        section = self.with_evidence()
        key = self.all("svg.map .key", section)[0]
        of = self.all(f"svg.map .move [data-key={key.get_attribute('data-key')}]", section)
        self.assertTrue(of)
        for checked, display in (("false", "none"), ("true", "inline")):
            key.send_keys(Keys.SPACE)
            self.assertEqual(key.get_attribute("aria-checked"), checked)
            self.assertEqual({g.value_of_css_property("display") for g in of}, {display})

    def test_no_text_runs_out_of_the_page(self):
        wide = self.page.execute_script("return document.documentElement.scrollWidth-document.documentElement.clientWidth")
        self.assertLessEqual(wide, 0)


class English(Page):
    lang = "en"


class WithoutScript(unittest.TestCase):
    def test_summary_and_the_strictest_are_read(self):
        page = browser(script=False)
        try:
            page.get(report("zh"))
            time.sleep(1)
            text = page.find_element(By.TAG_NAME, "body").text
            self.assertIn("YA-005", text)
            self.assertIn("需浏览器脚本展开", text)
            self.assertIn("逐条结论", text)
        finally:
            page.quit()


if __name__ == "__main__":
    try:
        unittest.main(verbosity=2)
    finally:
        shutil.rmtree(WORK, ignore_errors=True)
