"""The pictures of the docs: they exist, are light, and say in words what they show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "guides").glob("*.md")]
)
MARKDOWN = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<file>[^)\s]+)")
HTML = re.compile(r"<img\b[^>]*>")


def pictures(page: Path) -> list[tuple[str, str]]:
    """Of each picture of a page, its file and its words."""
    text = page.read_text(encoding="utf-8")
    found = [(each["file"], each["words"]) for each in MARKDOWN.finditer(text)]
    for tag in HTML.findall(text):
        told = dict(re.findall(r'(src|alt)="([^"]*)"', tag))
        found.append((told["src"], told.get("alt", "")))
    return found


def test_there_are_pictures_in_both_languages() -> None:
    """Whoever reads Spanish sees Spanish, and as much of it."""
    english, spanish = (pictures(ROOT / name) for name in ("README.md", "README.es.md"))
    assert english
    assert [file.replace(".es.png", ".png") for file, _ in spanish] == [f for f, _ in english]
    assert not {words for _, words in english} & {words for _, words in spanish}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_picture_is_there_is_light_and_has_words(page: Path) -> None:
    """A page loads at once, and tells those who cannot see it what is to be seen."""
    for file, words in pictures(page):
        assert (page.parent / file).stat().st_size < 250_000, file
        assert len(words.split()) >= 5, file


def test_each_picture_is_shown_somewhere() -> None:
    """None is left over from how things looked once."""
    shown = {(page.parent / file).resolve() for page in PAGES for file, _ in pictures(page)}
    assert {*(ROOT / "docs").glob("*.png")} <= shown
