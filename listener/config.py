"""TOML files and the environment, read into frozen, validated settings.

Order of precedence: option, environment, file, default.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field

from listener.drafts import Answers, check_templates
from listener.errors import ConfigError, nearest
from listener.i18n import Language, say, why
from listener.model import Query
from listener.routes import (
    ADDRESS,
    Alerts,
    Channel,
    Digests,
    Serve,
    Telling,
    check_channels,
    check_serve,
    check_telling,
    check_zone,
)
from listener.rules import Rules, read_rules
from listener.scoring import Scoring, check_scoring
from listener.tomlfile import read_toml, shown_path

FoundBy = Literal["--config", "LISTENER_CONFIG", "./config", "user folder"]
Seconds = Annotated[float, Meta(gt=0, le=3_600)]
TwoLetters = Annotated[str, Meta(pattern="^[A-Za-z]{2}$")]
# All that the source knows, in either language, instead of one.
Country = Annotated[str, Meta(pattern="^(?:[A-Za-z]{2}|all|todos)$")]


class Crawl(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the engine asks. `contact` goes into the identity sent to every site."""

    contact: str = ""
    at_once: Annotated[int, Meta(ge=1, le=1_000)] = 16
    page_timeout_seconds: Seconds = 60.0
    answer_megabytes: Annotated[float, Meta(gt=0, le=1_000)] = 20.0
    retries: Annotated[int, Meta(ge=0, le=20)] = 2
    lease_minutes: Annotated[float, Meta(gt=0, le=1_440)] = 5.0
    pace_factor: Annotated[float, Meta(ge=0, le=1_000)] = 1.0


class Mail(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The SMTP server. The password is a secret: LISTENER_SMTP_PASSWORD."""

    host: str = ""
    port: Annotated[int, Meta(ge=1, le=65_535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    sender: str = ""
    timeout_seconds: Seconds = 30.0
    ca_file: str = ""


class Detection(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a negative spike is; a brand may say it differently."""

    alarms_per_month: Annotated[float, Meta(gt=0, le=1_000)] = 1.0
    min_negatives: Annotated[int, Meta(ge=1)] = 3
    min_change: Annotated[float, Meta(ge=0, le=100)] = 5.0
    warm_up_days: Annotated[float, Meta(ge=0, le=366)] = 7.0
    history_days: Annotated[float, Meta(ge=1, le=366)] = 182.0


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`config/listener.toml`; `budgeting.py` checks its `budgets` against the sources."""

    database: Annotated[str, Meta(min_length=1)] = "listener.db"
    language: Language = "en"
    crawl: Crawl = field(default_factory=Crawl)
    mail: Mail = field(default_factory=Mail)
    detection: Detection = field(default_factory=Detection)
    sentiment: Scoring = field(default_factory=Scoring)
    alerts: Telling = field(default_factory=Telling)
    channels: dict[str, Channel] = field(default_factory=dict)
    digest: Digests = field(default_factory=Digests)
    serve: Serve = field(default_factory=Serve)
    budgets: dict[str, dict[str, Any]] = field(default_factory=dict)


class Listing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where reviews or posts of a brand live: an app, a feed, a subreddit.

    `match` keeps only what the brand's queries match; without it the source decides. `options`
    are settings that only its source has. Without `languages` the brand's own are read; among
    `countries`, `all` stands for every country that the source knows.
    """

    source: str
    id: str
    title: str = ""
    countries: tuple[Country, ...] = ()
    languages: tuple[TwoLetters, ...] = ()
    options: dict[str, str] = field(default_factory=dict)
    match: bool | None = None


class BrandQuery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to listen for: phrases, an expression, or both, and then both have to be true.

    `inflect` takes Spanish words in all their forms, `without` leaves out what ready lists know
    (job ads, giveaways, spam). `sources` limits where (all that search, if left out).
    """

    name: str = "main"
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    query_text: str = field(default="", name="query")
    inflect: bool = False
    without: tuple[str, ...] = ()
    sources: tuple[str, ...] | None = None

    @property
    def query(self) -> Query:
        """Without the sources: what matching takes."""
        return Query(
            name=self.name,
            any=self.any,
            all=self.all,
            exclude=self.exclude,
            query=self.query_text,
            inflect=self.inflect,
            without=self.without,
        )


class Brand(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`config/brands/<id>.toml`: what to listen for and who is told.

    `competitors` are names of others, whom people may mean when they name the brand beside them.
    `groups` it belongs to: a digest may be of one.
    """

    name: str
    languages: tuple[TwoLetters, ...] = ("es", "en")
    time_zone: str = "UTC"
    queries: tuple[BrandQuery, ...] = ()
    listings: tuple[Listing, ...] = ()
    competitors: tuple[str, ...] = ()
    alerts: Alerts = field(default_factory=Alerts)
    answers: Answers = field(default_factory=Answers)
    detection: Detection | None = None
    groups: tuple[str, ...] = ()
    paused: bool = False
    id: str = ""


class Config(Struct, frozen=True, kw_only=True):
    """All that was read, and where it was found."""

    settings: Settings
    brands: tuple[Brand, ...]
    folder: Path
    found_by: FoundBy
    rules: Rules = Rules()

    @property
    def database(self) -> Path:
        """The database file; a relative path counts from beside a folder named config."""
        base = self.folder.parent if self.folder.name == "config" else self.folder
        return (base / self.settings.database).expanduser().resolve()

    def brand(self, brand_id: str) -> Brand:
        """The brand of that id; ConfigError with the nearest right id otherwise."""
        for brand in self.brands:
            if brand.id == brand_id:
                return brand
        ids = [brand.id for brand in self.brands]
        raise ConfigError(say("commands.no_such_brand", name=brand_id), hint=nearest(brand_id, ids))


def load(option: str | None = None, environment: Mapping[str, str] = os.environ) -> Config:
    """Everything under the config folder, checked.

    Raises ConfigError naming file and key for whatever is missing, unknown or of a wrong kind.
    """
    folder, found_by = find_folder(option, environment)
    file = folder / "listener.toml"
    settings = _override(_settings(file) if _is_there(file) else Settings(), environment)
    brands = tuple(_brand(path, settings) for path in _brand_files(folder / "brands"))
    _refuse_twins(brands, folder)
    rules = read_rules(folder / "rules.toml", [brand.id for brand in brands])
    return Config(settings=settings, brands=brands, folder=folder, found_by=found_by, rules=rules)


def find_folder(option: str | None, environment: Mapping[str, str]) -> tuple[Path, FoundBy]:
    """The config folder and how it was found; ConfigError when a named one is not there."""
    if option:
        return _existing(Path(option), "--config"), "--config"
    if environment.get("LISTENER_CONFIG"):
        return _existing(Path(environment["LISTENER_CONFIG"]), "LISTENER_CONFIG"), "LISTENER_CONFIG"
    here = Path("config")
    if _is_there(here / "listener.toml") or _is_there(here / "brands"):
        return here.resolve(), "./config"
    return user_folder(environment), "user folder"


def user_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The platform's own place for settings, whether it is there or not."""
    from platformdirs import user_config_path

    home = environment.get("XDG_CONFIG_HOME")
    return Path(home) / "listener" if home else user_config_path("listener", appauthor=False)


def secret(
    name: str,
    environment: Mapping[str, str] = os.environ,
    *,
    brand: str = "",
    shared: bool = True,
) -> str | None:
    """A secret from the environment, or from the file that NAME_FILE names.

    NAME__BRAND, for a brand with an account of its own, goes before NAME; alone if not `shared`.
    """
    own = f"{name}__{re.sub(r'[^A-Za-z0-9]', '_', brand)}".upper()
    if brand and ((found := secret(own, environment)) or not shared):
        return found
    if environment.get(name):
        return environment[name]
    path = environment.get(f"{name}_FILE")
    if not path:
        return None
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        text = say("errors.secret_file", reason=why(error))
        raise ConfigError(text, file=path, key=f"{name}_FILE") from error


def _existing(folder: Path, key: str) -> Path:
    try:
        if folder.is_file() and folder.name == "listener.toml":
            folder = folder.parent
        is_there = folder.is_dir()
    except OSError as error:
        text = say("errors.folder_unreadable", reason=why(error))
        raise ConfigError(text, file=str(folder), key=key) from error
    if not is_there:
        raise ConfigError(say("errors.no_such_folder"), file=str(folder), key=key)
    return folder.resolve()


def _is_there(path: Path) -> bool:
    """Also where nobody may look: whoever reads it says so."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _brand_files(folder: Path) -> list[Path]:
    """The files of brands; ConfigError for a folder that nobody may look into."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except FileNotFoundError:
        return []
    except OSError as error:
        text = say("errors.folder_unreadable", reason=why(error))
        raise ConfigError(text, file=shown_path(folder)) from error


def _override(settings: Settings, environment: Mapping[str, str]) -> Settings:
    database = environment.get("LISTENER_DATABASE") or settings.database
    return msgspec.structs.replace(settings, database=database)


def _settings(path: Path) -> Settings:
    settings = read_toml(path, Settings)
    _check_detection(settings.detection, path)
    check_scoring(settings.sentiment, shown_path(path))
    check_channels(settings.channels, shown_path(path))
    check_telling(settings.alerts, settings.channels, shown_path(path))
    check_serve(settings.serve, shown_path(path))
    sender = settings.mail.sender or (settings.mail.user if settings.mail.host else "")
    if sender and not ADDRESS.search(sender):
        text = say("errors.no_address", got=sender)
        raise ConfigError(text, file=shown_path(path), key="mail.sender")
    return settings


def _check_detection(detection: Detection, path: Path) -> None:
    """Who looks back for less than the warm-up would never end it, and never be told a thing."""
    if detection.warm_up_days > detection.history_days:
        text = say("errors.or_less", limit=f"{detection.history_days:g}")
        raise ConfigError(text, file=shown_path(path), key="detection.warm_up_days")


def _brand(path: Path, settings: Settings) -> Brand:
    brand = _in_small_letters(read_toml(path, Brand, ours=("id",)), path.stem)
    check_zone(brand.time_zone, shown_path(path), "time_zone")
    _check_queries(brand, path)
    _check_listings(brand, path)
    check_telling(brand.alerts, settings.channels, shown_path(path))
    _check_competitors(brand, path)
    check_templates(brand.answers, shown_path(path))
    _check_detection(brand.detection or Detection(), path)
    if not brand.name.strip():
        raise ConfigError(say("errors.empty"), file=shown_path(path), key="name")
    if not brand.queries and not brand.listings:
        raise ConfigError(say("errors.nothing_to_listen_for"), file=shown_path(path), key="queries")
    return brand


def _in_small_letters(brand: Brand, brand_id: str) -> Brand:
    """The brand by its id, each language as all that reads it looks for it: `es`, not `ES`."""
    replace = msgspec.structs.replace
    listings = tuple(replace(each, languages=_lower(each.languages)) for each in brand.listings)
    return replace(brand, id=brand_id, languages=_lower(brand.languages), listings=listings)


def _lower(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.lower() for code in codes)


def _check_queries(brand: Brand, path: Path) -> None:
    for index, query in enumerate(brand.queries):
        key = f"queries[{index}]"
        if not query.any and not query.all and not query.query_text.strip():
            raise ConfigError(say("errors.empty_query"), file=shown_path(path), key=key)
        for name in ("any", "all", "exclude"):
            if any(not phrase.strip() for phrase in getattr(query, name)):
                raise ConfigError(say("errors.empty"), file=shown_path(path), key=f"{key}.{name}")
            for at, phrase in enumerate(getattr(query, name)):
                if not phrase.strip("* "):
                    text = say("queries.nothing_in_phrase", found=phrase)
                    where = f"{key}.{name}[{at}]"
                    raise ConfigError(text, file=shown_path(path), key=where)
    names = [query.name for query in brand.queries]
    if len(set(names)) < len(names):
        raise ConfigError(say("errors.twin_query"), file=shown_path(path), key="queries")


def _check_listings(brand: Brand, path: Path) -> None:
    for index, listing in enumerate(brand.listings):
        if not listing.id.strip():
            raise ConfigError(
                say("errors.empty"), file=shown_path(path), key=f"listings[{index}].id"
            )


def _check_competitors(brand: Brand, path: Path) -> None:
    for index, name in enumerate(brand.competitors):
        if not name.strip():
            key = f"competitors[{index}]"
            raise ConfigError(say("errors.empty"), file=shown_path(path), key=key)


def _refuse_twins(brands: tuple[Brand, ...], folder: Path) -> None:
    seen: dict[str, str] = {}
    for brand in brands:
        name = brand.name.casefold().strip()
        if name in seen:
            text = say("errors.twin_brand", name=brand.name, other=f"{seen[name]}.toml")
            file = shown_path(folder / "brands" / f"{brand.id}.toml")
            raise ConfigError(text, file=file, key="name")
        seen[name] = brand.id
