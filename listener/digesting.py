"""In which words a digest is told: the reader's, as the settings want it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from listener.config import Config
from listener.digest.wording import Wording
from listener.source import title_of
from listener.spikes import Incident
from listener.store import Store
from listener.telling import driven_by, reason_of, translator

if TYPE_CHECKING:
    from listener.chart import Chart
    from listener.digest import FileForm, Form
    from listener.i18n import Translator

DRAWN = ("html", "pdf")
"""Forms that show charts; for the others none is drawn."""


def wording(
    config: Config,
    now: datetime,
    *,
    form: Form | FileForm,
    language: str | None = None,
    top: int | None = None,
    store: Store | None = None,
) -> Wording:
    """The words of that language, as far as authors may be told; charts come from the store."""
    t, seen = translator(config, language=language), store if form in DRAWN else None

    def why(incident: Incident) -> str:
        zone = ZoneInfo(config.brand(incident.brand).time_zone)
        return reason_of(replace(incident, source=title_of(incident.source)), t, zone)

    return Wording(
        t=t,
        now=now,
        reason=why,
        driven=lambda drivers: driven_by(config, drivers, t),
        drawn=lambda incident: _drawn(config, seen, incident, now, t),
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
