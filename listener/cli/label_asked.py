"""One mention after the other, a key for each: in a terminal, or from lines of the input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import click
from msgspec.structs import replace

from listener.card import card
from listener.cli.table import wrap
from listener.config import Brand, Config
from listener.digest.measures import language_name
from listener.i18n import Translator
from listener.i18n.formats import moment, month, number
from listener.labelling import A_MONTH, Drawn, Session
from listener.model import Label
from listener.records import StoredMention
from listener.source import title_of
from listener.store import Store
from listener.text import fold, one_line

LABELS: tuple[Label, ...] = ("negative", "neutral", "positive")
WORDS = {
    **dict.fromkeys(("n", "negative", "negativa", "negativo"), "negative"),
    **dict.fromkeys(("0", "neutral", "neutra", "neutro"), "neutral"),
    **dict.fromkeys(("p", "positive", "positiva", "positivo"), "positive"),
    **dict.fromkeys(("s", "skip", "saltar"), "skip"),
    **dict.fromkeys(("u", "undo", "deshacer"), "undo"),
    **dict.fromkeys(("q", "quit", "salir"), "quit"),
}
"""What a person may type, folded, in either language."""


def label_in(word: str | None) -> Label | None:
    """The label that a word means, if it means one."""
    return next((each for each in LABELS if each == word), None)


LONGEST = 1_500
WIDTH = 78


def go_through(
    store: Store,
    brand: Brand,
    drawn: Sequence[Drawn],
    what: tuple[datetime, str],
    left: int,
    by: str,
    now: Callable[[], datetime],
    t: Translator,
) -> bool:
    """Ask about what was drawn of a month and language; False when the person has had enough.

    `left` are all that were not asked about, drawn or not.
    """
    words = {
        "brand": one_line(brand.name, 60),
        "month": month(t.language, what[0], UTC),
        "language": language_name(what[1], t),
    }
    if not drawn:
        click.echo(t("labels.nothing_left" if left else "labels.all_asked", **words, count=A_MONTH))
        return True
    click.echo(t("labels.begin", **words, n=len(drawn), count=len(drawn)))
    click.echo(t("labels.keys"))
    session = Session(store, brand.id, drawn, by=by, now=now)
    goes_on = _asked(session, brand, t)
    done = number(t.language, session.labelled)
    click.echo(t("labels.done", n=session.labelled, count=done))
    return goes_on


def _asked(session: Session, brand: Brand, t: Translator) -> bool:
    shown: tuple[int, int] | None = None
    while (stored := session.current()) is not None:
        if shown != session.place:
            click.echo("\n".join(_lines(stored, session.place, brand, t)))
            shown = session.place
        key = _key()
        said = WORDS.get(fold(key))
        if said == "quit":
            return False
        if said == "undo":
            click.echo(t("labels.undone" if session.undo() else "labels.nothing_to_undo"))
            shown = None
        elif said == "skip":
            session.say(None)
            click.echo(t("labels.skipped"))
        elif label := label_in(said):
            there = session.say(label)
            click.echo(_answered(stored, label, t) if there else t("labels.gone"))
        else:
            click.echo(t("labels.not_a_key", key=one_line(key, 20)) + " " + t("labels.keys"))
    return True


def _lines(
    stored: StoredMention, place: tuple[int, int], brand: Brand, t: Translator
) -> Iterator[str]:
    """The mention without author, stars or label: nothing that says what to think of it."""
    zone = ZoneInfo(brand.time_zone)
    at = stored.mention.published_at or stored.first_seen_at
    about = (
        t("labels.place", place=place[0], count=place[1]),
        one_line(title_of(stored.source), 40),
        moment(t.language, at, zone),
        one_line(brand.name, 60),
    )
    yield ""
    yield " · ".join(about)
    text = card(replace(stored, copies=0), t, zone, limit=LONGEST).text
    yield from (f"  {line}" for line in wrap(text, WIDTH))


def _answered(stored: StoredMention, said: Label, t: Translator) -> str:
    """What was said, beside what listener says: it was hidden until now."""
    words = {"label": t(f"labels.{said}").capitalize(), "counted": t(f"labels.{stored.label}")}
    rating = stored.mention.rating
    if rating is None:
        return t("labels.said", **words)
    stars = number(t.language, rating.stars, 0 if rating.stars == int(rating.stars) else 1)
    return t("labels.said_stars", **words, stars=stars)


def _key() -> str:
    """One key of a terminal; a line of anything else; `q` at the end of the input."""
    if not at_a_terminal():
        line = sys.stdin.readline()
        return line.strip() if line else "q"
    try:
        return click.getchar()
    except (KeyboardInterrupt, EOFError):
        return "q"


def at_a_terminal() -> bool:
    """Whether there are keys to be pressed."""
    return sys.stdin.isatty()


def called(config: Config, brand: str) -> str:
    """A brand's name for people."""
    return one_line(config.brand(brand).name, 60)
