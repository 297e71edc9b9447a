"""From one page of reviews to the next: by the page's own link, or by a pattern of addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from listener.i18n import say
from listener.text import one_line, web_address

_PAGE = r"(?:page|p|pg|pag|pagina|comment-page|seite|reviews?|opiniones|resenas)"
_NUMBER = re.compile(rf"[-/_.](?:{_PAGE}[-/_=]?)?\d{{1,4}}/?(?:\.html?)?", re.IGNORECASE)
_AT_A_PAGE = re.compile(rf"[-/_.]{_PAGE}[-/_=]?\d{{1,4}}/?$", re.IGNORECASE)
_END = re.compile(r"(?:\.html?|/)$", re.IGNORECASE)
_TURNS = re.compile(r".*(?:page|pag|offset|start|cursor|after|skip).*|p|pg|o", re.IGNORECASE)
_HOLE = "{page}"


def pattern_of(listing: str, options: Mapping[str, str]) -> str:
    """The pattern that a person wrote; raises ValueError, saying what is wrong with it."""
    pattern = options.get("next", "").strip()
    if not pattern:
        return ""
    shown = one_line(pattern, 80)
    if _HOLE not in pattern:
        raise ValueError(say("reviewpages.no_hole", pattern=shown))
    address = numbered(listing, pattern, 2)
    if not web_address(address) or numbered(listing, pattern, 3) == address:
        raise ValueError(say("reviewpages.bad_pattern", pattern=shown))
    if not same_site(listing, address):
        host = urlsplit(listing).netloc
        raise ValueError(say("reviewpages.other_site", pattern=shown, host=host))
    return pattern


def first_number(options: Mapping[str, str]) -> int:
    """The number of the page that is asked for after the listing itself, usually two."""
    written = options.get("first_page", "").strip() or "2"
    if not re.fullmatch(r"[0-9]{1,6}", written):
        raise ValueError(say("reviewpages.bad_number", value=one_line(written, 40)))
    return int(written)


def numbered(listing: str, pattern: str, page: int) -> str:
    """The address of that page. A pattern that begins with `?` keeps the listing's own query."""
    filled = pattern.replace(_HOLE, str(page)).partition("#")[0]
    if not filled.startswith(("?", "&")):
        return _joined(listing, filled)
    start = urlsplit(listing)
    turned = parse_qsl(filled[1:], keep_blank_values=True)
    names = {name for name, _ in turned}
    kept = [pair for pair in parse_qsl(start.query, True) if pair[0] not in names]
    return urlunsplit(start._replace(query=urlencode([*kept, *turned])))


def linked(listing: str, here: str, links: Iterable[str]) -> str:
    """The next page of these reviews; blogs also link their next article with `rel=next`."""
    for address in links:
        is_near = same_site(here, address) and address != here
        if is_near and web_address(address) and _turns_page(listing, address):
            return urlunsplit(urlsplit(address)._replace(fragment=""))
    return ""


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host."""
    return urlsplit(one).netloc.lower() == urlsplit(other).netloc.lower()


def _turns_page(listing: str, address: str) -> bool:
    """Whether two addresses differ in the number of a page alone."""
    start, there = urlsplit(listing), urlsplit(address)
    stem = _END.sub("", _AT_A_PAGE.sub("", start.path))
    rest = there.path[len(stem) :] if there.path.startswith(stem) else "another"
    is_numbered = _NUMBER.fullmatch(rest) is not None
    is_same = rest in ("", "/") or there.path == start.path
    changed = set(parse_qsl(start.query)) ^ set(parse_qsl(there.query))
    turned = all(_TURNS.fullmatch(name) for name, _ in changed)
    return turned and (is_numbered or (is_same and bool(changed)))


def _joined(base: str, address: str) -> str:
    """The absolute address, or nothing where it cannot be one."""
    try:
        return urljoin(base, address.strip()) if address.strip() else ""
    except ValueError:
        return ""
