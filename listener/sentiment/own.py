"""A model of the user's own on top of the shipped one: it adds what the user's words say.

    p'(label) ∝ p(label)^slope · e^(bias of the label + Σ weights of the text's pieces / √how many)

p is what the scorer below says. The weights are whole numbers of one byte, one a label and bucket.
Pure, but for the file that it is read from.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from math import exp, log, sqrt
from typing import Any
from zipfile import BadZipFile

from msgspec import Struct, json
from msgspec.structs import replace

from listener.model import Sentiment
from listener.sentiment.ngrams import BUCKETS, Kind, kinds_of, numbers_of, words
from listener.sentiment.probabilities import LEAST, Chances, chances_of, felt

FORM = 1
"""What the file is like; one of another form is not read."""

CACHED = 200_000
"""So many words and pairs are remembered, some 40 MB, before it begins anew."""

Triple = tuple[float, float, float]
Sums = tuple[int, int, int, int]


class About(Struct, frozen=True, kw_only=True):
    """What is known of a model besides its weights."""

    name: str
    bases: tuple[str, ...]
    languages: tuple[str, ...]
    rows: int
    pull: float
    slope: float
    biases: Triple
    scales: Triple
    form: int = FORM


class BadModel(Exception):
    """A file that holds no model that can be read here."""


class OwnModel:
    """`model(texts, scored)` is how the user's own examples read what was scored."""

    def __init__(self, about: About, weights: Any) -> None:
        self.about = about
        # Single numbers are had from it several times as fast as from an array.
        self._flat = memoryview(weights.reshape(-1))
        self._known: dict[Kind, Sums] = {}

    def __call__(self, texts: Sequence[str], scored: Sequence[Sentiment]) -> list[Sentiment]:
        """Each text anew, where the scorer is one that the model was made upon."""
        return [
            self._anew(text, sentiment)
            if sentiment.model in self.about.bases and sentiment.language in self.about.languages
            else sentiment
            for text, sentiment in zip(texts, scored, strict=True)
        ]

    def _anew(self, text: str, sentiment: Sentiment) -> Sentiment:
        chances = chances_of(sentiment)
        if chances is None:
            return sentiment
        return replace(felt(sentiment, self.read(text, chances)), model=self.about.name)

    def read(self, text: str, chances: Chances) -> Chances:
        """The probabilities of a text of which the scorer says this."""
        sums = self._sums(words(text))
        root = sqrt(max(1, sums[3]))
        logs = [log(max(each, LEAST)) for each in chances]
        z = [
            self.about.slope * logs[label]
            + self.about.biases[label]
            + self.about.scales[label] * sums[label] / root
            for label in (0, 1, 2)
        ]
        top = max(z)
        below, level, above = (exp(each - top) for each in z)
        total = below + level + above
        return below / total, level / total, above / total

    def _sums(self, said: Sequence[str]) -> Sums:
        """What the pieces weigh for each label, and how many they are."""
        below = level = above = count = 0
        known = self._known
        for kind in kinds_of(said):
            one = known.get(kind) or self._look_up(kind)
            below += one[0]
            level += one[1]
            above += one[2]
            count += one[3]
        return below, level, above, count

    def _look_up(self, kind: Kind) -> Sums:
        """The same of a word or pair, from now on remembered."""
        if len(self._known) > CACHED:
            self._known.clear()
        numbers = numbers_of(kind)
        flat, below, level, above = self._flat, 0, 0, 0
        for number in numbers:
            below += flat[3 * number]
            level += flat[3 * number + 1]
            above += flat[3 * number + 2]
        self._known[kind] = found = (below, level, above, len(numbers))
        return found


def written(about: About, weights: Any) -> bytes:
    """The model as a file: the same bytes for the same model."""
    import numpy as np

    told = np.frombuffer(json.encode(about), np.uint8)
    file = BytesIO()
    np.savez_compressed(file, about=told, weights=weights)
    return file.getvalue()


def read(body: bytes) -> OwnModel:
    """The model of a file; BadModel if it is none."""
    import numpy as np

    try:
        with np.load(BytesIO(body), allow_pickle=False) as held:
            about = json.decode(held["about"].tobytes(), type=About)
            weights = held["weights"]
    except (ValueError, KeyError, OSError, EOFError, BadZipFile) as error:
        raise BadModel(str(error)) from error
    if about.form != FORM or weights.shape != (BUCKETS, 3) or weights.dtype != np.int8:
        raise BadModel("another form")
    return OwnModel(about, weights)
