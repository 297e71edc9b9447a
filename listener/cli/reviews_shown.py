"""The reviews and what became of them, as text and as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from listener.card import card
from listener.cli.as_json import clean, echo_json, mention_row
from listener.cli.reviews_asked import Asked, Found
from listener.cli.table import wrap
from listener.i18n import Translator
from listener.i18n.formats import SHORTEST_SPAN, day, moment, number, share, span
from listener.records import (
    StoredMention,
)
from listener.reviewed import counted
from listener.reviewing import Figures, StarChange
from listener.source import title_of
from listener.text import masked, one_line, plain, web_address

WIDTH = 90
Group = tuple[str, str | None]


def _counted(found: Found, asked: Asked) -> Figures:
    return counted(found.lives, found.changes, now=asked.now, grace=asked.grace)


def _group(each: Any, asked: Asked) -> Group:
    return each.source, each.listing if asked.by_listing else None


def _groups(found: Found, asked: Asked) -> list[tuple[Group, Found]]:
    """What was found of each source or listing, in order."""
    lives, changes = defaultdict[Group, Any](list), defaultdict[Group, Any](list)
    for life in found.lives:
        lives[_group(life, asked)].append(life)
    for change in found.changes:
        changes[_group(change, asked)].append(change)
    every = sorted({*lives, *changes}, key=lambda group: (group[0], group[1] or ""))
    return [(group, replace(found, lives=lives[group], changes=changes[group])) for group in every]


# As text


def figures_text(found: Found, asked: Asked, t: Translator) -> str:
    """A block for each source or listing, and one for all of them."""
    groups = _groups(found, asked)
    if not groups:
        return f"{_title('title', found, asked, t)}\n  {t('reviews.nothing')}"
    blocks = [_title("title", found, asked, t)]
    blocks += [_block(_named(group), _counted(own, asked), t) for group, own in groups]
    if len(groups) > 1:
        blocks.append(_block(t("reviews.total"), _counted(found, asked), t))
    return "\n".join(blocks)


def _named(group: Group) -> str:
    source, listing = group
    name = one_line(title_of(source), 60)
    return f"{name} · {one_line(masked(listing), 60)}" if listing else name


def _title(key: str, found: Found, asked: Asked, t: Translator) -> str:
    # Who asks until the first of a month reads of its eve: the end is not in.
    last = asked.end - timedelta(seconds=1)
    begin, end = (day(t.language, at, found.zone) for at in (asked.begin, last))
    name = one_line(found.brand.name, 60)
    return "\n".join(wrap(t(f"reviews.{key}", brand=name, since=begin, until=end), WIDTH))


def _block(name: str, told: Figures, t: Translator) -> str:
    lines = [f"  {name}"]
    for sentence in _sentences(told, t):
        lines += [f"    {line}" for line in wrap(sentence, WIDTH - 4)]
    return "\n".join(lines)


def _sentences(told: Figures, t: Translator) -> Iterator[str]:
    parts = [_count("count", told.reviews, t)]
    if told.stars is not None:
        parts.append(t("reviews.mean", stars=number(t.language, told.stars, 1)))
    if told.gone:
        parts.append(_count("gone", told.gone, t))
    yield " · ".join(parts)
    yield from _answers(told, t)
    if told.raised or told.lowered:
        raised, lowered = (number(t.language, n) for n in (told.raised, told.lowered))
        yield t("reviews.moved", raised=raised, lowered=lowered)


def _answers(told: Figures, t: Translator) -> Iterator[str]:
    if told.untold:
        yield _count("untold", told.untold, t)
    if not told.due:
        if told.reviews > told.untold:
            yield t("reviews.none_due")
        return
    rate = share(t.language, told.answered, told.due)
    answered, due = (number(t.language, n) for n in (told.answered, told.due))
    yield t("reviews.answered", answered=answered, due=due, rate=rate)
    if told.median is not None and told.ninth is not None:
        within = [span(max(each, SHORTEST_SPAN), t) for each in (told.median, told.ninth)]
        yield t("reviews.wait", median=within[0], ninth=within[1])
    for key, count in (("already", told.already), ("untimed", told.untimed)):
        if count:
            yield _count(key, count, t)


def _count(key: str, n: int, t: Translator) -> str:
    return t(f"reviews.{key}", n=n, count=number(t.language, n))


def changes_text(found: Found, asked: Asked, t: Translator) -> str:
    """Who changed their stars, and how long after the answer."""
    lines = [_title("changes", found, asked, t)]
    if not found.changes:
        return "\n".join([*lines, f"  {t('reviews.no_changes')}"])
    shown = found.changes[: asked.limit]
    for each in shown:
        lines += ["", *_change_lines(each, found, t)]
    if len(shown) < len(found.changes):
        count, of = (number(t.language, len(each)) for each in (shown, found.changes))
        lines += ["", f"  {t('reviews.more', shown=count, count=of)}"]
    return "\n".join(lines)


def _change_lines(each: StarChange, found: Found, t: Translator) -> Iterator[str]:
    stars = {"before": _stars(each.before, t), "after": _stars(each.after, t)}
    after = each.after_answer
    answer = "reviews.after_answer" if after is not None else "reviews.no_answer"
    yield f"  {t('reviews.change', **stars)}, {t(answer, span=span(after or timedelta(0), t))}"
    where, at = one_line(title_of(each.source), 40), moment(t.language, each.at, found.zone)
    yield f"    {where} · {at} · {t('card.number', key=each.key)}"
    said = " — ".join(part for part in (each.title, each.text) if part.strip())
    yield from (f"    {line}" for line in wrap(one_line(said, 280), WIDTH - 4))
    if url := web_address(each.url):
        yield f"    {url}"


def _stars(given: float, t: Translator) -> str:
    return number(t.language, given, 0 if given == int(given) else 1)


def mismatches_text(found: Found, asked: Asked, t: Translator) -> str:
    """Whose words contradict their stars."""
    lines = [_title("mismatches", found, asked, t)]
    if not found.mismatches:
        return "\n".join([*lines, f"  {t('reviews.no_mismatches')}"])
    for each in found.mismatches:
        lines += ["", *_mismatch_lines(each, found, t)]
    if len(found.mismatches) == asked.limit:
        lines += ["", f"  {t('reviews.maybe_more')}"]
    return "\n".join(lines)


def _mismatch_lines(each: StoredMention, found: Found, t: Translator) -> Iterator[str]:
    shown = card(replace(each, source=title_of(each.source)), t, found.zone, flagged=False)
    rating = each.mention.rating
    sounds = "positive" if rating and rating.label == "negative" else "negative"
    yield f"  {shown.stars} {t(f'reviews.sounds_{sounds}')}"
    yield from (f"    {line}" for line in wrap(shown.text, WIDTH - 4))
    yield f"    {shown.about} · {t('card.number', key=each.key)}"
    if shown.url:
        yield f"    {shown.url}"


# As JSON


def as_json(found: Sequence[Found], asked: Asked) -> None:
    """Figures, changes and mismatches of every brand, whichever list was asked for."""
    echo_json(
        since=asked.begin,
        until=asked.end,
        grace_seconds=int(asked.grace.total_seconds()),
        brands=[_brand_row(each, asked) for each in found],
    )


def _brand_row(found: Found, asked: Asked) -> dict[str, Any]:
    return {
        "brand": plain(found.brand.id),
        "name": plain(found.brand.name),
        "total": _figures_row(_counted(found, asked)),
        "groups": [
            {
                "source": plain(group[0]),
                "listing": clean(group[1] and masked(group[1])),
                **_figures_row(_counted(own, asked)),
            }
            for group, own in _groups(found, asked)
        ],
        "changes": [_change_row(each) for each in found.changes[: asked.limit]],
        "mismatches": [mention_row(each) for each in found.mismatches],
    }


def _figures_row(told: Figures) -> dict[str, Any]:
    return {
        "reviews": told.reviews,
        "mean_stars": _rounded(told.stars),
        "due": told.due,
        "answered": told.answered,
        "untold": told.untold,
        "rate": _rounded(told.rate, 4),
        "already": told.already,
        "untimed": told.untimed,
        "median_seconds": _seconds(told.median),
        "ninth_seconds": _seconds(told.ninth),
        "raised": told.raised,
        "lowered": told.lowered,
        "gone": told.gone,
        "contradicted": told.contradicted,
    }


def _rounded(value: float | None, decimals: int = 3) -> float | None:
    return None if value is None else round(value, decimals)


def _seconds(time: timedelta | None) -> int | None:
    return None if time is None else round(time.total_seconds())


def _change_row(each: StarChange) -> dict[str, Any]:
    return {
        "key": each.key,
        "source": plain(each.source),
        "listing": clean(masked(each.listing)),
        "before": round(each.before, 3),
        "after": round(each.after, 3),
        "at": each.at,
        "answered_at": each.answered_at,
        "after_answer_seconds": _seconds(each.after_answer),
        "url": web_address(each.url) or None,
        "title": plain(each.title),
        "text": plain(each.text),
    }
