"""`listener label`: a person says what mentions are; what they say counts, and measures."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from listener.cli import label_asked as asked
from listener.cli import session
from listener.cli.shape import argument, command, option
from listener.cli.when import Instant
from listener.config import Brand, Config
from listener.errors import ConfigError
from listener.i18n import Translator, formats, say
from listener.labelling import draw, following, languages_of, month_of
from listener.learning import calibrate_if_due
from listener.records import StoredMention
from listener.store import Judgement, Store
from listener.text import fold, one_line


class Month(click.ParamType):
    """A month: `2026-10`."""

    name = "month"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        """Its first moment, in UTC."""
        if isinstance(value, datetime):
            return value
        found = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", value.strip())
        if not found:
            self.fail(say("labels.bad_month", value=one_line(value, 40)), param, ctx)
        return datetime(int(found[1]), int(found[2]), 1, tzinfo=UTC)


@command("label")
@argument("number", type=click.IntRange(1), required=False, metavar="number")
@argument("label", required=False, metavar="a_label")
@option("--brand", metavar="brand", help="brand_option")
@option("--language", metavar="language", help="label_language_option")
@option("--source", metavar="source", help="source_option")
@option(
    "--count", type=click.IntRange(1, 1_000), metavar="n", help="label_count_option", default=None
)
@option("--month", type=Month(), metavar="month", help="month_option")
@option(
    "--export",
    "out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="file",
    help="label_export_option",
)
@option(
    "--import",
    "read",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="file",
    help="label_import_option",
)
@option("--as", "signed", default="", metavar="name", help="label_as_option")
@option("--at", type=Instant(), metavar="iso", help="at_option")
def label(
    number: int | None,
    label: str | None,
    brand: str | None,
    language: str | None,
    source: str | None,
    count: int | None,
    month: datetime | None,
    out: Path | None,
    read: Path | None,
    signed: str,
    at: datetime | None,
) -> None:
    config = session.configured()
    session.check_names(config, brand, source)
    if bool(out) + bool(read) + bool(number) > 1:
        raise click.UsageError(say("labels.no_files_together"))
    by, now, t = one_line(signed, 80) or session.login(), session.clock(at), session.translator()
    with session.stored(config) as store:
        if out or read:
            from listener.cli import label_files as files

            if out:
                files.write(store, out, brand)
            elif read:
                files.take(store, read, brand, by, now)
        elif number is not None:
            click.echo(_corrected(config, store, number, label, brand, by, now, t))
        else:
            _asked(config, store, brand, language, source, count, month, by, now, t)
        if calibrate_if_due(config, store, now()):
            click.echo(t("learning.by_itself"))


def _corrected(
    config: Config,
    store: Store,
    key: int,
    word: str | None,
    brand: str | None,
    by: str,
    now: Callable[[], datetime],
    t: Translator,
) -> str:
    """Let one mention be what a person says, or take that back."""
    if word is None:
        raise click.UsageError(say("labels.which_label"))
    said = asked.WORDS.get(fold(word.strip()))
    wished = asked.label_in(said)
    if wished is None and said != "undo":
        raise click.UsageError(say("labels.bad_label", value=one_line(word, 40)))
    before = _mention(config, store, key, brand)
    if wished is not None:
        store.put_label(Judgement(brand=before.brand, key=key, label=wished, by=by), now())
    elif not store.undo_label(before.brand, key):
        return t("labels.not_labelled", key=key)
    (after,) = [each for each in store.mention(key) if each.brand == before.brand]
    return t(
        "labels.corrected" if wished else "labels.corrected_back",
        key=key,
        label=t(f"labels.{after.label}"),
        before=t(f"labels.{before.label}"),
        brand=asked.called(config, after.brand),
    )


def _mention(config: Config, store: Store, key: int, brand: str | None) -> StoredMention:
    """The mention of that number, of the one brand that is meant; ConfigError if none is."""
    ours = {each.id for each in config.brands}
    found = [each for each in store.mention(key) if each.brand in ours]
    if not found:
        raise ConfigError(say("labels.no_such_mention", key=key))
    ids = ", ".join(each.brand for each in found)
    meant = [each for each in found if brand in (None, each.brand)]
    if not meant:
        raise ConfigError(say("labels.not_of_brand", key=key, brand=brand, ids=ids))
    if len(meant) > 1:
        raise ConfigError(say("labels.which_brand", key=key, ids=ids))
    return meant[0]


def _asked(
    config: Config,
    store: Store,
    brand: str | None,
    language: str | None,
    source: str | None,
    count: int | None,
    month: datetime | None,
    by: str,
    now: Callable[[], datetime],
    t: Translator,
) -> None:
    """Go through what was drawn, of each brand and language that is wanted."""
    first, until = (month, following(month)) if month else month_of(now())
    for each in [each for each in config.brands if brand in (None, each.id)]:
        pool = store.drawable(each.id, first, until)
        wanted = [language] if language else languages_of(each, pool)
        pool = [one for one in pool if one.language in wanted and source in (None, one.source)]
        if not pool:
            click.echo(_nothing_there(store, each, first, source, t))
            continue
        for spoken in wanted:
            ours = [one for one in pool if one.language == spoken]
            drawn = draw(ours, first, count=count, seed=each.id)
            left = sum(not one.asked for one in ours)
            if not asked.go_through(store, each, drawn, (first, spoken), left, by, now, t):
                return


def _nothing_there(
    store: Store, brand: Brand, month: datetime, source: str | None, t: Translator
) -> str:
    """That a month has nothing to be asked, and which has: whoever imports brings old ones."""
    shown = formats.month(t.language, month, UTC)
    told = t("labels.nothing_there", brand=one_line(brand.name, 60), month=shown)
    for latest in store.mentions(brand=brand.id, source=source, limit=1):
        at = latest.mention.published_at or latest.first_seen_at
        if at.astimezone(UTC) < month or at.astimezone(UTC) >= following(month):
            shown, typed = formats.month(t.language, at, UTC), f"{at.astimezone(UTC):%Y-%m}"
            told += " " + t("labels.other_month", month=shown, typed=typed)
    return told
