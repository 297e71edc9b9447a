"""What a text gives away about whom its feeling is towards, as numbers with names."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import NamedTuple

from listener.model import Sentiment
from listener.sentiment.towards.reading import Reading, Whose

_SCALE = 0.15
_LEAST = 1e-3
_FAINT = 0.1
_SLOGAN = 7
_PARTINGS = ("leave", "avoid", "miss", "choose", "praised", "scorned")
_DEEDS = (*_PARTINGS, "better", "worse", "unlike", "only")
_OPPOSITE: dict[Whose, Whose] = {"brand": "other", "other": "brand", "nobody": "nobody"}
Numbers = dict[str, float]
Sums = dict[tuple[Whose, str], float]


class Evidence(NamedTuple):
    """What speaks for good feelings towards the brand, or bad ones, and for none at all."""

    good_or_bad: Numbers
    nothing: Numbers


def feel(sentiment: Sentiment) -> float:
    """How surely a text is good or bad, from -1 to 1: the logarithm of the odds of the two."""
    if sentiment.negative is None or sentiment.positive is None:
        return _within(2 * sentiment.polarity)
    good, bad = max(_LEAST, sentiment.positive), max(_LEAST, sentiment.negative)
    return _within(_SCALE * log(good / bad))


def evidence(reading: Reading, felt: Sequence[float], whole: float) -> Evidence:
    """What a reading gives away, with how its clauses and the whole text feel."""
    sums = _sums(reading, felt)
    return Evidence(_good_or_bad(reading, sums, felt, whole), _nothing(reading, sums, felt, whole))


def _good_or_bad(reading: Reading, sums: Sums, felt: Sequence[float], whole: float) -> Numbers:
    """Above nought for good feelings towards the brand, below for bad ones."""
    alone, mere, joined, late = reading.alone, _mere(reading), reading.joined, reading.late
    own = sums["brand", "named"]
    other = -(sums["other", "named"] + sums["other", "after"] + sums["other", "before"])
    return {
        "named": own,
        "named, alone": own if alone else 0.0,
        "after": sums["brand", "after"],
        "before": sums["brand", "before"],
        "before, but": -_before_but(reading, felt),
        "beside": 0.0 if alone else _within(own - sums["other", "named"]),
        "told": _told(reading, felt),
        "late": own if late else 0.0,
        "text, joined": whole if joined else 0.0,
        "other": 0.0 if mere or joined else other,
        "other, merely where or by what": other if mere else 0.0,
        "other, unlike": other if reading.net("unlike") else 0.0,
        "text": whole,
        "text, alone": whole if alone else 0.0,
        "left": -reading.net("leave") - reading.net("avoid"),
        "chosen": reading.net("choose"),
        "missed": reading.net("miss"),
        "less good": -reading.net("better") - reading.net("instead"),
        "less bad": reading.net("worse"),
        "praised": reading.net("praised") - reading.net("scorned"),
        "slogan": -float(_slogan(reading)),
    }


def _nothing(reading: Reading, sums: Sums, felt: Sequence[float], whole: float) -> Numbers:
    """What speaks for no feelings towards the brand at all."""
    says, mere = reading.says, _mere(reading)
    told = any(each.told and each.whose == "brand" for each in reading.clauses)
    owner = "owner" in says
    return {
        "always": 1.0,
        "place": float(reading.is_done("place")),
        "tool": float(reading.is_done("tool")),
        "where or by what, others there": float(mere and not reading.alone),
        "life": float("life" in says),
        "life, where or by what": float("life" in says and mere),
        "life, customer": float("life" in says and "custom" in says),
        "customer": float("custom" in says),
        "told": float(told),
        "hearsay": float("told" in says),
        "stranger": float("stranger" in says),
        "owner": float(owner),
        "signature": float(reading.alone and reading.signature),
        "owner, signed": float(owner and reading.signed),
        "nothing felt": float(max(map(abs, felt), default=0.0) < _FAINT),
        "done": float(any(map(reading.net, _DEEDS))),
        "asks": float("?" in reading.marked),
        "felt in its clause": abs(sums["brand", "named"]),
        "felt after": abs(sums["brand", "after"]),
        "felt": abs(whole),
    }


def speaks(reading: Reading) -> bool:
    """Whether anything speaks for another feeling towards the brand than that of the text."""
    says = reading.says
    return (
        not reading.alone
        or reading.late
        or any(each.told for each in reading.clauses)
        or _slogan(reading)
        or "?" in reading.marked
        or reading.is_done("place")
        or "stranger" in says
        or ("owner" in says and reading.signed)
        or reading.signature
        or ("life" in says and (_mere(reading) or len(reading.clauses) > 1))
        or any(map(reading.is_done, _PARTINGS))
    )


def _mere(reading: Reading) -> bool:
    return any(reading.is_done(what) for what in ("place", "within", "tool"))


def _sums(reading: Reading, felt: Sequence[float]) -> Sums:
    """How the clauses of each feel together; what follows a parting is felt of whom one has now."""
    sums: Sums = {}
    parted = ""
    for clause, value in zip(reading.clauses, felt, strict=True):
        if clause.how == "named":
            parted = "left" if clause.left else "missed" if clause.missed else ""
        if clause.told or clause.missed:
            continue
        turned = (parted == "left" and value > 0) or (parted == "missed" and value < 0)
        whose = clause.whose
        if turned and clause.how == "after" and not reading.alone:
            whose = _OPPOSITE[whose]
        so_far = sums.get((whose, clause.how), 0.0)
        sums[whose, clause.how] = so_far + value
    keys = [(w, h) for w in _OPPOSITE for h in ("named", "before", "after")]
    return {key: _within(sums.get(key, 0.0)) for key in keys}


def _told(reading: Reading, felt: Sequence[float]) -> float:
    """How others are said to feel about the brand, which the writer may deny."""
    told = [
        value
        for clause, value in zip(reading.clauses, felt, strict=True)
        if clause.told and clause.whose == "brand" and clause.how == "named"
    ]
    return _within(sum(told))


def _before_but(reading: Reading, felt: Sequence[float]) -> float:
    """How what goes before feels, where the brand comes with a "but"."""
    total = 0.0
    for clause, value in zip(reading.clauses, felt, strict=True):
        if clause.whose == "brand" and clause.how == "named":
            return _within(total) if clause.turns else 0.0
        total += value
    return 0.0


def _slogan(reading: Reading) -> bool:
    """A few words in quotes beside the brand: what it says of itself, and the writer doubts."""
    if '"' not in reading.marked:
        return False
    tokens = reading.tokens
    marks = [at for at, token in enumerate(tokens) if token.word == '"']
    for opened, closed in zip(marks[::2], marks[1::2], strict=False):
        inside = tokens[opened:closed]
        around = [*tokens[max(0, opened - 4) : opened], *tokens[closed : closed + 8]]
        short = len(inside) <= _SLOGAN and not any(each.whose for each in inside)
        if short and any(each.whose == "brand" for each in around):
            return True
    return False


def _within(value: float) -> float:
    return max(-1.0, min(1.0, value))
