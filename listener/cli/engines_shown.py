"""The engine that says how texts feel, for other commands."""

from __future__ import annotations

import click

from listener.i18n import say
from listener.scoring import Scoring
from listener.sentiment.tiers import lacking, model_of, versions
from listener.text import one_line


def engine_in_words(scoring: Scoring) -> str:
    """Its name, the model that it asks, and the versions of what it needs."""
    if scoring.engine == "core":
        return say("engines.engine_core")
    return say(
        "engines.engine",
        engine=scoring.engine,
        model=one_line(model_of(scoring), 100),
        versions=versions(scoring.engine),
    )


def announce(scoring: Scoring) -> None:
    """Say what is about to be downloaded, before it is."""
    if notice := first_use(scoring):
        click.echo(notice, err=True)


def first_use(scoring: Scoring) -> str:
    """What a person has to know before a model is downloaded; empty where none will be."""
    if scoring.engine != "transformers" or lacking(scoring.engine):
        return ""
    from listener.sentiment.hub import is_at_hand

    if is_at_hand(scoring.model):
        return ""
    return say("engines.first_use", model=one_line(scoring.model, 100))
