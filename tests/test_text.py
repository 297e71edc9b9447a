"""What strangers write, made safe for where it goes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listener.text import (
    MAX_TEXT,
    cell,
    fold,
    masked_bytes,
    one_line,
    plain,
    storable,
    web_address,
)

anything = st.text(st.characters(), max_size=200)
RED, RESET = "\x1b[31m", "\x1b[0m"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (f"{RED}peligro{RESET}", "peligro"),
        ("\x1b]0;otro título\x07hola", "hola"),
        ("\x1b]8;;https://evil.example\x1b\\aquí", "aquí"),
        ("antes\x9b31mdespués", "antes 31mdespués"),
        ("uno\x00dos\x07tres\x7f", "uno dos tres "),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\u2066b\u2069c\u200fd", "abcd"),
        ("\x1b\x1b[0m[31m", " [31m"),
        ("dos\nlíneas\ty tabulador", "dos\nlíneas\ty tabulador"),
        ("ñandú 👩‍👩‍👧 café", "ñandú 👩‍👩‍👧 café"),
    ],
)
def test_a_terminal_shows_text_and_does_nothing_else(written, shown):
    """Escapes, control characters and reordering marks are gone; letters and emoji stay."""
    assert plain(written) == shown


@given(anything)
def test_plain_text_can_be_written_anywhere(text):
    """Whatever was written, what is left is UTF-8 without a control character but \\n and \\t."""
    shown = plain(text)
    shown.encode("utf-8")
    assert not any((c < " " and c not in "\n\t") or "\x7f" <= c <= "\x9f" for c in shown)


@given(anything, st.integers(1, 50))
def test_a_line_is_one_line_and_no_longer_than_asked(text, limit):
    """One line stays one line, in a list as in a mail header."""
    line = one_line(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1
    assert line == line.strip()


def test_a_header_cannot_be_injected():
    """A name with line breaks in it stays in its own header."""
    assert one_line("Acme\r\nBcc: all@example.com") == "Acme Bcc: all@example.com"


def test_a_cut_line_says_that_it_was_cut():
    """The dots show that there is more."""
    assert one_line("una reseña muy larga", 12) == "una reseña…"


@pytest.mark.parametrize(
    "formula",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\u202e=1", "\x1b[31m=cmd|' /C calc'"],
)
def test_a_cell_is_never_a_formula(formula):
    """A spreadsheet shows the text and computes nothing."""
    assert cell(formula)[0] in "' "


@given(anything)
def test_no_cell_begins_like_a_formula(text):
    """However the formula is dressed up."""
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("divider", [";", "\n", "\t", '; "', ";; "])
@pytest.mark.parametrize("formula", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)"])
def test_no_part_of_a_cell_is_a_formula(divider, formula):
    """A Spanish spreadsheet splits at `;` what was written with commas, and at every line."""
    assert cell(f"hola{divider}{formula}") == f"hola{divider}'{formula}"


def test_ordinary_cells_stay_as_they_are():
    """Only what could be a formula is marked."""
    assert cell("Muy bueno, 10 de 10") == "Muy bueno, 10 de 10"


def test_what_a_database_cannot_hold_is_taken_out():
    """NUL goes, a lone surrogate becomes the sign for it, the rest stays."""
    assert storable("a\x00b\ud83dc ñ") == "ab\ufffdc ñ"


def test_excess_is_cut_and_the_cut_is_shown():
    """A megabyte of text does not fill the database."""
    kept = storable("x" * 1_000_000)
    assert len(kept) == MAX_TEXT
    assert kept.endswith("…")


@given(anything)
def test_what_is_storable_stays_so(text):
    """Storing twice changes nothing, and every text can be written."""
    once = storable(text)
    assert storable(once) == once
    once.encode("utf-8")


@pytest.mark.parametrize(
    ("written", "alike"),
    [("PÉSIMO", "pesimo"), ("Ñandú", "nandu"), ("Straße", "STRASSE"), ("ﬁn", "fin"), ("İ", "i")],
)
def test_accents_and_capitals_do_not_matter(written, alike):
    """People write without accents, and in capitals when they are cross."""
    assert fold(written) == fold(alike)


@given(anything)
def test_folding_does_not_mind_capitals_of_ascii(text):
    """The short way for plain letters gives what the long way would."""
    ascii_text = text.encode("ascii", "ignore").decode()
    assert fold(ascii_text) == fold(ascii_text + "é")[:-1]


@pytest.mark.parametrize(
    "address", ["https://example.com/a?b=c#d", "http://ejemplo.es/ñ", "HTTPS://EXAMPLE.COM"]
)
def test_an_ordinary_address_may_be_followed(address):
    """http and https with a host are fine."""
    assert web_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.com",
        "https://",
        "https://bank.example@evil.example/",
        "https://exa mple.com",
        "https://evil.example\\.bank.example/",
        "https://example.com/\n",
        "https://example.com/\u202e",
        "https://[",
        "https://example.com/" + "a" * 2000,
        "",
    ],
)
def test_nobody_is_sent_to_an_address_that_deceives(address):
    """Anything else is not shown as a link."""
    assert web_address(address) == ""


@pytest.mark.parametrize(
    "hostile", ["\x1b[" * 500_000, " \n" * 500_000, "; " * 500_000, "\x1b]" + "a" * 1_000_000]
)
def test_a_megabyte_of_hostile_text_takes_no_time(hostile):
    """No pattern here runs away on a long text."""
    began = time.process_time()
    plain(hostile), one_line(hostile), cell(hostile), storable(hostile)
    assert time.process_time() - began < 2


def test_an_answer_that_repeats_a_key_is_kept_without_it():
    """As it stands and as PHP writes it in JSON; what is too short to be a key stays."""
    told = rb'["Basic 1//a+b", "Basic 1\/\/a+b", "es", "\xf1"]'
    assert masked_bytes(told, ["1//a+b", "es"]) == rb'["Basic ***", "Basic ***", "es", "\xf1"]'


def test_a_hard_space_holds_what_stands_on_either_side():
    """A number stays with its sign; what is wide or breaks a line does not."""
    assert one_line("72\u00a0% \u00a0 de\n58") == "72\u00a0% de 58"
