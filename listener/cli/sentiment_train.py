"""`listener sentiment train`: a model of the user's own, from labelled texts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from listener import teaching
from listener.cli import session
from listener.cli.shape import argument, command, form_option, option
from listener.cli.when import Instant
from listener.errors import ConfigError
from listener.i18n import Translator, say
from listener.i18n.formats import number
from listener.lessons import LabelledText, read_labelled
from listener.sentiment.scoreboard import Bounds, Compared, Score, compared
from listener.sentiment.training import Trained


@command("train", within="sentiment")
@argument(
    "files",
    nargs=-1,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="csv_files",
)
@option("--labels", "own_labels", is_flag=True, help="train_labels_option")
@option("--brand", metavar="brand", help="brand_option")
@option("--use", is_flag=True, help="train_use_option")
@option("--force", is_flag=True, help="train_force_option")
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
def train(
    files: tuple[Path, ...],
    own_labels: bool,
    brand: str | None,
    use: bool,
    force: bool,
    form: str,
    at: datetime | None,
) -> None:
    config, t = session.settled(), session.translator()
    session.check_names(config, brand)
    if not files and not own_labels:
        raise ConfigError(say("training.nothing_given"))
    texts: list[LabelledText] = [row for file in files for row in read_labelled(file)]
    if own_labels:
        with session.stored(config) as store:
            texts += teaching.from_store(store, brand)
    model = teaching.train(config, texts, session.clock(at)())
    result = compared(model.truth, model.own, model.shipped)
    used = force or (use and result.better)
    if used:
        teaching.keep(config, model)
        teaching.put_in_force(config, model.name)
    if form == "json":
        _as_json(model, result, used)
    else:
        click.echo(_told(model, result, used, t))


def _told(model: Trained, result: Compared, used: bool, t: Translator) -> str:
    count, languages = number(t.language, model.about.rows), ", ".join(model.about.languages)
    lines = [t("training.trained", name=model.name, count=count, languages=languages)]
    for name, score in (("own", result.own), ("shipped", result.shipped)):
        lines.append(f"  {t(f'training.head_{name}')}: {_score(score, t)}")
    lines.append(f"  {t('training.head_ahead')}: {_figure(result.ahead, t)}")
    lines.append(t("training.unseen"))
    if used:
        lines.append(t("training.in_force", name=model.name))
    else:
        lines.append(t("training.better" if result.better else "training.not_better"))
    return "\n".join(lines)


def _score(score: Score, t: Translator) -> str:
    macro = t("training.macro_f1", figure=_figure(score.macro_f1, t))
    negative = t(
        "training.negative",
        precision=_figure(score.precision, t),
        recall=_figure(score.recall, t),
    )
    return f"{macro}; {negative}"


def _figure(bounds: Bounds, t: Translator) -> str:
    value, low, high = (
        number(t.language, 100 * each, 1) for each in (bounds.value, bounds.low, bounds.high)
    )
    return t("training.figure", value=value, low=low, high=high)


def _as_json(model: Trained, result: Compared, used: bool) -> None:
    from msgspec import to_builtins

    from listener.cli.as_json import echo_json

    echo_json(
        model=model.name,
        texts=model.about.rows,
        languages=list(model.about.languages),
        own=to_builtins(result.own),
        shipped=to_builtins(result.shipped),
        ahead=to_builtins(result.ahead),
        better=result.better,
        used=used,
    )
