"""`listener reply`: answer a review, after a person has seen what will stand there."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime

import click

from listener import pipeline
from listener.answering import Draft, Wish, draft
from listener.cli import exits, session
from listener.cli import reply_shown as shown
from listener.cli.shape import argument, command, form_option, option
from listener.cli.when import Instant
from listener.config import Config
from listener.errors import ConfigError
from listener.i18n import say
from listener.records import Answer
from listener.store import Store
from listener.text import fold, one_line

YES = ("s", "si", "y", "yes")


@command("reply")
@argument("number", type=click.IntRange(1), required=False, metavar="number")
@option("--text", metavar="text", help="reply_text_option")
@option("--template", metavar="name", help="template_option")
@option("--language", metavar="language", help="reply_language_option")
@option("--as", "signed", default="", metavar="name", help="as_option")
@option("--yes", "-y", is_flag=True, help="reply_yes_option")
@option("--replace", is_flag=True, help="replace_option")
@option("--again", is_flag=True, help="again_option")
@option("--list", "listed", is_flag=True, help="reply_list_option")
@option("--brand", metavar="brand", help="brand_option")
@option(
    "--limit",
    type=click.IntRange(1, 1_000_000),
    default=20,
    show_default=True,
    metavar="n",
    help="list_limit_option",
)
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
@click.pass_context
def reply(
    ctx: click.Context,
    number: int | None,
    text: str | None,
    template: str | None,
    language: str | None,
    signed: str,
    yes: bool,
    replace: bool,
    again: bool,
    listed: bool,
    brand: str | None,
    limit: int,
    form: str,
    at: datetime | None,
) -> None:
    config = session.configured()
    session.check_names(config, brand)
    if listed:
        with session.stored(config) as store:
            click.echo(
                shown.listed(config, store.answers(brand, limit), session.translator(), form)
            )
        return
    if number is None:
        raise ConfigError(say("reply.which_review"))
    wish = Wish(
        text=text,
        template=template,
        language=language and one_line(language, 10),
        signed=one_line(signed, 80),
        written_by=one_line(signed, 80) or session.login(),
        brand=brand,
        replace=replace,
        again=again,
    )
    with session.stored(config) as store:
        ready = draft(config, store, number, wish)
        # What a program reads stands alone on the standard output.
        click.echo(shown.preview(ready, session.translator()), err=form == "json")
        if not _agreed(yes, err=form == "json"):
            click.echo(say("reply.left"), err=form == "json")
            return
        answer = _sent(ready, config, store, session.clock(at))
    click.echo(shown.outcome(answer, session.translator(), form))
    ctx.exit(exits.FINE if answer.state in ("published", "pending") else exits.SOURCE_FAILED)


def _agreed(yes: bool, *, err: bool) -> bool:
    """Whether a person said yes: when asked, or with the command."""
    if yes:
        click.echo(say("reply.yes_was_given"), err=err)
        return True
    if not at_a_terminal():
        raise ConfigError(say("reply.nobody_to_ask"))
    try:
        said = click.prompt(
            say("reply.ask"), default="", show_default=False, prompt_suffix=" ", err=err
        )
    except click.Abort:
        click.echo(err=err)
        return False
    return fold(said.strip()) in YES


def at_a_terminal() -> bool:
    """Whether there is a person to ask."""
    return sys.stdin.isatty()


def _sent(ready: Draft, config: Config, store: Store, now: Callable[[], datetime]) -> Answer:
    from listener.sending import send
    from listener.source import load_source

    source = load_source(ready.review.source)
    return send(ready, config, store, pipeline.secrets_of(source, config, ready.brand.id), now)
