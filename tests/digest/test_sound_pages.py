"""A digest is a sound page whatever people wrote, and however many brands are in it."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listener.digest import Form
from listener.digest.as_terminal import WIDTH
from listener.i18n import Translator
from listener.records import (
    Report,
    Totals,
)

from .samples import (
    EN,
    ES,
    HOSTILE,
    bad_day,
    incident,
    mention,
    report,
    shown,
    status,
)


class Tags(HTMLParser):
    """Which tags open and close, and where they lead."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.still: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append(tag)
        if tag not in ("meta", "br"):
            self.still.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_endtag(self, tag: str) -> None:
        while self.still and self.still[-1] == "li" and tag in ("ul", "ol"):
            self.still.pop()
        assert self.still.pop() == tag


def tags_of(page: str) -> Tags:
    """The tags of a page, all closed in order."""
    tags = Tags()
    tags.feed(page)
    assert not tags.still
    return tags


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "https://bank.example@evil.example/",
        "https://example.org/\x1b[31m",
        "https://example.org/a b",
        "http://[::1",
        "https:///x",
        "",
        "https://example.org/\u202egpj.exe",
        "https://example.org/" + "a" * 3000,
    ],
)
def test_only_plain_web_addresses_are_shown(url: str) -> None:
    """An address that is not http(s), or hides something, is left out everywhere."""
    day = bad_day(worst=(mention(url=url),))
    assert tags_of(shown(day, form="html")).addresses == []
    assert "](<" not in shown(day, form="markdown")
    assert json.loads(shown(day, form="json"))["brands"][0]["worst"][0]["url"] is None
    assert not url or url not in shown(day)


def hostile_day() -> Report:
    """A day on which every stranger's text is an attack."""
    return bad_day(
        name=HOSTILE,
        brand=HOSTILE,
        by_source={HOSTILE: Totals(items=3, negatives=3)},
        worst=(
            mention(HOSTILE, author=HOSTILE, country=HOSTILE, version=HOSTILE, title=HOSTILE),
            mention("x" * 1_000_000, author="\u200f" + "y" * 5000),
            mention("", author=None, title=""),
        ),
        incidents=(incident(source=HOSTILE, brand=HOSTILE),),
        coverage=(status(HOSTILE, title=HOSTILE, health="broken", last_error=HOSTILE),),
    )


@pytest.mark.parametrize("form", get_args(Form))
@pytest.mark.parametrize("t", [ES, EN])
def test_hostile_text_stays_text(form: Form, t: Translator) -> None:
    """Escapes, scripts, line breaks, NUL, lone surrogates and reordering marks come to nothing."""
    page = shown(hostile_day(), form=form, t=t)
    page.encode("utf-8")
    for bad in ("\x1b", "\x00", "\x9b", "\u202e", "\r", "\ud800"):
        assert bad not in page.replace("\r\n", "\n")
    assert "\nBcc:" not in page
    if form == "html":
        assert "<script" not in page.lower()
        assert set(tags_of(page).opened).isdisjoint({"script", "img", "link", "iframe"})
    if form == "markdown":
        assert "<script" not in page
        assert "[x](javascript" not in page
    if form != "json":
        assert len(page) < 100_000


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200), name=st.text(min_size=1, max_size=60))
def test_any_text_gives_a_sound_page(text: str, name: str) -> None:
    """Whatever is written, HTML closes its tags, JSON parses, and no control character passes."""
    day = bad_day(name=name, worst=(mention(text, author=name),))
    tags = tags_of(shown(day, form="html"))
    assert "script" not in tags.opened
    json.loads(shown(day, form="json"))
    assert not any(ord(c) < 32 and c != "\n" for c in shown(day) + shown(day, form="markdown"))


@pytest.mark.parametrize("t", [ES, EN])
def test_text_fits_eighty_columns(t: Translator) -> None:
    """Whatever we write fits an 80-column terminal; only addresses may be longer."""
    big = Totals(items=12_345_678, negatives=1_234_567, rated=2_345_678, stars_sum=5e6)
    days = [bad_day(), bad_day(totals=big, previous=big, by_source={"appstore": big}), report()]
    for day in days:
        for line in shown(day, t=t).splitlines():
            assert len(line) <= WIDTH or line.strip().startswith("http"), line


def test_markdown_does_not_ping_or_link() -> None:
    """A name, an issue number, an address or a table bar in a text stays a text."""
    page = shown(
        bad_day(worst=(mention("@ana #12 https://evil.example a|b <b>", url=""),)), form="markdown"
    )
    assert r"\@ana \#12 https\://evil.example a\|b &lt;b&gt;" in page


def test_html_needs_nothing_from_outside() -> None:
    """The page loads nothing, has a language, and knows dark mode."""
    page = shown(bad_day(), form="html")
    assert tags_of(page).addresses == ["https://example.org/reviews/1"]
    assert '<html lang="es"' in page
    assert "prefers-color-scheme:dark" in page
    assert "url(" not in page
    assert "@import" not in page


@pytest.mark.parametrize("bad", [0, 40, 500])
def test_five_hundred_brands_fit_a_mail(bad: int) -> None:
    """With 500 brands every one is named and the page stays under 100 KB."""
    reports = [
        bad_day(brand=f"brand-{n}", name=f"Marca Ñandú número {n:03}")
        if n < bad
        else report(brand=f"brand-{n}", name=f"Marca Ñandú número {n:03}", totals=Totals(items=n))
        for n in range(500)
    ]
    page = shown(*reports, form="mail")
    assert len(page.encode()) < 100_000
    tags_of(page)
    assert all(page.count(f"número {n:03}") >= 1 for n in range(500))
