"""What a scorer's probabilities are worth on a source, learned from people's labels. Pure.

With p for what the scorer says,

    log p'/(1-p') = a log p - b log (1-p) + c                   for negative: its curve
    p'(label) ∝ p(label)^slope · e^(bias of the label)          for the rest; of neutral it is 0

(beta calibration: M. Kull, T. Silva Filho and P. Flach, AISTATS 2017), and, where labels are many,
p'(negative) and p'(positive) are put through a line that rises in steps (isotonic regression, every
step drawn towards where it was by so many made-up labels: PULL).

Few labels do not make it worse: the figures of all labels of a model are drawn towards START and
CURVE (probabilities of a new domain are mostly a little too sure), those of a language towards
these, those of a source in it towards its language's; each strongly and weakly, and the mean of
both is taken by how likely each makes the labels. Of the steps on that way, and the scorer's own
probabilities, the one is taken that foretold labels best which it had not seen (five parts, each in
turn left out).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from math import exp, log
from typing import Literal, NamedTuple, TypeVar

from msgspec import Struct

from listener.sentiment.probabilities import LEAST, Chances

_T = TypeVar("_T")
_K = TypeVar("_K", bound=Hashable)

ENOUGH = 30
"""Fewer labels are left alone: what they would teach is as likely wrong as right."""

MANY = 300
"""From so many labels steps are tried. Measured on reviews, news and posts in two languages: with
100 labels they foretold worse than the three figures on three sets of five, with 300 better on
three of four."""

PULL = 30.0
Figures = tuple[float, float, float]
"""Slope, and the biases of negative and positive."""

START: Figures = (0.9, 0.0, 0.0)
PULLS: tuple[Figures, ...] = ((400.0, 400.0, 400.0), (3.0, 1.0, 1.0))
CURVE: Figures = (1.1, 0.6, 0.3)
CURVE_PULLS: tuple[Figures, ...] = (
    (400.0, 400.0, 400.0),
    (60.0, 60.0, 60.0),
    (10.0, 10.0, 5.0),
    (3.0, 3.0, 1.0),
)
"""Where figures start, and how strongly they are held there, or at what is known above.

Of some twenty choices these had the least mean error after 100 labels, on a dozen sets of six
languages; CURVE is near the mean of what fits each whole set. Without the film reviews among them,
which lie far from all that the core has read, a strong pull alone would have been as good: the weak
one is for such as these.
"""

NEAREST = 1e-4
"""No nearer to nought or one is a probability taken at its word."""

Line = tuple[tuple[float, float], ...]
"""Corners of a line that rises: from a probability to what it is worth."""


class Calibration(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How to read a scorer's probabilities."""

    slope: float = 1.0
    negative: float = 0.0
    positive: float = 0.0
    curve: Figures | None = None
    negative_line: Line = ()
    positive_line: Line = ()

    def __call__(self, chances: Chances) -> Chances:
        """The probabilities as the labels say that they are to be read."""
        below, level, above = (self.slope * log(max(each, LEAST)) for each in chances)
        below, above = below + self.negative, above + self.positive
        top = max(below, level, above)
        below, level, above = exp(below - top), exp(level - top), exp(above - top)
        total = below + level + above
        below, above = below / total, above / total
        if self.curve is not None:
            rest = above / max(1.0 - below, LEAST)
            below = _curved(self.curve, chances[0])
            above = (1.0 - below) * min(1.0, rest)
        if self.negative_line:
            below, above = _along(self.negative_line, below), _along(self.positive_line, above)
            over = max(1.0, (below + above) / 0.999)
            below, above = below / over, above / over
        return below, 1.0 - below - above, above


class Example(Struct, frozen=True):
    """What a scorer says of a mention, and which label (0 negative, 1 neutral, 2 positive) is."""

    source: str
    language: str
    chances: Chances
    truth: int


Place = tuple[str, str]
"""Source and language; without a source all of the language, without both all."""

Way = Literal["none", "all", "language", "source", "steps"]
"""How far down the way from all labels to those of one source it was worth to go."""

ORDER: tuple[Way, ...] = ("source", "language", "all", "none", "steps")
"""Of two that foretell as well the first."""

Calibrations = Mapping[Place, Calibration]


def found_for(calibrations: Calibrations, source: str, language: str) -> Calibration | None:
    """The nearest calibration: of the source, else of the language, else of all."""
    for place in ((source, language), ("", language), ("", "")):
        if place in calibrations:
            return calibrations[place]
    return None


class Level(NamedTuple):
    """What some labels have taught: slope and biases, and the curve of negative."""

    figures: Figures
    curve: Figures


class _Ways:
    """Every way to read the probabilities of each place, from some examples."""

    def __init__(self, examples: Sequence[Example]) -> None:
        from listener.sentiment.fitting import Part

        whole = Part(examples)
        self.all = Level(whole.figures(START, PULLS), whole.curve(CURVE, CURVE_PULLS))
        by_language = _by(examples, lambda each: each.language)
        self.languages = {
            language: _below(part, examples, self.all) for language, part in by_language.items()
        }
        self.sources: dict[Place, Level] = {}
        self.steps: dict[Place, Calibration] = {}
        for place, part in _by(examples, lambda each: (each.source, each.language)).items():
            level = _below(part, by_language[place[1]], self.languages[place[1]])
            self.sources[place] = level
            if len(part) >= MANY * 4 / 5:
                self.steps[place] = Part(part).steps(_of(level), PULL)

    def ways(self, source: str, language: str) -> dict[Way, Calibration]:
        """Those that there are for a place."""
        found: dict[Way, Calibration] = {"none": Calibration(), "all": _of(self.all)}
        if language in self.languages:
            found["language"] = _of(self.languages[language])
        if (source, language) in self.sources:
            found["source"] = _of(self.sources[source, language])
        if (source, language) in self.steps:
            found["steps"] = self.steps[source, language]
        return found


def _below(part: Sequence[Example], whole: Sequence[Example], above: Level) -> Level:
    """The figures of a part; of one that is all there is, those above: no label teaches twice."""
    from listener.sentiment.fitting import Part

    if len(part) == len(whole):
        return above
    own = Part(part)
    return Level(own.figures(above.figures, PULLS), own.curve(above.curve, CURVE_PULLS))


class Learned(Struct, frozen=True, kw_only=True):
    """A calibration that was learned, of a place, and from how many labels."""

    place: Place
    way: Way
    labels: int
    calibration: Calibration


class Judged(Struct, frozen=True, kw_only=True):
    """An example as it is read before and after, by what was learned from others."""

    example: Example
    before: Chances
    after: Chances


def learned(examples: Sequence[Example]) -> tuple[list[Learned], list[Judged]]:
    """A calibration for every place that has labels enough, and how each example fares with one.

    The examples of one scorer, in an order that does not matter. Each is judged by what was
    learned, and chosen, without it.
    """
    if len(examples) < ENOUGH:
        return [], []
    parts = _parts(examples)
    worth = _worths(examples, parts)
    final = _Ways(examples)
    places = _by(range(len(examples)), lambda at: (examples[at].source, examples[at].language))
    kept = []
    for place, members in sorted(_wider(places).items()):
        if len(members) >= ENOUGH:
            ways = final.ways(*place)
            way = _best(worth, members, among=ways)
            kept.append(Learned(place=place, way=way, labels=len(members), calibration=ways[way]))
    return kept, _judged(examples, parts, worth, places)


Worth = Mapping[int, Mapping[Way, tuple[float, Chances]]]
"""Of each example by each way: how much it was missed by, and the probabilities."""


def _worths(examples: Sequence[Example], parts: Sequence[int]) -> Worth:
    found: dict[int, dict[Way, tuple[float, Chances]]] = {}
    for left_out in set(parts):
        ways = _Ways([each for each, part in zip(examples, parts, strict=True) if part != left_out])
        for at, example in enumerate(examples):
            if parts[at] != left_out:
                continue
            found[at] = {
                way: _missed(calibration(example.chances), example.truth)
                for way, calibration in ways.ways(example.source, example.language).items()
            }
    return found


def _judged(
    examples: Sequence[Example],
    parts: Sequence[int],
    worth: Worth,
    places: Mapping[Place, Sequence[int]],
) -> list[Judged]:
    """Each example read by the way that was best for those of the other parts."""
    judged: dict[int, Judged] = {}
    for (_, language), members in places.items():
        chosen = members
        if len(members) < ENOUGH:  # as one of the language, for want of its own
            chosen = [at for at, each in enumerate(examples) if each.language == language]
        for left_out in set(parts):
            others = [at for at in chosen if parts[at] != left_out]
            way = _best(worth, others) if len(chosen) >= ENOUGH else "none"
            for at in members:
                if parts[at] == left_out:
                    ways, before = worth[at], examples[at].chances
                    after = ways.get(way, ways["none"])[1]
                    judged[at] = Judged(example=examples[at], before=before, after=after)
    return [judged[at] for at in range(len(examples))]


def _best(worth: Worth, members: Sequence[int], among: Collection[Way] = ORDER) -> Way:
    """The way that foretold best, of those that there are for all of them."""
    ways = set(among)
    for at in members:
        ways &= set(worth[at])
    return min(
        (way for way in ORDER if way in ways),
        key=lambda way: sum(worth[at][way][0] for at in members),
    )


def _wider(places: Mapping[Place, Sequence[int]]) -> dict[Place, list[int]]:
    """The places with those of each whole language, for sources that nobody has labelled."""
    wider = {place: list(members) for place, members in places.items()}
    for (_, language), members in places.items():
        wider.setdefault(("", language), []).extend(members)
    return wider


def _missed(chances: Chances, truth: int) -> tuple[float, Chances]:
    return -log(max(chances[truth], LEAST)), chances


def _parts(examples: Sequence[Example]) -> list[int]:
    """Five parts, each with its share of every place and label."""
    met: dict[tuple[str, str, int], int] = {}
    parts = []
    for each in examples:
        key = (each.source, each.language, each.truth)
        met[key] = met.get(key, 0) + 1
        parts.append((met[key] + each.truth) % 5)
    return parts


def _by(things: Iterable[_T], key: Callable[[_T], _K]) -> dict[_K, list[_T]]:
    parts: dict[_K, list[_T]] = {}
    for each in things:
        parts.setdefault(key(each), []).append(each)
    return parts


def _of(level: Level) -> Calibration:
    slope, negative, positive = (round(each, 4) for each in level.figures)
    a, b, c = (round(each, 4) for each in level.curve)
    return Calibration(slope=slope, negative=negative, positive=positive, curve=(a, b, c))


def _curved(curve: Figures, value: float) -> float:
    """Where a curve is at a value."""
    p = min(max(value, NEAREST), 1.0 - NEAREST)
    return 1.0 / (1.0 + exp(-(curve[0] * log(p) - curve[1] * log(1.0 - p) + curve[2])))


def _along(line: Line, value: float) -> float:
    """Where a line is at a value."""
    at = bisect_right(line, (value, 2.0))
    if at == 0:
        return line[0][1]
    if at == len(line):
        return line[-1][1]
    (left, low), (right, high) = line[at - 1], line[at]
    return low + (high - low) * (value - left) / (right - left)
