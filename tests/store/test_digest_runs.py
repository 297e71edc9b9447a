"""Which digests were made to be sent."""

from __future__ import annotations

from datetime import timedelta

from listener.outgoing import DigestRun
from listener.store import Store
from tests.store.conftest import T0

DAY = timedelta(days=1)


def _run(days: int, scope: str = "acme", period: str = "day") -> DigestRun:
    since = T0 + days * DAY
    return DigestRun(
        scope=scope, period=period, since=since, until=since + DAY, made_at=since + 2 * DAY
    )


def test_the_latest_period_counts_not_the_latest_run(tmp_path):
    """Whoever makes an old digest anew has not missed those after it."""
    with Store(tmp_path / "listener.db") as store:
        assert store.last_digest("acme", "day") is None
        for run in (_run(3), _run(1), _run(5, "other"), _run(9, period="week")):
            store.note_digest(run)
        assert store.last_digest("acme", "day") == _run(3)
        assert store.last_digest("other", "day") == _run(5, "other")
        assert store.last_digest("acme", "month") is None
