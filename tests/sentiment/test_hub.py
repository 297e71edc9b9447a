"""A classifier that the user names: what its labels mean, and what it says of texts."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from listener.errors import ConfigError
from listener.model import Sentiment
from listener.scoring import Scoring
from listener.sentiment.hub import Hub, labels_of
from listener.sentiment.tiers import lacking, second_look

FIRST = Sentiment(label="negative", language="es", model="core", vader=0.5)

needs_transformers = pytest.mark.skipif(
    bool(lacking("transformers")),
    reason='not installed: pip install "listener-crawler[transformers]"',
)


@pytest.mark.parametrize(
    ("names", "meant"),
    [
        ("Negative Neutral Positive", "negative neutral positive"),
        ("NEG NEU POS", "negative neutral positive"),
        ("positive negative neutral", "positive negative neutral"),
        ("LABEL_0 LABEL_1 LABEL_2", "negative neutral positive"),
        ("LABEL_0 LABEL_1", "negative positive"),
        ("POSITIVE NEGATIVE", "positive negative"),
    ],
)
def test_the_usual_names_of_labels_are_understood(names: str, meant: str) -> None:
    """Those of the models that people use, in whatever order a model has them."""
    assert labels_of(dict(enumerate(names.split())), {}) == tuple(meant.split())


def test_stars_are_labels_too() -> None:
    """One and two are bad, three is so so, four and five are good."""
    names = dict(enumerate(["1 star", "2 stars", "3 stars", "4 stars", "5 stars"]))
    assert labels_of(names, {}) == ("negative", "negative", "neutral", "positive", "positive")


@pytest.mark.parametrize("names", [["joy", "anger"], [f"LABEL_{n}" for n in range(5)]])
def test_other_names_are_named_and_asked_for(names: list[str]) -> None:
    """Nobody guesses what the third of five numbered labels means."""
    with pytest.raises(ConfigError, match=rf"sentiment.labels: .*{', '.join(names)}"):
        labels_of(dict(enumerate(names)), {})


def test_the_settings_may_say_what_labels_mean() -> None:
    """Before any custom: a model may number them the other way round."""
    given = {"joy": "positive", "Anger": "negative", "label_0": "positive", "LABEL_1": "negative"}
    assert labels_of({0: "joy", 1: "anger"}, given) == ("positive", "negative")
    assert labels_of({0: "LABEL_0", 1: "LABEL_1"}, given) == ("positive", "negative")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A classifier of two layers that has learned nothing, saved as any is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import torch
        from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

        made = tmp_path_factory.mktemp("model")
        words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "mal", "bien", "caro", "muy"]
        (made / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
        BertTokenizerFast(vocab_file=str(made / "vocab.txt")).save_pretrained(made)
        torch.manual_seed(1)
        config = BertConfig(
            vocab_size=len(words),
            hidden_size=16,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=32,
            id2label={0: "NEG", 1: "NEU", 2: "POS"},
            label2id={"NEG": 0, "NEU": 1, "POS": 2},
        )
        BertForSequenceClassification(config).save_pretrained(made)
        yield made


@pytest.mark.filterwarnings("ignore")
@needs_transformers
def test_a_folder_scores_as_the_library_does(folder: Path) -> None:
    """Batched, padded and cut to what the model takes, a text gets what it gets alone."""
    hub = second_look(Scoring(engine="transformers", model=str(folder)))
    assert isinstance(hub, Hub)
    texts = [
        "muy mal " * 40,
        "bien",
        "muy caro y muy mal",
        *(f"bien {'muy ' * n}" for n in range(70)),
    ]
    found = hub("es", texts, [FIRST] * len(texts))
    for text, each in list(zip(texts, found, strict=True))[:6]:
        assert each.negative is not None
        assert each.positive is not None
        expected = _alone(folder, text)
        assert (each.negative, each.positive) == pytest.approx((expected[0], expected[2]), abs=1e-5)
        assert each.label == ("negative", "neutral", "positive")[expected.index(max(expected))]
        assert each.polarity == pytest.approx(expected[2] - expected[0], abs=1e-5)
        assert (each.language, each.vader, each.model) == ("es", 0.5, str(folder))


def _alone(folder: Path, text: str) -> list[float]:
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(str(folder))
    model = AutoModelForSequenceClassification.from_pretrained(str(folder)).eval()
    tokens = tokenizer(text, truncation=True, max_length=30, return_tensors="pt")
    with torch.inference_mode():
        shares: list[float] = model(**tokens).logits.softmax(-1)[0].tolist()
    return shares


@pytest.mark.filterwarnings("ignore")
@needs_transformers
def test_an_empty_text_is_not_asked_about(folder: Path) -> None:
    """It stays what the core says it is."""
    hub = Hub(Scoring(engine="transformers", model=str(folder)))
    assert hub("es", ["", " "], [FIRST] * 2) == [FIRST] * 2


@pytest.mark.filterwarnings("ignore")
@needs_transformers
def test_what_is_no_model_is_said_in_a_line(tmp_path: Path) -> None:
    """A folder without one, and one whose labels nobody can tell."""
    with pytest.raises(ConfigError, match="could not be opened"):
        Hub(Scoring(engine="transformers", model=str(tmp_path)))("es", ["mal"], [FIRST])


@pytest.mark.filterwarnings("ignore")
@needs_transformers
def test_labels_that_mean_nothing_are_named_before_anything_is_scored(folder: Path) -> None:
    """With the settings' help the same model scores."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["id2label"] = {"0": "joy", "1": "fear", "2": "calm"}
    config["label2id"] = {"joy": 0, "fear": 1, "calm": 2}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(ConfigError, match="joy, fear, calm"):
        Hub(Scoring(engine="transformers", model=str(folder)))("es", ["mal"], [FIRST])
    labels = {"joy": "positive", "fear": "negative", "calm": "neutral"}
    hub = Hub(Scoring(engine="transformers", model=str(folder), labels=labels))
    (found,) = hub("es", ["mal"], [FIRST])
    assert found.negative is not None
