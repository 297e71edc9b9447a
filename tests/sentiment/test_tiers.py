"""Which engine looks a second time, at what, and what a person reads where it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from listener.errors import ConfigError
from listener.model import Sentiment
from listener.scoring import Scoring, check_scoring
from listener.sentiment import Sentiments, projected, tiers
from listener.sentiment.e5 import E5, doubtful, probabilities
from listener.sentiment.projected import Head, Kept, Projected


class Sure:
    """A core that reads Spanish, and is as sure as the first word of a text says."""

    model = "sure-1"
    languages = frozenset({"es"})

    def score(self, texts: Sequence[str]) -> list[Sentiment]:
        return [felt(text.split(" ", 1)[0]) for text in texts]


def felt(how: str) -> Sentiment:
    negative, positive = {"mal": (0.9, 0.05), "bien": (0.05, 0.9)}.get(how, (0.3, 0.3))
    label = {"mal": "negative", "bien": "positive"}.get(how, "neutral")
    return Sentiment(label=label, model="sure-1", negative=negative, positive=positive, vader=0.25)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What an encoder that needs no weights was asked to read, in order."""
    asked: list[str] = []

    def encode(texts: Sequence[str], pool: object = None) -> np.ndarray:
        asked.extend(texts)
        rows = np.zeros((len(texts), 384), np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[0], row[1] = "peor" in text, "mejor" in text
        return rows

    monkeypatch.setattr(projected, "encode", encode)
    return asked


@pytest.fixture
def head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Head:
    """A head that believes the encoder, and else the core; in Spanish means are nought."""
    weights = np.zeros((387, 3), np.float32)
    weights[0, 0] = weights[1, 2] = 9.0
    weights[384:] = np.eye(3)
    np.savez(
        tmp_path / "head.npz",
        weights=weights,
        bias=np.zeros(3, np.float32),
        mean=np.zeros((1, 384), np.float32),
        languages=np.array(["es"]),
    )
    monkeypatch.setattr("listener.sentiment.e5.HEAD", tmp_path / "head.npz")
    return Head.read(tmp_path / "head.npz")


def score(scoring: Scoring, texts: Sequence[str], beside: Path | None = None) -> list[Sentiment]:
    return Sentiments([Sure()], second=E5(scoring, beside))(texts, [None] * len(texts), ("es",))


THREE = ["bien y mejor que nunca", "mal servicio, el peor", "quizá vuelva otro día"]


def test_only_bad_news_and_the_doubtful_are_read_again(read: list[str], head: Head) -> None:
    """What the core is sure is good stays as the core said it, under the core's name."""
    found = score(Scoring(engine="e5", everything_up_to=0), THREE)
    assert read == THREE[1:]
    assert [each.model for each in found] == ["sure-1", "listener-e5-1", "listener-e5-1"]
    assert [each.language for each in found] == ["es"] * 3


def test_where_there_is_little_everything_is_read_again(read: list[str], head: Head) -> None:
    """A page with three texts costs nothing that anybody would notice."""
    found = score(Scoring(engine="e5", everything_up_to=3), THREE)
    assert read == THREE
    assert [each.label for each in found[:2]] == ["positive", "negative"]


def test_encoder_and_core_are_weighed_together(read: list[str], head: Head) -> None:
    """The encoder turns a label; where it has nothing to say, the core's probabilities stand."""
    turned, kept = score(
        Scoring(engine="e5"), ["mal que bien, lo mejor de aquí", "mal todo, como siempre"]
    )
    assert turned.label == "positive"
    assert kept.label == "negative"
    assert kept.negative == pytest.approx(0.9)
    assert kept.positive == pytest.approx(0.05)
    assert kept.polarity == pytest.approx(-0.85)
    assert kept.confidence == pytest.approx(0.9)
    assert kept.vader == 0.25


def test_a_text_without_words_is_nobodys_business(read: list[str], head: Head) -> None:
    """An empty text is unknown, whatever the engine."""
    assert [each.label for each in score(Scoring(engine="e5"), ["", "  "])] == ["unknown"] * 2
    assert read == []


def test_what_is_doubtful() -> None:
    """The negative, two labels that lie close together, a language that the core cannot read."""
    assert doubtful(felt("mal"), 0.0)
    assert not doubtful(felt("bien"), 0.8)
    assert doubtful(felt("bien"), 0.9)
    assert doubtful(Sentiment(label="unknown", language="pl"), 0.0)
    assert not doubtful(Sentiment(label="unknown"), 1.0)
    assert probabilities(Sentiment(label="neutral")) == (1 / 3, 1 / 3, 1 / 3)


def test_no_text_is_read_twice(read: list[str], head: Head, tmp_path: Path) -> None:
    """Not within a run, and not in the next one, which finds the file beside the database."""
    scoring = Scoring(engine="e5")
    for _ in range(2):
        second = E5(scoring, tmp_path / "listener.db")
        first = second("es", [*THREE, *THREE], [felt("x")] * 6)
        assert second("es", THREE, [felt("x")] * 3) == first[:3]
    assert read == THREE
    assert b"peor" not in (tmp_path / "listener.db.e5").read_bytes()


def test_a_cut_file_or_one_of_another_head_costs_only_time(head: Head, tmp_path: Path) -> None:
    """A process killed while it writes leaves half a record; a new head leaves all of them."""
    path, rows = tmp_path / "kept", np.ones((2, 3), np.float32)
    Kept(path, head.digest).keep([1, 2], rows)
    path.write_bytes(path.read_bytes()[:-5])
    assert list(Kept(path, head.digest).look_up([1, 2, 3])) == [1]
    Kept(path, head.digest).keep([3], rows[:1])
    assert list(Kept(path, head.digest).look_up([1, 2, 3])) == [1, 3]
    assert Kept(path, b"another.").look_up([1, 2]) == {}
    Kept(path, b"another.").keep([1], rows[:1])
    assert list(Kept(path, b"another.").look_up([1, 2])) == [1]


def test_a_file_that_another_process_begins_is_left_to_it(head: Head, tmp_path: Path) -> None:
    """It is made first and then told whose it is; what is added in between would be lost."""
    path, rows = tmp_path / "kept", np.ones((2, 3), np.float32)
    path.touch()
    Kept(path, head.digest).keep([1, 2], rows)
    assert path.read_bytes() == b""


def test_a_place_that_cannot_be_written_only_costs_time(
    read: list[str], head: Head, tmp_path: Path
) -> None:
    """A file where the folder should be: the texts are scored all the same."""
    (tmp_path / "file").touch()
    numbers = Projected(head, 1, tmp_path / "file" / "listener.db")(THREE)
    assert numbers.shape == (3, 3)


def test_processes_read_what_one_would(monkeypatch: pytest.MonkeyPatch, head: Head) -> None:
    """Pieces come back in the order of the texts, whoever reads them."""
    from concurrent.futures import ThreadPoolExecutor

    from listener.sentiment import workers

    class Lengths:
        def encode(self, texts: Sequence[str]) -> np.ndarray:
            return np.array([[len(text)] * 384 for text in texts], np.float32)

    monkeypatch.setattr(workers, "_encoder", Lengths)
    texts = ["x" * (n * 7919 % 501) for n in range(500)]
    with ThreadPoolExecutor(2) as pool:
        found = workers.encode(texts, pool)  # type: ignore[arg-type]
    assert found[:, 0].tolist() == [len(text) for text in texts]
    assert np.array_equal(found, workers.encode(texts))


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one sentence, which a shell takes as it stands."""
    monkeypatch.setattr(tiers, "find_spec", lambda name: None)
    for scoring in (Scoring(engine="e5"), Scoring(engine="transformers", model="a/b")):
        with pytest.raises(ConfigError) as caught:
            tiers.second_look(scoring)
        assert str(caught.value) == (
            f'The engine "{scoring.engine}" lacks an extra; install it with:'
            f' pip install "listener-crawler[{scoring.engine}]"'
        )
    assert tiers.second_look(Scoring()) is None


def test_transformers_need_the_name_of_a_model() -> None:
    """Nobody chooses it for the user."""
    with pytest.raises(ConfigError, match=r"listener.toml: sentiment.model: .*needs the name"):
        check_scoring(Scoring(engine="transformers"), "listener.toml")
