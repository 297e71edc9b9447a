"""`listener` itself: which commands there are, and how each error ends.

A command's module is imported when the command is used; the list of commands imports none.
"""

from __future__ import annotations

import errno
import os
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from listener.cli.exits import CONFIGURATION, code_of
from listener.cli.shape import Option, Spoken, shared_options
from listener.errors import ListenerError
from listener.i18n import say, why

COMMANDS = (
    "init",
    "crawl",
    "recheck",
    "listen",
    "digest",
    "explain",
    "incidents",
    "mark",
    "backtest",
    "alert",
    "serve",
    "search",
    "reviews",
    "reply",
    "query",
    "aspects",
    "sentiment",
    "label",
    "score",
    "block",
    "unblock",
    "blocks",
    "sources",
    "listings",
    "status",
    "doctor",
    "schedule",
    "demo",
    "export",
    "import",
)
"""In the order of a first day; each stands in `listener.cli.<name>` and is called the same."""

_FULL = (errno.ENOSPC, errno.EDQUOT)
"""What `listener digest > page.txt` ends with where there is no room."""

CODES = ("0", "1", "2", "3", "4", "5", "6", "7", "10")
"""The exit codes; each is told by `cli.exit_<code>`."""


class Listener(Spoken, click.Group):
    """The group: lists commands without importing them, and tells errors in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of a first day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the one command that is used."""
        if cmd_name not in COMMANDS:
            return None
        # `import` is a word of Python's own.
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        found: click.Command = getattr(import_module(f"listener.cli.{name}"), name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with its sentence."""
        with formatter.section(say("cli.commands")):
            formatter.write_dl([(name, say(f"cli.{name}")) for name in COMMANDS])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The exit codes, then where to begin."""
        with formatter.section(say("cli.exit_codes")):
            formatter.write_dl([(code, say(f"cli.exit_{code}")) for code in CODES])
        super().format_epilog(ctx, formatter)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of ours is one line and an exit code, never a traceback."""
        try:
            return super().invoke(ctx)
        except ListenerError as error:
            if os.environ.get("LISTENER_DEBUG"):
                raise
            from listener.text import one_line

            click.echo(one_line(str(error), 2000), err=True)
            ctx.exit(code_of(error))
        except OSError as error:
            if error.errno not in _FULL or error.filename or os.environ.get("LISTENER_DEBUG"):
                raise
            # What is left of it would be tried once more at the end, and be a traceback there.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            click.echo(say("commands.cannot_write_on", reason=why(error)), err=True)
            ctx.exit(CONFIGURATION)


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        from listener import __version__

        click.echo(f"listener {__version__}")
        ctx.exit()


listener = Listener(
    "listener",
    params=[
        Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            help="version_option",
        ),
        *shared_options(hidden=False),
    ],
    callback=lambda: None,
)
