"""Links in a mail: only ours are taken, for what they say, for as long as they count."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from listener.links import BadLink, asked, leaving, links_of, unsubscribe_link
from listener.outgoing import Target
from listener.spikes import Incident

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
KEY = "a key that nobody guesses"
URL = "https://cx.example.com/"
ANA = Target(recipient="ana@example.com", language="es-MX")
INCIDENT = Incident(
    id=7,
    brand="acme",
    source="reddit",
    opened_at=NOW - timedelta(hours=2),
    onset_at=NOW - timedelta(hours=3),
    updated_at=NOW,
    window_minutes=60,
    observed=41,
    items=58,
    expected=6,
    low=2,
    high=11,
    probability=0.001,
    peak_observed=41,
    peak_probability=0.001,
    history_days=28,
    engine="spikes-1",
)


def token(link: str) -> str:
    """What follows the last slash."""
    return link.rpartition("/")[2]


def test_a_link_does_what_it_says_to_the_incident_that_it_was_made_for():
    """The action, the number, since when, for whom, in which language."""
    links = links_of(INCIDENT, ANA, URL, KEY, NOW)
    assert links.ack.startswith("https://cx.example.com/do/")
    found = {
        name: asked(token(getattr(links, name)), KEY, NOW)
        for name in ("ack", "snooze", "useful", "noise", "close")
    }
    assert {name: each.action for name, each in found.items()} == {name: name for name in found}
    snooze = found["snooze"]
    assert (snooze.number, snooze.began) == (7, int(INCIDENT.opened_at.timestamp()))
    assert (snooze.recipient, snooze.language) == ("ana@example.com", "es-MX")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-1] + ("A" if text[-1] != "A" else "B"),
        lambda text: "x" + text,
        lambda text: text.split(".")[0],
        lambda _: "",
        lambda _: "ñ.ñ",
    ],
    ids=["a letter changed", "a letter before", "no signature", "nothing", "no ASCII"],
)
def test_a_link_that_was_tampered_with_is_none(change):
    """Nobody acknowledges by guessing."""
    good = token(links_of(INCIDENT, ANA, URL, KEY, NOW).ack)
    with pytest.raises(BadLink):
        asked(change(good), KEY, NOW)


def test_another_key_s_link_is_none():
    """Whoever changes the key withdraws all links."""
    with pytest.raises(BadLink):
        asked(token(links_of(INCIDENT, ANA, URL, KEY, NOW).ack), "another key, just as long", NOW)


def test_an_old_mail_changes_nothing():
    """After three months what is known of an incident stands."""
    link = token(links_of(INCIDENT, ANA, URL, KEY, NOW).noise)
    assert asked(link, KEY, NOW + timedelta(days=89)).action == "noise"
    with pytest.raises(BadLink):
        asked(link, KEY, NOW + timedelta(days=91))


def test_who_leaves_may_do_so_by_any_mail_however_old():
    """To leave has no end, and cannot be turned into something else."""
    link = token(unsubscribe_link(ANA, "acme", URL, KEY))
    left = leaving(link, KEY)
    assert (left.channel, left.recipient, left.brand) == ("email", "ana@example.com", "acme")
    with pytest.raises(BadLink):
        asked(link, KEY, NOW)
    with pytest.raises(BadLink):
        leaving(token(links_of(INCIDENT, ANA, URL, KEY, NOW).ack), KEY)


def test_a_mail_that_is_written_anew_has_the_same_links():
    """Within a day, so that the same message stays the same."""
    assert links_of(INCIDENT, ANA, URL, KEY, NOW) == links_of(
        INCIDENT, ANA, URL, KEY, NOW + timedelta(hours=3)
    )
