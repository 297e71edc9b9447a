"""`listener sentiment calibrate`: what probabilities are worth, learned from people's labels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import click

from listener import learning
from listener.cli import session
from listener.cli.shape import command, form_option, option
from listener.cli.table import table
from listener.cli.when import Instant
from listener.i18n import Translator
from listener.i18n.formats import number
from listener.learning import EVER, Lesson, in_force
from listener.sentiment.calibration import ENOUGH
from listener.text import one_line
from listener.tomlfile import shown_path


@command("calibrate", within="sentiment")
@option("--brand", metavar="brand", help="brand_option")
@option("--source", metavar="source", help="source_option")
@option("--show", "only_show", is_flag=True, help="calibrate_show_option")
@option("--undo", "undoing", is_flag=True, help="calibrate_undo_option")
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
def calibrate(
    brand: str | None,
    source: str | None,
    only_show: bool,
    undoing: bool,
    form: str,
    at: datetime | None,
) -> None:
    config, t, now = session.configured(), session.translator(), session.clock(at)()
    session.check_names(config, brand, source)
    said = ""
    with session.stored(config) as store:
        if undoing:
            said = t(
                "learning.undone" if store.undo_calibrations(now) else "learning.nothing_learned"
            )
        elif not only_show:
            drawn = [
                each
                for each in store.labels(brand, EVER, drawn_only=True)
                if source in (None, each.judged.source)
            ]
            if len(drawn) < ENOUGH:
                said = t("learning.too_few", needed=ENOUGH, count=len(drawn))
            else:
                learning.calibrate(config, store, now, brand=brand, source=source)
                said = t("learning.learned", count=number(t.language, len(drawn)))
        found = [each for each in in_force(store) if source in (None, each.source)]
    if form == "json":
        _as_json(found)
        return
    lines = [said, _listed(found, t)]
    if found and not config.settings.sentiment.calibrate:
        lines.append(t("learning.off", file=shown_path(config.folder / "listener.toml")))
    click.echo("\n".join(filter(None, dict.fromkeys(lines))))


def _listed(found: Sequence[Lesson], t: Translator) -> str:
    if not found:
        return t("learning.nothing_learned")
    return table(
        [
            [
                one_line(each.model, 30),
                one_line(each.language, 8),
                one_line(each.source, 30) or t("learning.all_sources"),
                t("learning.labels", n=each.labels, count=number(t.language, each.labels)),
                f"{t(f'learning.way_{each.detail.way}')}; {_errors(each, t)}",
            ]
            for each in found
        ]
    )


def _errors(lesson: Lesson, t: Translator) -> str:
    before, after = lesson.detail.before, lesson.detail.after
    if before is None or after is None:
        return ""
    shown = {
        "before": before.error,
        "after": after.error,
        "low": after.low,
        "high": after.high,
        "chance": after.chance,
    }
    points = {name: number(t.language, 100 * each, 1) for name, each in shown.items()}
    return t("learning.errors", **points)


def _as_json(found: Sequence[Lesson]) -> None:
    from msgspec import to_builtins

    from listener.cli.as_json import clean, echo_json

    echo_json(
        calibrations=[
            {
                "model": clean(each.model),
                "source": clean(each.source) or None,
                "language": each.language,
                "labels": each.labels,
                "way": each.detail.way,
                "slope": each.detail.calibration.slope,
                "negative_bias": each.detail.calibration.negative,
                "positive_bias": each.detail.calibration.positive,
                "before": to_builtins(each.detail.before),
                "after": to_builtins(each.detail.after),
            }
            for each in found
        ]
    )
