"""What most commands begin with: the configuration, the database, the time."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import click

from listener.config import Config, load
from listener.errors import ConfigError, nearest
from listener.i18n import Translator, language_of, say
from listener.store import Store
from listener.text import one_line


def configured() -> Config:
    """The configuration, with at least one brand in it; ConfigError otherwise."""
    config = settled()
    if not config.brands:
        raise ConfigError(say("commands.no_brands", folder=config.folder))
    return config


def settled() -> Config:
    """The configuration; from here on its language is spoken, unless a person chose another."""
    config = load(chosen_folder())
    if not os.environ.get("LISTENER_LANG") and (config.folder / "listener.toml").exists():
        os.environ["LISTENER_LANG"] = config.settings.language
    return config


def chosen_folder() -> str | None:
    """What `--config` said."""
    folder: str | None = click.get_current_context().meta.get("listener.config")
    return folder


def translator() -> Translator:
    """The language that is spoken; known once the configuration is read."""
    return Translator(language_of())


def stored(config: Config, *, create: bool = False) -> Store:
    """The database, which a crawl has made; StoreError when none has."""
    return Store(config.database, create=create)


def clock(at: datetime | None) -> Callable[[], datetime]:
    """The time it is, or the one that `--at` says, for tests and the demo."""
    return (lambda: at) if at else (lambda: datetime.now(UTC))


def zone_of(config: Config, brand: str | None, group: str | None = None) -> tzinfo:
    """The time zone of a brand, or of all brands, or those of a group, if they agree; else UTC."""
    zones = {
        each.time_zone
        for each in config.brands
        if brand in (None, each.id) and (not group or group in each.groups)
    }
    return ZoneInfo(zones.pop()) if len(zones) == 1 else UTC


def login() -> str:
    """Who sits here, as this machine knows them; nothing where it does not."""
    try:
        return one_line(getpass.getuser(), 80)
    except (OSError, KeyError, ImportError):
        return ""


def check_names(config: Config, brand: str | None, source: str | None = None) -> None:
    """Refuse a brand or a source that does not exist, naming the nearest one."""
    from listener.source import source_names

    ids = [each.id for each in config.brands]
    if brand and brand not in ids:
        raise ConfigError(say("commands.no_such_brand", name=brand), hint=nearest(brand, ids))
    if source and source not in source_names():
        hint = nearest(source, source_names())
        raise ConfigError(say("watching.no_such_source", name=source), hint=hint)
