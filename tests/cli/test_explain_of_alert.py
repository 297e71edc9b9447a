"""Every figure of an alert comes out of `listener explain` again."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.alerts.facts import facts
from listener.alerts.seen import counted
from listener.i18n import Translator
from listener.outgoing import Story
from listener.severity import severity
from listener.spikes import Method
from tests.cli.world import AT, NOW, Listener, fill, mention, spike
from tests.detection.evaluations import look
from tests.digest.samples import MADRID

EN = Translator("en")
FIGURE = re.compile(r"\d[\d.,]*\d|\d")


def figures(text: str) -> set[str]:
    """Every number in it, days and hours included."""
    return set(FIGURE.findall(text))


@pytest.mark.parametrize("method", ["share", "stars", "count"])
def test_every_figure_of_an_alert_is_explained(run: Listener, folder: Path, method: Method) -> None:
    """Observed, usual, bands, shares, chance, severity, weeks: the same to the digit."""
    start = NOW - timedelta(hours=4)
    seen = look(
        brand="lumbre",
        source="feeds",
        method=method,
        copies=7,
        onset_at=start,
        until=NOW - timedelta(hours=1),
        basis_since=NOW - timedelta(days=201),
        monthly=0.0123,
    )
    told = replace(spike(), look=seen, first=seen, peak=seen, kind=seen.kind, engine=seen.engine)
    with fill(folder, mention("a", "lumbre pésimo")) as store:
        saved = store.save_incident(None, told, "opened", NOW)
        assert saved
        earlier = replace(seen, until=seen.until - timedelta(minutes=15), alarming=False)
        store.keep_look("lumbre", "feeds", (), [earlier, seen], saved.id, None, NOW)
        looks = store.evaluations_of(saved.id)
    story = Story(
        incident=saved,
        event="opened",
        severity=severity(saved),
        reason="",
        looks=len(looks),
        alarming=sum(each.alarming for each in looks),
    )
    rows = dict(facts(story, EN, MADRID))
    assert (rows["Persistence"], len(looks)) == ("alarming in 1 of 2 evaluations", 2)
    explained = run("explain", "1", "--at", AT).stdout
    for label, value in (*rows.items(), ("subject", counted(saved, EN))):
        assert figures(value) <= figures(explained), label
