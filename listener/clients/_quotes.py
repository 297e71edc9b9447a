"""What of a mail is its author's own: without what it answers to, and without a signature.

Rather too much is kept than too little: where nothing of one's own would be left, all stays.
"""

from __future__ import annotations

import re

_LONGEST_SIGNATURE = 15
_QUOTED = re.compile(r"\s{0,3}>(?!From )")
# "El lun, 16 nov 2026 a las 10:00, Ana escribió:", often broken into two lines.
_WROTE = re.compile(
    r"(?:el|on|le|em|il|am)\b.{5,300}"
    r"\b(?:escribió|escribio|wrote|escreveu|a écrit|ha scritto|schrieb)\b.{0,80}:",
    re.IGNORECASE | re.DOTALL,
)
_ORIGINAL = re.compile(
    r"\s*-{2,}\s*(?:mensaje original|original message|mensagem original|message d'origine)\s*-{2,}",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"\s*\*?(?:(de|from)|(enviado(?: el)?|sent|fecha|date)|(para|to)|(asunto|subject))\s?:\*?\s",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"(?:enviado (?:desde|con) |sent from |obtener outlook |get outlook ).{0,80}", re.IGNORECASE
)


def own_words(text: str) -> str:
    """The text without the mails it answers to and without its signature."""
    lines = text.split("\n")
    own = _unsigned(_unquoted(_above_original(lines)))
    return "\n".join(own).strip() or text.strip()


def _above_original(lines: list[str]) -> list[str]:
    """Outlook puts the whole older mail below, with four lines of its head."""
    for number, line in enumerate(lines):
        if _ORIGINAL.match(line) or _is_head(lines[number : number + 6]):
            rule = lines[number - 1 : number] if number else []
            return lines[: number - 1] if rule and not rule[0].strip("_- ") else lines[:number]
    return lines


def _is_head(lines: list[str]) -> bool:
    first = _FIELD.match(lines[0]) if lines else None
    if first is None or not first[1]:
        return False
    fields = [found.lastindex for found in map(_FIELD.match, lines[1:]) if found]
    return len(set(fields) - {1}) >= 2


def _unquoted(lines: list[str]) -> list[str]:
    """Without quoted lines, and without the one that says who wrote them."""
    kept: list[str] = []
    for number, line in enumerate(lines):
        if not _QUOTED.match(line):
            kept.append(line)
        elif number and not _QUOTED.match(lines[number - 1]):
            kept = _without_introduction(kept)
    return kept


def _without_introduction(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    for taken in (1, 2, 3):
        if end >= taken and _WROTE.fullmatch("\n".join(lines[end - taken : end]).strip()):
            return lines[: end - taken]
    return lines


def _unsigned(lines: list[str]) -> list[str]:
    """Without what follows `-- `.

    https://www.rfc-editor.org/rfc/rfc3676#section-4.3
    """
    last = max((n for n, line in enumerate(lines) if line.rstrip() == "--"), default=None)
    if last is not None and len(lines) - last <= _LONGEST_SIGNATURE:
        lines = lines[:last]
    return [line for line in lines if not _DEVICE.fullmatch(line.strip())]
