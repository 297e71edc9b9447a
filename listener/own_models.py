"""Models of the user's own, beside the database: `<database>.sentiment/`, and which is in force."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from listener.errors import ConfigError
from listener.i18n import say, why
from listener.sentiment.own import BadModel, OwnModel, read
from listener.tomlfile import shown_path

_NAME = re.compile(r"own-\d{8}-[0-9a-f]{4}")


def folder_of(database: Path) -> Path:
    """Where the models of a database are kept."""
    return database.with_name(f"{database.name}.sentiment")


def names_in_force(database: Path) -> list[str]:
    """The model in force, last; before it those that a revert goes back to."""
    path = folder_of(database) / "in-force"
    try:
        written = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        text = say("training.cannot_read", reason=why(error))
        raise ConfigError(text, file=shown_path(path)) from error
    return [name for name in written.split() if _NAME.fullmatch(name)]


def model_at(database: Path) -> OwnModel | None:
    """The model in force; ConfigError, with the way back, if its file cannot be read."""
    names = names_in_force(database)
    return _read(folder_of(database) / f"{names[-1]}.npz") if names else None


def own_upon(database: Path, models: frozenset[str]) -> str:
    """The name of the model in force, if it reads on top of one of these; else empty."""
    model = model_at(database)
    return model.about.name if model and models & set(model.about.bases) else ""


@lru_cache(maxsize=2)
def _read(path: Path) -> OwnModel:
    try:
        return read(path.read_bytes())
    except (OSError, BadModel) as error:
        raise ConfigError(say("training.bad_model"), file=shown_path(path)) from error
