"""What could be seen of each watch, so that silence is told apart from no news."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from listener.digest.blocks import Block, Line, Lines, Paragraph, Section, Tone
from listener.digest.wording import Wording
from listener.i18n import Translator
from listener.i18n.formats import moment, number, span
from listener.model import Gap, ListingTotals
from listener.outgoing import Pause
from listener.records import Report, WatchStatus
from listener.text import one_line

Sight = Literal["fresh", "silent", "stale", "partial", "blind", "new"]
MARKS: dict[Sight, str] = {
    "fresh": "✓",
    "silent": "○",
    "stale": "◐",
    "partial": "◐",
    "blind": "✗",
    "new": "?",
}
SHOWN_GAPS = 3
FINE = 8
"""Watches that all is well with, and are listed; more of them are only counted."""

IN_TIME = timedelta(days=3)
"""How long before something is lost it is said: time enough to mend a key."""

_BLINDING = ("unavailable", "throttled", "denied", "broken")
_GAP_REASONS = ("source_cap", "page_budget", "throttled", "error")


class Seen(Struct, frozen=True, kw_only=True):
    """One watch in words. Only `fresh` and `silent` may be taken for the whole truth."""

    sight: Sight
    name: str
    words: str

    @property
    def mark(self) -> str:
        """A sign for it, one column wide."""
        return MARKS[self.sight]


def coverage(report: Report, words: Wording) -> Section:
    """What could be seen, the blind first; that nothing is watched, where that is so."""
    zone = ZoneInfo(report.time_zone)
    named = replace(
        report, by_source={words.titled(name): sums for name, sums in report.by_source.items()}
    )
    statuses = (replace(each, source=words.titled(each.source)) for each in report.coverage)
    watches = [seen(status, named, words.t, zone, words.now) for status in statuses]
    watches.sort(key=lambda watch: (watch.sight != "blind", watch.name))
    fine = [watch for watch in watches if watch.sight in ("fresh", "silent")]
    left_out = fine[FINE:]
    lines = tuple(_line(watch) for watch in watches if watch not in left_out)
    blocks: list[Block] = [
        Lines(lines=lines) if lines else Paragraph(text=words.t("digest.nothing_watched"))
    ]
    if left_out:
        count = number(words.t.language, len(left_out))
        blocks.append(
            Paragraph(text=words.t("digest.also_read", n=len(left_out), count=count), tone="soft")
        )
    if paused := report.facts.paused if report.facts else ():
        blocks.append(Lines(lines=tuple(_paused(each, words, zone) for each in paused)))
    return Section(key="coverage", title=words.t("digest.coverage"), blocks=tuple(blocks))


def _paused(pause: Pause, words: Wording, zone: tzinfo) -> Line:
    """Who takes no messages for now: of that nobody is told but here."""
    at = moment(words.t.language, pause.since, zone)
    who = one_line(pause.recipient, 254)
    said = words.t(f"digest.paused_{pause.reason}", at=at, who=who)
    return Line(name=one_line(pause.recipient, 60), text=said, mark="‖", tone="warn")


def _line(watch: Seen) -> Line:
    tone: Tone = "bad" if watch.sight == "blind" else ""
    return Line(name=watch.name, text=watch.words, mark=watch.mark, tone=tone)


def seen(status: WatchStatus, report: Report, t: Translator, zone: tzinfo, now: datetime) -> Seen:
    """What a watch could see in the period of the report, in words."""
    sight = sight_of(status, report)
    sentences = [
        _opening(sight, status, t, zone),
        "" if sight == "blind" else counted(status, t),
        *_trouble(sight, status, t, zone, now),
        deadline(status, t, zone, now),
        *_gaps(status.gaps, t, zone),
    ]
    name, source = one_line(_title(status), 60), one_line(status.source, 40)
    if not name.startswith(source):
        name = f"{source} · {name}"
    return Seen(sight=sight, name=name, words=" ".join(filter(None, sentences)))


def sight_of(status: WatchStatus, report: Report) -> Sight:
    """How far a watch may be trusted for the period of the report."""
    if status.health in _BLINDING:
        return "blind"
    if status.last_success_at is None:
        return "new"
    if report.until - status.last_success_at > (report.until - report.since) / 4:
        return "stale"
    if any(_touches(gap, report) for gap in status.gaps):
        return "partial"
    totals = report.by_source.get(status.source)
    return "fresh" if totals and totals.items else "silent"


def counted(status: WatchStatus, t: Translator) -> str:
    """What the source counts of a listing against what is stored; nothing where it does not."""
    told = status.totals
    if told is None or told.count is None:
        return ""
    said = [t("digest.counted", n=told.count, count=number(t.language, told.count))]
    if status.held is not None:
        held = number(t.language, status.held)
        said = [t("digest.held", n=told.count, count=number(t.language, told.count), held=held)]
    if told.stars is not None:
        said.append(t("digest.mean_there", stars=number(t.language, told.stars, 1)))
    if moved := _moved(told, status.totals_before, t):
        said.append(moved)
    return " ".join(said)


def _moved(now: ListingTotals, before: ListingTotals | None, t: Translator) -> str:
    """By how much the source's count has grown in the period, also where its texts stay hidden."""
    more = (now.count or 0) - (before.count or 0) if before and before.count is not None else 0
    if not more:
        return ""
    n = number(t.language, abs(more))
    if more < 0:
        return t("digest.counts_fewer", n=abs(more), count=n)
    low = _low(now) - _low(before) if before and now.histogram and before.histogram else 0
    if low <= 0:
        return t("digest.counts_more", n=more, count=n)
    return t("digest.counts_more_low", n=more, count=n, low=number(t.language, low))


def _low(totals: ListingTotals) -> int:
    return sum(totals.histogram[:2]) if totals.histogram else 0


def deadline(status: WatchStatus, t: Translator, zone: tzinfo, now: datetime) -> str:
    """That a source will soon show no more what has not been collected; or that it began to."""
    if status.loses_at is None or status.last_success_at is None:
        return ""
    window = status.loses_at - status.last_success_at
    if status.loses_at - now >= min(IN_TIME, window / 2):
        return ""
    key = "digest.lost" if status.loses_at <= now else "digest.loses"
    at = moment(t.language, status.loses_at, zone)
    return t(key, days=window.days, source=one_line(status.source, 40), at=at)


def quiet(status: WatchStatus, t: Translator, zone: tzinfo) -> str:
    """That nothing comes any more though it answers; nothing where all is as ever."""
    silence, until = status.silence, status.last_success_at
    if silence is None or until is None:
        return ""
    by_day = silence.a_day >= 1.0
    usual = silence.a_day if by_day else silence.a_day * 7
    return t(
        "digest.silence_days" if by_day else "digest.silence_weeks",
        usual=number(t.language, usual, 0 if usual >= 10 else 1),
        at=moment(t.language, silence.since, zone),
        span=span(until - silence.since, t),
    )


def _title(status: WatchStatus) -> str:
    prefix = f"{status.brand}/{status.source}/"
    return status.title or status.key.removeprefix(prefix)


def _touches(gap: Gap, report: Report) -> bool:
    begins = gap.from_at is None or gap.from_at < report.until
    ends = gap.to_at is None or gap.to_at > report.since
    return begins and ends


def _opening(sight: Sight, status: WatchStatus, t: Translator, zone: tzinfo) -> str:
    at = status.last_success_at
    if status.silence is not None:
        return quiet(status, t, zone)
    if at is None:
        return t("digest.blind_ever") if sight == "blind" else t("digest.new")
    shown = moment(t.language, at, zone)
    if sight == "blind":
        return t("digest.blind_since", at=shown)
    words = t(f"digest.{'fresh' if sight == 'partial' else sight}", at=shown)
    return words if sight == "silent" else words + _stored(status, t)


def _stored(status: WatchStatus, t: Translator) -> str:
    if not status.items:
        return ""
    return " " + t("digest.stored", n=number(t.language, status.items))


def _trouble(
    sight: Sight, status: WatchStatus, t: Translator, zone: tzinfo, now: datetime
) -> list[str]:
    sentences = []
    if sight == "blind" and status.silence is None:
        sentences.append(t(f"digest.{status.health}"))
        if status.rests_until and status.rests_until > now:
            sentences.append(t("digest.rests", at=moment(t.language, status.rests_until, zone)))
        if detail := one_line(status.last_error, 160):
            sentences.append(t("digest.said", error=detail.rstrip(".") + "."))
    if status.quarantined:
        sentences.append(t("digest.quarantined", n=number(t.language, status.quarantined)))
    if told := misdated(status, t):
        sentences.append(told)
    return sentences


def misdated(status: WatchStatus, t: Translator) -> str:
    """That some times cannot be; nothing where all can."""
    if not status.misdated:
        return ""
    return t("digest.misdated", n=number(t.language, status.misdated))


def _gaps(gaps: tuple[Gap, ...], t: Translator, zone: tzinfo) -> list[str]:
    newest_first = sorted(gaps, key=_end, reverse=True)
    sentences = [_gap(gap, t, zone) for gap in newest_first[:SHOWN_GAPS]]
    if len(gaps) > SHOWN_GAPS:
        sentences.append(t("digest.gaps_more", n=len(gaps) - SHOWN_GAPS))
    return sentences


def _end(gap: Gap) -> datetime:
    return gap.to_at or datetime.max.replace(tzinfo=UTC)


def _gap(gap: Gap, t: Translator, zone: tzinfo) -> str:
    why = t(f"digest.why_{gap.reason if gap.reason in _GAP_REASONS else 'error'}")
    since = moment(t.language, gap.from_at, zone) if gap.from_at else ""
    until = moment(t.language, gap.to_at, zone) if gap.to_at else ""
    if since and until:
        return t("digest.gap", since=since, until=until, why=why)
    if until:
        return t("digest.gap_before", until=until, why=why)
    if since:
        return t("digest.gap_after", since=since, why=why)
    return t("digest.gap_any", why=why)
