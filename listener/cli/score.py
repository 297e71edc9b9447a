"""`listener score`: what is stored, scored anew by another engine, or back to an older one."""

from __future__ import annotations

import sys
import time
from datetime import datetime

import click
from msgspec.structs import replace

from listener import pipeline
from listener.cli import session, when
from listener.cli.engines_shown import announce
from listener.cli.scores_shown import in_words, row
from listener.cli.shape import command, form_option, option
from listener.cli.when import Instant
from listener.config import Config
from listener.errors import ConfigError
from listener.i18n import say
from listener.i18n.formats import number
from listener.own_models import own_upon
from listener.rescoring import Sums, rule_of
from listener.scoring import ENGINES, check_scoring
from listener.sentiment import models_of
from listener.store.scores import ScoreRule

OWN = "own"
"""The user's model, on top of the engine of the settings."""

TOLD_EVERY = 5.0
"""Seconds between two lines of progress, for people who watch."""


@command("score")
@option("--engine", type=click.Choice((*ENGINES, OWN)), help="score_engine_option")
@option("--model", metavar="model", help="score_model_option")
@option("--since", metavar="since", help="score_since_option")
@option("--brand", metavar="brand", help="brand_option")
@option("--source", metavar="source", help="source_option")
@option("--language", metavar="language", help="score_language_option")
@option("--everything", is_flag=True, help="score_everything_option")
@option("--again", is_flag=True, help="score_again_option")
@option("--dry-run", is_flag=True, help="score_dry_run_option")
@option("--back", metavar="model", help="score_back_option")
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
@click.pass_context
def score(
    ctx: click.Context,
    engine: str | None,
    model: str | None,
    since: str | None,
    brand: str | None,
    source: str | None,
    language: str | None,
    everything: bool,
    again: bool,
    dry_run: bool,
    back: str | None,
    form: str,
    at: datetime | None,
) -> None:
    config = session.configured()
    session.check_names(config, brand, source)
    config = _with_engine(config, engine, model, everything=everything)
    now, t = session.clock(at), session.translator()
    zone = session.zone_of(config, brand)
    wanted = ScoreRule(
        since=when.since(since, now(), zone) if since else None,
        brand=brand,
        source=source,
        language=language.lower() if language else None,
    )
    scoring = config.settings.sentiment
    if not back:
        announce(scoring)
    with session.stored(config) as store:
        rule = rule_of(config, store, wanted, back=back, again=again)
        watching = _Watching(store.count_unscored(rule), quiet=form == "json")
        began = time.perf_counter()
        sums, changes = pipeline.rescore(
            config, store, now, rule, rehearse=dry_run, again=again, tell=watching
        )
        seconds = time.perf_counter() - began
    if form == "json":
        from listener.cli.as_json import echo_json

        echo_json(**row(config, back, sums, changes, seconds, rehearsed=dry_run))
    else:
        click.echo(in_words(config, back, sums, changes, seconds, t, rehearsed=dry_run))


def _with_engine(
    config: Config, engine: str | None, model: str | None, *, everything: bool
) -> Config:
    """The settings as the options want them; ConfigError where they do not go together."""
    scoring = config.settings.sentiment
    # A piece of history is no page: whether a text is read must not hang on what comes with it.
    changed: dict[str, object] = {"everything_up_to": 0}
    if engine == OWN:
        if not own_upon(config.database, models_of(scoring)):
            raise ConfigError(say("score.no_own"))
    elif engine:
        changed["engine"] = engine
    if model:
        changed["model"] = model
    if everything:
        changed["recheck_below"] = 1.0
    scoring = replace(scoring, **changed)
    check_scoring(scoring, "--model" if engine == "transformers" else "")
    return replace(config, settings=replace(config.settings, sentiment=scoring))


class _Watching:
    """Says every few seconds how far it has come, where a person watches."""

    def __init__(self, count: int, *, quiet: bool) -> None:
        self._count = count
        self._shown = not quiet and sys.stderr.isatty()
        self._last = time.monotonic()

    def __call__(self, sums: Sums) -> None:
        if not self._shown or time.monotonic() - self._last < TOLD_EVERY:
            return
        self._last = time.monotonic()
        language = session.translator().language
        done, count = number(language, sums.texts), number(language, self._count)
        click.echo(say("score.progress", done=done, count=count), err=True)
