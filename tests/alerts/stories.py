"""Stories made up for the tests; every text in them is synthetic."""

from __future__ import annotations

from listener.outgoing import Story
from listener.spikes import EventKind
from tests.digest.samples import WHY, incident, mention


def story(event: EventKind = "opened", **changes: object) -> Story:
    """What happened to the spike of this morning."""
    known: dict[str, object] = {
        "incident": incident(),
        "event": event,
        "severity": 7,
        "reason": WHY,
        "worst": (mention(),),
    }
    return Story(**{**known, **changes})  # type: ignore[arg-type]
