"""What a backtest has found, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from msgspec import Struct
from msgspec.structs import replace

from listener.cli import session
from listener.cli.incidents_shown import place, why
from listener.cli.table import table, wrap
from listener.config import Brand, Config
from listener.detection.hindsight import Injection
from listener.detection.kept import Kept
from listener.detection.replay import WouldBe
from listener.detection.replayed import Backtest, Heard, Known, Trial, Tried
from listener.driving import stretch
from listener.i18n import Translator
from listener.i18n.formats import day, figure, moment, number, percent, span
from listener.records import StoredMention
from listener.spikes import WHOLE_BRAND
from listener.store import Store
from listener.text import one_line

WIDTH = 90
SHOWN = 20
"""So many incidents are shown in the terminal: the latest."""

EXAMPLES, _AMONG, _LENGTH = 3, 60, 140

Examples = Mapping[int, Sequence[StoredMention]]


class Shown(Struct, frozen=True):
    """A backtest of a brand, and what was said in each of its incidents."""

    brand: Brand
    told: Backtest
    examples: Examples
    seed: int


def examples(store: Store, told: Backtest) -> dict[int, list[StoredMention]]:
    """Some negatives of each incident, of different people and in different words."""
    return {each.incident.id: _examples(store, each) for each in told.would_be}


def _examples(store: Store, would_be: WouldBe) -> list[StoredMention]:
    incident = would_be.incident
    since, until = stretch(incident)
    found: dict[tuple[str, str], StoredMention] = {}
    for each in store.mentions(
        brand=incident.brand,
        source=None if incident.source == WHOLE_BRAND else incident.source,
        label="negative",
        since=since,
        until=until,
        limit=_AMONG,
        collapsed=True,
    ):
        author = each.mention.author
        name = (author.id or author.name) if author else ""
        found.setdefault((each.source, name or f"#{each.key}"), each)
    return list(found.values())[:EXAMPLES]


def as_text(shown: Shown, config: Config, t: Translator) -> str:
    """What would have been sent, the incidents, what was made up, and what is taken for granted."""
    zone = session.zone_of(config, shown.brand.id)
    parts = [
        _heading(shown, t, zone),
        _budgets(shown.told.kept, t),
        *_incidents(shown, config, t, zone),
        *_known(shown.told.known, t, zone),
        *(_trial(each, t, zone) for each in shown.told.trials),
        _assumed(shown, t, zone),
    ]
    return "\n\n".join(parts)


def _heading(shown: Shown, t: Translator, zone: tzinfo) -> str:
    since, until = shown.told.since, shown.told.until
    days = round((until - since) / timedelta(days=1))
    words = t(
        "backtest.looked_at",
        n=days,
        days=number(t.language, days),
        brand=one_line(shown.brand.name, 60),
        since=moment(t.language, since, zone),
        until=moment(t.language, until, zone),
    )
    return "\n".join(wrap(words, WIDTH))


def _budgets(kept: Sequence[Kept], t: Translator) -> str:
    """A line for each."""
    names = ("budget", "sent", "monthly", "true", "ratio", "verdict")
    head = tuple(t(f"backtest.head_{name}") for name in names)
    rows = [head, *(_budget(each, t) for each in kept)]
    return "\n".join([t("backtest.sent"), table(rows), *_lines(t("backtest.rightly"))])


def _budget(kept: Kept, t: Translator) -> tuple[str, ...]:
    low, high = kept.bounds
    shown = {"ratio": kept.ratio, "low": low, "high": high}
    return (
        figure(t.language, kept.budget),
        number(t.language, kept.sent),
        figure(t.language, kept.sent / kept.months),
        number(t.language, kept.true),
        t("backtest.ratio", **{name: number(t.language, each, 1) for name, each in shown.items()}),
        t(f"backtest.is_{kept.verdict}"),
    )


def _incidents(shown: Shown, config: Config, t: Translator, zone: tzinfo) -> Iterator[str]:
    """A table of them, then why each is one, with what was said."""
    budget, every = figure(t.language, shown.told.budget), shown.told.would_be
    if not every:
        yield t("backtest.no_incidents", budget=budget)
        return
    some = list(enumerate(every, 1))[-SHOWN:]
    names = ("number", "at", "since", "until", "where", "kind", "observed")
    head = tuple(t(f"backtest.head_{name}") for name in names)
    rows = [head, *(_row(count, each, t, zone) for count, each in some)]
    left = len(every) - len(some)
    more = [f"  {t('backtest.more', n=left)}"] if left else []
    yield "\n".join([t("backtest.incidents", budget=budget), table(rows), *more])
    numbers: dict[int | None, int] = {each.incident.id: count for count, each in some}
    for count, each in some:
        # Ids of a replay are nobody's: `explain` would tell of another incident.
        incident = replace(each.incident, parent=numbers.get(each.incident.parent))
        lines = _lines(one_line(why(incident, config, t), 1000), f"{count}. ")
        yield "\n".join([*lines, *_said(shown.examples.get(each.incident.id, ()))])


def _row(count: int, would_be: WouldBe, t: Translator, zone: tzinfo) -> tuple[str, ...]:
    incident, language = would_be.incident, t.language
    seen = incident.told or incident
    over = incident.recovered_at
    return (
        str(count),
        moment(language, would_be.sent_at, zone) if would_be.sent_at else "",
        moment(language, incident.began_at, zone),
        moment(language, over, zone) if over else t("backtest.not_over"),
        place(incident.source, t),
        t(f"detection.kind_{seen.kind}"),
        t(
            "backtest.against",
            observed=number(language, seen.observed),
            items=number(language, seen.items),
            expected=number(language, seen.expected, int(seen.expected < 10)),
        ),
    )


def _said(mentions: Sequence[StoredMention]) -> Iterator[str]:
    for each in mentions:
        author = one_line((each.mention.author and each.mention.author.name) or "", 40)
        by = f" — {author}" if author else ""
        words = f"“{one_line(each.mention.text or each.mention.title, _LENGTH)}”{by}"
        yield from _lines(words, "   · ")


def _known(known: Sequence[Known], t: Translator, zone: tzinfo) -> Iterator[str]:
    if not known:
        return
    lines = [t("backtest.known")]
    for each in known:
        key = "known_missed" if each.delay is None else "known_found"
        words = t(
            f"backtest.{key}",
            id=each.incident.id,
            where=place(each.incident.source, t),
            since=moment(t.language, each.incident.began_at, zone),
            delay=span(each.delay or timedelta(), t),
            best=_beside(each.delay, each.best, t),
        )
        lines += _lines(words)
    yield "\n".join(lines)


def _trial(trial: Trial, t: Translator, zone: tzinfo) -> str:
    made_up = trial.injection
    what = t(
        "backtest.from_to",
        what=_what(made_up, trial.share, t),
        since=moment(t.language, made_up.since, zone),
        until=moment(t.language, made_up.until, zone),
        a_day=number(t.language, trial.a_day, int(trial.a_day < 10)),
    )
    lines = [*wrap(t("backtest.trial", what=what), WIDTH)]
    for each in trial.tried:
        lines += _lines(_tried(each, t))
    if trial.soon_after:
        lines += _lines(t("backtest.soon_after"))
    return "\n".join(lines)


def _what(made_up: Injection, share: float, t: Translator) -> str:
    usual = share if made_up.usual is None else made_up.usual
    return t(
        f"backtest.{made_up.kind}",
        volume=figure(t.language, made_up.volume),
        usual=percent(t.language, usual),
        share=percent(t.language, made_up.share or 0),
    )


def _tried(tried: Tried, t: Translator) -> str:
    return t(
        "backtest.missed" if tried.delay is None else "backtest.found",
        budget=figure(t.language, tried.budget),
        delay=span(tried.delay or timedelta(), t),
        n=tried.items or 0,
        items=number(t.language, tried.items or 0),
        best=_beside(tried.delay, tried.best, t),
    )


def _beside(delay: timedelta | None, best: timedelta | None, t: Translator) -> str:
    """How that compares with the fastest there can be."""
    if best is None:
        return t("backtest.unseen_by_all")
    if delay is None:
        return t("backtest.best", best=span(best, t))
    ratio = number(t.language, delay / best, 1)
    return t("backtest.times_best", ratio=ratio, best=span(best, t))


def _assumed(shown: Shown, t: Translator, zone: tzinfo) -> str:
    told = shown.told
    said = [
        t("backtest.as_known"),
        *(words for each in told.heard for words in _heard(each, told.since, t, zone)),
        *([t("backtest.one_draw", seed=shown.seed)] if told.trials else []),
    ]
    return "\n".join([t("backtest.assumed"), *(line for each in said for line in _lines(each))])


def _heard(heard: Heard, since: datetime, t: Translator, zone: tzinfo) -> Iterator[str]:
    """From when on a source is replayed, and how late it usually is."""
    source, began = place(heard.source, t), heard.really_since
    days = {
        "since": day(t.language, heard.since or since, zone),
        "really": day(t.language, began or since, zone),
    }
    if began is None:
        yield t("backtest.as_if_never", source=source, **days)
    elif heard.since is not None and heard.since < began:
        yield t("backtest.as_if", source=source, **days)
    elif began > since:
        yield t("backtest.only_since", source=source, **days)
    if heard.late is not None:
        yield t("backtest.late", source=source, late=span(heard.late, t))


def _lines(text: str, mark: str = "") -> list[str]:
    """Wrapped and moved in, behind a mark."""
    room = WIDTH - 2 - len(mark)
    heads = [mark, *[" " * len(mark)] * len(text)]
    return [f"  {head}{line}" for head, line in zip(heads, wrap(text, room), strict=False)]
