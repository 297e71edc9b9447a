"""`listener sentiment model`: which model scores, and the way back."""

from __future__ import annotations

import click

from listener import teaching
from listener.cli import session
from listener.cli.shape import command, form_option, option
from listener.i18n.formats import number
from listener.text import one_line


@command("model", within="sentiment")
@option("--revert", is_flag=True, help="model_revert_option")
@form_option("text", "json")
def model(revert: bool, form: str) -> None:
    config, t = session.settled(), session.translator()
    before = teaching.revert(config) if revert else ""
    about = teaching.in_force(config)
    if form == "json":
        from msgspec import to_builtins

        from listener.cli.as_json import echo_json

        echo_json(reverted=before or None, model=to_builtins(about) if about else None)
        return
    if before:
        click.echo(t("training.reverted", name=before))
    if about is None:
        click.echo(t("training.shipped_in_force"))
        return
    click.echo(
        t(
            "training.about",
            name=about.name,
            count=number(t.language, about.rows),
            languages=", ".join(about.languages),
            bases=one_line(", ".join(about.bases)),
        )
    )
