"""`listener alert list`: each message, to whom, when, how often tried, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

import click

from listener.cli import session
from listener.cli.letters import MARKS
from listener.cli.pauses_shown import pause_lines
from listener.cli.shape import command, form_option, option
from listener.cli.table import table
from listener.config import Config
from listener.i18n import Translator
from listener.i18n.formats import moment
from listener.records import Delivery
from listener.text import one_line

LATEST = 20


@command("list", within="alert")
@option("--all", "everything", is_flag=True, help="alert_all_option")
@form_option("text", "json")
def list_(everything: bool, form: str) -> None:
    config = session.configured()
    with session.stored(config) as store:
        found = store.deliveries(None if everything else LATEST)
        paused = store.pauses()
    if form == "json":
        from listener.cli.as_json import delivery_row, echo_json
        from listener.cli.pauses_shown import pause_row

        echo_json(
            deliveries=[delivery_row(each) for each in found],
            pauses=[pause_row(each) for each in paused],
        )
        return
    t = session.translator()
    lines = pause_lines(paused, t, session.zone_of(config, None))
    click.echo("\n".join([*lines, _rows(config, found, t)]))


def _rows(config: Config, found: Sequence[Delivery], t: Translator) -> str:
    if not found:
        return t("channels.none_written")
    return table([_cells(each, config, t) for each in found], indent=0)


def _cells(delivery: Delivery, config: Config, t: Translator) -> list[str]:
    zone = session.zone_of(config, delivery.brand)
    at = delivery.sent_at or delivery.created_at
    said = [f"{t(f'commands.event_{delivery.event}')}: {t(f'channels.state_{delivery.state}')}"]
    if delivery.title:
        said[0] += f" — {one_line(delivery.title, 100)}"
    if delivery.attempts:
        said.append(t("channels.row_attempts", n=delivery.attempts))
    if delivery.state == "waiting" and delivery.not_before and not delivery.attempts:
        said.append(t("channels.row_held", at=moment(t.language, delivery.not_before, zone)))
    elif delivery.state == "waiting" and delivery.next_try_at and delivery.attempts:
        said.append(t("channels.row_next", at=moment(t.language, delivery.next_try_at, zone)))
    said += [one_line(each, 200) for each in (delivery.last_error, delivery.provider_id) if each]
    return [
        MARKS[delivery.state],
        str(delivery.id),
        moment(t.language, at, zone),
        one_line(delivery.recipient, 40),
        " · ".join(said),
    ]
