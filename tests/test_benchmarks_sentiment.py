"""The benchmark of sentiment: what its figures mean."""

from __future__ import annotations

import pytest

from benchmarks import sentiment
from benchmarks.labelled import Group
from benchmarks.measures import quality
from benchmarks.tables import tables
from training.corpus import part_of

WANTED = ["negative"] * 4 + ["neutral"] * 4 + ["positive"] * 4


def test_all_right_is_a_hundred_and_its_interval_is_narrow() -> None:
    """Nothing can be drawn anew that would be wrong."""
    found = quality(WANTED, WANTED)
    assert (found.macro_f1, found.low, found.high, found.answered) == (100, 100, 100, 100)
    assert (found.precision, found.recall, found.texts) == (100, 100, 12)


def test_an_unknown_counts_as_a_miss_and_is_told() -> None:
    """Whoever answers half of it cannot have more than half of it."""
    told = [label if n % 2 else "unknown" for n, label in enumerate(WANTED)]
    found = quality(WANTED, told)
    assert found.answered == 50
    assert found.recall == 50
    assert found.precision == 100
    assert found.macro_f1 == pytest.approx(200 / 3)
    assert found.answered_f1 == 100
    assert found.low < found.macro_f1 < found.high


def test_one_label_for_everything_is_a_sixth() -> None:
    """Of three labels that occur alike: half an F1 for one of them."""
    found = quality(WANTED, ["negative"] * 12)
    assert found.macro_f1 == pytest.approx(50 / 3)
    assert (found.recall, found.negative_f1) == (100, 50)


def test_the_same_answers_have_the_same_interval() -> None:
    """What is drawn is drawn alike in every run."""
    told = ["negative", *WANTED[:-1]]
    assert quality(WANTED, told) == quality(WANTED, told)


def test_whoever_is_not_installed_is_named_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what brings it."""
    groups = [Group("umsab_val", "es", ["Pésimo servicio", "Hola"], ["negative", "neutral"])]
    groups.append(Group("umsab_val", "en", ["I hate it", "So good"], ["negative", "positive"]))
    monkeypatch.setattr(sentiment, "sets", lambda: groups)
    monkeypatch.setattr(sentiment, "SIX", ("es", "en"))
    monkeypatch.setattr(sentiment, "_reviews", lambda measured: [])
    monkeypatch.setattr(sentiment, "installed", lambda each: each.name != "afinn")
    monkeypatch.setattr("sys.argv", ["sentiment", "--only", "afinn", "listener core"])
    sentiment.main()
    said = capsys.readouterr()
    assert said.err == "afinn: not installed: pip install afinn==0.1\n"
    assert "| listener core |" in said.out
    assert said.out.splitlines()[-1].startswith("listener core: macro-F1 es ")


def test_the_tables_are_markdown_with_a_column_for_each_language() -> None:
    """Also without anybody to show."""
    groups = [Group("own", "es", ["a"], ["neutral"]), Group("own", "ca", ["b"], ["neutral"])]
    made = tables({}, groups)
    assert list(made) == ["Cost: one process on one core"]
    each = sentiment.Measured(
        quality={"own": {"ca": quality(WANTED, WANTED)}},
        load_seconds=0.1,
        cold_texts_per_second=5000,
        warm_texts_per_second=20000,
        memory_mb=60,
        own_mb=4,
        with_needs_mb=70,
    )
    first = next(iter(tables({"one": each}, groups).values())).splitlines()
    assert first[0].split() == ["|", "|", "es", "|", "ca", "|"]
    assert first[2] == "| one |    | 100.0 (100–100) |"


def test_a_text_is_always_on_the_same_side_of_the_split() -> None:
    """About one in five is kept out of training."""
    share = sum(part_of(f"es-ES.{n}.tsv") == "test" for n in range(2_000)) / 2_000
    assert 0.17 < share < 0.23
