"""Recorded answers in cassettes of VCR, read without a library for YAML."""

import base64
import gzip
import re
from pathlib import Path
from textwrap import dedent

_SCALAR = re.compile(r"""\sstring: ('(?:[^']|'')*'|"(?:[^"\\]|\\.)*")""", re.DOTALL)
_ESCAPED = re.compile(r"\\(\n[ ]*|x..|u....|U........|.)|[ ]*\n((?:[ ]*\n)*)[ ]*", re.DOTALL)
_FOLDED = re.compile(r"''|[ ]*\n((?:[ ]*\n)*)[ ]*")
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "0": "\0"}
_PACKED = re.compile(r"\n      (?:  )?string: !!binary \|\n((?: +[A-Za-z0-9+/=]+\n)+)")

_BLOCK = re.compile(r"\n      (?:  )?string: \|[+-]?\n((?:[ ]{8}.*\n|[ ]*\n)+)")


def scalar(written: str) -> str:
    """A text in quotes, as YAML breaks and escapes it.

    https://yaml.org/spec/1.2.2/#73-flow-scalar-styles
    """
    inner = written[1:-1]
    if written[0] == "'":
        return _FOLDED.sub(lambda m: "'" if m[0] == "''" else "\n" * m[1].count("\n") or " ", inner)
    return _ESCAPED.sub(_meant, inner)


def _meant(sign: re.Match[str]) -> str:
    if sign[1] is None:
        return "\n" * sign[2].count("\n") or " "
    if sign[1][0] == "\n":
        return ""
    if sign[1][0] in "xuU" and len(sign[1]) > 1:
        return chr(int(sign[1][1:], 16))
    return _SIGNS.get(sign[1], sign[1])


def one(pattern: str, text: str) -> str:
    """What the group of a pattern holds; nothing where it is not found."""
    found = re.search(pattern, text, re.DOTALL | re.IGNORECASE)
    return found[1] if found else ""


def answers(path: Path) -> list[bytes]:
    """What each question of a cassette brought, unpacked."""
    parts = re.split(r"\n- request:\n", path.read_text("utf-8"))[1:]
    return [body_in(part.partition("\n  response:\n")[2]) for part in parts]


def body_in(told: str) -> bytes:
    """The body of one recorded answer."""
    if packed := _PACKED.search(told):
        body = base64.b64decode(packed[1])
        return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
    if block := _BLOCK.search(told):
        return dedent(block[1]).encode()
    found = _SCALAR.search(told)
    return scalar(found[1]).encode("utf-8", "surrogatepass") if found else b""
