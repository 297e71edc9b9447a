"""The lists of words by which aspects and stages are found: ours, and a brand team's own.

`aspect_lists/<language>.toml` ships with listener; `config/aspects/<language>.toml` adds to it,
takes words away, replaces a list, switches one off, or makes aspects of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any, get_args

from msgspec import Struct

from listener.errors import ConfigError, nearest
from listener.i18n import LANGUAGES, Translator, say
from listener.model import ASPECTS
from listener.sentiment.stages import STAGE, STAGES, Stage
from listener.sentiment.terms import Terms, parts_of
from listener.text import fold
from listener.tomlfile import converted, read_toml, shown_path

SHIPPED = Path(__file__).with_name("aspect_lists")
RULES = "1"
"""Changes when the same lists find other things."""

_KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")
_STAGES = "stage"
_JOINTS = "clauses"


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a file says of one list. `name` is what people call an aspect of their own."""

    name: str = ""
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    replace: tuple[str, ...] | None = None
    off: bool = False


class ListFile(Struct, frozen=True, kw_only=True):
    """A file of lists as it was read: aspects and stages by target, and what joins clauses."""

    path: Path
    targets: dict[str, Words]
    joints: Words


class Lists:
    """All lists of a configuration; a language's are read when its first text comes."""

    def __init__(self, folder: Path | None = None) -> None:
        """Raises ConfigError, with file and key, for what a file of the folder says wrongly."""
        found = sorted((folder / "aspects").glob("*.toml")) if folder else []
        self._own = {_language_of(path): read_lists(path) for path in found}
        for language, file in self._own.items():
            self._merged(language, file)
        self._terms: dict[tuple[str, ...], Terms] = {}

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages with a list."""
        return frozenset(path.stem for path in SHIPPED.glob("*.toml")) | self._own.keys()

    @cached_property
    def digest(self) -> str:
        """Another one whenever a list has changed."""
        said = blake2b(RULES.encode(), digest_size=16)
        own = [file.path for file in self._own.values()]
        for path in (*sorted(SHIPPED.glob("*.toml")), *own):
            said.update(path.name.encode() + path.read_bytes())
        return said.hexdigest()

    @cached_property
    def own_names(self) -> dict[str, str]:
        """The aspects that people have made, with the names they gave them."""
        return {
            target: words.name
            for file in self._own.values()
            for target, words in file.targets.items()
            if words.name and target not in ASPECTS
        }

    def name_of(self, aspect: str, t: Translator) -> str:
        """What people call an aspect."""
        return self.own_names.get(aspect) or name_of(aspect, t)

    def terms(self, language: str, among: Sequence[str] = ()) -> Terms | None:
        """The terms for a text of a language; of all expected ones where it has no list."""
        known = (language,) if language in self.languages else self._expected(tuple(among))
        if not known:
            return None
        if known not in self._terms:
            self._terms[known] = Terms([(each, *self.words(each)) for each in known])
        return self._terms[known]

    def _expected(self, among: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(language for language in among if language in self.languages))

    def words(self, language: str) -> tuple[dict[str, list[str]], list[str]]:
        """Target → terms, and the words that join two clauses."""
        return self._merged(language, self._own.get(language))

    def _merged(
        self, language: str, own: ListFile | None
    ) -> tuple[dict[str, list[str]], list[str]]:
        shipped = _shipped(language)
        targets = {name: [*words.add] for name, words in shipped.targets.items()} if shipped else {}
        joints = [*shipped.joints.add] if shipped else []
        if own is not None:
            for target, words in own.targets.items():
                targets[target] = _changed(targets.get(target, []), words, own.path, target)
            joints = _changed(joints, own.joints, own.path, _JOINTS)
        return targets, joints


@cache
def _shipped(language: str) -> ListFile | None:
    """The lists that come with listener: read once, for no process sees them change."""
    path = SHIPPED / f"{language}.toml"
    return read_lists(path) if path.exists() else None


def name_of(aspect: str, t: Translator) -> str:
    """What people call an aspect that listener knows; else what its file calls it."""
    return t(f"aspects.{aspect}") if aspect in ASPECTS else aspect


def read_lists(path: Path) -> ListFile:
    """A file of lists; ConfigError with file, key and nearest right key for what is wrong in it."""
    raw: dict[str, Any] = read_toml(path, dict[str, Any])
    targets = {
        f"{STAGE}{name}": _words(path, f"{_STAGES}.{name}", table)
        for name, table in _stages(path, raw.pop(_STAGES, {})).items()
    }
    joints = _words(path, _JOINTS, raw.pop(_JOINTS, {}))
    for name, table in raw.items():
        if not _KEY.fullmatch(name):
            raise ConfigError(say("aspects.bad_key"), file=shown_path(path), key=name)
        words = targets[name] = _words(path, name, table)
        if name not in ASPECTS and not words.name.strip():
            hint = nearest_aspect(name)
            raise ConfigError(say("aspects.no_such"), file=shown_path(path), key=name, hint=hint)
    return ListFile(path=path, targets=targets, joints=joints)


def _stages(path: Path, table: Any) -> dict[str, Any]:
    found: dict[str, Any] = converted(table, dict[str, Any], path, _STAGES)
    for name in found.keys() - set(STAGES):
        hint = nearest(name, get_args(Stage))
        text = say("errors.no_such_setting")
        raise ConfigError(text, file=shown_path(path), key=f"{_STAGES}.{name}", hint=hint)
    return found


def _words(path: Path, key: str, table: Any) -> Words:
    words = converted(table, Words, path, key)
    for kind in ("add", "remove", "replace"):
        for at, term in enumerate(getattr(words, kind) or ()):
            if not [part for part in parts_of(term) if part != "..."]:
                where = f"{key}.{kind}[{at}]"
                raise ConfigError(say("errors.empty"), file=shown_path(path), key=where)
    return words


def _changed(terms: Sequence[str], words: Words, path: Path, target: str) -> list[str]:
    """A list with what a file adds to it, replaces or takes away."""
    if words.off:
        return []
    kept = {fold(term): term for term in (terms if words.replace is None else words.replace)}
    for at, term in enumerate(words.remove):
        if kept.pop(fold(term), None) is None and (hint := nearest(fold(term), kept)):
            # Without one that was meant: a list that ships may have lost the term by itself.
            key, text = f"{target}.remove[{at}]", say("aspects.not_listed", term=term)
            raise ConfigError(text, file=shown_path(path), key=key, hint=kept[hint])
    return [*kept.values(), *words.add]


def nearest_aspect(name: str) -> str:
    """The aspect that was meant, by its key or by what people call it."""
    called = {
        fold(Translator(language)(f"aspects.{aspect}")): aspect
        for language in LANGUAGES
        for aspect in ASPECTS
    }
    called |= {aspect: aspect for aspect in ASPECTS}
    return called.get(nearest(fold(name), called), "")


def _language_of(path: Path) -> str:
    """A file is called by its language, in two letters."""
    if len(path.stem) != 2 or not path.stem.isalpha() or not path.stem.islower():
        known = [each.stem for each in SHIPPED.glob("*.toml")]
        hint = nearest(path.stem, known)
        raise ConfigError(say("aspects.no_language"), file=shown_path(path), hint=hint)
    return path.stem
