"""What `listener init` needs to know, asked for or given as options, and checked."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from msgspec import Struct

from listener.errors import nearest
from listener.i18n import Language, say
from listener.text import fold, plain

Given = Mapping[str, Any]


class Answers(Struct, frozen=True, kw_only=True):
    """A brand to be."""

    name: str
    phrases: tuple[str, ...]
    languages: tuple[str, ...]
    time_zone: str
    emails: tuple[str, ...] = ()
    apps: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """The file name."""
        return slug(self.name)


def slug(name: str) -> str:
    """What a brand's file is called: that of `Café Lumbre` is `cafe-lumbre`."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(name)))[:60] or "brand"


def checked(given: Given, language: Language) -> Answers:
    """The options, and the usual where one is missing; a name there must be."""
    if not given["name"]:
        raise click.UsageError(say("init.name_missing"))
    name = a_name(given["name"])
    return Answers(
        name=name,
        phrases=each(phrase)(given["phrases"]) or (phrase(name),),
        languages=languages(given["languages"] or "es, en"),
        time_zone=zone(given["time_zone"] or own_zone()),
        emails=each(email)(given["emails"]),
        apps=each(app)(given["apps"]),
        countries=each(country)(given["countries"]) or own_countries(language),
        feeds=each(feed)(given["feeds"]),
    )


def asked(given: Given, language: Language, free: Callable[[str], str]) -> Answers:
    """The options, and a question for each that is missing.

    `free` gives a name back, or says that it is taken: before all else is asked for nothing.
    """
    name = free(given["name"]) if given["name"] else _ask("name", free)
    return Answers(
        name=name,
        phrases=each(phrase)(given["phrases"]) or _ask("phrases", listed(phrase), name),
        languages=_given_or_asked(given, "languages", languages, "es, en"),
        time_zone=_given_or_asked(given, "time_zone", zone, own_zone()),
        emails=each(email)(given["emails"]) or _ask("emails", listed(email), ""),
        apps=(apps := each(app)(given["apps"]) or _ask("apps", listed(app), "")),
        countries=_countries(given, apps, language),
        feeds=each(feed)(given["feeds"]) or _ask("feeds", listed(feed), ""),
    )


def _given_or_asked(given: Given, key: str, check: Callable[[str], Any], usual: str) -> Any:
    return check(given[key]) if given[key] else _ask(key, check, usual)


def _countries(given: Given, apps: tuple[str, ...], language: Language) -> tuple[str, ...]:
    if given["countries"] or not apps:
        return each(country)(given["countries"]) or own_countries(language)
    return _ask("countries", listed(country), ", ".join(own_countries(language)))


def _ask(key: str, check: Callable[[str], Any], usual: str | None = None) -> Any:
    """Ask until the answer passes; an error is said and the question put again."""
    return click.prompt(
        say(f"init.ask_{key}"), default=usual, value_proc=check, show_default=bool(usual)
    )


def each(check: Callable[[str], str]) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    """The check, for every one of several, each kept once."""
    return lambda texts: tuple(dict.fromkeys(map(check, texts)))


def listed(check: Callable[[str], str]) -> Callable[[str], tuple[str, ...]]:
    """The check, for what is given between commas."""
    return lambda text: each(check)(
        tuple(part for part in re.split(r"[,\n]", text) if part.strip())
    )


def a_name(text: str) -> str:
    """A brand's name, on one line."""
    name = " ".join(plain(text).split())
    if not name:
        raise click.BadParameter(say("errors.empty"))
    return name


def phrase(text: str) -> str:
    """A phrase to listen for."""
    return a_name(text)


def languages(text: str) -> tuple[str, ...]:
    """Codes of languages: `es, en`."""
    found = tuple(dict.fromkeys(re.split(r"[,\s]+", text.lower().strip(", "))))
    if not all(re.fullmatch(r"[a-z]{2}", each) for each in found):
        raise click.BadParameter(say("init.bad_languages", text=plain(text)))
    return found


def zone(text: str) -> str:
    """A time zone by its name."""
    from zoneinfo import available_timezones

    try:
        ZoneInfo(text.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        near = nearest(text.strip(), available_timezones())
        hint = f" ({say('errors.did_you_mean', hint=near)})" if near else ""
        words = say("errors.no_such_zone", zone=plain(text)) + hint
        raise click.BadParameter(words) from error
    return text.strip()


def email(text: str) -> str:
    """An address for alerts."""
    address = text.strip()
    if not re.fullmatch(r"[^@\s<>,\"]+@[^@\s<>,\"]+", address) or plain(address) != address:
        raise click.BadParameter(say("init.bad_email", text=plain(address)))
    return address


def country(text: str) -> str:
    """A country by its two letters, as the App Store has it."""
    code = text.strip().lower()
    if not re.fullmatch(r"[a-z]{2}", code):
        raise click.BadParameter(say("init.bad_country", text=plain(code)))
    return code


def app(text: str) -> str:
    """An app's number, from itself or its link."""
    return _normal("appstore", text)


def feed(text: str) -> str:
    """A feed's address."""
    return _normal("feeds", text)


def _normal(source: str, text: str) -> str:
    from listener.source import load_source

    try:
        return load_source(source).normal_listing(plain(text).strip())
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def own_countries(language: Language) -> tuple[str, ...]:
    """Where to look for reviews unless told."""
    _, _, country = language.partition("-")
    if country:
        return (country.lower(),)
    return ("es", "mx") if language == "es" else ("us",)


def own_zone() -> str:
    """The time zone of this machine, UTC where it does not tell."""
    for name in (os.environ.get("TZ", ""), _linked_zone()):
        try:
            if name:
                return ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return "UTC"


def _linked_zone() -> str:
    try:
        return str(Path("/etc/localtime").readlink()).partition("zoneinfo/")[2]
    except OSError:
        return ""
