"""A digest written: how the settings want it told, and in which form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from listener.config import Config
from listener.digest import FileForm, Form, render, render_file
from listener.digest.wording import Wording
from listener.records import Report
from listener.source import title_of
from listener.spikes import Incident
from listener.store import Store
from listener.telling import driven_by, reason_of, translator

if TYPE_CHECKING:
    from listener.chart import Chart
    from listener.i18n import Translator

DRAWN = ("html", "pdf")
"""Forms that show charts; for the others none is drawn."""


def written(
    config: Config,
    found: Sequence[Report],
    now: datetime,
    *,
    form: Form,
    language: str | None = None,
    top: int | None = None,
    store: Store | None = None,
    width: int = 80,
    color: bool = False,
) -> str:
    """The digest of these reports as text; with the `store`, charts are drawn where they show."""
    words = wording(config, now, language=language, top=top, store=store if form in DRAWN else None)
    return render(found, form=form, words=words, width=width, color=color)


def written_file(
    config: Config,
    found: Sequence[Report],
    now: datetime,
    *,
    form: FileForm,
    language: str | None = None,
    top: int | None = None,
    store: Store | None = None,
) -> bytes:
    """The digest of these reports in a form that is no text."""
    words = wording(config, now, language=language, top=top, store=store if form in DRAWN else None)
    return render_file(found, form=form, words=words)


def wording(
    config: Config,
    now: datetime,
    *,
    language: str | None = None,
    top: int | None = None,
    store: Store | None = None,
) -> Wording:
    """The words of that language, as far as authors may be told."""
    t = translator(config, language=language)

    def why(incident: Incident) -> str:
        zone = ZoneInfo(config.brand(incident.brand).time_zone)
        return reason_of(replace(incident, source=title_of(incident.source)), t, zone)

    return Wording(
        t=t,
        now=now,
        reason=why,
        driven=lambda drivers: driven_by(config, drivers, t),
        drawn=lambda incident: _drawn(config, store, incident, now, t),
        titled=title_of,
        authors=config.settings.alerts.authors,
        top=top,
    )


def _drawn(
    config: Config, store: Store | None, incident: Incident, now: datetime, t: Translator
) -> Chart | None:
    if store is None:
        return None
    from listener.charting import chart_of

    return chart_of(store, config.brand(incident.brand), incident, now, t)
