"""What several sources do with an answer: JSON to data, HTML to text, seconds to a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import msgspec

from listener.errors import UnexpectedAnswer
from listener.i18n import say
from listener.model import Mention, Payload
from listener.text import storable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_HTML = 1_000_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# Neither an open tag nor an open script is looked for twice: a megabyte of them takes no time.
_TAG = re.compile(r"<(script|style)\b.*?(?:</\1>|\Z)|<[^<>]*>", re.IGNORECASE | re.DOTALL)
# A hundred thousand attributes hold up libxml2 for minutes: it compares each with all others.
# A program in a script has `<` and quotes of its own.
_TAG_OPEN = re.compile(
    r"""<(script|style)\b.*?(?:</\1|\Z)|<!--.*?(?:-->|\Z)"""
    r"""|(<[a-z][\w:-]{0,40})(?:[^>"']++|"[^"]*+"|'[^']*+'|["'])*+""",
    re.IGNORECASE | re.DOTALL,
)
_BETWEEN_NAMES = re.compile(r"""[\s/"'=>]+""")
_LONG_TAG, _MOST_WORDS = 20_000, 2_000
_LARGEST_COUNT = 2**63 - 1


def json_of(payload: Payload, source: str) -> Any:
    """The data in a JSON answer; raises UnexpectedAnswer when there is none.

    Real answers hold raw control characters, byte order marks and lone surrogates, which the
    fast parser refuses; the standard library reads them.
    """
    try:
        return msgspec.json.decode(payload.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    try:
        return json.loads(payload.body.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        raise UnexpectedAnswer(say("sources.not_json", source=source)) from error


def text_of(html: object) -> str:
    """The words of some HTML, paragraphs kept apart; of anything else than text, none."""
    if not isinstance(html, str):
        return ""
    if "<" not in html and "&" not in html:
        return html.strip()
    import html_text

    safe = _CONTROL.sub(" ", thinned(storable(html, _LONGEST_HTML)))
    try:
        return str(html_text.extract_text(safe)).strip()
    except ValueError:
        # A control character written as a number, `&#27;`, breaks the cleaner of lxml.
        return unescape(_TAG.sub(" ", safe)).strip()


def thinned(html: str) -> str:
    """The HTML, a tag with thousands of attributes left without any."""
    return _TAG_OPEN.sub(_bare_if_flooded, html)


def _bare_if_flooded(tag: re.Match[str]) -> str:
    is_long = tag[2] is not None and len(tag[0]) > _LONG_TAG
    is_flood = is_long and len(set(_BETWEEN_NAMES.split(tag[0]))) > _MOST_WORDS
    return f"{tag[2]} " if is_flood else tag[0]


def time_of(seconds: float) -> datetime | None:
    """The moment so many seconds after 1970, or None where no calendar reaches."""
    try:
        return _EPOCH + timedelta(seconds=seconds)
    except (OverflowError, ValueError):
        return None


def first_of_each(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Every id once: where pages shift while they are read, the first is the newest."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        found.setdefault(mention.id, mention)
    return tuple(found.values())


def whole(value: object) -> int | None:
    """A count, however it is written; None when it is not one, or none that can be stored."""
    if not isinstance(value, int | float | str) or isinstance(value, bool):
        return None
    try:
        count = int(value)
    except (ValueError, OverflowError):
        return None
    return count if abs(count) <= _LARGEST_COUNT else None
