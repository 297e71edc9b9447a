"""The corpus: texts that may be published, labels that are known, entries that can be met."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from listener.sentiment.core import pictures
from listener.sentiment.core.words import Vocabulary, named, tokens
from training.compiling import EMPTY, compiled
from training.corpus import LANGUAGES, ROOT, induced, lexicon, part_of, rows

TAGS = set(
    """
    announce but compare cond emoji hearsay implicit irony mixed neg news question slang switch
    thanks typo wish
    """.split()
)
ASPECTS = set(
    """
    ambience availability billing booking cleanliness coverage crash delivery food location login
    other payment performance price product quality refund safety service staff support usability
    wait
    """.split()
)
STAGES = {"", "before", "purchase", "use", "support"}

# An address, a mail address, a telephone number: what could lead to somebody.
_TRACE = re.compile(r"https?:/|www\.|[\w.]+@[\w-]+\.\w|(?<!\d)\+?\d{3}[ .-]?\d{3}[ .-]?\d{3}(?!\d)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_has_seven_cells(language: str) -> None:
    """None empty, none with blanks around it, the label one of three."""
    for file in (ROOT / language).glob("*.tsv"):
        assert re.fullmatch(rf"{language}-[A-Z]{{2}}\.[\w-]+\.\d\d\.tsv", file.name)
        for line in file.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            assert len(cells) == 7, (file.name, line)
            assert all(cell and cell == cell.strip() for cell in cells), (file.name, line)
            assert cells[0] in "n0p", (file.name, line)
            assert cells[1] in "n0p-", (file.name, line)


def test_tags_aspects_and_stages_are_those_that_are_told_of() -> None:
    """A word that nobody knows would count for nothing."""
    for row in rows():
        assert set(row.tags) <= TAGS, row
        assert set(row.aspects) <= ASPECTS, row
        assert row.stage in STAGES, row


def test_no_text_stands_there_twice() -> None:
    """Else it might be learned from and measured on."""
    seen = Counter(" ".join(tokens(row.text)) or row.text for row in rows())
    again = [text for text, count in seen.items() if count > 1]
    assert not again


def test_there_is_enough_and_spanish_first() -> None:
    """Six thousand texts were promised, from five countries that speak Spanish and more."""
    languages = Counter(row.language for row in rows())
    assert languages.total() >= 6_000
    assert languages.most_common(1)[0][0] == "es"
    assert set(languages) == set(LANGUAGES)
    countries = Counter(row.country for row in rows(language="es"))
    assert min(countries[country] for country in ("ES", "MX", "AR", "CO", "CL")) >= 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_rare(language: str) -> None:
    """Of each at least a fifth, in what is learned from as in what is measured on."""
    for part in ("train", "test"):
        labels = Counter(row.label for row in rows(part, language))
        assert len(labels) == 3
        assert min(labels.values()) >= labels.total() / 5


def test_a_fifth_is_kept_out_of_training() -> None:
    """By its file's name alone, so that it never moves."""
    parts = Counter(row.part for row in rows())
    assert 0.15 < parts["test"] / parts.total() < 0.25
    assert 0.02 < parts["tune"] / parts.total() < 0.08
    assert all(row.part == part_of(row.file) for row in rows())


def test_nothing_leads_to_anybody() -> None:
    """No address, no telephone, no @name of a real account but those that are made up."""
    assert not [row.text for row in rows() if _TRACE.search(row.text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_of_a_lexicon_can_be_met(language: str) -> None:
    """As a word, the beginning of a word, a picture or several words: from -4 to 4."""
    german = language == "de"
    said = lexicon(language)
    assert set(said.roles) == {"negators", "boosters", "dampeners", "but"}
    vocabulary = Vocabulary(EMPTY, language, compiled(language, said, {}), pictures())
    for entry, valence in said.values.items():
        assert -4 <= valence <= 4, entry
        names = tokens(entry.removesuffix("*"), german=german)
        if entry.endswith("*"):
            assert names == [named(entry[:-1], german=german)], entry
            assert len(names[0]) >= 3, entry
        else:
            assert names, entry
            assert len(names) > 1 or len(vocabulary.read(entry)) == 1, entry
            if len(names) == 1 and not names[0][0].isalnum():
                assert vocabulary.read(entry)[0].valence == pytest.approx(valence, abs=0.02), entry


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_an_encoder_told_is_of_other_words(language: str) -> None:
    """What people have rated is not rated again."""
    told = induced(language)
    rated = {named(entry, german=language == "de") for entry in lexicon(language).values}
    assert len(told) > 1_000
    assert all(0.25 <= abs(value) <= 4 for value in told.values())
    assert not set(told) & rated
