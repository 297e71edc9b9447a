"""`listener sources`: where listener can listen, what it sees there and what it cannot."""

from __future__ import annotations

from contextlib import suppress

import click

from listener.cli import session
from listener.cli.shape import command, form_option
from listener.cli.table import wrap
from listener.config import secret
from listener.errors import ConfigError
from listener.i18n import Translator
from listener.source import (
    About,
    BaseSource,
    FindsListings,
    ReadsFiles,
    TakesReplies,
    load_source,
    source_names,
)


@command("sources")
@form_option("text", "json")
def sources(form: str) -> None:
    # What is wrong with a configuration must not keep anybody from reading this.
    with suppress(ConfigError):
        session.settled()
    found = [load_source(name) for name in source_names()]
    if form == "json":
        from listener.cli.as_json import echo_json

        echo_json(sources=[as_row(each) for each in found])
        return
    t = session.translator()
    click.echo("\n\n".join(_block(each, t) for each in found))


def as_row(source: BaseSource) -> dict[str, object]:
    """A source as keys and values; of a secret only whether it is set."""
    about = source.about
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
            {"name": each.name, "why": each.why, "where": each.where, "set": is_set(each.name)}
            for each in about.secrets
        ],
    }


def is_set(name: str) -> bool:
    """Whether a secret is there; its value goes no further than here."""
    return bool(secret(name))


def abilities(source: BaseSource, t: Translator) -> str:
    """What a source can do besides being read, in words; nothing for most."""
    said = []
    if isinstance(source, TakesReplies):
        said.append(t("commands.can_reply", n=source.longest_reply))
    if isinstance(source, ReadsFiles):
        said.append(t("commands.can_read_files"))
    if isinstance(source, FindsListings):
        said.append(t("commands.can_look_up"))
    return "; ".join(said)


def option_lines(about: About, t: Translator) -> list[str]:
    """The settings of a listing that only this source has, a line each."""
    return [
        t("commands.option_line", name=each.name, what=each.what[t.language])
        for each in about.options
    ]


def _block(source: BaseSource, t: Translator) -> str:
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
        state = t("commands.secret_set" if is_set(each.name) else "commands.secret_missing")
        lines.append(f"  {each.name}: {state}")
    return "\n".join(lines)


def asked_for(about: About, t: Translator) -> str:
    """How a brand's file names it: by phrases, by a listing, or both."""
    return t(f"commands.watches_{about.watches}", name=about.name, example=about.example)


def _wrapped(label: str, text: str) -> list[str]:
    first, *rest = wrap(f"{label} {text}".strip(), 86)
    return [f"  {first}", *(f"    {line}" for line in rest)]
