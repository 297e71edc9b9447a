"""What a scorer tells as three probabilities, and a sentiment made of three. Pure."""

from __future__ import annotations

from math import exp

from msgspec.structs import replace

from listener.model import Label, Sentiment

Chances = tuple[float, float, float]
"""The probabilities of negative, neutral and positive."""

LABELS: tuple[Label, Label, Label] = ("negative", "neutral", "positive")
NOTHING: Chances = (0.25, 0.5, 0.25)
"""Of a text of which nothing is known."""

_STEEP, _FLAT = 4.0, 0.2
LEAST = 1e-6


def chances_of(sentiment: Sentiment) -> Chances | None:
    """What the scorer tells; provisional ones, from the polarity, where it tells none.

    None: it cannot tell. The provisional ones call the same texts neutral as the threshold of
    VADER's authors does, 0.05; calibration says what they are worth.
    """
    if sentiment.label == "unknown":
        return None
    if sentiment.negative is not None and sentiment.positive is not None:
        rest = max(0.0, 1.0 - sentiment.negative - sentiment.positive)
        return sentiment.negative, rest, sentiment.positive
    down, flat, up = exp(-_STEEP * sentiment.polarity), exp(_FLAT), exp(_STEEP * sentiment.polarity)
    total = down + flat + up
    return down / total, flat / total, up / total


def label_by(chances: Chances) -> Label:
    """The likeliest label; of two as likely the neutral one, or the graver."""
    negative, neutral, positive = chances
    if neutral >= negative and neutral >= positive:
        return "neutral"
    return "negative" if negative >= positive else "positive"


def felt(sentiment: Sentiment, chances: Chances) -> Sentiment:
    """The sentiment with these probabilities; label, polarity and confidence follow them."""
    negative, _, positive = chances
    return replace(
        sentiment,
        label=label_by(chances),
        polarity=round(positive - negative, 4),
        confidence=round(max(chances), 4),
        negative=round(negative, 4),
        positive=round(positive, 4),
    )
