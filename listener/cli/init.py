"""`listener init`: a few questions, and the configuration of a brand stands."""

from __future__ import annotations

import shlex
from functools import partial
from pathlib import Path

import click

from listener.cli.answers import Answers, a_name, asked, checked, slug
from listener.cli.shape import command, option
from listener.config import load
from listener.errors import ConfigError
from listener.i18n import Language, Translator, language_of, say, why
from listener.text import one_line


@command("init")
@option("--name", metavar="name", help="name_option")
@option("--phrase", "phrases", multiple=True, metavar="phrase", help="phrase_option")
@option("--languages", metavar="languages", help="languages_option")
@option("--time-zone", metavar="zone", help="zone_option")
@option("--email", "emails", multiple=True, metavar="email", help="init_email_option")
@option("--app", "apps", multiple=True, metavar="app", help="app_option")
@option("--country", "countries", multiple=True, metavar="country", help="country_option")
@option("--feed", "feeds", multiple=True, metavar="address", help="feed_option")
@option("--dir", "folder", default="config", show_default=True, metavar="folder", help="dir_option")
@option("--yes", "-y", is_flag=True, help="yes_option")
def init(folder: str, yes: bool, **given: str | tuple[str, ...] | None) -> None:
    language = language_of()
    free = partial(_free, Path(folder))
    answers = checked(given, language) if yes else asked(given, language, free)
    written = write(Path(folder), answers, language)
    t = Translator(language)
    for path in written:
        click.echo(t("init.written", file=path))
    place = "" if folder == "config" else f" --config {shlex.quote(folder)}"
    if yes or not offered(Path(folder), answers):
        click.echo(t("listings.later", name=answers.name, config=place))
    click.echo(t("init.reddit"))
    click.echo(t("init.lists", folder=folder))
    click.echo(t("init.next", config=place))


def _free(folder: Path, text: str) -> str:
    """A brand's name, if none is called so yet."""
    name = a_name(text)
    file = _brand_file(folder, slug(name))
    if file.exists():
        raise click.BadParameter(f"{file}: {say('init.in_the_way')}")
    return name


def _brand_file(folder: Path, brand_id: str) -> Path:
    return folder / "brands" / f"{brand_id}.toml"


def offered(folder: Path, answers: Answers) -> bool:
    """Look for the brand's listings if that is wanted; False when it is not, or cannot be done.

    The brand's file stands already: nothing that goes wrong here takes it away.
    """
    from listener.cli import choosing
    from listener.finding import Question

    try:
        if not choosing.wants_look():
            return False
        site = choosing.ask_site()
        config = load(str(folder))
        question = Question(name=answers.name, site=site, countries=answers.countries)
        choosing.look_and_ask(config, config.brand(answers.slug), question)
    except click.Abort:
        click.echo()
        return False
    except ConfigError as error:
        click.echo(one_line(str(error), 500), err=True)
        return False
    return True


def write(folder: Path, answers: Answers, language: Language) -> list[Path]:
    """Write the brand's file, and listener.toml if there is none; nothing is overwritten."""
    from listener.cli.templates import brand_file, settings_file

    settings, brand = folder / "listener.toml", _brand_file(folder, answers.slug)
    if brand.exists():
        raise ConfigError(say("init.in_the_way"), file=str(brand))
    texts = {brand: brand_file(answers, language)}
    if not settings.exists():
        texts = {settings: settings_file(language), **texts}
    try:
        brand.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(_cannot_write(error.filename, error)) from error
    for path, text in texts.items():
        _write(path, text)
    return list(texts)


def _write(path: Path, text: str) -> None:
    """A new file, whole or not at all: half of one would be in the way of every command."""
    is_ours = False
    try:
        with path.open("x", encoding="utf-8") as file:
            is_ours = True
            file.write(text)
    except OSError as error:
        if is_ours:
            path.unlink()
        raise ConfigError(_cannot_write(path, error)) from error


def _cannot_write(file: str | Path, error: OSError) -> str:
    return say("commands.cannot_write", file=file, reason=why(error))
