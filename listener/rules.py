"""`config/rules.toml`: names that only look like feelings, and words of the trade that are some."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.structs import replace

from listener.errors import ConfigError, nearest
from listener.i18n import say
from listener.text import fold
from listener.tomlfile import read_toml, shown_path

RuleLabel = Literal["negative", "neutral", "positive"]
Valence = Annotated[float, Meta(ge=-4, le=4)]
TwoLetters = Annotated[str, Meta(pattern="^[A-Za-z]{2}$")]

USUAL = 3.0
"""How strongly a phrase feels of which the file says only its label: as "excellent" does."""


class NameRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name that says nothing of how people feel: `War Zone`.

    With `capitals` only where it is written with its own capitals, or all in them: `La Maldita`
    is a restaurant, `la maldita app` is none.
    """

    text: str
    languages: tuple[TwoLetters, ...] = ()
    brand: str = ""
    capitals: bool = False


class PhraseRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that feel in this trade as they do nowhere else: `sin cola` is positive at a bank.

    `valence` says how much, on VADER's scale of -4 to 4.
    """

    text: str
    label: RuleLabel
    valence: Valence | None = None
    languages: tuple[TwoLetters, ...] = ()
    brand: str = ""
    capitals: bool = False

    @property
    def weight(self) -> float:
        """Its valence, said or usual."""
        if self.valence is not None:
            return self.valence
        return {"negative": -USUAL, "neutral": 0.0, "positive": USUAL}[self.label]


Rule = NameRule | PhraseRule


class Rules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    name: tuple[NameRule, ...] = ()
    phrase: tuple[PhraseRule, ...] = ()

    def __iter__(self) -> Iterator[Rule]:
        yield from self.name
        yield from self.phrase

    def __len__(self) -> int:
        return len(self.name) + len(self.phrase)


def read_rules(path: Path, brands: Collection[str]) -> Rules:
    """The rules of a file that may be missing; ConfigError names file and key of what is wrong."""
    if not path.exists():
        return Rules()
    rules, file = read_toml(path, Rules), shown_path(path)
    seen: set[tuple[object, ...]] = set()
    for key, rule in _keyed(rules):
        _check(rule, file, key, brands)
        identity = (folded(rule.text), rule.brand, _lower(rule.languages), rule.capitals)
        if identity in seen:
            raise ConfigError(say("rules.twin", text=rule.text), file=file, key=f"{key}.text")
        seen.add(identity)
    return Rules(
        name=tuple(replace(each, languages=_lower(each.languages)) for each in rules.name),
        phrase=tuple(replace(each, languages=_lower(each.languages)) for each in rules.phrase),
    )


def _keyed(rules: Rules) -> Iterator[tuple[str, Rule]]:
    """Each rule with its key in the file."""
    for index, name in enumerate(rules.name):
        yield f"name[{index}]", name
    for index, phrase in enumerate(rules.phrase):
        yield f"phrase[{index}]", phrase


def folded(text: str) -> str:
    """A text as rules are looked for in it: without accents, capitals and double blanks."""
    return " ".join(fold(text).split())


def _lower(languages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({each.lower() for each in languages}))


def _check(rule: Rule, file: str, key: str, brands: Collection[str]) -> None:
    if not any(character.isalnum() for character in folded(rule.text)):
        raise ConfigError(say("rules.no_word", text=rule.text), file=file, key=f"{key}.text")
    if rule.brand and rule.brand not in brands:
        text = say("commands.no_such_brand", name=rule.brand)
        hint = nearest(rule.brand, brands)
        raise ConfigError(text, file=file, key=f"{key}.brand", hint=hint)
    if isinstance(rule, PhraseRule) and rule.valence is not None:
        sign = {"negative": -1, "neutral": 0, "positive": 1}[rule.label]
        if (rule.valence > 0) - (rule.valence < 0) != sign:
            text = say(f"rules.valence_{rule.label}")
            raise ConfigError(text, file=file, key=f"{key}.valence")
