"""Which of what was found is chosen, and how it is written into the brand's file."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from listener.cli import brandfile, choosing
from listener.config import load
from listener.errors import ConfigError
from listener.finding import is_there
from listener.source import Found


@pytest.fixture
def file(folder: Path) -> Path:
    """The brand's file."""
    return folder / "brands" / "lumbre.toml"


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("1,3", [1, 3]),
        ("3 1", [1, 3]),
        ("2-4", [2, 3, 4]),
        ("1, 2 y 4", [1, 2, 4]),
        ("Todas", [1, 2, 3, 4, 5]),
        ("all", [1, 2, 3, 4, 5]),
        ("«ninguna»", []),
        ("", []),
    ],
)
def test_a_choice_is_read_as_people_write_it(text: str, chosen: list[int]) -> None:
    """Numbers, spans, all and none, in either language."""
    assert choosing.numbers(text, 5) == chosen


@pytest.mark.parametrize("text", ["6", "0,1", "4-2", "uno", "1-99", "-1", "1;rm"])
def test_a_choice_that_cannot_be_is_asked_again(text: str) -> None:
    """With what would do."""
    with pytest.raises(click.BadParameter, match="from 1 to 5"):
        choosing.numbers(text, 5)


LISTING = Found(source="feeds", listing="https://x.example/rss", title="X")


def test_what_the_file_does_not_take_is_taken_back(folder: Path, file: Path) -> None:
    """A file that writes its listings in one line cannot be added to: it stays, and is named."""
    file.write_text('name = "L"\nlistings = [{ source = "feeds", id = "https://a.example/" }]\n')
    before = file.read_bytes()
    with pytest.raises(ConfigError, match=r"lumbre\.toml does not take what was added"):
        brandfile.add(folder, "lumbre", [LISTING], "note")
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_line_ends_rights_and_links_stay_as_they_are(folder: Path, file: Path) -> None:
    """A file from Windows, readable by one person only, reached through a link."""
    real = folder / "elsewhere.toml"
    real.write_bytes(b'name = "L"\r\n[[queries]]\r\nany = ["l"]\r\n')
    real.chmod(0o600)
    file.unlink()
    file.symlink_to(real)
    brandfile.add(folder, "lumbre", [LISTING], "note")
    assert file.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o600
    assert real.read_bytes().count(b"\n") == real.read_bytes().count(b"\r\n") > 3
    [listing] = load(str(folder)).brands[0].listings
    assert (listing.source, listing.id) == ("feeds", "https://x.example/rss")


def test_a_file_that_nobody_may_write_stays_as_it_is(folder: Path, file: Path) -> None:
    """Although a new one could take its place."""
    before = file.read_bytes()
    file.chmod(0o444)
    with pytest.raises(ConfigError, match=r"lumbre\.toml"):
        brandfile.add(folder, "lumbre", [LISTING], "note")
    assert file.read_bytes() == before


def test_a_file_that_notepad_saved_is_read_and_added_to(folder: Path, file: Path) -> None:
    """It puts a mark before the first letter, which nobody sees."""
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    brandfile.add(folder, "lumbre", [LISTING], "note")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert load(str(folder)).brands[0].listings[-1].id == "https://x.example/rss"


def test_a_listing_read_as_its_owner_is_no_news() -> None:
    """Who reads an app through the official way need not read its public page too."""
    app = Found(source="googleplay", listing="com.example.lumbre", title="Lumbre")
    link = "https://play.google.com/store/apps/details?id=com.example.lumbre"
    assert is_there(app, [("playconsole", "com.example.lumbre")])
    assert is_there(app, [("googleplay", link)])
    assert not is_there(app, [("googleplay", "com.example.other"), ("feeds", link)])
