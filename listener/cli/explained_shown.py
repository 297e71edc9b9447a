"""An incident explained to people, in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from listener import evaluated
from listener.cli import session
from listener.cli.explained import Account, Again
from listener.cli.incidents_shown import name_of, place, why
from listener.cli.table import table, wrap
from listener.config import Config
from listener.detection.layout import ENGINE
from listener.i18n import Translator
from listener.i18n.formats import moment, number, percent, shares
from listener.severity import severity
from listener.spikes import Evaluation, Incident
from listener.telling import driven_by
from listener.text import one_line

WIDTH = 90
SHOWN = 12
"""So many evaluations are shown: the latest."""

Row = tuple[str, str]


def as_text(found: Account, config: Config, t: Translator) -> str:
    """Why it is one, its figures, whether they come out the same, and what is not known."""
    incident = found.incident
    zone = session.zone_of(config, incident.brand)
    return "\n".join(
        [
            _heading(incident, config, t),
            *_wrapped(one_line(why(incident, config, t), 1000)),
            *_driven(found, config, t),
            *_figures(found, t, zone),
            *_went(found, t, zone),
            *_anew(found, t, zone),
            *_unknown(found, t),
        ]
    )


def _heading(incident: Incident, config: Config, t: Translator) -> str:
    return t(
        "explain.heading_open" if incident.state == "open" else "explain.heading_over",
        id=incident.id,
        brand=name_of(incident, config),
        source=place(incident.source, t),
    )


def _driven(found: Account, config: Config, t: Translator) -> Sequence[str]:
    words = driven_by(config, found.drivers, t) if found.drivers else ""
    return _wrapped(one_line(words, 600)) if words else ()


def _figures(found: Account, t: Translator, zone: tzinfo) -> Iterator[str]:
    """The figures of the evaluation that is told of."""
    look = found.incident.told
    if look is None:
        return
    yield f"\n{t('explain.figures')}"
    yield table([(t(f"explain.{name}"), words) for name, words in _rows(found, look, t, zone)])


def _rows(found: Account, look: Evaluation, t: Translator, zone: tzinfo) -> Iterator[Row]:
    yield "window", evaluated.window(look, t, zone)
    yield ("stars" if look.method == "stars" else "negative"), evaluated.against(look, t)
    if look.method != "count":
        yield "in_that_time", evaluated.rounded(look.items_expected * look.usual_share, t)
    yield "items", evaluated.in_all(look, t)
    yield "share", shares(look, t)
    if look.copies:
        yield "copies", number(t.language, look.copies)
    if look.authors is not None:
        yield "authors", number(t.language, look.authors)
    yield "kind", t(f"detection.kind_{look.kind}")
    yield "method", t(f"explain.method_{look.method}")
    yield "basis", evaluated.basis(look, t, zone)
    yield "rate", evaluated.rate(look, t)
    yield "chance", evaluated.chance(look, t)
    yield "severity", t("explain.of_ten", n=severity(found.incident))
    if found.evaluations:
        alarming = sum(each.alarming for each in found.evaluations)
        figures = {"n": alarming, "of": len(found.evaluations)}
        yield "persistence", t("explain.alarming_in", **figures)
    if found.came_to:
        yield "cost", number(t.language, found.came_to.cost)
        if found.came_to.answerable:
            figures = {name: getattr(found.came_to, name) for name in ("answered", "answerable")}
            yield "answered", t("explain.answered_of", **figures)
    yield "cut", moment(t.language, look.until, zone)
    yield "engine", look.engine


def _went(found: Account, t: Translator, zone: tzinfo) -> Iterator[str]:
    """What happened, and the latest evaluations."""
    if found.events:
        yield f"\n{t('explain.events')}"
        yield table(
            [(moment(t.language, at, zone), t(f"explain.{event}")) for at, event in found.events]
        )
    if found.evaluations:
        latest = found.evaluations[-SHOWN:]
        yield f"\n{t('explain.evaluations', n=len(latest), of=len(found.evaluations))}"
        yield table([_head(t), *(_evaluated(each, t, zone) for each in latest)])


def _head(t: Translator) -> list[str]:
    names = ("until", "negative_of", "share", "monthly", "what")
    return [t(f"explain.head_{name}") for name in names]


def _evaluated(look: Evaluation, t: Translator, zone: tzinfo) -> list[str]:
    observed, items = number(t.language, look.observed), number(t.language, look.items)
    part = percent(t.language, look.observed / look.items) if look.items else "—"
    state = "alarming" if look.alarming else "usual" if look.usual else "high"
    said = t(f"explain.is_{state}", kind=t(f"detection.kind_{look.kind}"))
    partly = "" if look.complete else f" {t('explain.in_part')}"
    return [
        moment(t.language, look.until, zone),
        f"{observed}/{items}",
        part,
        evaluated.significant(look.monthly, t),
        f"{said}{partly}",
    ]


def _anew(found: Account, t: Translator, zone: tzinfo) -> Iterator[str]:
    """Whether the figures come out the same."""
    yield f"\n{t('explain.anew')}"
    engine = one_line(found.incident.engine, 40)
    if found.incident.look is None:
        yield from _wrapped(t("explain.of_counts", engine=engine))
    elif not found.anew and engine != ENGINE:
        yield from _wrapped(t("explain.of_another", engine=engine, own=ENGINE))
    elif not found.anew:
        yield from _wrapped(t("explain.no_basis"))
    for again in found.anew:
        yield from _compared(again, t, zone)


def _compared(again: Again, t: Translator, zone: tzinfo) -> Iterator[str]:
    until = moment(t.language, again.until, zone)
    if not again.differences:
        yield from _wrapped(f"✓ {t('explain.same', until=until)}")
        return
    yield from _wrapped(f"✗ {t('explain.differs', until=until)}")
    rows = [(each.figure, one_line(f"{each.stored} → {each.anew}")) for each in again.differences]
    yield table(rows, indent=4)


def _unknown(found: Account, t: Translator) -> Iterator[str]:
    """What could not be seen, then and now; and what a machine cannot know."""
    yield f"\n{t('explain.unknown')}"
    for each in found.unseen:
        where = place(each.source, t)
        words = t("explain.unseen", n=each.quarters, of=each.of, source=where)
        yield from _wrapped(f"- {words}")
    for source in found.blind:
        yield from _wrapped(f"- {t('explain.blind', source=place(source, t))}")
    yield from _wrapped(f"- {t('explain.machine')}")
    yield from _wrapped(f"- {t('explain.cause')}")


def _wrapped(text: str) -> Sequence[str]:
    mark, _, _ = text.partition(" ")
    hanging = 4 if len(mark) == 1 else 2
    first, *others = wrap(text, WIDTH - hanging)
    return [f"  {first}", *(f"{' ' * hanging}{line}" for line in others)]
