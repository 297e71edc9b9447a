"""The files that `listener init` writes: commented, in the language of whoever asked."""

from __future__ import annotations

import json

from listener.cli.answers import Answers
from listener.i18n import Language, Translator


def settings_file(language: Language) -> str:
    """`listener.toml`, every setting at its default but for the language."""
    t = Translator(language)
    return t("templates.settings", language=language)


def brand_file(answers: Answers, language: Language) -> str:
    """A brand's file: its phrases and its listings."""
    t = Translator(language)
    head = t(
        "templates.brand",
        slug=answers.slug,
        name=quoted(answers.name),
        languages=array(answers.languages),
        zone=quoted(answers.time_zone),
        emails=array(answers.emails),
        phrases=array(answers.phrases),
    )
    return "\n".join([head, *_feeds(answers, t), *_apps(answers, t), t("templates.reddit")])


def _feeds(answers: Answers, t: Translator) -> list[str]:
    return [t("templates.feed", address=quoted(each)) for each in answers.feeds] or [
        t("templates.no_feed")
    ]


def _apps(answers: Answers, t: Translator) -> list[str]:
    countries = array(answers.countries)
    found = [t("templates.app", app=quoted(each), countries=countries) for each in answers.apps]
    return found or [t("templates.no_app", countries=countries)]


def array(texts: tuple[str, ...]) -> str:
    """The texts as an array of TOML."""
    return "[" + ", ".join(map(quoted, texts)) + "]"


def quoted(text: str) -> str:
    """The text as a string of TOML: JSON's escapes are TOML's, but that DEL must be escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
