"""`listener sources`: where listener can listen, what it sees there and what it cannot."""

from __future__ import annotations

from datetime import datetime

import click

from listener.cli import session
from listener.cli.shape import command, form_option, option
from listener.cli.table import wrap
from listener.cli.watched import Watched, budget_rows, lines_of, watch_rows, watched
from listener.cli.when import Instant
from listener.config import secret
from listener.i18n import Translator
from listener.i18n.formats import number
from listener.lookagain import CanLookAgain
from listener.source import (
    About,
    BaseSource,
    FindsListings,
    ReadsFiles,
    TakesReplies,
    load_source,
    source_names,
)
from listener.text import plain


@command("sources")
@option("--brand", metavar="brand", help="brand_option")
@option("--source", metavar="source", help="source_option")
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
def sources(brand: str | None, source: str | None, form: str, at: datetime | None) -> None:
    if brand or source:
        session.check_names(session.settled(), brand, source)
    now = session.clock(at)()
    found = watched(brand, now)
    names = [name for name in source_names() if source in (None, name)]
    if brand and found is not None:
        names = [name for name in names if found.of(name)]
    shown = [load_source(name) for name in names]
    if form == "json":
        from listener.cli.as_json import echo_json

        echo_json(sources=[as_row(each, found) for each in shown])
        return
    t, one_by_one = session.translator(), bool(brand or source)
    blocks = (_block(each, found, t, now, one_by_one=one_by_one) for each in shown)
    click.echo("\n\n".join(blocks))


def as_row(source: BaseSource, found: Watched | None) -> dict[str, object]:
    """A source as keys and values; of a secret only whether it is set."""
    from listener.digest.as_json import listing_totals

    about = source.about
    known = [row.status for row in (found.of(about.name) if found else ())]
    own = [each for each in known if each.totals is not None]
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
        "watched": watch_rows(found, about.name),
        "budgets": budget_rows(found, about.name),
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
        t("commands.option_line", name=each.name, what=each.what[t.catalogue])
        for each in about.options
    ]


def _block(
    source: BaseSource, found: Watched | None, t: Translator, now: datetime, *, one_by_one: bool
) -> str:
    about = source.about
    opening = f"{about.name} · {about.title} · {t('commands.access_' + about.access)}"
    lines = [opening, *_wrapped(t("commands.sees"), about.sees[t.catalogue])]
    lines += _wrapped(t("commands.misses"), about.misses[t.catalogue])
    lines += _wrapped(t("commands.asked_for"), asked_for(about, t))
    if can := abilities(source, t):
        lines += _wrapped(t("commands.can"), can)
    for line in option_lines(about, t):
        lines += _wrapped("", line)
    if not about.default_on:
        lines += _wrapped(t("commands.off"), about.off_because.get(t.catalogue, ""))
    for each in about.secrets:
        lacking = "optional" if each.optional else "missing"
        state = "set" if is_set(each.name) else lacking
        lines += _wrapped(f"{each.name}:", t(f"commands.secret_{state}", where=each.where))
    if found is not None:
        for label, words in lines_of(found, about.name, t, now, each=one_by_one):
            lines += _wrapped(label, words)
    return "\n".join(lines)


def asked_for(about: About, t: Translator) -> str:
    """How a brand's file names it: by phrases, by a listing, or both."""
    return t(f"commands.watches_{about.watches}", name=about.name, example=about.example)


def _wrapped(label: str, text: str) -> list[str]:
    first, *rest = wrap(f"{label} {text}".strip(), 86)
    return [f"  {first}", *(f"    {line}" for line in rest)]
