"""What mentions speak of, as people and programs read it; and the names of aspects checked."""

from __future__ import annotations

from collections.abc import Sequence

import click

from listener.cli.table import table
from listener.config import Config
from listener.errors import ConfigError, nearest
from listener.i18n import Translator, say
from listener.i18n.formats import number, share
from listener.model import ASPECTS
from listener.records import AspectCount
from listener.text import one_line

STAGES = ("before", "purchase", "use", "support")


def check_aspect(config: Config, aspect: str | None) -> None:
    """Refuse an aspect that no list has, naming the nearest one."""
    if aspect is None:
        return
    from listener.sentiment.lists import Lists, nearest_aspect

    own = Lists(config.folder).own_names
    if aspect not in ASPECTS and aspect not in own:
        hint = nearest(aspect, own) or nearest_aspect(aspect)
        raise ConfigError(say("aspects.no_aspect", name=aspect), hint=hint)


def listed(name: str, found: Sequence[AspectCount], t: Translator) -> str:
    """A brand and its aspects in columns."""
    head = tuple(
        t(f"aspects.head_{each}") for each in ("aspect", "items", "before", "negatives", "was")
    )
    rows = [head, *(_row(each, t) for each in found if each.items)]
    body = table(rows) if len(rows) > 1 else f"  {t('aspects.nothing')}"
    return f"{one_line(name, 60)}\n{body}"


def _row(each: AspectCount, t: Translator) -> tuple[str, ...]:
    return (
        one_line(called(each, t), 40),
        number(t.language, each.items),
        number(t.language, each.items_before),
        _share(each.negatives, each.items, t),
        _share(each.negatives_before, each.items_before, t),
    )


def _share(part: int, whole: int, t: Translator) -> str:
    if not whole:
        return "—"
    return f"{share(t.language, part, whole)} ({number(t.language, part)})"


def called(each: AspectCount, t: Translator) -> str:
    """What people call it."""
    return each.title or t(f"aspects.{each.aspect}")


def as_rows(found: Sequence[AspectCount], t: Translator) -> list[dict[str, object]]:
    """The same for programs."""
    return [
        {
            "aspect": each.aspect,
            "name": one_line(called(each, t), 40),
            "items": each.items,
            "negatives": each.negatives,
            "positives": each.positives,
            "items_before": each.items_before,
            "negatives_before": each.negatives_before,
        }
        for each in found
    ]


def renewed(read: int, changed: int, t: Translator) -> str:
    """What reading anew has done, in a line."""
    counts = {"read": number(t.language, read), "changed": number(t.language, changed)}
    return t("aspects.renewed", n=read, **counts)


def echo(lines: Sequence[str]) -> None:
    """Print the blocks with an empty line between them."""
    click.echo("\n\n".join(lines))
