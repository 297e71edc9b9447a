"""What a look-up has found, as a table, and the question which of it to write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click
from msgspec import Struct

from listener.cli import brandfile
from listener.cli.answers import own_countries
from listener.cli.session import clock
from listener.cli.table import table
from listener.config import Brand, Config, Crawl
from listener.finding import Findings, Question, find, is_likely, is_there
from listener.i18n import Translator, language_of, say
from listener.source import Found, load_source, title_of
from listener.text import fold, masked, one_line, plain, web_address


class Choice(Struct, frozen=True, kw_only=True):
    """One listing that was found; `there` says that the brand listens there already."""

    found: Found
    likely: bool
    there: bool


def choices(found: Findings, question: Question, brand: Brand) -> list[Choice]:
    """Everything found, beside what the brand has."""
    held = [(each.source, each.id) for each in brand.listings]
    return [
        Choice(found=each, likely=is_likely(each, question), there=is_there(each, held))
        for each in found.found
    ]


def look(question: Question, settings: Crawl) -> Findings:
    """Ask the sources; what fails is only told."""
    return find(question, settings, now=clock(None))


def look_and_ask(
    config: Config, brand: Brand, question: Question, *, sure_ones: bool = False
) -> Findings:
    """Look, show what was found, and write what a person chooses (or, unasked, what matches)."""
    t = Translator(language_of())
    click.echo(t("listings.looking", name=one_line(question.name, 60)), err=True)
    findings = look(question, config.settings.crawl)
    found = choices(findings, question, brand)
    click.echo(shown(found, findings.failed, t))
    wanted = sure(found) if sure_ones else ask_which(found)
    if wanted:
        file = add_to(config.folder, brand.id, wanted, question.name)
        click.echo(t("listings.written", n=len(wanted), file=file))
    else:
        click.echo(t("listings.none_written"))
    return findings


def sure(found: Sequence[Choice]) -> list[Found]:
    """What matches and is new; a source that is off is turned on by a person only."""
    return [each.found for each in found if each.likely and not each.there and _is_on(each)]


def _is_on(choice: Choice) -> bool:
    return load_source(choice.found.source).about.default_on


def shown(found: Sequence[Choice], failed: dict[str, str], t: Translator) -> str:
    """The table, and what is to be known about its sources."""
    parts: list[str] = []
    new = [each for each in found if not each.there]
    if found:
        numbers = {id(each): str(number) for number, each in enumerate(new, start=1)}
        parts.append(table([_cells(each, numbers.get(id(each), "·"), t) for each in found]))
    else:
        parts.append(t("listings.nothing"))
    parts += _notes(new, failed, t)
    return "\n\n".join(parts)


def _cells(choice: Choice, number: str, t: Translator) -> list[str]:
    found = choice.found
    state = t("listings.there_already") if choice.there else ""
    sure = t("listings.likely") if choice.likely and not choice.there else ""
    link, where = masked(found.url), ", ".join(found.countries)
    facts = (found.detail, where, state or sure, web_address(link))
    return [
        number,
        title_of(found.source),
        one_line(found.title, 40),
        "" if found.url == found.listing else one_line(masked(found.listing), 60),
        " · ".join(one_line(each, 300) for each in facts if each),
    ]


def _notes(new: Sequence[Choice], failed: dict[str, str], t: Translator) -> list[str]:
    """What to think of before a source is switched on, and which could not be asked."""
    lines: list[str] = []
    for name in sorted({each.found.source for each in new}):
        about = load_source(name).about
        if not about.default_on:
            reason = about.off_because[t.catalogue]
            lines.append(t("listings.off", source=about.title, reason=reason))
    for name, error in sorted(failed.items()):
        words = one_line(masked(error), 300)
        lines.append(t("listings.failed", source=title_of(name), error=words))
    return lines


def ask_which(found: Sequence[Choice]) -> list[Found]:
    """Those that a person chooses of the new ones; none where nobody answers."""
    new = [each.found for each in found if not each.there]
    if not new:
        return []
    try:
        chosen: list[int] = click.prompt(
            say("listings.ask_which"),
            default=say("listings.no_default"),
            value_proc=lambda text: numbers(text, len(new)),
        )
    except click.Abort:
        click.echo()
        return []
    return [new[number - 1] for number in chosen]


def numbers(text: str, most: int) -> list[int]:
    """`1,3`, `2-4`, all or none, in either language; BadParameter says what would do."""
    said = fold(plain(text)).strip(" .«»\"'")
    if said in ("todas", "todos", "todo", "all"):
        return list(range(1, most + 1))
    if said in ("", "ninguna", "ninguno", "none", "no", "0"):
        return []
    wanted: list[int] = []
    for part in re.split(r"[,;\s]+(?:y\s+|and\s+)?", said.strip(",; ")):
        span = re.fullmatch(r"([0-9]{1,4})(?:-([0-9]{1,4}))?", part)
        first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, 0)
        if not 1 <= first <= last <= most:
            shown = one_line(text, 40)
            raise click.BadParameter(say("listings.bad_choice", text=shown, most=most))
        wanted += range(first, last + 1)
    return sorted(set(wanted))


def add_to(folder: Path, brand: str, chosen: Sequence[Found], name: str) -> Path:
    """Write them into the brand's file."""
    day = clock(None)().date().isoformat()
    note = say("listings.added_note", day=day, name=one_line(name, 60))
    return brandfile.add(folder, brand, chosen, note)


def countries_of(brand: Brand, t: Translator) -> tuple[str, ...]:
    """Where the brand's apps are read already, or where one looks by habit."""
    own = [code.lower() for listing in brand.listings for code in listing.countries]
    return tuple(dict.fromkeys(code for code in own if len(code) == 2)) or own_countries(t.language)


def wants_look() -> bool:
    """Whether to go and look, which needs the internet."""
    asked = say("listings.ask_look")
    return bool(click.prompt(asked, default=say("listings.yes"), value_proc=_yes))


def _yes(text: str) -> bool:
    said = fold(plain(text)).strip(" .")
    if said in ("s", "si", "y", "yes", "n", "no"):
        return said not in ("n", "no")
    raise click.BadParameter(say("listings.bad_yes"))


def ask_site() -> str:
    """The brand's site, or nothing."""
    asked = say("listings.ask_site")
    return str(click.prompt(asked, default="", show_default=False, value_proc=a_site))


def a_site(text: str) -> str:
    """The address of a brand's site, whole; BadParameter where it is none."""
    given = plain(text).strip()
    if not given:
        return ""
    address = web_address(given if "://" in given else f"https://{given}")
    if not address or not re.search(r"://[^/?#]*[.:]", address):
        raise click.BadParameter(say("listings.bad_site", text=one_line(given, 80)))
    return address


def brand_for(config: Config, name: str, chosen: str | None) -> Brand | None:
    """The brand that is meant: the one named, the one of that name, or the only one."""
    if chosen:
        return config.brand(chosen)
    named = [each for each in config.brands if fold(each.name) == fold(name)]
    of_all = named or list(config.brands)
    return of_all[0] if len(of_all) == 1 else None
