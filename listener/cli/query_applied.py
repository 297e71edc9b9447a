"""`listener query apply`: what is stored, matched anew with the queries of now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import click

from listener.cli import session
from listener.config import Config
from listener.i18n import Translator
from listener.i18n.formats import number
from listener.reaiming import Reaimed, reaim
from listener.rematching import Rematched, reapply
from listener.text import one_line


def apply(config: Config, brand: str | None, form: str, now: Callable[[], datetime]) -> None:
    """Match anew what is stored of a brand, or of all, and tell what that has changed."""
    t, found, aims = session.translator(), list[Rematched](), list[Reaimed]()
    with session.stored(config, create=True) as store:
        for each in reapply(config, store, now, only=brand, anyway=True):
            found.append(each)
            if form == "text":
                click.echo(told(each, config, t))
        for aim in reaim(config, store, now, only=brand, anyway=True):
            aims.append(aim)
            if form == "text" and aim.changed:
                click.echo(told_aim(aim, config, t))
    if form == "json":
        from listener.cli.as_json import echo_json

        echo_json(applied=[row(each) for each in found], reaimed=aims)
    elif not found and not any(aim.changed for aim in aims):
        click.echo(t("blocks.nothing_to_apply"))


def told(done: Rematched, config: Config, t: Translator) -> str:
    """What has changed for a brand, in a line."""
    counts = {"hidden": done.settled.hidden, "back": done.settled.back, "found": done.settled.found}
    parts = [
        t(f"blocks.applied_{name}", n=count, count=number(t.language, count))
        for name, count in counts.items()
        if count
    ]
    return t(
        "blocks.applied",
        brand=one_line(config.brand(done.brand).name, 60),
        what=", ".join(parts) or t("blocks.applied_nothing"),
    )


def told_aim(done: Reaimed, config: Config, t: Translator) -> str:
    """How many labels are others by the competitors of now, in a line."""
    return t(
        "blocks.reaimed",
        n=done.changed,
        count=number(t.language, done.changed),
        brand=one_line(config.brand(done.brand).name, 60),
    )


def row(done: Rematched) -> dict[str, object]:
    """The same for programs."""
    settled = done.settled
    return {
        "brand": done.brand,
        "hidden": settled.hidden,
        "back": settled.back,
        "found": settled.found,
    }
