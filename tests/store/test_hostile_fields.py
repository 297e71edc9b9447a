"""One stranger's item must not blind a watch, nor leave a key where people look."""

from __future__ import annotations

from listener.errors import UnexpectedAnswer
from listener.model import Author, Mention, Page, Payload, Reply, Request
from tests.store.conftest import T0, Bench, Site, post

UNFIT = "x\ud800\x00y"
STORED = "x\ufffdy"


def test_no_field_of_a_stranger_breaks_the_walk(bench: Bench) -> None:
    """Half a character or a NUL in any field is taken out, and the others' items are stored."""
    texts = ("title", "url", "language", "country", "subject", "item", "version")
    texts += ("parent_id", "thread_id")
    hostile = Mention(
        id=f"id{UNFIT}",
        text=UNFIT,
        published_at=T0,
        author=Author(name=UNFIT, id=UNFIT, url=UNFIT),
        replies=(Reply(text=UNFIT, id=UNFIT, author=UNFIT, at=T0),),
        **dict.fromkeys(texts, UNFIT),  # type: ignore[arg-type]
    )
    bench.site.items = [hostile, post(1, T0)]
    bench.walk()
    assert bench.told[-1].event == "ended"
    kept = {stored.mention.id: stored.mention for stored in bench.store.mentions()}
    assert kept.keys() == {f"id{STORED}", "p1"}
    mention = kept[f"id{STORED}"]
    assert {getattr(mention, name) for name in texts} == {STORED}
    assert mention.author == Author(name=STORED, id=STORED, url=STORED)


def test_a_name_of_a_megabyte_is_cut(bench: Bench) -> None:
    """A name in plain letters is held to the same length as any other."""
    bench.site.items = [post(1, T0, author=Author(name="z" * 1_000_000))]
    bench.walk()
    (stored,) = bench.store.mentions()
    assert stored.mention.author is not None
    assert len(stored.mention.author.name or "") == 500


class Changed(Site):
    """A site that nobody can read any more, and that says a lot about it."""

    def read(self, request: Request, payload: Payload) -> Page:
        raise UnexpectedAnswer("see https://site.example/login?token=hunter22 " + "x" * 100_000)


def test_what_cannot_be_read_is_kept_without_the_key_in_its_address(bench: Bench) -> None:
    """Neither the quarantine nor the error says a key, and an error has an end."""
    bench.site = Changed()
    run = bench.run()
    assert run.begin()
    run.take(run.first(), Payload(body=b"?", url="https://site.example/?api_key=hunter22"))
    ((url, error),) = bench.sql("SELECT url, error FROM quarantine")
    assert url == "https://site.example/?api_key=***"
    assert "hunter22" not in str(error)
    assert len(str(error)) == 2000
    assert bench.told[-1].error == error
