"""History, scored anew: by another engine, or back to what an older one said.

stored mentions, newest first ─► pieces ─► the road of a crawl (Enricher) ─► in force, sums and all

Each piece is a transaction. Whoever dies in between leaves what was done, and the next run goes on:
what is in force by the engine's own model is not asked about again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from datetime import datetime

from msgspec import Struct, field
from msgspec.structs import replace

from listener.config import Config
from listener.detecting import detect
from listener.detection import Change, unfounded, whole_brand, withdrawn
from listener.enriching import Enricher, enricher
from listener.errors import ConfigError, nearest
from listener.i18n import say
from listener.model import Label
from listener.own_models import own_upon
from listener.sentiment import models_of
from listener.sentiment.tiers import model_of
from listener.spikes import WHOLE_BRAND, Incident, Series
from listener.store import Scored, Store
from listener.store.scores import Rescored, ScoreRule, Unscored

PIECE = 500
"""Mentions scored and written at once: seconds of an encoder, hundredths of a write."""

Clock = Callable[[], datetime]


class Move(Struct, frozen=True, kw_only=True):
    """From which label to which a text of a language went."""

    language: str
    before: Label
    after: Label


class Sums(Struct, kw_only=True):
    """What scoring anew has come to: texts read, sentiments put in force, and from what to what."""

    texts: int = 0
    put: int = 0
    moves: Counter[Move] = field(default_factory=Counter)
    touched: set[str] = field(default_factory=set)


def last_model(config: Config) -> str:
    """The model whose word is the last: the user's own, else the engine's; empty: the core's."""
    scoring = config.settings.sentiment
    return own_upon(config.database, models_of(scoring)) or model_of(scoring)


def stale(config: Config, store: Store) -> dict[str, int]:
    """How many mentions are scored by a model that the settings do not ask."""
    asked = models_of(config.settings.sentiment) | {last_model(config)}
    return {model: count for model, count in store.models().items() if model not in asked}


def rule_of(
    config: Config, store: Store, wanted: ScoreRule, *, back: str | None, again: bool
) -> ScoreRule:
    """The rule with what is done already left out; ConfigError for a model that is not kept."""
    if back is not None:
        kept = store.kept_models()
        if back not in kept:
            text = say("score.no_such_model", model=back, models=", ".join(kept) or "-")
            raise ConfigError(text, hint=nearest(back, kept))
        return replace(wanted, back=back, done=(back,))
    if again:
        return wanted
    # Where the core alone scores, all of its answers are final.
    last = last_model(config)
    core = tuple(sorted(models_of(config.settings.sentiment)))
    return replace(wanted, done=(last,) if last else core)


def rescore(
    config: Config,
    store: Store,
    now: Clock,
    rule: ScoreRule,
    sums: Sums,
    *,
    rehearse: bool = False,
    again: bool = False,
    tell: Callable[[Sums], None] = lambda _: None,
) -> None:
    """Score anew what the rule wants, piece by piece, and add it up in `sums`.

    Nothing is written when it is rehearsed.
    """
    enrich = enricher(config, store)
    for piece in _pieces(store, rule):
        scored = _scored(config, enrich, piece)
        changed = [
            (old, new)
            for old, new in zip(piece, scored, strict=True)
            if again or new.scored.sentiment != old.before
        ]
        put = {old.key for old, _ in changed}
        if changed and not rehearse:
            put = set(store.put_scores([new for _, new in changed], now()))
        _sum(sums, piece, changed, put)
        tell(sums)


def _pieces(store: Store, rule: ScoreRule) -> Iterator[list[Unscored]]:
    before: int | None = None
    while piece := store.unscored(rule, before, PIECE):
        before = piece[-1].key
        yield piece


def _scored(config: Config, enrich: Enricher, piece: Sequence[Unscored]) -> list[Rescored]:
    """Each as it is scored now: by the road of its first brand, towards every one of them."""
    brands = {brand.id: brand for brand in config.brands}
    by_road: dict[tuple[str, str], list[Unscored]] = {}
    for each in piece:
        first = next((brand for brand in each.brands if brand in brands), "")
        by_road.setdefault((each.source, first), []).append(each)
    found: dict[int, Rescored] = {}
    for (source, brand), asked in by_road.items():
        fresh = [(each.mention, ()) for each in asked]
        scored = enrich(fresh, source=source, brand=brands.get(brand))
        for each, now in zip(asked, scored, strict=True):
            found[each.key] = _rescored(each, now, brand, brands.keys())
    return [found[each.key] for each in piece]


def _rescored(each: Unscored, scored: Scored, own: str, known: Container[str]) -> Rescored:
    if each.kept is not None:
        scored = replace(scored, sentiment=each.kept)
    return Rescored(
        key=each.key,
        content_hash=each.content_hash,
        scored=scored,
        # Of a brand that the settings know no more nobody can say how it is spoken of.
        towards=tuple(
            (brand, scored.towards if brand == own else scored.elsewhere(brand))
            for brand in each.brands
            if brand in known
        ),
    )


def _sum(
    sums: Sums,
    piece: Sequence[Unscored],
    changed: Sequence[tuple[Unscored, Rescored]],
    put: set[int],
) -> None:
    after = {old.key: new.scored.sentiment.label for old, new in changed if old.key in put}
    sums.texts += len(piece)
    sums.put += len(put)
    for each in piece:
        label = after.get(each.key, each.before.label)
        sums.moves[Move(language=each.before.language, before=each.before.label, after=label)] += 1
        if each.key in put:
            sums.touched.update(each.brands)


def settle(config: Config, store: Store, now: datetime, brands: Iterable[str]) -> list[Change]:
    """Let the incidents of these brands follow, and wake nobody: what changed by it.

    One whose negatives are gone is over, and says why. One that the new labels make is opened
    without a word: whoever scored history anew sits at the terminal, and reads of it there.
    """
    wanted = set(brands)
    ours = [each for each in config.brands if each.id in wanted]
    over = [change for brand in ours for change in _withdrawn(store, brand.id, now)]
    return over + detect(config, store, now, ours, again=True, tell=False)


def _withdrawn(store: Store, brand: str, now: datetime) -> Iterator[Change]:
    """The end of what was open, and has too few negatives left to have been anything."""
    for incident in store.open_incidents(brand):
        counted = _counted(store, incident, now)
        if counted is None or not unfounded(incident, counted):
            continue
        change = withdrawn(incident, now)
        saved = store.save_incident(incident, change.incident, change.event, now)
        if saved is not None:
            yield change


def _counted(store: Store, incident: Incident, now: datetime) -> Series | None:
    """The series of an incident, since it began."""
    series = store.series(incident.brand, incident.onset_at, now)
    if incident.source == WHOLE_BRAND:
        return whole_brand(series, incident.onset_at)
    return next((each for each in series if each.source == incident.source), None)
