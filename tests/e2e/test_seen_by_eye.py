"""Each mail and digest of the demonstration, as a browser shows it to people.

Wide and narrow, by day and by night, in both languages: nothing sticks out, every picture has
words, all can be read. Mail programs are no browsers: some drop a mail's <style>, some keep its
pictures back, and it has to be readable then too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from listener.demo.run import run
from tests.e2e.browser import (
    DESK,
    PHONE,
    SCHEMES,
    Browser,
    Screen,
    kept,
    letter,
    light,
    opened,
    without_pictures,
    without_styles,
)

NOW = datetime(2026, 11, 20, 17, 20, tzinfo=UTC)
LANGUAGES = ("es", "en")
SCREENS = {"phone": PHONE, "desk": DESK}

# A browser and two demonstrations: a minute or more, and a browser has to be there.
pytestmark = [pytest.mark.e2e, pytest.mark.long, pytest.mark.xdist_group("seen by eye")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened() as running:
        yield running


@pytest.fixture(scope="module")
def shown(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The folders of one demonstration in each language; none where nobody could look."""
    folders = {each: tmp_path_factory.mktemp("seen") / each for each in LANGUAGES}
    lines: list[str] = []
    with ThreadPoolExecutor() as both:
        codes = both.map(lambda each: run(folders[each], each, lines.append, NOW), LANGUAGES)
    assert [*codes] == [0, 0], "\n".join(lines)
    return folders


def mails(folder: Path) -> dict[str, str]:
    """The pages of the mails that came, by the names of their files."""
    return {
        path.stem: letter(message_from_bytes(path.read_bytes(), policy=default))
        for path in sorted(folder.glob("*.eml"))
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("at", SCREENS)
class TestSeen:
    def test_a_mail_fits_and_can_be_read(
        self, shown: Mapping[str, Path], browser: Browser, language: str, scheme: str, at: str
    ) -> None:
        """Nothing sticks out, contrast is enough, pictures and links have words."""
        found = mails(shown[language])
        assert found
        for name, page in found.items():
            browser.show(page, screen=SCREENS[at], scheme=scheme, mail=True)
            browser.keep(f"{name}.{language}.{at}.{scheme}")
            assert browser.faults() == [], name

    def test_a_digest_fits_and_can_be_read(
        self, shown: Mapping[str, Path], browser: Browser, language: str, scheme: str, at: str
    ) -> None:
        """The page on its own, opened from a disk or a link, on a phone as well."""
        found = sorted(shown[language].glob("digest.*.html"))
        assert [path.name for path in found] == ["digest.en.html", "digest.es.html"]
        page = shown[language] / f"digest.{language}.html"
        browser.show(page.read_text(encoding="utf-8"), screen=SCREENS[at], scheme=scheme)
        browser.keep(f"digest.{language}.{at}.{scheme}")
        assert browser.faults() == []

    def test_a_mail_without_its_styles_fits_and_can_be_read(
        self, shown: Mapping[str, Path], browser: Browser, language: str, scheme: str, at: str
    ) -> None:
        """What stands in the tags is enough: some programs drop the rest."""
        for name, page in mails(shown[language]).items():
            browser.show(without_styles(page), screen=SCREENS[at], scheme=scheme, mail=True)
            browser.keep(f"{name}.{language}.{at}.{scheme}.bare")
            assert browser.faults() == [], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_whose_pictures_are_kept_back_still_fits_and_says_all(
    shown: Mapping[str, Path], browser: Browser, language: str
) -> None:
    """The words in a picture's place do not push it over the edge, and no word is missed."""
    for name, page in mails(shown[language]).items():
        browser.show(page, mail=True)
        words = browser.text()
        browser.show(without_pictures(page), mail=True)
        browser.keep(f"{name}.{language}.phone.no-pictures")
        assert browser.faults() == [], name
        assert browser.text() == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pictures_of_the_docs_are_light(
    shown: Mapping[str, Path], browser: Browser, language: str
) -> None:
    """As in docs/: an alert on a phone and a digest on a desk, for a page that loads at once."""
    digest = (shown[language] / f"digest.{language}.html").read_text(encoding="utf-8")
    suffix = "" if language == "en" else f".{language}"
    for name, page, screen, height in (
        ("alert", mails(shown[language])["alert-2"], PHONE, 810),
        ("digest", digest, Screen(760, 900, 2), 1_120),
    ):
        browser.show(page, screen=screen, mail=name == "alert")
        picture = light(browser.picture(height))
        assert len(picture) < 200_000
        kept(f"docs/{name}{suffix}", picture)


PALE = '<p style="color:#ccc;background:#fff">pale</p>'
WIDE = '<table style="width:700px"><tr><td>wide</td></tr></table>'
SILENT = '<img src="data:," width="9" height="9">'
BROKEN = '<p style="width:1em;overflow-wrap:anywhere">broken</p>'
TINY = '<a href="#" style="display:block;height:20px">tiny</a>'
SMALL = '<p style="font-size:9px">small</p>'


@pytest.mark.parametrize(
    ("part", "said"),
    [
        pytest.param(PALE, "contrast", id="pale"),
        pytest.param(WIDE, "700 wide", id="wide"),
        pytest.param(SILENT, "without words", id="silent"),
        pytest.param(SMALL, "too small to read", id="small"),
        pytest.param(BROKEN, "within the word", id="broken"),
        pytest.param(TINY, "for a finger", id="tiny"),
    ],
)
def test_the_eye_sees_what_is_wrong(browser: Browser, part: str, said: str) -> None:
    """A page that is fine has no faults; each of these is told."""
    page = (
        '<!doctype html><html lang="es"><meta name="viewport" content="width=device-width">'
        "<title>t</title><body style='margin:0'><h1>t</h1>{}</body></html>"
    )
    browser.show(page.format("<p>fine</p>"))
    assert browser.faults() == []
    browser.show(page.format(part))
    assert any(said in fault for fault in browser.faults())


def test_a_page_that_forgets_the_phone_is_told(browser: Browser) -> None:
    """Without a viewport, a phone shows a page as small as on a desk."""
    browser.show('<!doctype html><html lang="es"><title>t</title><h1>t</h1></html>')
    assert any("no viewport" in fault for fault in browser.faults())
    browser.show('<!doctype html><html lang="es"><title>t</title><h1>t</h1></html>', mail=True)
    assert browser.faults() == []


def test_night_is_seen_as_night(browser: Browser) -> None:
    """A colour that only the dark scheme has, and that cannot be read, is told there alone."""
    page = (
        '<!doctype html><html lang="es"><title>t</title><style>@media (prefers-color-scheme: dark)'
        "{body{background:#111} p{color:#222}}</style><h1 style='color:#777'>t</h1><p>words</p>"
    )
    told: dict[str, list[str]] = {}
    for scheme in SCHEMES:
        browser.show(page, screen=Screen(400, 400), scheme=scheme, mail=True)
        told[scheme] = [fault for fault in browser.faults() if "<p>" in fault]
    assert told["light"] == []
    assert len(told["dark"]) == 1
