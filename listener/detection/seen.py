"""An evaluation in sentences: what was seen, against what, and how often chance does that."""

from __future__ import annotations

from datetime import tzinfo

from listener.detection.phrases import band, chance_of, on, since
from listener.i18n import Translator
from listener.i18n.formats import moment, number, shares
from listener.spikes import Evaluation


def sentences(
    look: Evaluation, source: str, t: Translator, zone: tzinfo, *, over: bool = False
) -> list[str]:
    """What stands out, what does not, and how rare it is; `source` as people call it.

    Of what is `over` the whole stretch is told, of what goes on since when it does.
    """
    opening = _stretch(look, t, zone) if over else since(look.onset_at, look.until, t, zone)
    said = {"share": _worse_share, "talk": _more_talk, "both": _both, "unclear": _unclear}
    at_times = look.kind in ("talk", "both") and look.items <= look.items_high
    tell = _at_times if at_times else said[look.kind]
    return [*tell(look, source, t, opening), by_chance(look, t)]


def by_chance(look: Evaluation, t: Translator) -> str:
    """How often chance alone raises an alarm like this, in days, weeks or months."""
    days = 30 / look.monthly if look.monthly > 0 else float("inf")
    key = "talk_by_chance" if look.kind == "talk" else "shift_by_chance"
    return chance_of(days, look.basis_days, key, t)


def _stretch(look: Evaluation, t: Translator, zone: tzinfo) -> str:
    start, end = (moment(t.language, at, zone) for at in (look.onset_at, look.until))
    return t("detection.from_to", start=start, end=end)


def _worse_share(look: Evaluation, source: str, t: Translator, opening: str) -> list[str]:
    return [
        f"{opening}, {_counted(look, source, t)} ({shares(look, t)}).",
        _volume(look, t),
    ]


def _more_talk(look: Evaluation, source: str, t: Translator, opening: str) -> list[str]:
    return [
        f"{_talk('more_talk', look, source, t, opening)}, {_negatives(look, t)}.",
        _share(look, t),
    ]


def _both(look: Evaluation, source: str, t: Translator, opening: str) -> list[str]:
    talk = _talk("more_and_worse", look, source, t, opening)
    return [f"{talk}, {_negatives(look, t)} ({shares(look, t)})."]


def _at_times(look: Evaluation, source: str, t: Translator, opening: str) -> list[str]:
    """More talk, but not over the whole of this window: a part of it was judged."""
    return [*_worse_share(look, source, t, opening), t("detection.more_at_times")]


def _unclear(look: Evaluation, source: str, t: Translator, opening: str) -> list[str]:
    return [
        f"{opening}, {_counted(look, source, t)}; {_usual_count(look, t)}",
        t("detection.unclear", shares=shares(look, t), volume=_against(look, t)),
    ]


def _talk(key: str, look: Evaluation, source: str, t: Translator, opening: str) -> str:
    said = t(f"detection.{key}", since=opening, on=on(source, t))
    return f"{said}: {_against(look, t)}"


def _against(look: Evaluation, t: Translator) -> str:
    """`240 mentions where 80 are usual (between 60 and 101)`."""
    items = t(_by("things", look), n=look.items, count=number(t.language, look.items))
    between = band(look.items_low, look.items_high, t)
    count = round(look.items_expected)
    key = "detection.where_usual" if count else "detection.where_under_one"
    return f"{items} {t(key, n=count, count=number(t.language, count), band=between)}"


def _counted(look: Evaluation, source: str, t: Translator) -> str:
    """`42 of 58 mentions on Reddit are negative`."""
    key, n = "some", look.observed
    if not look.observed or look.observed == look.items:
        key, n = "all" if look.observed else "none", look.items
    return t(
        _by(key, look),
        n=n,
        observed=number(t.language, look.observed),
        items=number(t.language, look.items),
        on=on(source, t),
    )


def _negatives(look: Evaluation, t: Translator) -> str:
    """`52 of them negative`, after how many there are."""
    key = "of_them"
    if not look.observed or look.observed == look.items:
        key = "all_of_them" if look.observed else "none_of_them"
    count = number(t.language, look.observed)
    return t(_by(key, look), n=look.observed, count=count)


def _usual_count(look: Evaluation, t: Translator) -> str:
    between, count = band(look.low, look.high, t), round(look.expected)
    key = "detection.usual" if count else "detection.usual_under_one"
    return t(key, n=count, count=number(t.language, count), band=between)


def _share(look: Evaluation, t: Translator) -> str:
    part = look.observed / max(1, look.items)
    side = _side(part, look.share_low, look.share_high)
    stars = look.method == "stars"
    key = f"detection.share_{side}_stars" if stars else f"detection.share_{side}"
    return t(key, shares=shares(look, t))


def _volume(look: Evaluation, t: Translator) -> str:
    key = _side(look.items, look.items_low, look.items_high)
    expected = number(t.language, look.items_expected, int(look.items_expected < 0.95))
    items = number(t.language, look.items)
    return t(f"detection.volume_{key}", n=expected, items=items, expected=expected)


def _side(value: float, low: float, high: float) -> str:
    return "less" if value < low else "more" if value > high else "usual"


def _by(key: str, look: Evaluation) -> str:
    """The key for mentions and negatives, or for reviews and stars."""
    return f"detection.{key}_stars" if look.method == "stars" else f"detection.{key}"
