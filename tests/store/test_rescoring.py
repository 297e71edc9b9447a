"""History scored anew: labels and all that follows from them, in pieces that anybody may cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from listener import rescoring
from listener.config import Config, Settings
from listener.detection import reason
from listener.enriching import Enricher
from listener.errors import ConfigError
from listener.i18n import Translator
from listener.model import Label, Rating, Sentiment
from listener.rescoring import Move, Sums, rescore, rule_of, settle
from listener.sentiment import Sentiments
from listener.spikes import Incident
from listener.store import Store
from listener.store.scores import Rescored, ScoreRule
from tests.detection.streams import DAY, after, even, planted, series
from tests.store.conftest import T0, Bench, Feeling, post


class Gloomy(Feeling):
    """Another model, to which what is neutral is bad, and what is bad is good."""

    model = "gloom-1"

    def _one(self, text: str) -> Sentiment:
        label: Label = "positive" if "bad" in text else "neutral" if "good" in text else "negative"
        polarity = {"positive": 0.7, "neutral": 0.0}.get(label, -0.7)
        return Sentiment(label=label, polarity=polarity, model="gloom-1", language="en")


@pytest.fixture
def gloomy(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """A store with a bad, a good and a so-so post and a review; from now on Gloomy scores."""
    bench.site.items = [
        post(1, T0 - timedelta(minutes=5), "bad"),
        post(2, T0 - timedelta(minutes=20), "good"),
        post(3, T0 - timedelta(minutes=35), "so so"),
        post(4, T0 - timedelta(minutes=50), "bad", rating=Rating(1)),
    ]
    bench.walk()
    bench.later(minutes=30)
    enrich = Enricher(Sentiments([Gloomy()]))
    monkeypatch.setattr(rescoring, "enricher", lambda config, store: enrich)
    monkeypatch.setattr(rescoring, "model_of", lambda scoring: "gloom-1")
    return bench


def config(bench: Bench) -> Config:
    return Config(
        settings=Settings(), brands=(bench.brand,), folder=bench.path.parent, found_by="--config"
    )


def run(bench: Bench, store: Store | None = None, **how: object) -> Sums:
    asked = store or bench.store
    back, again = how.pop("back", None), how.get("again", False)
    wanted = how.pop("wanted", ScoreRule())
    rule = rule_of(config(bench), asked, wanted, back=back, again=again)  # type: ignore[arg-type]
    sums = Sums()
    rescore(config(bench), asked, lambda: bench.now, rule, sums, **how)  # type: ignore[arg-type]
    return sums


def labels(bench: Bench) -> dict[str, Label]:
    return {each.mention.id: each.label for each in bench.store.mentions()}


def everything(bench: Bench) -> list[tuple[object, ...]]:
    """All that a label decides, but for the times of writing."""
    tables = (
        "SELECT id, label, polarity, stage FROM mentions",
        "SELECT mention_id, model, label, replaced_at IS NULL FROM sentiments",
        "SELECT brand, mention_id, towards FROM brand_links",
        "SELECT brand, bin, items, negatives, positives, round(polarity_sum, 6) FROM rollups",
        "SELECT * FROM mention_aspects",
    )
    return [row for table in tables for row in bench.sql(f"{table} ORDER BY 1, 2, 3")]


def test_labels_and_sums_follow_and_stars_stay(gloomy: Bench) -> None:
    """The old answers stay in the store beside the new ones."""
    sums = run(gloomy)
    assert (sums.texts, sums.put, sums.touched) == (4, 4, {"acme"})
    assert labels(gloomy) == {"p1": "positive", "p2": "neutral", "p3": "negative", "p4": "negative"}
    assert gloomy.rollups_equal_rows()
    assert gloomy.sql("SELECT model, count(*) FROM sentiments GROUP BY 1 ORDER BY 1") == [
        ("gloom-1", 4),
        ("word-1", 4),
    ]
    assert (
        sums.moves[Move(language="en", before="negative", after="positive")]
        + sums.moves[Move(language="und", before="negative", after="positive")]
        == 2
    )


def test_doing_it_twice_changes_nothing(gloomy: Bench) -> None:
    """What the engine has scored is not even asked about; with --again it is, to the same end."""
    run(gloomy)
    done = everything(gloomy)
    assert run(gloomy).texts == 0
    assert run(gloomy, again=True).texts == 4
    assert everything(gloomy) == done


def test_a_rehearsal_counts_and_writes_nothing(gloomy: Bench) -> None:
    """The same figures as the real thing."""
    before = everything(gloomy)
    rehearsed = run(gloomy, rehearse=True)
    assert everything(gloomy) == before
    assert rehearsed.moves == run(gloomy).moves


def test_whoever_dies_in_between_goes_on_where_it_was(
    gloomy: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A piece is written whole or not at all; the next run does the rest."""
    monkeypatch.setattr(rescoring, "PIECE", 1)

    def die(sums: Sums) -> None:
        if sums.texts == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(gloomy, tell=die)
    assert gloomy.rollups_equal_rows()
    assert run(gloomy).texts == 2
    assert set(gloomy.store.models()) == {"gloom-1"}


def test_what_is_edited_meanwhile_is_left_to_the_crawl(gloomy: Bench) -> None:
    """Another process has stored new words: the score of the old ones is dropped."""
    other = Store(gloomy.path)
    put = gloomy.store.put_scores

    def late(scored: Sequence[Rescored], now: object) -> list[int]:
        gloomy.site.items[0] = post(1, T0 - timedelta(minutes=5), "good now")
        gloomy.store, mine = other, gloomy.store
        gloomy.walk()
        gloomy.store = mine
        return put(scored, now)  # type: ignore[arg-type]

    gloomy.store.put_scores = late  # type: ignore[method-assign,assignment]
    sums = run(gloomy)
    assert sums.put == 3
    assert labels(gloomy)["p1"] == "positive"
    assert gloomy.rollups_equal_rows()
    other.close()


def test_the_filters_hold(gloomy: Bench) -> None:
    """Since when, of whom, where, in which language."""
    at = T0 - timedelta(minutes=25)
    assert run(gloomy, wanted=ScoreRule(since=at), rehearse=True).texts == 2
    assert run(gloomy, wanted=ScoreRule(brand="acme", source="site"), rehearse=True).texts == 4
    assert run(gloomy, wanted=ScoreRule(brand="other"), rehearse=True).texts == 0
    assert run(gloomy, wanted=ScoreRule(source="feeds"), rehearse=True).texts == 0
    assert run(gloomy, wanted=ScoreRule(language="fr"), rehearse=True).texts == 0


def test_back_to_an_older_model(gloomy: Bench) -> None:
    """Every label is what it was, without asking anybody; and forth again."""
    before = [row for row in everything(gloomy) if "gloom-1" not in row]
    run(gloomy)
    forth = everything(gloomy)
    sums = run(gloomy, back="word-1")
    assert sums.put == 4
    assert [row for row in everything(gloomy) if "gloom-1" not in row] == before
    assert gloomy.rollups_equal_rows()
    assert run(gloomy, back="word-1").texts == 0
    run(gloomy, back="gloom-1")
    assert everything(gloomy) == forth


def test_back_to_a_model_that_said_nothing_is_refused(gloomy: Bench) -> None:
    """Naming those that did."""
    with pytest.raises(ConfigError, match=r"No answer of .word-2.*word-1"):
        run(gloomy, back="word-2")


def test_what_a_person_says_stays(gloomy: Bench) -> None:
    """The machine's new answer waits beside it."""
    gloomy.sql("UPDATE brand_links SET towards = 'neutral' WHERE mention_id = 1")
    gloomy.sql(
        "INSERT INTO labels (brand, mention_id, label, labelled_at, sampled)"
        " VALUES ('acme', 1, 'neutral', 0, 0)"
    )
    run(gloomy)
    assert labels(gloomy)["p1"] == "neutral"


def test_what_is_negative_only_now_wakes_nobody(gloomy: Bench) -> None:
    """It counts as what came late, in the quarter where it was said."""
    run(gloomy)
    (found,) = gloomy.store.series("acme", T0 - timedelta(days=1), gloomy.now)
    assert sum(each.late for each in found.bins) == 1


def an_incident(high: float) -> Incident:
    """Of the hour before T0, when so many negatives at most are usual."""
    return Incident(
        brand="acme",
        source="site",
        opened_at=T0,
        onset_at=T0 - timedelta(minutes=60),
        updated_at=T0,
        window_minutes=60,
        observed=9,
        items=9,
        expected=0.1,
        low=0,
        high=high,
        probability=1e-9,
        peak_observed=9,
        peak_probability=1e-9,
        history_days=20,
        engine="counts-1",
    )


def test_an_incident_without_its_negatives_is_over_and_says_why(gloomy: Bench) -> None:
    """Nobody is mailed; the reason is told wherever the incident is."""
    gloomy.store.save_incident(None, an_incident(2), "opened", T0)
    sums = run(gloomy)
    (change,) = settle(config(gloomy), gloomy.store, gloomy.now, sums.touched)
    assert (change.event, change.incident.state) == ("recovered", "recovered")
    assert gloomy.store.open_incidents() == []
    assert gloomy.store.waiting() == []
    told = reason(change.incident, Translator("en"), ZoneInfo("UTC"))
    assert told.endswith(
        "It was closed when the texts were scored anew: its negatives are none any more."
    )
    assert settle(config(gloomy), gloomy.store, gloomy.now, sums.touched) == []


def test_an_incident_that_keeps_its_negatives_stays_open(gloomy: Bench) -> None:
    """There are still more than usual, though they are others."""
    gloomy.store.save_incident(None, an_incident(1), "opened", T0)
    sums = run(gloomy)
    assert settle(config(gloomy), gloomy.store, gloomy.now, sums.touched) == []
    assert len(gloomy.store.open_incidents()) == 1


def test_a_spike_that_only_the_new_labels_make_opens_in_silence(
    gloomy: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is on record, told at the terminal and worth no mail; later ones are told as ever."""
    spiking = series(planted(even(24, 16), 20 * DAY, 12, 2)[: 20 * DAY + 12])
    spiking = replace(spiking, brand="acme", source="site")
    monkeypatch.setattr(gloomy.store, "series", lambda *asked: [spiking])
    monkeypatch.setattr(gloomy.store, "authors", lambda *asked: 9)
    (change,) = settle(config(gloomy), gloomy.store, after(20 * DAY + 12), {"acme"})
    assert change.event == "opened"
    assert len(gloomy.store.open_incidents()) == 1
    assert gloomy.store.waiting() == []
    assert settle(config(gloomy), gloomy.store, after(20 * DAY + 12), {"acme"}) == []


def test_models_that_the_engine_does_not_ask_are_counted(gloomy: Bench) -> None:
    """After an upgrade nothing is mixed in silence."""
    assert rescoring.stale(config(gloomy), gloomy.store) == {"word-1": 4}
