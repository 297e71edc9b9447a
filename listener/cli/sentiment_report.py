"""`listener sentiment report`: how right listener is about your brand, by what people labelled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import click

from listener.cli import session
from listener.cli.shape import command, form_option, option
from listener.cli.table import wrap
from listener.cli.when import Instant
from listener.config import Brand
from listener.digest.measures import (
    labels_said,
    language_name,
    model_names,
    precision_said,
    recall_said,
)
from listener.i18n import Translator
from listener.i18n.formats import day, listed, number
from listener.measuring import LASTS, Judged, by, measured
from listener.source import title_of
from listener.spikes import Measured
from listener.text import one_line

WIDTH = 90


@command("report", within="sentiment")
@option("--brand", metavar="brand", help="brand_option")
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
def report(brand: str | None, form: str, at: datetime | None) -> None:
    config, t = session.configured(), session.translator()
    session.check_names(config, brand)
    since = session.clock(at)() - LASTS
    brands = [each for each in config.brands if brand in (None, each.id)]
    with session.stored(config) as store:
        found = [(each, store.judged(each.id, since)) for each in brands]
    if form == "json":
        _as_json(found)
        return
    click.echo("\n\n".join("\n".join(_lines(each, judged, t)) for each, judged in found))
    if any(judged for _, judged in found):
        click.echo("\n" + "\n".join(wrap(t("labels.report_bounds"), WIDTH)))


def _lines(brand: Brand, judged: Sequence[Judged], t: Translator) -> Iterator[str]:
    """What is known of one brand: all together, then apart by language and by source."""
    name, total = one_line(brand.name, 60), measured(judged)
    if total is None:
        yield from wrap(t("labels.report_none", brand=name, id=brand.id), WIDTH)
        return
    at = day(t.language, total.since, ZoneInfo(brand.time_zone))
    shown = number(t.language, total.labels)
    models = listed(t.language, model_names(total.models, t))
    yield name
    told = t("labels.report_since", n=total.labels, count=shown, at=at, models=models)
    yield from _indented(told)
    yield from _indented(_line(_of_all(judged, t), total, t))
    for what, part in _apart(judged):
        known = measured(part)
        assert known is not None
        title = language_name(what[1], t) if what[0] == "language" else title_of(what[1])
        yield from _indented(_line(one_line(title, 40), known, t))


def _of_all(judged: Sequence[Judged], t: Translator) -> str:
    """Whose the first line is: where one language was labelled, it says nothing of others."""
    languages = sorted({each.language for each in judged})
    return language_name(languages[0], t) if len(languages) == 1 else t("labels.report_all")


def _apart(judged: Sequence[Judged]) -> Iterator[tuple[tuple[str, str], list[Judged]]]:
    """Each language and each source, where there are several."""
    for kind in ("language", "source"):
        parts = by(judged, kind)
        if len(parts) > 1:
            yield from (((kind, name), part) for name, part in parts.items())


def _line(name: str, known: Measured, t: Translator) -> str:
    wanted = number(t.language, known.wanted)
    return t(
        "labels.report_line",
        name=name[:1].upper() + name[1:],
        precision=precision_said(known, t),
        recall=recall_said(known, t),
        labels=labels_said(known, t),
        wanted=t("labels.wanted", n=known.wanted, count=wanted) if known.wanted else "",
    )


def _indented(text: str) -> Iterator[str]:
    for index, line in enumerate(wrap(text, WIDTH - 4)):
        yield ("    " if index else "  ") + line


def _as_json(found: Sequence[tuple[Brand, Sequence[Judged]]]) -> None:
    from listener.cli.as_json import clean, echo_json
    from listener.digest.as_json import measured as told

    def apart(judged: Sequence[Judged], kind: str) -> list[dict[str, object]]:
        return [
            {kind: clean(name), **{k: v for k, v in told(known).items() if k != "language"}}
            for name, part in by(judged, kind).items()
            if (known := measured(part))
        ]

    brands = []
    for brand, judged in found:
        total = measured(judged)
        all_told = told(total) if total else {"labels": 0}
        brands.append(
            {
                "brand": clean(brand.id),
                "name": clean(brand.name),
                "total": {k: v for k, v in all_told.items() if k != "language"},
                "languages": apart(judged, "language"),
                "sources": apart(judged, "source"),
            }
        )
    echo_json(brands=brands)
