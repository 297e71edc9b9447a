"""A model of the user's own: trained from files and labels, kept beside the database, in force."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from listener.config import Config
from listener.enriching import muted, sentiments
from listener.errors import ConfigError
from listener.i18n import say, why
from listener.learning import EVER
from listener.lessons import LabelledText
from listener.model import Sentiment
from listener.own_models import folder_of, model_at, names_in_force
from listener.sentiment.language import UNDETERMINED, identify
from listener.sentiment.own import About
from listener.sentiment.probabilities import LABELS, chances_of
from listener.sentiment.training import Trained, TrainingText, trained
from listener.store import Store

FEWEST, FEWEST_OF_A_LABEL, FEWEST_OF_A_LANGUAGE = 100, 10, 30
"""Below these a model would learn the names in the texts, and not how people feel."""


def from_store(store: Store, brand: str | None = None) -> list[LabelledText]:
    """What people have labelled, corrections as well: for words every label is of use."""
    return [
        LabelledText(each.text, each.judged.truth, each.judged.language, each.judged.source)
        for each in store.labels(brand, EVER)
        if each.judged.truth in LABELS
    ]


def train(config: Config, texts: Iterable[LabelledText], now: datetime) -> Trained:
    """The model of these texts, on top of the engine of the settings; ConfigError if too few."""
    examples = _scored(config, list(dict.fromkeys(texts)))
    if len(examples) < FEWEST:
        raise ConfigError(say("training.too_few", count=len(examples), needed=FEWEST))
    met = defaultdict[str, int](int)
    for each in examples:
        met[each.truth] += 1
    if sum(count >= FEWEST_OF_A_LABEL for count in met.values()) < 2:
        raise ConfigError(say("training.one_label", needed=FEWEST_OF_A_LABEL))
    spoken = defaultdict[str, int](int)
    for each in examples:
        spoken[each.language] += 1
    languages = [name for name, count in spoken.items() if count >= FEWEST_OF_A_LANGUAGE]
    return trained(examples, languages, f"{now:%Y%m%d}")


def _scored(config: Config, texts: Sequence[LabelledText]) -> list[TrainingText]:
    """The texts as the engine reads them by itself: names out, nothing learned yet."""
    score = sentiments(config, only=muted(config.rules), own=False)
    among = sorted({language for brand in config.brands for language in brand.languages})
    by_language: dict[str, list[LabelledText]] = defaultdict(list)
    for each in texts:
        by_language[each.language or identify(each.text, among)].append(each)
    found: list[TrainingText] = []
    for language, said in sorted(by_language.items()):
        if language != UNDETERMINED:
            felt = score.whole(language, [each.text for each in said])
            found += map(_example, said, felt, [language] * len(said))
    return found


def _example(said: LabelledText, felt: Sentiment, language: str) -> TrainingText:
    chances = chances_of(felt)
    return TrainingText(said.text, said.label, language, felt.model, chances, felt.label)


def keep(config: Config, model: Trained) -> Path:
    """Write the model beside the database, whole or not at all; its place."""
    path = folder_of(config.database) / f"{model.name}.npz"
    _write(path, model.body)
    return path


def put_in_force(config: Config, name: str) -> None:
    """Let that model score what comes from now on."""
    before = [each for each in names_in_force(config.database) if each != name]
    _write(folder_of(config.database) / "in-force", "\n".join([*before, name]).encode())


def revert(config: Config) -> str:
    """Go back to the model before, or to none; the name of the one that was in force."""
    names = names_in_force(config.database)
    if not names:
        return ""
    _write(folder_of(config.database) / "in-force", "\n".join(names[:-1]).encode())
    return names[-1]


def in_force(config: Config) -> About | None:
    """What is known of the model in force."""
    model = model_at(config.database)
    return model.about if model else None


def _write(path: Path, body: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        beside.write_bytes(body)
        beside.replace(path)
    except OSError as error:
        words = say("commands.cannot_write", file=path, reason=why(error))
        raise ConfigError(words) from error
