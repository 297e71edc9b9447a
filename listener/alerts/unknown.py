"""What an alert does not know, so that nobody takes its silence for an answer. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from listener.alerts.seen import where
from listener.i18n import Translator
from listener.i18n.formats import listed, number
from listener.outgoing import Story
from listener.spikes import ENDS

SHORT_HISTORY_DAYS = 14


def unknown(story: Story, t: Translator) -> Iterator[str]:
    """Sources that cannot be seen, what comes late, a short history; the machine, and the cause."""
    blind = sorted({where(s.source, t) for s in story.coverage if s.health not in ("ok", "new")})
    if blind:
        key = "alerts.unknown_blind" if len(blind) == 1 else "alerts.unknown_blinds"
        yield t(key, sources=listed(t.language, blind))
    is_over = story.event in ENDS
    if not is_over:
        yield t("alerts.unknown_late")
    days = int(story.incident.history_days)
    if days < SHORT_HISTORY_DAYS:
        yield t("alerts.unknown_short", n=number(t.language, max(1, days)))
    yield t("alerts.unknown_machine")
    if not is_over:
        yield t("alerts.unknown_cause")
