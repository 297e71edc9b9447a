"""A page as people see it: Debian's Chromium, at a phone's and a desk's width, by day and by night.

Nothing is downloaded: where no Chromium and ChromeDriver is installed, tests are skipped and say
so. LISTENER_SCREENSHOTS names a folder for pictures of what was looked at.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, Self

import axe_core_python
import pytest
from PIL import Image

from listener.testing import Answer, ReplayServer

AXE = (Path(axe_core_python.__path__[0]) / "axe.min.js").read_text(encoding="utf-8")
RULES = (
    *("color-contrast", "image-alt", "svg-img-alt", "html-has-lang", "html-lang-valid"),
    *("link-name", "list", "listitem", "heading-order", "empty-heading", "document-title"),
    *("td-headers-attr", "th-has-data-cells", "aria-valid-attr"),
)
# Chromium asks nobody: without these it looks for its maker's hosts at every start.
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", "--force-color-profile=srgb", "--disable-dev-shm-usage"),
)


class Screen(NamedTuple):
    """How large, and how many dots a point has."""

    width: int
    height: int
    dots: int = 1


PHONE, DESK = Screen(360, 740, 2), Screen(1280, 900)
SCHEMES = ("light", "dark")

_PRETENDED = 980
"""How wide a phone makes itself for a page that says nothing of phones."""

_SIZES = "return [document.documentElement.scrollWidth, innerWidth]"
_WIDE = """
const wide = [];
for (const each of document.body.querySelectorAll('*')) {
  const right = each.getBoundingClientRect().right;
  if (right > arguments[0] + 1) wide.push(each.tagName + ' ' + each.innerText?.slice(0, 40));
}
return wide.slice(0, 5);"""
_SILENT = """
const named = each => each.getAttribute('alt')?.trim() || each.getAttribute('aria-label')?.trim()
  || each.querySelector('title')?.textContent.trim();
return [...document.querySelectorAll('img, svg')]
  .filter(each => !each.closest('[aria-hidden=true]') && !named(each))
  .map(each => each.outerHTML.slice(0, 120));"""
_BROKEN = """
const found = new Set();
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const range = document.createRange();
while (walk.nextNode()) {
  const node = walk.currentNode, words = node.textContent.matchAll(/[\\p{L}\\p{N}]{3,25}/gu);
  if (node.parentElement.closest('svg, style, script, title, pre, code')) continue;
  for (const word of words) {
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    const tops = new Set([...range.getClientRects()].map(each => Math.round(each.top)));
    if (tops.size > 1) found.add(word[0]);
  }
}
return [...found].slice(0, 5);"""
_SMALL = """
const found = new Set();
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const parent = walk.currentNode.parentElement, text = walk.currentNode.textContent.trim();
  if (!text || parent.closest('svg, style, script, title')) continue;
  const style = getComputedStyle(parent);
  if (style.display === 'none' || parent.getClientRects().length === 0) continue;
  const size = parseFloat(style.fontSize);
  if (size > 1 && size < 12) found.add(size + 'px: ' + text.slice(0, 40));
}
return [...found].slice(0, 5);"""
_TINY = """
return [...document.querySelectorAll('a, button, summary, input')]
  .filter(each => getComputedStyle(each).display !== 'inline')
  .filter(each => each.getClientRects().length && each.getBoundingClientRect().height < 24)
  .map(each => each.outerHTML.slice(0, 120));"""
_AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: {type: 'rule', values: arguments[0]}, resultTypes: ['violations']})
  .then(told => done(told.violations.flatMap(rule => rule.nodes.map(node =>
     rule.id + ': ' + node.html.slice(0, 120) + ' ' + (node.any[0]?.message ?? node.failureSummary)
  ))), fault => done(['cannot be judged: ' + fault]));"""


class Browser:
    """One running Chromium and the page that it shows."""

    def __init__(self, driver: Any) -> None:
        self._driver, self._page = driver, b""
        self._server = ReplayServer(lambda *_: Answer(body=self._page, content_type=_HTML))
        self._shown = 0

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.__exit__(*error)
        self._driver.quit()

    @property
    def driver(self) -> Any:
        """What steers it."""
        return self._driver

    def show(
        self, page: str, *, screen: Screen = PHONE, scheme: str = "light", mail: bool = False
    ) -> None:
        """Open a page. A mail program gives a mail its own width, whatever the mail says of it."""
        self._page, self._shown = page.encode(), self._shown + 1
        self._cdp(
            "Emulation.setDeviceMetricsOverride",
            width=screen.width,
            height=screen.height,
            deviceScaleFactor=screen.dots,
            mobile=screen is PHONE and not mail,
        )
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self._cdp("Emulation.setEmulatedMedia", features=[feature])
        self._screen = screen
        self._driver.get(f"{self._server.url}/{self._shown}")
        while self._driver.execute_script("return document.readyState") != "complete":
            pass

    def faults(self) -> list[str]:
        """What a person would stumble over on the page that is shown, each in a line."""
        content, width = self._driver.execute_script(_SIZES)
        found = []
        if width >= _PRETENDED > self._screen.width:
            found.append(f"laid out {width} wide: it has no viewport of its own")
        elif max(content, width) > self._screen.width:
            # A phone zooms out until all of it is to be seen.
            wide = self._driver.execute_script(_WIDE, self._screen.width)
            found.append(f"{content} wide on a screen of {self._screen.width}: {wide}")
        found += [f"without words: {each}" for each in self._ask(_SILENT)]
        found += [f"broken within the word: {each}" for each in self._ask(_BROKEN)]
        found += [f"too small to read: {each}" for each in self._ask(_SMALL)]
        found += [f"too small for a finger: {each}" for each in self._ask(_TINY)]
        self._driver.execute_script(AXE)
        return found + self._driver.execute_async_script(_AXE, list(RULES))

    def picture(self, height: int | None = None) -> bytes:
        """The whole page, or its first points, as PNG."""
        size = self._cdp("Page.getLayoutMetrics")["cssContentSize"]
        tall = min(size["height"], height or size["height"])
        clip = {"x": 0, "y": 0, "width": self._screen.width, "height": tall, "scale": 1}
        shot = self._cdp("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        return base64.b64decode(shot["data"])

    def keep(self, name: str) -> None:
        """Write the picture where LISTENER_SCREENSHOTS says, and nowhere otherwise."""
        if os.environ.get("LISTENER_SCREENSHOTS"):
            kept(name, self.picture())

    def text(self) -> str:
        """All words that are to be seen."""
        return str(self._driver.execute_script("return document.body.innerText"))

    def _ask(self, script: str) -> list[str]:
        return list(self._driver.execute_script(script))

    def _cdp(self, command: str, **values: Any) -> Any:
        return self._driver.execute_cdp_cmd(command, values)


_HTML = "text/html; charset=utf-8"


def kept(name: str, picture: bytes) -> None:
    """Write a picture where LISTENER_SCREENSHOTS says, and nowhere otherwise."""
    if folder := os.environ.get("LISTENER_SCREENSHOTS"):
        file = Path(folder) / f"{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(picture)


def light(picture: bytes, colours: int = 128) -> bytes:
    """The same picture with few colours, a third as heavy: type on plain ground needs no more."""
    with Image.open(BytesIO(picture)) as shot, BytesIO() as packed:
        shot.convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(
            packed, "PNG", optimize=True
        )
        return packed.getvalue()


@contextmanager
def opened() -> Iterator[Browser]:
    """A browser of its own, with an empty profile; the test is skipped where there is none."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("no chromium and chromedriver: apt-get install chromium chromium-driver")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = chromium
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        # With the driver's path told, Selenium looks for nothing and downloads nothing.
        running = webdriver.Chrome(options, Service(driver))
        with Browser(running) as browser:
            yield browser


def letter(mail: EmailMessage) -> str:
    """The page of a mail, with the pictures that it brings along in their place."""
    body = mail.get_body(("html",))
    assert body is not None
    page = str(body.get_content())
    for part in mail.walk():
        name = str(part["Content-ID"] or "").strip("<>")
        if name:
            data = base64.b64encode(part.get_payload(decode=True)).decode()
            page = page.replace(f"cid:{name}", f"data:{part.get_content_type()};base64,{data}")
    return page


def without_styles(page: str) -> str:
    """The page as a mail program shows it that knows no <style>, only what stands in the tags."""
    return re.sub(r"<style\b.*?</style>", "", page, flags=re.DOTALL | re.IGNORECASE)


def without_pictures(page: str) -> str:
    """The page as a mail program shows it that keeps pictures back until asked."""
    return re.sub(r'(<img\b[^>]*?\bsrc=)"[^"]*"', r'\1""', page, flags=re.IGNORECASE)
