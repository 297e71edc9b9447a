"""Items for tests of drivers: what somebody said, usually and in a spike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from listener.causes import Item

AT = datetime(2026, 11, 22, 7, 15, tzinfo=UTC)

USUAL = (
    "El café llegó frío y la leche estaba agria",
    "Muy caro para lo que es, el servicio es lento",
    "La tostada venía quemada y nadie se disculpó",
    "Cold coffee and a rude waiter, never again",
    "Too expensive, the sandwich was dry",
    "The queue was long and the toilet was dirty",
)


def item(number: int, text: str = "", **changes: object) -> Item:
    """A negative of somebody of their own, a minute after the one before."""
    plain: dict[str, object] = {
        "id": number,
        "text": text or USUAL[number % len(USUAL)],
        "negative": True,
        "source": "site",
        "at": AT + timedelta(minutes=number),
        "language": "",
        "author": f"author {number}",
        "group": str(number),
    }
    return Item(**plain | changes)  # type: ignore[arg-type]


def usual(count: int = 120, **changes: object) -> list[Item]:
    """What the brand's negatives usually say."""
    return [item(1000 + number, **changes) for number in range(count)]


def spike(text: str, count: int = 20, others: int = 10, **changes: object) -> list[Item]:
    """So many who say this, each in their own words, and the usual ones."""
    said = [item(number, f"{text} ({number} veces)", **changes) for number in range(count)]
    return said + [item(count + number) for number in range(others)]


def alarms_from(least: int):  # type: ignore[no-untyped-def]
    """Alarms from so many negatives on, where all of the usual ones are expected."""
    return lambda negatives, items, share: negatives >= least * max(share, 0.5)


def texts(items: Sequence[Item]) -> list[str]:
    """What they say."""
    return [each.text for each in items]
