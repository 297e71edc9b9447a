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
from listener.source import About, load_source, source_names


@command("sources")
@form_option("text", "json")
def sources(form: str) -> None:
    # What is wrong with a configuration must not keep anybody from reading this.
    with suppress(ConfigError):
        session.settled()
    abouts = [load_source(name).about for name in source_names()]
    if form == "json":
        from listener.cli.as_json import echo_json

        echo_json(sources=[as_row(about) for about in abouts])
        return
    t = session.translator()
    click.echo("\n\n".join(_block(about, t) for about in abouts))


def as_row(about: About) -> dict[str, object]:
    """A source as keys and values; of a secret only whether it is set."""
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


def _block(about: About, t: Translator) -> str:
    opening = f"{about.name} · {about.title} · {t('commands.access_' + about.access)}"
    lines = [opening, *_wrapped(t("commands.sees"), about.sees[t.language])]
    lines += _wrapped(t("commands.misses"), about.misses[t.language])
    lines += _wrapped(t("commands.asked_for"), asked_for(about, t))
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
    first, *rest = wrap(f"{label} {text}", 86)
    return [f"  {first}", *(f"    {line}" for line in rest)]
