"""`listener demo`: all of it, on this machine, without internet or keys."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from listener.cli.shape import command, option
from listener.cli.when import Instant
from listener.i18n import language_of


@command("demo")
@option(
    "--dir", "folder", default="demo-output", show_default=True, metavar="folder", help="dir_demo"
)
@option("--at", type=Instant(), metavar="iso", help="at_option")
@click.pass_context
def demo(ctx: click.Context, folder: str, at: datetime | None) -> None:
    from listener.demo.run import run

    now = at or datetime.now(UTC)
    ctx.exit(run(Path(folder), language_of(), click.echo, now))
