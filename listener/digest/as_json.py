"""A digest as JSON for other programs.

The shape, stable within `version`; new keys may be added, none is renamed or taken away.
Times are ISO 8601 in UTC (`2026-11-22T14:05:00Z`), nothing known is `null`.

    version   1
    made_at   when this digest was made
    headline  the opening sentence, in the language asked for
    quiet     true when every brand is quiet
    brands[]  in the order asked for
      brand, name, time_zone, since, until
      brands[]  of a group, which it is; location   of one listing only, which
      missed[]  since, until of periods before it of which nobody was sent a digest
      quiet     no negative, no spike, no digest missed, and every watch was seen
      silent    quiet, without any mention, counted or hidden, and nobody in `waiting`, `paused`
      totals, previous, by_source.<source>
                items, negatives, positives, others, undated, copies, rated,
                stars (mean, 1 to 5), polarity (mean, -1 to 1)
      reviewed, reviewed_before   null without reviews, else
                reviews, due, answered, rate, untold, median_seconds, ninth_seconds, raised,
                lowered, contradicted
      aspects[] aspect, name (in the language asked for), items, negatives, positives, items_before,
                negatives_before
      hidden    mentions of the period that count nowhere: their author or site is blocked
      week_of_year   null for less than a week, before two years and where that week was not seen
                whole, else the negatives of the last whole week: since, until, observed,
                expected, low, high, probability, years, unusual, expected_because,
                without[], sentence
      spikes[]  id, source (* for all of the brand's), state (open | recovered), opened_at,
                onset_at, updated_at, recovered_at,
                window_minutes, observed, items, expected, low, high, probability,
                peak_observed, peak_probability, history_days, engine, copies, sentence,
                truly (count, low, high, labels) or null,
                kind (share | talk | both | unclear), past, expected_because, new_normal, parent,
                cooling_since, acknowledged_at, snoozed_until,
                evaluation (null for an incident of counts-1; method (share | stars | count),
                onset_at, until, observed, items, copies, share, expected, low, high,
                items_expected, items_low, items_high, usual_share, share_low, share_high, chance,
                monthly, budget, kind, basis_days, basis_since, authors, alarming, usual, complete,
                past, adopted, engine),
                drivers (null, or terms (text, count, share, usual_share, z), causes (dimension,
                value, negatives, items, of, usual_share, clears), examples (keys of mentions),
                negatives, authors, texts, sentence)
      measured[] how right *negative* is, a language each, where there are enough labels:
                language, labels, since, models[], precision, recall (value, low, high), wanted
      worst[]   key, id, source, kind, url, title, text, author, published_at, precision,
                first_seen_at, gone_at, stars, contradicted, label, polarity, language, country,
                item, version, copies, copy_of
      facts     what is known beyond the sums, `docs/json.md` has its keys; null where nothing is
      coverage[] watch, source, title, sight (fresh | silent | stale | partial | blind | new),
                health, last_started_at, last_success_at, last_error, failures, rests_until,
                items, listing_totals (at, count, stars, histogram[], held, count_before),
                quarantined, misdated, gaps[] (from, to, reason), loses_at,
                silence (since, usual, probability), sentence

`copies` of the items only repeat an earlier mention; a spike's are those of its observed. Of those
that say the same, `worst` has one: `copies` others say it too, `copy_of` is the key of the first if
that is older than the period.

`sight` tells silence from no news: `fresh` and `silent` were read to the end of the period;
`stale` was not read lately, `partial` has a gap in the period, `blind` fails, `new` was never read.

`listing_totals` is what the source has counted since `at`: reviews, their mean on one to five, how
many gave one star, two, up to five; `held` is how many are stored, `count_before` what it counted
when the period began. `null` where it does not tell.

`quarantined` are answers that could not be read, `misdated` mentions with a time that cannot be.

`loses_at` is when the first of what is not collected by then is lost, where a source shows its last
days only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from listener.causes import Drivers
from listener.digest.blocks import Page, View
from listener.digest.coverage import seen
from listener.digest.facts_json import facts_row
from listener.digest.season import week_said
from listener.digest.wording import Wording
from listener.i18n import Translator
from listener.records import AspectCount, Report, StoredMention, Totals, WatchStatus, WeekOfYear
from listener.reviewing import Figures
from listener.routes import Authors
from listener.spikes import Evaluation, Incident, Measured, Share
from listener.text import masked, one_line, plain, web_address

VERSION = 1
_SPIKE = (
    *("state", "opened_at", "onset_at", "updated_at", "recovered_at"),
    *("window_minutes", "observed", "items", "expected", "low", "high", "probability"),
    *("peak_observed", "peak_probability", "history_days", "engine", "copies"),
    *("kind", "past", "new_normal", "parent", "cooling_since", "acknowledged_at", "snoozed_until"),
)
_LOOK = (
    *("method", "onset_at", "until", "observed", "items", "copies", "expected", "low", "high"),
    *("items_expected", "items_low", "items_high", "usual_share", "share_low", "share_high"),
    *("chance", "monthly", "budget", "kind", "basis_days", "basis_since", "authors"),
    *("alarming", "usual", "complete", "past", "adopted", "engine"),
)


def json(reports: Sequence[Report], view: View, words: Wording) -> str:
    """The digest in the shape above."""
    pages = {page.brand: page for page in view.pages}
    digest = {
        "version": VERSION,
        "made_at": words.now,
        "headline": view.headline,
        "quiet": all(page.quiet for page in view.pages),
        "brands": [_brand(report, pages[report.brand], words) for report in reports],
    }
    return msgspec.json.format(msgspec.json.encode(digest), indent=2).decode() + "\n"


def _brand(report: Report, page: Page, words: Wording) -> dict[str, Any]:
    t = words.t

    def mention(stored: StoredMention) -> dict[str, Any]:
        return _mention(stored, words.authors)

    def row(incident: Incident) -> dict[str, Any]:
        found = report.drivers.get(incident.id)
        return spike_row(incident, words.reason, found, words.driven)

    return {
        "brand": plain(report.brand),
        "brands": [plain(each) for each in report.brands],
        "location": plain(report.location) or None,
        "missed": [{"since": each.since, "until": each.until} for each in report.missed],
        "name": page.name,
        "time_zone": report.time_zone,
        "since": report.since,
        "until": report.until,
        "quiet": page.quiet,
        "silent": page.silent,
        "totals": _totals(report.totals),
        "previous": _totals(report.previous),
        "reviewed": _reviewed(report.reviewed),
        "reviewed_before": _reviewed(report.reviewed_before),
        "by_source": {plain(name): _totals(sums) for name, sums in report.by_source.items()},
        "aspects": [_aspect(each, t) for each in report.aspects],
        "hidden": report.hidden,
        "week_of_year": _week_of_year(report.week_of_year, week_said(report, t)),
        "measured": [measured(each) for each in report.measured],
        "spikes": [row(incident) for incident in report.incidents],
        "worst": [mention(stored) for stored in report.worst],
        "coverage": [_watch(status, report, t, words.now) for status in report.coverage],
        "facts": facts_row(report.facts, words.authors, mention, _totals),
    }


def _week_of_year(week: WeekOfYear | None, sentence: str) -> dict[str, Any] | None:
    if week is None:
        return None
    numbers = {name: getattr(week, name) for name in week.__struct_fields__}
    return {
        **numbers,
        "expected_because": one_line(week.expected_because, 300) or None,
        "without": [plain(each) for each in week.without],
        "sentence": sentence,
    }


def measured(found: Measured) -> dict[str, Any]:
    """How right the machine is, by labels; precision and recall are null where they are unknown."""
    return {
        "language": found.language or None,
        "labels": found.labels,
        "since": found.since,
        "models": [plain(each) for each in found.models],
        "precision": _share(found.precision),
        "recall": _share(found.recall),
        "wanted": found.wanted,
    }


def _share(share: Share | None) -> dict[str, float] | None:
    if share is None:
        return None
    return {name: round(getattr(share, name), 4) for name in ("value", "low", "high")}


def _aspect(each: AspectCount, t: Translator) -> dict[str, Any]:
    return {
        "aspect": plain(each.aspect),
        "name": one_line(each.title or t(f"aspects.{each.aspect}"), 40),
        "items": each.items,
        "negatives": each.negatives,
        "positives": each.positives,
        "items_before": each.items_before,
        "negatives_before": each.negatives_before,
    }


def _reviewed(told: Figures | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {
        "reviews": told.reviews,
        "due": told.due,
        "answered": told.answered,
        "rate": None if told.rate is None else round(told.rate, 4),
        "untold": told.untold,
        "median_seconds": None if told.median is None else round(told.median.total_seconds()),
        "ninth_seconds": None if told.ninth is None else round(told.ninth.total_seconds()),
        "raised": told.raised,
        "lowered": told.lowered,
        "contradicted": told.contradicted,
    }


def _totals(totals: Totals) -> dict[str, Any]:
    return {
        "items": totals.items,
        "negatives": totals.negatives,
        "positives": totals.positives,
        "others": totals.items - totals.negatives - totals.positives,
        "undated": totals.undated,
        "copies": totals.copies,
        "rated": totals.rated,
        "stars": None if totals.stars is None else round(totals.stars, 3),
        "polarity": round(totals.polarity_sum / totals.items, 4) if totals.items else None,
    }


def spike_row(
    incident: Incident,
    reason: Callable[[Incident], str],
    found: Drivers | None = None,
    driven: Callable[[Drivers], str] = lambda _: "",
) -> dict[str, Any]:
    """An incident: its figures, its evaluation, and the sentences that tell of it."""
    numbers = {name: getattr(incident, name) for name in _SPIKE}
    return {
        "id": incident.id,
        "source": plain(incident.source),
        **numbers,
        "expected_because": one_line(incident.expected_because, 300) or None,
        "truly": incident.truly,
        "evaluation": evaluation(incident.told),
        "drivers": _drivers(found, driven) if found else None,
        "sentence": one_line(reason(incident), 1000),
    }


def _drivers(found: Drivers, driven: Callable[[Drivers], str]) -> dict[str, Any]:
    """Words, causes and examples, and the sentence that tells of them."""
    return {
        "terms": [
            {**msgspec.structs.asdict(each), "text": plain(each.text)} for each in found.terms
        ],
        "causes": [
            {**msgspec.structs.asdict(each), "value": plain(each.value)} for each in found.causes
        ],
        "examples": found.examples,
        "negatives": found.negatives,
        "authors": found.authors,
        "texts": found.texts,
        "sentence": one_line(driven(found), 600),
    }


def evaluation(look: Evaluation | None) -> dict[str, Any] | None:
    """What was seen, what is usual, and how rare that is."""
    if look is None:
        return None
    share = round(look.observed / look.items, 4) if look.items else None
    return {**{name: getattr(look, name) for name in _LOOK}, "share": share}


def _mention(stored: StoredMention, authors: Authors) -> dict[str, Any]:
    mention = stored.mention
    author = mention.author.name if mention.author and authors == "name" else None
    return {
        "key": stored.key,
        "id": plain(mention.id),
        "source": plain(stored.source),
        "kind": mention.kind,
        "url": None if authors == "hidden" else web_address(mention.url) or None,
        "title": plain(mention.title),
        "text": plain(mention.text),
        "author": plain(author) if author else None,
        "published_at": mention.published_at,
        "precision": mention.precision,
        "first_seen_at": stored.first_seen_at,
        "gone_at": stored.gone_at,
        "stars": round(mention.rating.stars, 3) if mention.rating else None,
        "contradicted": stored.contradicted,
        "label": stored.label,
        "polarity": stored.sentiment.polarity,
        "language": stored.sentiment.language,
        "country": plain(mention.country) if mention.country else None,
        "item": plain(mention.item) if mention.item else None,
        "version": plain(mention.version) if mention.version else None,
        "copies": stored.copies,
        "copy_of": stored.copy_of,
    }


def _watch(status: WatchStatus, report: Report, t: Translator, now: datetime) -> dict[str, Any]:
    words = seen(status, report, t, ZoneInfo(report.time_zone), now)
    return {
        "watch": plain(masked(status.key)),
        "source": plain(status.source),
        "title": plain(status.title),
        "sight": words.sight,
        "health": status.health,
        "last_started_at": status.last_started_at,
        "last_success_at": status.last_success_at,
        "last_error": plain(status.last_error) or None,
        "failures": status.failures,
        "rests_until": status.rests_until,
        "items": status.items,
        "listing_totals": listing_totals(status),
        "quarantined": status.quarantined,
        "misdated": status.misdated,
        "gaps": [{"from": g.from_at, "to": g.to_at, "reason": g.reason} for g in status.gaps],
        "loses_at": status.loses_at,
        "silence": silence(status),
        "sentence": words.words,
    }


def silence(status: WatchStatus) -> dict[str, Any] | None:
    """That a watch brings nothing any more, though its site answers."""
    if status.silence is None:
        return None
    found = status.silence
    return {
        "since": found.since.astimezone(UTC),
        "usual": round(found.a_day, 3),
        "probability": found.probability,
    }


def listing_totals(status: WatchStatus) -> dict[str, Any] | None:
    """What the source counts of a listing, and how many of its reviews are stored."""
    if status.totals is None:
        return None
    stars = status.totals.stars
    return {
        "at": status.totals_at,
        "count": status.totals.count,
        "stars": None if stars is None else round(stars, 3),
        "histogram": status.totals.histogram,
        "held": status.held,
        "count_before": status.totals_before.count if status.totals_before else None,
    }
