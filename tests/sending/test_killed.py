"""A process that is killed anywhere on the way loses no message; what was taken is not sent again.

The table: every step of every kind of channel.
"""

from __future__ import annotations

import signal
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from listener import pipeline
from listener.store import Store
from tests.sending.steps import STEPS
from tests.sending.street import EVERYBODY, Street, put
from tests.warm import warm

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TARGETS = {"email": "ana@example.org", "webhook": "crm", "apprise": "chat"}
ORDER = ("ana@example.org", "luis@example.org", "crm", "chat", "marta@example.org")

NOT_SENT = ("before the claim", "after the claim", "before it connects", "once it is connected")
UNSURE = ("before the answer", "before it is written down", "while it is written down")
SURE = ("after it is written down",)

TABLE = [
    *[(channel, step, 1) for channel in TARGETS for step in (*NOT_SENT, *SURE)],
    *[(channel, step, 2) for channel in TARGETS for step in UNSURE],
    ("email", "after RCPT", 1),
]
"""At which step it dies, and how often its message has come in the end."""

QUICK = [
    ("email", "before the answer", 2),
    ("webhook", "before it is written down", 2),
    ("webhook", "after it is written down", 1),
]


@pytest.mark.parametrize(
    ("channel", "step", "times"),
    [
        pytest.param(
            *each, marks=[] if each in QUICK else [pytest.mark.long], id=" ".join(each[:2])
        )
        for each in TABLE
    ],
)
def test_a_run_killed_at_any_step_loses_nothing_and_repeats_only_what_it_could_not_know(
    channel: str, step: str, times: int, street: Street, store: Store
) -> None:
    """Each target gets its message at least once; exactly once where the answer was recorded."""
    put(store, ["told"], now=NOW, to=ORDER)
    config = street.config()
    killed(street, channel, step)
    after_a_crash = NOW + timedelta(minutes=10)
    pipeline.alert(config, store, after_a_crash, street.secrets)
    assert store.waiting() == []
    found = {who: count["told"] for who, count in street.received().items()}
    ours = TARGETS[channel]
    assert found.pop(ours) == times
    assert found == dict.fromkeys(set(EVERYBODY) - {ours}, 1)
    assert {each.state for each in store.deliveries()} == {"sent"}


def test_no_step_of_the_way_is_forgotten() -> None:
    """Every step is in the table, for every channel that has it."""
    steps = {(channel, step) for channel in TARGETS for step in STEPS}
    only_mail = {(channel, "after RCPT") for channel in TARGETS if channel != "email"}
    assert {(channel, step) for channel, step, _ in TABLE} == steps - only_mail


def killed(street: Street, channel: str, step: str) -> None:
    """A run in a process of its own, killed there."""
    script = str(Path(__file__).with_name("killed.py"))
    arguments = (str(street.folder), channel, step, NOW.isoformat())
    ended = subprocess.run(
        warm(script, *arguments),
        env=street.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
