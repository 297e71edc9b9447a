"""Blocks, copies, erasing, backfills and changed queries in one life: the store keeps its word."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listener import rematching
from listener.blocking import author_value, site_value
from listener.config import Brand, BrandQuery, Config, Settings
from listener.enriching import Enricher
from listener.lookagain import Asked, LooksAgain
from listener.looking import Looking, rule_of
from listener.model import Author, Mention, Page, Payload, Request, Watch
from listener.records import Block
from listener.sentiment import Sentiments
from listener.spikes import Bin
from listener.watching import asked_by
from tests.store.conftest import T0, Feeling, post
from tests.store.test_backfills import History, Past

STORY = (
    "bad news from {} which will close three shops in Leeds before the spring as all costs rise"
    " and the council has asked for an explanation while the union speaks of a shock said {}"
)
TEXTS = ("{} is bad {}", "{} good {}", STORY, "told by {} at the counter so so {}")
NAMES = ("acme", "apex", "acme and apex")
QUERIES = (("acme",), ("apex",), ("acme", "apex"), ("absent",))
WHO = ("Ana", "Ben", "Eva")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            "add add old walk walk edit delete backfill look expire block site unblock query"
            " rival".split()
        ),
        st.integers(0, 11),
    ),
    max_size=40,
)


class Everything(Past, LooksAgain):
    """A site with a past, that also tells of an item by its id, and has what is deleted erased."""

    look_again_after: ClassVar[timedelta] = timedelta(hours=6)
    per_request: ClassVar[int] = 5
    erases: ClassVar[bool] = True

    def look_again(self, asked: Sequence[Asked]) -> Request:
        return Request(url="https://site.example/", cursor={"ids": " ".join(x.id for x in asked)})

    def looked_again(self, asked: Sequence[Asked], request: Request, payload: Payload) -> Page:
        ids = request.cursor["ids"].split()
        return Page(mentions=tuple(each for each in self.items if each.id in ids))


class World(History):
    """Two brands that search one site, and what each text has ever said."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.site: Everything = Everything()
        self.number = 0
        self.words: dict[str, set[str]] = {}
        self.phrases = {"acme": QUERIES[0], "rival": QUERIES[1]}
        self.walked = {"acme": T0, "rival": T0}
        self.on_time: dict[str, set[str]] = {"acme": set(), "rival": set()}
        self.taken: dict[str, set[Bin]] = {"acme": set(), "rival": set()}
        self.be("acme")
        for each in self.brands():
            self.store.note_applied(each.id, asked_by(each), self.now)

    def brands(self) -> list[Brand]:
        return [
            Brand(name=name, id=name, queries=(BrandQuery(any=phrases),))
            for name, phrases in self.phrases.items()
        ]

    def watches(self) -> list[Watch]:
        return [
            Watch(
                brand=brand.id,
                source="site",
                query="main",
                terms=("site",),
                match=True,
                asked=asked_by(brand),
            )
            for brand in self.brands()
        ]

    def be(self, name: str) -> None:
        """What is done next is done for this brand."""
        place = list(self.phrases).index(name)
        self.brand, self.watch = self.brands()[place], self.watches()[place]
        self.store.register(self.watches())

    def say(self, which: int, hours_ago: float) -> None:
        self.number += 1
        item = post(
            self.number,
            self.now - timedelta(hours=hours_ago),
            self.text(f"p{self.number}", which),
            author=Author(name=WHO[which % 3], id=f"id-{WHO[which % 3]}"),
            url=f"https://{'ab'[which % 2]}.example/{self.number}",
        )
        items = [*self.site.items, item]
        self.site.items = sorted(items, key=lambda each: (each.published_at, each.id), reverse=True)

    def text(self, of: str, which: int) -> str:
        """A text with a word that no other has."""
        words = self.words.setdefault(of, set())
        word = f"quex{of}v{len(words)}lotl"
        words.add(word)
        return TEXTS[which % 4].format(NAMES[which % 3], word)

    def linked(self, brand: str) -> set[str]:
        return {
            str(key)
            for (key,) in self.sql(
                "SELECT native_id FROM mentions WHERE id IN (SELECT mention_id FROM brand_links"
                " WHERE brand = ?1 UNION SELECT mention_id FROM hidden_links WHERE brand = ?1)",
                brand,
            )
        }

    def hear(self) -> None:
        """An ordinary walk, and what of it was heard as it happened."""
        name, before = self.brand.id, self.linked(self.brand.id)
        self.walk()
        earliest = self.walked[name] - timedelta(hours=1, minutes=15)
        for each in self.site.items:
            assert each.published_at is not None
            if each.id in self.linked(name) - before and each.published_at >= earliest:
                self.on_time[name].add(each.id)
        self.walked[name] = self.now

    def look(self) -> None:
        run = Looking(
            self.store.due_again(rule_of("site", self.site, self.now), 100),
            self.site,
            watch=Watch(brand="acme", source="site"),
            brand=Brand(name="Acme", languages=("en",)),
            store=self.store,
            enrich=Enricher(Sentiments([Feeling()])),
            purse=self.run()._purse,
            secrets={},
            now=lambda: self.now,
        )
        request = run.first() if run.begin() else None
        while request is not None:
            request = run.take(request, Payload(body=b""))

    def apply(self) -> None:
        config = Config(
            settings=Settings(),
            brands=tuple(self.brands()),
            folder=self.path.parent,
            found_by="--config",
        )
        kept, rematching.watches_of = rematching.watches_of, lambda _: self.watches()
        try:
            list(rematching.reapply(config, self.store, lambda: self.now))
        finally:
            rematching.watches_of = kept


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_all_of_it_together_keeps_the_sums_and_forgets_what_it_must(
    life: list[tuple[str, int]],
) -> None:
    """Sums equal a recount, firsts are firsts, what came late stays late, no erased word stays."""
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder) / "test.db")
        for step, which in life:
            world.later(minutes=20)
            _happen(world, step, which)
            _keeps_its_word(world)
            _notes_what_changed(world)
        world.store.forget_words()
        assert _erased_words_left(world) == []
        world.sql("INSERT INTO mentions_fts (mentions_fts, rank) VALUES ('integrity-check', 1)")
        world.store.close()


def _happen(world: World, step: str, which: int) -> None:
    name, items = ("acme", "rival")[which % 2], world.site.items
    world.be(name)
    if step == "add":
        world.say(which, 0)
    elif step == "old":
        world.say(which, 24 * (2 + which))
    elif step == "walk":
        world.hear()
    elif step == "backfill":
        world.backfill(T0 - timedelta(days=20), killed_after=which if which < 4 else None)
        world.later(minutes=20)
    elif step == "look":
        world.later(hours=7)
        world.look()
    elif step == "expire":
        world.store.expire("site", world.now - timedelta(hours=2), world.now)
    elif step in ("block", "site", "unblock"):
        _block(world, step, which)
    elif step in ("query", "rival"):
        world.phrases["acme" if step == "query" else "rival"] = QUERIES[which % 4]
        world.be(name)
        world.apply()
    elif items:
        _edit(world, step, which)


def _edit(world: World, step: str, which: int) -> None:
    items = world.site.items
    old = items[which % len(items)]
    changed = {"text": world.text(old.id, which + 1)}
    if step == "delete":
        changed = {"deleted": True, "text": ""}  # type: ignore[dict-item]
    fields = {name: getattr(old, name) for name in old.__struct_fields__}
    items[which % len(items)] = Mention(**(fields | changed))


def _block(world: World, step: str, which: int) -> None:
    who = WHO[which % 3]
    if step == "unblock":
        holding = [b for b in world.store.blocks(world.brand.id) if b.lifted_at is None]
        rematching.unblock(world.store, world.brand, holding[: 1 + which % 2], lambda: world.now)
        return
    value = author_value(who) if step == "block" else site_value("a.example")
    kind = "author" if step == "block" else "site"
    wish = Block(brand=world.brand.id, kind=kind, value=value, shown=who, created_at=T0)
    rematching.block(world.store, wish, lambda: world.now)


def _keeps_its_word(world: World) -> None:
    assert world.rollups_equal_rows()
    assert not world.sql("SELECT 1 FROM brand_links JOIN hidden_links USING (brand, mention_id)")
    assert not world.sql(
        "SELECT 1 FROM brand_links c WHERE c.copy_of IS NOT NULL AND NOT EXISTS (SELECT 1"
        " FROM brand_links f WHERE f.brand = c.brand AND f.mention_id = c.copy_of"
        " AND f.copy_of IS NULL)"
    )
    until = world.now + timedelta(hours=1)
    for name, heard in world.on_time.items():
        for series in world.store.series(name, T0 - timedelta(days=40), until):
            for each in series.bins:
                if each.coverage == "ok":
                    _wakes_nobody_late(world, name, each, heard)


def _notes_what_changed(world: World) -> None:
    """The detector, that takes in what is noted as changed, misses nothing."""
    until = world.now + timedelta(days=2)
    for name, before in world.taken.items():
        noted = world.store.series_changes(name)
        found = world.store.series(name, T0 - timedelta(days=90), until)
        bins = {each for series in found for each in series.bins if each != Bin(start=each.start)}
        for each in bins ^ before:
            assert noted["site"] <= each.start
            assert noted["*"] <= each.start
        for source, since in noted.items():
            world.store.keep_look(name, source, (), (), None, since, world.now)
        assert world.store.series_changes(name) == {}
        world.taken[name] = bins


def _wakes_nobody_late(world: World, name: str, each: Bin, heard: set[str]) -> None:
    at = int(each.start.timestamp())
    in_time = {
        str(key)
        for (key,) in world.sql(
            "SELECT native_id FROM mentions m JOIN brand_links b ON b.mention_id = m.id"
            " WHERE b.brand = ? AND m.published_at >= ? AND m.published_at < ?",
            *(name, at, at + 900),
        )
    } & heard
    assert each.negatives - each.late <= len(in_time)


def _erased_words_left(world: World) -> list[str]:
    world.sql("PRAGMA wal_checkpoint(TRUNCATE)")
    file = world.path.read_bytes()
    erased = [key for (key,) in world.sql("SELECT native_id FROM mentions WHERE erased_at > 0")]
    return [word for key in erased for word in world.words[str(key)] if word.encode()[2:] in file]
