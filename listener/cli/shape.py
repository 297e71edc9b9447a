"""What every command looks like: its texts come from the catalogue when they are shown."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

import click

from listener.cli.words import teach_click, word
from listener.i18n import CHOICES, Translator, language_of, say

teach_click()


class Option(click.Option):
    """An option whose help and metavar are keys of the catalogue."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Flags and help in the language of the moment."""
        key, self.help = self.help, say(f"options.{self.help}")
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = key

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for the value, in the language of the moment."""
        return say(f"cli.{self.metavar}") if self.metavar else super().make_metavar(ctx)


class Argument(click.Argument):
    """An argument whose metavar is a key of the catalogue."""

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for the value, in the language of the moment."""
        return say(f"cli.{self.metavar}") if self.metavar else super().make_metavar(ctx)


option = partial(click.option, cls=Option)
argument = partial(click.argument, cls=Argument)


def form_option(*forms: str) -> Any:
    """`--format`, the first form being the usual one."""
    return option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help="format_option",
    )


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


HELP = Option(
    ["--help", "-h"],
    is_flag=True,
    help="help_option",
    expose_value=False,
    is_eager=True,
    callback=_show_help,
)


class Spoken:
    """Help in the language of the moment; the texts are `cli.<name>`, `_more`, `_example`.

    Those of a command within a group are `cli.<within>_<name>`.
    """

    name: str | None
    within: str = ""

    @property
    def said(self) -> str:
        """What its texts are called in the catalogue."""
        return f"{self.within}_{self.name}" if self.within else str(self.name)

    def get_help_option(self, ctx: click.Context) -> click.Option:
        """`--help`, in the language of the moment."""
        return HELP

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """`[OPTIONS]` and the rest, in the language of the moment."""
        return [word(piece) for piece in super().collect_usage_pieces(ctx)]  # type: ignore[misc]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does, in a sentence and then in some more."""
        formatter.write_paragraph()
        with formatter.indentation():
            t, more = Translator(language_of()), f"cli.{self.said}_more"
            formatter.write_text(t(f"cli.{self.said}"))
            if t.has(more):
                formatter.write_paragraph()
                formatter.write_text(t(more))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples, to be copied as they stand."""
        with formatter.section(say("cli.examples")):
            for line in say(f"cli.{self.said}_example").splitlines():
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


class Command(Spoken, click.Command):
    """A command; `--config` and `--lang` go with each."""

    def __init__(self, name: str, **settings: Any) -> None:
        super().__init__(name, **settings)
        self.params = [*self.params, *shared_options()]


def command(name: str, *, within: str = "") -> Any:
    """Make a function a command, of a group or not; its texts are `cli.<name>`."""
    return click.command(name, cls=type("Command", (Command,), {"within": within}))


class Group(Spoken, click.Group):
    """A command of several, each in `listener.cli.<name>_<its own>`, imported when it is used.

    `alone` is what it does where none of them is named, and takes the options that stand above it.
    """

    def __init__(
        self, name: str, within: Sequence[str], alone: Callable[..., None] | None = None
    ) -> None:
        params = [*getattr(alone, "__click_params__", ())][::-1]
        super().__init__(
            name,
            params=[*params, *shared_options()],
            callback=alone,
            invoke_without_command=alone is not None,
            no_args_is_help=alone is None,
        )
        self._names = tuple(within)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of their work."""
        return list(self._names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the one command that is used."""
        if cmd_name not in self._names:
            return None
        module = import_module(f"listener.cli.{self.name}_{cmd_name}")
        # `list` is a word of Python's own.
        found: click.Command | None = getattr(module, f"{cmd_name}_", None)
        return found or getattr(module, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with its sentence."""
        with formatter.section(say("cli.commands")):
            formatter.write_dl([(name, say(f"cli.{self.name}_{name}")) for name in self._names])


def shared_options(*, hidden: bool = True) -> list[click.Parameter]:
    """The options that every command takes; only the group tells of the first two."""
    folder = Option(
        ["--config"],
        metavar="folder",
        help="config_option",
        expose_value=False,
        callback=_note_config,
        hidden=hidden,
    )
    language = Option(
        ["--lang"],
        type=click.Choice(CHOICES, case_sensitive=False),
        metavar="language",
        help="lang_option",
        expose_value=False,
        is_eager=True,
        callback=_speak,
        hidden=hidden,
    )
    return [folder, language]


def _speak(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """From here on, this process and its children speak that language."""
    if value:
        os.environ["LISTENER_LANG"] = value


def _note_config(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value:
        ctx.find_root().meta["listener.config"] = value
