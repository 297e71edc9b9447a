"""What scoring anew has changed, in words and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from listener.cli.incidents_shown import place
from listener.cli.table import table
from listener.config import Config
from listener.detection import Change
from listener.i18n import Translator
from listener.i18n.formats import number
from listener.model import Label
from listener.rescoring import Move, Sums, last_model
from listener.text import one_line

LABELS: tuple[Label, ...] = ("negative", "neutral", "positive", "unknown")


def in_words(
    config: Config,
    back: str | None,
    sums: Sums,
    changes: Sequence[Change],
    seconds: float,
    t: Translator,
    *,
    rehearsed: bool,
) -> str:
    """How many texts, how fast, and a table a language of what went from what to what."""
    if not sums.texts:
        return t("score.nothing")
    who = back or last_model(config) or config.settings.sentiment.engine
    parts = [
        t(
            "score.done",
            n=sums.texts,
            count=number(t.language, sums.texts),
            model=one_line(who, 100),
            seconds=number(t.language, seconds, 1),
            speed=number(t.language, sums.texts / max(seconds, 1e-9)),
        ),
        *(_moved(language, moves, t) for language, moves in _by_language(sums).items()),
        _total(sums, t, rehearsed=rehearsed),
        *(_incident(config, change, t) for change in changes),
    ]
    return "\n".join(parts)


def _by_language(sums: Sums) -> dict[str, Counter[tuple[Label, Label]]]:
    """What moved in each language, the one with the most texts first."""
    found: dict[str, Counter[tuple[Label, Label]]] = {}
    for move, count in sums.moves.items():
        found.setdefault(move.language, Counter())[move.before, move.after] += count
    return dict(sorted(found.items(), key=lambda each: (-each[1].total(), each[0])))


def _moved(language: str, moves: Mapping[tuple[Label, Label], int], t: Translator) -> str:
    used = [label for label in LABELS if any(label in pair for pair in moves)]
    head = [f"{language} ·", *(f"→ {t(f'score.{label}')}" for label in used)]
    rows = [
        [
            t(f"score.{before}"),
            *(number(t.language, moves.get((before, after), 0)) for after in used),
        ]
        for before in used
    ]
    return table([head, *rows])


def changed(sums: Sums) -> int:
    """How many texts have another label than before."""
    return sum(count for move, count in sums.moves.items() if move.before != move.after)


def _total(sums: Sums, t: Translator, *, rehearsed: bool) -> str:
    count = changed(sums)
    key = "score.would_change" if rehearsed else "score.changed"
    return t(key, n=count, count=number(t.language, count))


def _incident(config: Config, change: Change, t: Translator) -> str:
    incident = change.incident
    where = {
        "brand": one_line(config.brand(incident.brand).name, 60),
        "source": place(incident.source, t),
    }
    if incident.rescored:
        return t("score.withdrawn", **where)
    return t(f"score.incident_{change.event}", **where)


def row(
    config: Config,
    back: str | None,
    sums: Sums,
    changes: Sequence[Change],
    seconds: float,
    *,
    rehearsed: bool,
) -> dict[str, object]:
    """The same for programs."""
    return {
        "engine": config.settings.sentiment.engine,
        "model": back or last_model(config),
        "dry_run": rehearsed,
        "texts": sums.texts,
        "written": 0 if rehearsed else sums.put,
        "changed": changed(sums),
        "seconds": round(seconds, 3),
        "moves": [
            {"language": move.language, "before": move.before, "after": move.after, "count": count}
            for move, count in sorted(sums.moves.items(), key=_place)
        ],
        "incidents": [
            {
                "brand": change.incident.brand,
                "source": change.incident.source,
                "change": "withdrawn" if change.incident.rescored else change.event,
            }
            for change in changes
        ],
    }


def stale_line(found: Mapping[str, int], t: Translator) -> str:
    """That mentions are scored by other models than the engine's, and what to do; or nothing."""
    count = sum(found.values())
    if not count:
        return ""
    models = one_line(", ".join(found), 200)
    return t("score.stale", n=count, count=number(t.language, count), models=models)


def _place(moved: tuple[Move, int]) -> tuple[str, int, int]:
    move = moved[0]
    return move.language, LABELS.index(move.before), LABELS.index(move.after)
