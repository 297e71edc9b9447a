"""`listener digest --period … --email`: each period once, and a missed run says so."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from msgspec.structs import replace

from listener.cli.digest_letters import due, put_due
from listener.config import load
from listener.records import Delivery
from listener.store import Store
from tests.cli.world import Listener, fill, mention, spike

MONDAY, TUESDAY, FRIDAY = (f"2026-11-{day}T07:30:00Z" for day in (23, 24, 27))
DAILY = ("digest", "--period", "day", "--email", "--exit-zero", "--at")


def waiting(store: Store) -> list[Delivery]:
    """The digests in the outbox."""
    return [each for each in store.waiting() if each.event == "digest"]


def words(delivery: Delivery) -> str:
    """The plain part of a digest, in one line."""
    mail = message_from_bytes(delivery.payload, policy=default)
    assert isinstance(mail, EmailMessage)
    body = mail.get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().split())


def test_cron_may_run_twice_and_nobody_is_sent_the_same_day_twice(
    run: Listener, folder: Path
) -> None:
    """Yesterday, from midnight to midnight in Madrid, once; `--again` sends it again."""
    with fill(folder, mention("a", "lumbre pésimo")) as store:
        run(*DAILY, MONDAY)
        again = run(*DAILY, MONDAY)
        assert len(waiting(store)) == 1
        assert "sent before" in again.output
        assert "22 Nov 2026, 00:00" in words(waiting(store)[0])
        run(*DAILY, MONDAY, "--again")
        assert len(waiting(store)) == 2


def test_of_two_runs_at_once_one_sends_it(folder: Path) -> None:
    """Both find that it is due; the second finds, as it would write it, that it was sent."""
    config, now = load(str(folder)), datetime.fromisoformat(MONDAY)
    with fill(folder, mention("a", "lumbre pésimo")) as store:
        (wanted,), _ = due(config, store, "day", now)
        assert put_due(config, store, wanted, now) is not None
        assert put_due(config, store, wanted, now) is None
        assert len(waiting(store)) == 1


def test_a_missed_run_says_so(run: Listener, folder: Path) -> None:
    """Two days in which the machine was off are named in the next digest, with how to see them."""
    with fill(folder, mention("a", "lumbre pésimo")) as store:
        for at in (MONDAY, TUESDAY, FRIDAY):
            run(*DAILY, at)
        first, second, third = map(words, waiting(store))
    assert "not sent" not in first + second
    assert "not sent" in third
    assert "24 Nov 2026" in third
    assert "--since 2026-11-24" in third


def test_the_first_digest_has_missed_nothing(run: Listener, folder: Path) -> None:
    """Who has just begun is not told of the years before."""
    with fill(folder) as store:
        run("digest", "--period", "month", "--email", "--exit-zero", "--at", FRIDAY)
        assert "not sent" not in words(waiting(store)[0])


def test_a_week_is_shown_without_being_sent(run: Listener, folder: Path) -> None:
    """From Monday to Monday; to look at it does not count as having sent it."""
    with fill(folder, mention("a", "lumbre bien")) as store:
        asked = ("digest", "--period", "week", "--format", "json", "--exit-zero", "--at", FRIDAY)
        brand = json.loads(run(*asked).stdout)["brands"][0]
        assert (brand["since"], brand["until"]) == ("2026-11-15T23:00:00Z", "2026-11-22T23:00:00Z")
        assert store.last_digest("lumbre", "week") is None


def test_a_period_and_a_beginning_are_two_questions(run: Listener, folder: Path) -> None:
    """What would be left undone is refused, with what to type instead."""
    fill(folder).close()
    assert "--since" in run("digest", "--period", "day", "--since", "7d", code=2).output
    assert "--period" in run("digest", "--again", code=2).output
    for part in ("--brand", "--location"):
        asked = ("digest", "--group", "cafes", part, "lumbre")
        assert "all brands of the group" in " ".join(run(*asked, code=2).output.split())


def test_a_quiet_period_is_not_sent_where_nobody_wants_it(run: Listener, folder: Path) -> None:
    """`when_quiet = false`: nothing is sent, and it does not count as missed."""
    settings, brand = folder / "listener.toml", folder / "brands" / "lumbre.toml"
    settings.write_text(settings.read_text() + "[digest]\nwhen_quiet = false\n")
    said = brand.read_text()
    brand.write_text(said.replace('[[queries]]\nany = ["lumbre"]\nsources = ["hackernews"]\n', ""))
    with fill(folder, at=datetime.fromisoformat(MONDAY)) as store:
        run(*DAILY, MONDAY)
        assert waiting(store) == []
        assert store.last_digest("lumbre", "day") is not None


def test_who_reads_of_yesterday_learns_of_the_spike_of_this_morning(
    run: Listener, folder: Path
) -> None:
    """It is what needs an answer now; as of the evening before, nobody knew of it."""
    opened = datetime.fromisoformat(MONDAY) - timedelta(hours=2)
    with fill(folder, mention("a", "lumbre bien")) as store:
        told = replace(spike(), opened_at=opened, onset_at=opened, updated_at=opened)
        store.save_incident(None, told, "opened", opened)
        run("digest", "--period", "day", "--email", "--at", MONDAY, code=10)
        (letter,) = waiting(store)
        assert "spike" in letter.title
        assert "listener incidents ack 1" in words(letter)
        run("digest", "--period", "day", "--email", "--at", MONDAY, code=10)
        before = run("digest", "--period", "day", "--exit-zero", "--at", "2026-11-22T22:00:00Z")
        assert "incidents ack" not in before.stdout


def test_a_group_s_figures_go_to_those_who_are_told_of_all_of_it(
    run: Listener, folder: Path
) -> None:
    """Whoever is told of one brand must not read the figures of another."""
    ours, told = folder / "brands" / "lumbre.toml", '["agency@example.com", "{}@example.com"]'
    text = ours.read_text().replace("time_zone", 'groups = ["cafes"]\ntime_zone')
    ours.write_text(text.replace('["team@example.com"]', told.format("lumbre")))
    (folder / "brands" / "acme.toml").write_text(
        f'name = "Acme"\ngroups = ["cafes"]\ntime_zone = "Europe/Madrid"\n[alerts]\n'
        f'email = {told.format("acme")}\n[[queries]]\nany = ["acme"]\nsources = ["hackernews"]\n'
    )
    with fill(folder, mention("a", "lumbre pésimo")) as store:
        run(*DAILY, MONDAY, "--group", "cafes")
        assert [each.recipient for each in waiting(store)] == ["agency@example.com"]
        assert store.last_digest("group:cafes", "day") is not None


def test_chats_get_the_first_lines_and_programs_the_data(run: Listener, folder: Path) -> None:
    """A chat is no page; a webhook takes the documented JSON."""
    settings, brand = folder / "listener.toml", folder / "brands" / "lumbre.toml"
    channels = '[channels.chat]\n[channels.program]\nkind = "webhook"\n'
    settings.write_text(settings.read_text() + channels)
    named = 'channels = ["chat", "program"]\n[[queries]]'
    brand.write_text(brand.read_text().replace("[[queries]]", named, 1))
    with fill(folder, *(mention(str(n), f"lumbre pésimo {n}") for n in range(20))) as store:
        run(*DAILY, MONDAY)
        found = {each.channel: each for each in waiting(store)}
    chat, program = (json.loads(found[kind].payload) for kind in ("apprise", "webhook"))
    assert len(chat["body"]) <= 1_600
    assert chat["body"].endswith("… `listener digest --brand lumbre --since 2026-11-22`")
    assert chat["title"] == found["email"].title
    assert program["type"] == "digest"
    assert program["data"]["brands"][0]["brand"] == "lumbre"


def test_what_strangers_write_calls_nobody_in_a_chat(run: Listener, folder: Path) -> None:
    """Nor does a chat show the signs by which Markdown is told to leave it as it is."""
    settings, brand = folder / "listener.toml", folder / "brands" / "lumbre.toml"
    settings.write_text(settings.read_text() + "[channels.chat]\n")
    named = 'channels = ["chat"]\n[[queries]]'
    brand.write_text(brand.read_text().replace("[[queries]]", named, 1))
    said = "lumbre pésimo <!channel> @everyone **ya** &lt;!here&gt; www.x.example"
    with fill(folder, *(mention(str(n), f"{said} {n}") for n in range(3))) as store:
        run(*DAILY, MONDAY)
        (chat,) = (each for each in waiting(store) if each.channel == "apprise")
    body = json.loads(chat.payload)["body"]
    assert "‹!channel› @\u200beveryone ∗∗ya∗∗" in body
    assert not any(sign in body for sign in ("&lt;", "<", "@everyone", "www.x", "\\"))


def second(folder: Path, zone: str, group: str = "") -> None:
    """Another brand, whose clocks are elsewhere."""
    groups = f'groups = ["{group}"]\n' if group else ""
    (folder / "brands" / "acme.toml").write_text(
        f'name = "Acme"\n{groups}time_zone = "{zone}"\n[alerts]\n'
        'email = ["acme@example.com"]\n[[queries]]\nany = ["acme"]\nsources = ["hackernews"]\n'
    )


def test_a_period_is_by_each_brand_s_clocks_on_the_screen_as_in_the_mail(
    run: Listener, folder: Path
) -> None:
    """Brands of two zones have two days, and neither has that of London."""
    second(folder, "America/Mexico_City")
    fill(folder).close()
    asked = ("digest", "--period", "day", "--format", "json", "--exit-zero", "--at", MONDAY)
    told = {each["brand"]: each["since"] for each in json.loads(run(*asked).stdout)["brands"]}
    assert told == {"lumbre": "2026-11-21T23:00:00Z", "acme": "2026-11-22T06:00:00Z"}
    asked = ("digest", "--since", "2026-11-20", "--compare", "2026-11-02", "--format", "json")
    of = json.loads(run(*asked, "--exit-zero", "--at", MONDAY).stdout)["brands"]
    assert [(each["since"], each["facts"]["comparisons"][0]["since"]) for each in of] == [
        ("2026-11-20T06:00:00Z", "2026-11-02T06:00:00Z"),
        ("2026-11-19T23:00:00Z", "2026-11-01T23:00:00Z"),
    ]


def test_a_group_s_day_is_that_of_its_own_brands(run: Listener, folder: Path) -> None:
    """Whatever the clocks are of a brand that is not of the group."""
    second(folder, "America/Mexico_City", "tacos")
    with fill(folder) as store:
        asked = ("--period", "day", "--exit-zero", "--group", "tacos", "--at", MONDAY)
        shown = run("digest", *asked, "--format", "json").stdout
        run("digest", *asked, "--email")
        run_of = store.last_digest("group:tacos", "day")
    assert json.loads(shown)["brands"][0]["since"] == "2026-11-22T06:00:00Z"
    assert run_of is not None
    assert run_of.since == datetime.fromisoformat("2026-11-22T06:00:00Z")


def test_a_mail_is_held_against_what_was_asked_and_as_long(run: Listener, folder: Path) -> None:
    """`--compare` and `--top` hold for what is sent as for what is shown."""
    said = (mention(str(n), f"lumbre pésimo {n} {'bla ' * n}") for n in range(3))
    with fill(folder, *said) as store:
        run(*DAILY, MONDAY, "--compare", "2026-11-10", "--top", "1")
        (letter,) = waiting(store)
    assert "Nothing is known of “Then”: nobody listened then." in words(letter)
    assert words(letter).count("https://example.com/") == 1


def test_a_page_that_cannot_be_written_keeps_no_mail_waiting(run: Listener, folder: Path) -> None:
    """It is told by the exit code; the mail has been tried before."""
    with fill(folder, mention("a", "lumbre pésimo")) as store:
        run(*DAILY, MONDAY, "--output", "/nonexistent/page.html", code=2)
        (letter,) = store.waiting()
    assert letter.last_error


def test_a_group_of_which_nobody_is_told_all_says_what_to_write(
    run: Listener, folder: Path
) -> None:
    """Each of its brands tells somebody, so that the lack of an address is not what is wrong."""
    second(folder, "Europe/Madrid", "cafes")
    brand = folder / "brands" / "lumbre.toml"
    brand.write_text(brand.read_text().replace("time_zone", 'groups = ["cafes"]\ntime_zone'))
    fill(folder).close()
    said = run(*DAILY, MONDAY, "--group", "cafes", code=2).output
    assert "one address or channel into all of them (acme and lumbre)" in said
