"""A brand with everything that a digest can tell of; every text in it is synthetic."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

from msgspec.structs import replace

from listener.facts import (
    Alarms,
    AuthorCount,
    Comparison,
    CoverageChange,
    Estimate,
    Facts,
    Feeling,
    Hours,
    Sampled,
    Stars,
    Storm,
    Topic,
    Topics,
    Unread,
    Voice,
    Waiting,
    balance_of,
    share_of,
)
from listener.outgoing import Pause
from listener.records import AspectCount, Report, Totals
from listener.reviewing import Figures
from tests.detection.evaluations import look

from .samples import NOW, SINCE, bad_day, incident, mention

HOUR = timedelta(hours=1)


def mean(value: float, half: float, n: int) -> Estimate:
    """A mean with its bounds."""
    return Estimate(value=value, low=value - half, high=value + half, n=n)


def feeling(negatives: int, positives: int, items: int) -> Feeling:
    """How so many feel."""
    return Feeling(
        negative=share_of(negatives, items),
        positive=share_of(positives, items),
        net=balance_of(positives, negatives),
    )


def comparisons() -> tuple[Comparison, ...]:
    """The day before, when one source was not seen, and the same days of three weeks."""
    return (
        Comparison(
            kind="previous",
            since=SINCE - 24 * HOUR,
            until=SINCE,
            totals=Totals(items=92, negatives=11, positives=40, rated=40, stars_sum=164.0),
            negative=share_of(11, 92),
            changed=(CoverageChange(source="trustpilot", kind="new"),),
        ),
        Comparison(
            kind="weekday",
            since=SINCE - timedelta(days=28),
            until=NOW - timedelta(days=7),
            totals=Totals(items=88, negatives=9, positives=41),
            periods=3,
            wanted=4,
            negative=share_of(27, 264),
        ),
    )


def topics() -> Topics:
    """One that does harm for sure, one that does good, one of which nobody can tell."""
    return Topics(
        by="stars",
        stars=3.4,
        net=-0.5,
        topics=(
            Topic(
                aspect="wait",
                items=42,
                negatives=36,
                negative=share_of(36, 42),
                stars_without=3.9,
                impact=mean(-0.5, 0.2, 60),
            ),
            Topic(
                aspect="staff",
                items=30,
                negatives=3,
                positives=25,
                negative=share_of(3, 30),
                stars_without=3.1,
                impact=mean(0.3, 0.15, 60),
            ),
            Topic(aspect="price", items=8, negatives=3, negative=share_of(3, 8)),
        ),
    )


def stars() -> dict[str, object]:
    """Of all, of two sources, two places and a version of few."""
    whole = Stars(mean=mean(3.4, 0.3, 180), counts=(40, 20, 15, 30, 75))
    return {
        "stars": whole,
        "stars_by_source": (
            replace(whole, source="appstore", mean=mean(2.3, 0.4, 60), counts=(30, 8, 4, 8, 10)),
            replace(whole, source="google", mean=mean(3.9, 0.2, 120), counts=(10, 12, 11, 22, 65)),
        ),
        "stars_by_listing": (
            Stars(
                source="google", name="Gran Vía", mean=mean(4.2, 0.2, 70), counts=(2, 4, 4, 20, 40)
            ),
            Stars(source="google", name="Sol", mean=mean(3.4, 0.4, 50), counts=(8, 8, 7, 2, 25)),
        ),
        "stars_by_version": (
            Stars(source="appstore", name="4.2", mean=mean(1.6, 0.3, 40), counts=(28, 6, 2, 2, 2)),
            Stars(source="appstore", name="4.1", mean=mean(3.6, 1.0, 9), counts=(1, 1, 1, 4, 2)),
        ),
    }


def hours() -> Hours:
    """Mondays at ten are the busiest."""
    places = count()
    items = tuple(tuple((next(places) * 7) % 11 for _ in range(24)) for _ in range(7))
    monday = (*items[0][:10], 42, *items[0][11:])
    negatives = tuple(tuple(each // 3 for each in row) for row in (monday, *items[1:]))
    return Hours(items=(monday, *items[1:]), negatives=negatives)


def facts(**changes: object) -> Facts:
    """All there is to know."""
    first = replace(mention("Boicot a Acme, pásalo", stars=None), key=12, source="mastodon")
    known: dict[str, object] = {
        "sampled": Sampled(read=20_000, of=1_200_000),
        "waiting": Waiting(
            reviews=(replace(mention("No contesta nadie", id="r-9"), key=9, answerable=True),),
            all_reviews=4,
            incidents=(incident(look=look(kind="both")),),
        ),
        "comparisons": comparisons(),
        "feeling": feeling(61, 20, 128),
        "feeling_before": feeling(11, 40, 92),
        "feeling_by_source": {
            "appstore": feeling(49, 5, 60),
            "hackernews": feeling(2, 3, 9),
        },
        **stars(),
        "answered": share_of(32, 40),
        "answered_before": share_of(20, 40),
        "topics": topics(),
        "voices": (
            Voice(
                name="Acme",
                brand="acme",
                items=128,
                share=share_of(128, 200),
                share_before=share_of(92, 190),
                negative=share_of(61, 128),
            ),
            Voice(
                name="Beta",
                brand="beta",
                items=72,
                share=share_of(72, 200),
                share_before=share_of(98, 190),
                negative=share_of(9, 72),
                changed=(CoverageChange(source="reddit", kind="lost"),),
            ),
            Voice(name="Celta", named=7),
        ),
        "loud": (
            AuthorCount(
                source="mastodon",
                name="Ana Gómez",
                url="https://example.org/@ana",
                items=14,
                negatives=12,
                reach=5_300,
            ),
        ),
        "newcomers": (AuthorCount(source="google", name="Luis", items=1, new=True),),
        "storms": (
            Storm(
                first=first,
                copies=37,
                negatives=37,
                authors=30,
                since=SINCE,
                until=NOW,
                sources=("mastodon", "reddit"),
            ),
        ),
        "hours": hours(),
        "unread": (Unread(language="pl", items=12), Unread(language="ja", items=3)),
        "alarms": Alarms(
            since=NOW - timedelta(days=90),
            alarms=30,
            judged=25,
            useful=20,
            precision=share_of(20, 25),
        ),
        "paused": (Pause(recipient="ana@example.com", since=SINCE, reason="refused"),),
    }
    return Facts(**{**known, **changes})  # type: ignore[arg-type]


def busy(**changes: object) -> Report:
    """A bad week of a brand with everything."""
    known: dict[str, object] = {
        "since": NOW - timedelta(days=7),
        "incidents": (
            incident(look=look(kind="both"), acknowledged_at=NOW - HOUR),
            incident(id=8, source="hackernews", state="recovered", recovered_at=NOW),
        ),
        "reviewed": Figures(
            reviews=60, due=40, answered=32, median=3 * HOUR, ninth=20 * HOUR, raised=2, lowered=1
        ),
        "reviewed_before": Figures(reviews=44, due=40, answered=20, raised=1),
        "aspects": (
            AspectCount(aspect="wait", items=42, negatives=36, items_before=30, negatives_before=9),
            AspectCount(aspect="staff", items=30, negatives=3, items_before=30, negatives_before=4),
            AspectCount(aspect="price", items=8, negatives=3, items_before=2),
        ),
        "facts": facts(),
    }
    return bad_day(**{**known, **changes})
