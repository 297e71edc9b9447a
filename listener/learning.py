"""What listener learns from people's labels: gathered from the store, learned, put in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from msgspec import Struct, json

from listener.config import Config
from listener.enriching import muted, sentiments
from listener.sentiment.calibration import (
    ENOUGH,
    Calibration,
    Example,
    Judged,
    Learned,
    Way,
    learned,
)
from listener.sentiment.honesty import Calibrated, calibration_error
from listener.sentiment.probabilities import LABELS, chances_of
from listener.store import Labelled, Store, StoredCalibration

EVER = datetime(1970, 1, 1, tzinfo=UTC)

NEW = 25
"""So many new labels are worth learning from anew."""


class Detail(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is kept of a calibration; the errors are of P(negative), on labels not learned from."""

    way: Way
    calibration: Calibration
    before: Calibrated | None = None
    after: Calibrated | None = None


class Lesson(Struct, frozen=True, kw_only=True):
    """What was learned of a model on a source in a language; without a source, in all."""

    model: str
    source: str
    language: str
    labels: int
    detail: Detail


def lessons(
    config: Config, store: Store, *, brand: str | None = None, source: str | None = None
) -> list[Lesson]:
    """What people's labels teach; nothing is put in force.

    Only mentions that were drawn at random: corrections are of what was wrong, and would teach
    that all is.
    """
    drawn = [
        each
        for each in store.labels(brand, EVER, drawn_only=True)
        if source in (None, each.judged.source)
    ]
    found: list[Lesson] = []
    for model, examples in sorted(_examples(config, drawn).items()):
        kept, judged = learned(examples)
        found += [_lesson(model, each, judged) for each in kept]
    return found


def calibrate(
    config: Config,
    store: Store,
    now: datetime,
    *,
    brand: str | None = None,
    source: str | None = None,
) -> list[Lesson]:
    """Learn, and put what was learned in force."""
    found = lessons(config, store, brand=brand, source=source)
    store.put_calibrations([_stored(each, now) for each in found], now, source)
    return found


def calibrate_if_due(config: Config, store: Store, now: datetime) -> list[Lesson]:
    """The same, if it is not switched off and labels enough came since the last time."""
    if not config.settings.sentiment.calibrate:
        return []
    labels = store.labels(None, EVER, drawn_only=True)
    last = max((each.fitted_at for each in store.calibrations()), default=EVER)
    new = sum(each.judged.labelled_at >= last for each in labels)
    return calibrate(config, store, now) if len(labels) >= ENOUGH and new >= NEW else []


def in_force(store: Store) -> list[Lesson]:
    """What was learned and is in force."""
    return [
        Lesson(
            model=each.model,
            source=each.source,
            language=each.language,
            labels=each.labels,
            detail=json.decode(each.detail, type=Detail),
        )
        for each in store.calibrations()
    ]


def _examples(config: Config, drawn: Sequence[Labelled]) -> Mapping[str, list[Example]]:
    """What each model says of the labelled mentions, as it is now, before any calibration."""
    score = sentiments(config, only=muted(config.rules))
    found: dict[str, list[Example]] = defaultdict(list)
    asked: dict[tuple[str, str], list[Labelled]] = defaultdict(list)
    for each in drawn:
        asked[each.judged.language, each.brand].append(each)
    for (language, brand), labelled in sorted(asked.items()):
        scored = score.whole(language, [each.text for each in labelled], brand)
        for each, sentiment in zip(labelled, scored, strict=True):
            chances, truth = chances_of(sentiment), each.judged.truth
            if chances is not None and truth in LABELS:
                example = Example(each.judged.source, language, chances, LABELS.index(truth))
                found[sentiment.model].append(example)
    return found


def _lesson(model: str, found: Learned, judged: Sequence[Judged]) -> Lesson:
    source, language = found.place
    ours = [
        each
        for each in judged
        if each.example.language == language and source in ("", each.example.source)
    ]
    true = [each.example.truth == 0 for each in ours]
    return Lesson(
        model=model,
        source=source,
        language=language,
        labels=found.labels,
        detail=Detail(
            way=found.way,
            calibration=found.calibration,
            before=calibration_error([each.before[0] for each in ours], true),
            after=calibration_error([each.after[0] for each in ours], true),
        ),
    )


def _stored(lesson: Lesson, now: datetime) -> StoredCalibration:
    return StoredCalibration(
        model=lesson.model,
        source=lesson.source,
        language=lesson.language,
        detail=json.encode(lesson.detail).decode(),
        labels=lesson.labels,
        fitted_at=now,
    )
