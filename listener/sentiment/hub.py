"""Any classifier of a hub that the user names: downloaded by their connection, on its licence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from listener.errors import ConfigError
from listener.i18n import say
from listener.model import Label, Sentiment
from listener.scoring import Scoring

BATCH = 32
LONGEST = 512
REMEMBERED = 50_000

_NAMES: dict[str, Label] = {
    **dict.fromkeys(
        "negative neg negativo negativa very_negative 1_star 2_stars".split(), "negative"
    ),
    **dict.fromkeys("neutral neu neutro neutra 3_stars".split(), "neutral"),
    **dict.fromkeys(
        "positive pos positivo positiva very_positive 4_stars 5_stars".split(), "positive"
    ),
    **dict.fromkeys("negatif schlecht".split(), "negative"),
    **dict.fromkeys("positif gut".split(), "positive"),
}
_NUMBERED: dict[int, tuple[Label, ...]] = {
    2: ("negative", "positive"),
    3: ("negative", "neutral", "positive"),
}
"""What LABEL_0, LABEL_1 ... are by custom, where a model names nothing."""


class Hub:
    """A classifier by its id on a hub, or a folder that holds one."""

    def __init__(self, scoring: Scoring) -> None:
        self.model = scoring.model
        self._given = scoring.labels
        self._loaded: tuple[Any, Any, tuple[Label, ...]] | None = None
        self._known: dict[str, tuple[float, float, float]] = {}

    def __call__(
        self,
        language: str,  # noqa: ARG002 - the model reads those that it reads
        texts: Sequence[str],
        firsts: Sequence[Sentiment],
    ) -> list[Sentiment]:
        """Everything with words is read by the model, whatever the core says of it."""
        asked = [text for text in dict.fromkeys(texts) if text.strip()]
        new = [text for text in asked if text not in self._known]
        if len(self._known) + len(new) > REMEMBERED:
            self._known.clear()
            new = asked
        self._known.update(zip(new, self._probabilities(new), strict=True))
        return [
            self._sentiment(self._known[text], first) if text in self._known else first
            for text, first in zip(texts, firsts, strict=True)
        ]

    def _sentiment(self, felt: tuple[float, float, float], first: Sentiment) -> Sentiment:
        negative, neutral, positive = felt
        label, surest = max(
            (("negative", negative), ("neutral", neutral), ("positive", positive)),
            key=lambda each: each[1],
        )
        return Sentiment(
            label=label,  # type: ignore[arg-type]
            polarity=positive - negative,
            language=first.language,
            model=self.model,
            confidence=surest,
            negative=negative,
            positive=positive,
            vader=first.vader,
        )

    def _probabilities(self, texts: Sequence[str]) -> list[tuple[float, float, float]]:
        """P of negative, neutral, positive; read in batches of texts that are as long."""
        if not texts:
            return []
        import torch

        tokenizer, classifier, labels = self._load()
        found: list[tuple[float, float, float]] = [(0.0, 0.0, 0.0)] * len(texts)
        for places in _batches(texts):
            tokens = tokenizer(
                [texts[place] for place in places],
                padding=True,
                truncation=True,
                max_length=_longest(tokenizer, classifier),
                return_tensors="pt",
            )
            with torch.inference_mode():
                shares = classifier(**tokens).logits.softmax(dim=-1).tolist()
            for place, row in zip(places, shares, strict=True):
                found[place] = _summed(row, labels)
        return found

    def _load(self) -> tuple[Any, Any, tuple[Label, ...]]:
        if self._loaded is None:
            tokenizer, classifier = _opened(self.model)
            self._loaded = tokenizer, classifier, labels_of(classifier.config.id2label, self._given)
        return self._loaded


def _opened(model: str) -> tuple[Any, Any]:
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(model)
        classifier = AutoModelForSequenceClassification.from_pretrained(model)
    except (OSError, ValueError, ImportError, KeyError) as error:
        reason = str(error).strip().split("\n", 1)[0]
        raise ConfigError(say("engines.cannot_load", model=model, reason=reason)) from error
    classifier.eval()
    return tokenizer, classifier


def is_at_hand(model: str) -> bool:
    """Whether nothing has to be downloaded: a folder, or what was downloaded before."""
    if Path(model).is_dir():
        return True
    from huggingface_hub import try_to_load_from_cache

    return isinstance(try_to_load_from_cache(model, "config.json"), str)


def labels_of(names: Mapping[int, str], given: Mapping[str, Label]) -> tuple[Label, ...]:
    """What each of a model's labels means; ConfigError naming them where nobody can tell."""
    ordered = [str(names[index]) for index in sorted(names)]
    meant = {name.casefold(): label for name, label in given.items()}
    custom = _NUMBERED.get(len(ordered), ())
    found: list[Label] = []
    for name in ordered:
        plain = re.sub(r"[\s-]+", "_", name.strip().casefold())
        numbered = re.fullmatch(r"label_(\d+)", plain)
        label = meant.get(name.casefold()) or _NAMES.get(plain)
        if label is None and numbered and int(numbered[1]) < len(custom):
            label = custom[int(numbered[1])]
        if label is None:
            raise ConfigError(
                say("engines.strange_labels", labels=", ".join(ordered)), key="sentiment.labels"
            )
        found.append(label)
    return tuple(found)


def _summed(shares: Iterable[float], labels: Sequence[Label]) -> tuple[float, float, float]:
    """One and two stars are one label: their shares add up."""
    sums = dict.fromkeys(("negative", "neutral", "positive"), 0.0)
    for share, label in zip(shares, labels, strict=True):
        sums[label] += share
    return sums["negative"], sums["neutral"], sums["positive"]


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]


def _longest(tokenizer: Any, classifier: Any) -> int:
    """How many tokens it can take: some models say only in one of the two places."""
    # RoBERTa's positions begin after two that it keeps for itself.
    places = int(getattr(classifier.config, "max_position_embeddings", LONGEST) or LONGEST) - 2
    return max(1, min(int(tokenizer.model_max_length), places, LONGEST))
