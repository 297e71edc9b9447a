"""`listener sentiment rules`: what people have ruled, and what each rule touches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

import click

from listener.cli import session
from listener.cli.shape import command, form_option, option
from listener.cli.table import table
from listener.cli.when import Instant
from listener.config import Config
from listener.enriching import sentiments
from listener.i18n import Translator
from listener.i18n.formats import moment, number, share
from listener.learning import EVER
from listener.model import Sentiment
from listener.rules import PhraseRule, Rule, Rules, folded
from listener.sentiment.phrases import Found, Phrases
from listener.sentiment.probabilities import chances_of
from listener.store import Labelled, Store
from listener.text import one_line, storable
from listener.tomlfile import shown_path

DAYS = 90
SHOWN = 20


@command("rules", within="sentiment")
@option("--test", "text", metavar="text", help="rules_test_option")
@option("--brand", metavar="brand", help="brand_option")
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
def rules(text: str | None, brand: str | None, form: str, at: datetime | None) -> None:
    config, t = session.settled(), session.translator()
    session.check_names(config, brand)
    if text is not None:
        _tested(config, storable(text), brand or "", form, t)
        return
    wanted = [each for each in config.rules if brand is None or each.brand in ("", brand)]
    counts: list[int | None] = [None] * len(wanted)
    corrected: list[Labelled] = []
    if config.database.exists():
        with session.stored(config) as store:
            since = session.clock(at)() - timedelta(days=DAYS)
            counts = [_touched(store, each, brand, since) for each in wanted]
            corrected = list(reversed(store.labels(brand, EVER)))
    if form == "json":
        _as_json(wanted, counts, corrected)
    else:
        zone = session.zone_of(config, brand)
        click.echo(_listed(config, wanted, counts, t))
        click.echo(_corrections(corrected, t, zone))


def _touched(store: Store, rule: Rule, brand: str | None, since: datetime) -> int:
    """How many stored mentions a rule touches; each counts once, whoever it is about."""
    phrases, said = Phrases(_alone(rule)), folded(rule.text).replace('"', " ")
    held = {
        each.key
        for each in store.mentions(text=f'"{said}"', brand=rule.brand or brand, since=since)
        if phrases.find(each.mention.body, each.sentiment.language, each.brand).rules
    }
    return len(held)


def _alone(rule: Rule) -> Rules:
    return Rules(phrase=(rule,)) if isinstance(rule, PhraseRule) else Rules(name=(rule,))


def _listed(
    config: Config, wanted: Sequence[Rule], counts: Sequence[int | None], t: Translator
) -> str:
    file = shown_path(config.folder / "rules.toml")
    if not wanted:
        return t("rules.none", file=file)
    rows = [
        [one_line(rule.text, 40), _what(rule, t), _where(rule, t), _count(count, t)]
        for rule, count in zip(wanted, counts, strict=True)
    ]
    return f"{t('rules.title', file=file)}\n{table(rows)}"


def _corrections(corrected: Sequence[Labelled], t: Translator, zone: tzinfo) -> str:
    """What people say of mentions, the latest first."""
    if not corrected:
        return t("rules.no_corrections")
    rows = [
        [
            t("card.number", key=each.key),
            moment(t.language, each.judged.labelled_at, zone),
            _said(each, t),
            one_line(each.text, 80),
        ]
        for each in corrected[:SHOWN]
    ]
    lines = [t("rules.corrections"), table(rows)]
    if len(corrected) > SHOWN:
        more = number(t.language, len(corrected) - SHOWN)
        lines.append(f"  {t('rules.more_corrections', count=more)}")
    return "\n".join(lines)


def _said(each: Labelled, t: Translator) -> str:
    label, instead = (
        t(f"rules.label_{said}") for said in (each.judged.truth, each.judged.predicted)
    )
    key = "confirmed" if label == instead else "correction"
    told = t(f"rules.{key}", label=label, instead=instead)
    return f"{told} ({t('rules.sampled')})" if each.sampled else told


def _what(rule: Rule, t: Translator) -> str:
    if not isinstance(rule, PhraseRule):
        return t("rules.name")
    return f"{t(f'rules.{rule.label}')} {_signed(rule.weight, t)}"


def _signed(weight: float, t: Translator) -> str:
    return f"{'+' if weight > 0 else ''}{number(t.language, weight, 1)}".replace("-", "−")


def _where(rule: Rule, t: Translator) -> str:
    parts = [*rule.languages, one_line(rule.brand)]
    if rule.capitals:
        parts.append(t("rules.capitals"))
    return ", ".join(filter(None, parts))


def _count(count: int | None, t: Translator) -> str:
    if count is None:
        return t("rules.no_database")
    return t("rules.touches", n=count, count=number(t.language, count), days=DAYS)


def _tested(config: Config, text: str, brand: str, form: str, t: Translator) -> None:
    languages = config.brand(brand).languages if brand else _languages(config)
    (before,) = sentiments(config, only=Rules())([text], [None], languages)
    (after,) = sentiments(config)([text], [None], languages, brand=brand)
    found = Phrases(config.rules).find(text, before.language, brand)
    if form == "json":
        from listener.cli.as_json import clean, echo_json

        echo_json(
            applies=[_row(rule) for rule in found.rules],
            scored_text=clean(found.rest),
            before=_felt(before),
            after=_felt(after),
        )
        return
    click.echo(_explained(found, before, after, t))


def _languages(config: Config) -> list[str]:
    return sorted({language for brand in config.brands for language in brand.languages})


def _explained(found: Found, before: Sentiment, after: Sentiment, t: Translator) -> str:
    lines = [t("rules.nothing_applies")]
    if found.rules:
        rows = [[one_line(r.text, 40), _what(r, t), _where(r, t)] for r in found.rules]
        rest = one_line(found.rest, 200) or t("rules.nothing_left")
        lines = [f"{t('rules.applies')}\n{table(rows)}", t("rules.read_as", text=rest)]
    lines.append(t("rules.before", feeling=_feeling(before, t)))
    lines.append(t("rules.after", feeling=_feeling(after, t)))
    return "\n".join(lines)


def _feeling(sentiment: Sentiment, t: Translator) -> str:
    label = t(f"rules.label_{sentiment.label}")
    chances = chances_of(sentiment)
    if chances is None:
        return label
    negative, neutral, positive = (share(t.language, each, 1.0) for each in chances)
    return t(
        "rules.feeling",
        label=label,
        language=sentiment.language,
        negative=negative,
        neutral=neutral,
        positive=positive,
    )


def _felt(sentiment: Sentiment) -> dict[str, object]:
    return {
        "label": sentiment.label,
        "polarity": sentiment.polarity,
        "negative": sentiment.negative,
        "positive": sentiment.positive,
        "language": sentiment.language,
        "model": sentiment.model,
    }


def _row(rule: Rule) -> dict[str, object]:
    from listener.cli.as_json import clean

    phrase = rule if isinstance(rule, PhraseRule) else None
    return {
        "kind": "phrase" if phrase else "name",
        "text": clean(rule.text),
        "label": phrase.label if phrase else None,
        "valence": phrase.weight if phrase else None,
        "languages": list(rule.languages),
        "brand": clean(rule.brand) or None,
        "capitals": rule.capitals,
    }


def _as_json(
    wanted: Sequence[Rule], counts: Sequence[int | None], corrected: Sequence[Labelled]
) -> None:
    from listener.cli.as_json import clean, echo_json

    echo_json(
        rules=[
            {**_row(rule), "mentions": count} for rule, count in zip(wanted, counts, strict=True)
        ],
        corrections=[
            {
                "key": each.key,
                "brand": clean(each.brand),
                "source": clean(each.judged.source),
                "label": each.judged.truth,
                "instead": each.judged.predicted,
                "labelled_at": each.judged.labelled_at,
                "sampled": each.sampled,
            }
            for each in corrected
        ],
    )
