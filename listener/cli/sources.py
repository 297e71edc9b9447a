"""`listener sources`: where listener can listen, what it sees there and what it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import click

from listener.cli import session
from listener.cli.shape import command, form_option
from listener.cli.table import wrap
from listener.config import secret
from listener.digest.coverage import counted
from listener.errors import ConfigError, StoreError
from listener.i18n import Translator
from listener.i18n.formats import number
from listener.lookagain import CanLookAgain
from listener.records import WatchStatus
from listener.source import (
    About,
    BaseSource,
    FindsListings,
    ReadsFiles,
    TakesReplies,
    load_source,
    source_names,
)
from listener.text import one_line, plain
from listener.watching import as_promised


@command("sources")
@form_option("text", "json")
def sources(form: str) -> None:
    known = counting()
    found = [load_source(name) for name in source_names()]
    if form == "json":
        from listener.cli.as_json import echo_json

        echo_json(sources=[as_row(each, known) for each in found])
        return
    t = session.translator()
    click.echo("\n\n".join(_block(each, known, t) for each in found))


def counting() -> list[WatchStatus]:
    """The listings whose source counts their reviews, where there is a configuration and a crawl.

    What is wrong with either must not keep anybody from reading about the sources.
    """
    with suppress(ConfigError, StoreError):
        config = session.settled()
        with session.stored(config) as store:
            known = map(as_promised, store.statuses())
            return [each for each in known if each.totals is not None]
    return []


def as_row(source: BaseSource, known: Sequence[WatchStatus]) -> dict[str, object]:
    """A source as keys and values; of a secret only whether it is set."""
    from listener.digest.as_json import listing_totals

    about = source.about
    own = [each for each in known if each.source == about.name]
    return {
        "name": about.name,
        "title": about.title,
        "homepage": about.homepage,
        "docs": about.docs,
        "access": about.access,
        "gives": about.gives,
        "watches": about.watches,
        "example": about.example,
        "by_country": about.by_country,
        "by_language": about.by_language,
        "options": [{"name": each.name, "what": each.what} for each in about.options],
        "longest_reply": source.longest_reply if isinstance(source, TakesReplies) else None,
        "reads_files": isinstance(source, ReadsFiles),
        "looks_up": isinstance(source, FindsListings),
        "every_minutes": int(about.every.total_seconds() // 60),
        "default_on": about.default_on,
        "off_because": about.off_because or None,
        "sees": about.sees,
        "misses": about.misses,
        "secrets": [
            {
                "name": each.name,
                "why": each.why,
                "where": each.where,
                "optional": each.optional,
                "set": is_set(each.name),
            }
            for each in about.secrets
        ],
        "listings": [
            {
                "brand": each.brand,
                "title": plain(each.title),
                "listing_totals": listing_totals(each),
            }
            for each in own
        ],
    }


def is_set(name: str) -> bool:
    """Whether a secret is there; its value goes no further than here."""
    return bool(secret(name))


def abilities(source: BaseSource, t: Translator) -> str:
    """What a source can do besides being read, in words; nothing for most."""
    said = []
    if isinstance(source, TakesReplies):
        said.append(t("commands.can_reply", n=number(t.language, source.longest_reply)))
    if isinstance(source, ReadsFiles):
        said.append(t("commands.can_read_files"))
    if isinstance(source, FindsListings):
        said.append(t("commands.can_look_up"))
    if isinstance(source, CanLookAgain):
        said.append(t("commands.can_look_again"))
        if source.erases:
            said.append(t("commands.can_erase"))
        if source.keeps:
            said.append(t("commands.can_expire", n=source.keeps.days))
    return "; ".join(said)


def option_lines(about: About, t: Translator) -> list[str]:
    """The settings of a listing that only this source has, a line each."""
    return [
        t("commands.option_line", name=each.name, what=each.what[t.language])
        for each in about.options
    ]


def _block(source: BaseSource, known: Sequence[WatchStatus], t: Translator) -> str:
    about = source.about
    opening = f"{about.name} · {about.title} · {t('commands.access_' + about.access)}"
    lines = [opening, *_wrapped(t("commands.sees"), about.sees[t.language])]
    lines += _wrapped(t("commands.misses"), about.misses[t.language])
    lines += _wrapped(t("commands.asked_for"), asked_for(about, t))
    if can := abilities(source, t):
        lines += _wrapped(t("commands.can"), can)
    for line in option_lines(about, t):
        lines += _wrapped("", line)
    if not about.default_on:
        lines += _wrapped(t("commands.off"), about.off_because.get(t.language, ""))
    for each in about.secrets:
        lacking = "optional" if each.optional else "missing"
        state = "set" if is_set(each.name) else lacking
        lines += _wrapped(f"{each.name}:", t(f"commands.secret_{state}", where=each.where))
    for status in known:
        if status.source == about.name and (told := counted(status, t)):
            lines += _wrapped(f"{one_line(status.title or status.key, 80)}:", told)
    return "\n".join(lines)


def asked_for(about: About, t: Translator) -> str:
    """How a brand's file names it: by phrases, by a listing, or both."""
    return t(f"commands.watches_{about.watches}", name=about.name, example=about.example)


def _wrapped(label: str, text: str) -> list[str]:
    first, *rest = wrap(f"{label} {text}".strip(), 86)
    return [f"  {first}", *(f"    {line}" for line in rest)]
