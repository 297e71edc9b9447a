"""What texts speak of, how they feel about each, and on which stage it was said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from listener.errors import ConfigError
from listener.i18n import LANGUAGES, Translator
from listener.model import Label, MentionKind, Sentiment
from listener.sentiment.aspects import Spoken, Told, spoken_of
from listener.sentiment.lists import ASPECTS, SHIPPED, Lists, read_lists
from listener.sentiment.stages import STAGES
from listener.sentiment.terms import Terms, named

GOOD = ("excelente", "riquísima", "great", "lovely", "encanto", "amable")
BAD = ("fría", "pésimo", "lento", "awful", "cold", "hipoteca", "cara")


def feeling(text: str) -> Sentiment:
    """The one word of feeling in a text; the sum, where there are several."""
    low = text.lower()
    total = sum(word in low for word in GOOD) - sum(word in low for word in BAD)
    label: Label = "positive" if total > 0 else "negative" if total < 0 else "neutral"
    return Sentiment(label=label, polarity=total / 4, language="es")


def spoken(
    text: str,
    language: str = "es",
    *,
    lists: Lists | None = None,
    kind: MentionKind = "post",
    among: Sequence[str] = (),
    label: Label | None = None,
    scored: list[str] | None = None,
) -> Spoken:
    """What a text speaks of."""

    def score(clauses: Sequence[str], of: str) -> list[Sentiment]:
        (scored if scored is not None else []).extend(clauses)
        return [feeling(clause) for clause in clauses]

    whole = feeling(text)
    sentiment = Sentiment(label=whole.label, polarity=whole.polarity, language=language)
    told = Told(text=text, kind=kind, sentiment=sentiment, label=label or whole.label)
    (found,) = spoken_of([told], (lists or Lists()).terms, among, score)
    return found


def felt(found: Spoken) -> dict[str, str]:
    return {aspect.name: aspect.label for aspect in found.aspects}


@pytest.mark.parametrize(
    ("language", "text", "aspect"),
    [
        ("es", "Qué CARÍSIMO todo", "price"),
        ("es", "me cobraron el envio dos veces", "delivery"),
        ("es", "no puedo entrar desde ayer", "login"),
        ("es", "el baño muy sucio", "cleanliness"),
        ("es", "se me cieeeerra, se cierra sola", "crash"),
        ("es", "quiero mi reembolso ya", "refund"),
        ("en", "waited forever at the till", "wait"),
        ("en", "my parcels never came", "delivery"),
        ("en", "got locked out again", "login"),
        ("en", "the app keeps crashing", "crash"),
        ("pt", "a entrega atrasou", "delivery"),
        ("ca", "els cambrers molt simpàtics", "staff"),
        ("fr", "la livraison en retard", "wait"),
        ("it", "il cameriere gentilissimo", "staff"),
        ("de", "die Lieferung kam nie", "delivery"),
        ("de", "der Kundenservice antwortet nie", "support"),
    ],
)
def test_an_aspect_is_found_by_its_words_whatever_their_accents_and_endings(
    language: str, text: str, aspect: str
) -> None:
    """Stems, phrases and inflections, in each language that ships."""
    assert aspect in felt(spoken(text, language))


def test_a_word_that_only_looks_alike_is_not_taken_for_it() -> None:
    """`cara` is a face and `plata` is money, though they end as the feminine of caro and plato."""
    assert felt(spoken("dio la cara y devolvió la plata")).keys() <= {"refund", "service"}


def test_each_aspect_feels_as_the_clauses_that_name_it() -> None:
    """One complaint does not spoil what is praised beside it."""
    found = felt(spoken("La comida riquísima, pero el precio, una hipoteca"))
    assert found["food"] == "positive"
    assert found["price"] == "negative"


def test_what_names_nothing_belongs_to_what_was_named_before() -> None:
    """A comma between a thing and its judgement does not part them."""
    found = felt(spoken("El personal, un encanto; la comida, fría"))
    assert (found["staff"], found["food"]) == ("positive", "negative")


def test_things_that_share_a_judgement_share_its_feeling() -> None:
    """Of "the food and the staff, excellent" the food is excellent too."""
    found = felt(spoken("La comida y el personal, excelente"))
    assert (found["food"], found["staff"]) == ("positive", "positive")


def test_a_text_about_one_thing_feels_about_it_what_it_feels_as_a_whole() -> None:
    """Its stars count before its words, and nothing is scored twice."""
    scored: list[str] = []
    found = spoken("La comida. Eso sí, 3 platos", label="negative", scored=scored)
    assert felt(found) == {"food": "negative"}
    assert scored == []


def test_clauses_of_all_texts_are_scored_in_one_go_a_language() -> None:
    """A scorer is quickest with many texts at once."""
    calls: list[int] = []

    def score(clauses: Sequence[str], of: str) -> list[Sentiment]:
        calls.append(len(clauses))
        return [feeling(clause) for clause in clauses]

    text = "La comida fría y el personal amable"
    told = Told(text=text, kind="post", sentiment=feeling(text), label="neutral")
    spoken_of([told] * 5, Lists().terms, (), score)
    assert calls == [10]


def test_a_text_whose_language_nobody_could_tell_is_read_in_those_of_the_brand() -> None:
    """Three words are too few to tell a language, and enough to name a thing."""
    assert felt(spoken("wifi pésimo", "und", among=("es", "en"))) == {"coverage": "negative"}
    assert spoken("wifi pésimo", "und") == Spoken()


@pytest.mark.parametrize(
    ("text", "kind", "stage"),
    [
        ("¿Alguien sabe cuánto cuesta el plan de 5G?", "post", "before"),
        ("El repartidor dejó el paquete en la portería", "post", "purchase"),
        ("Llevo tres llamadas a atención al cliente y nadie responde", "post", "support"),
        ("La habitación estaba sucia", "post", "use"),
        ("Bien", "review", "use"),
        ("Bien", "post", None),
    ],
)
def test_the_stage_is_told_by_cues_and_by_the_kind_of_what_was_said(
    text: str, kind: MentionKind, stage: str | None
) -> None:
    """Asking before buying, buying, using, asking for help; a review is of use by itself."""
    assert spoken(text, kind=kind).stage == stage


def test_reading_a_text_of_only_signs_finds_nothing() -> None:
    """Nothing that strangers write breaks it."""
    for text in ("", "...", "¿?¡!", "\n\n", "—,;:", "👍" * 50, "a" * 10_000):
        assert felt(spoken(text)) == {}


def test_a_gap_in_a_term_is_at_most_three_words_within_a_sentence() -> None:
    """`llevo ... esperando` is not found across half a text."""
    terms = Terms([("es", {"wait": ["llevo ... esperando"]}, ())])
    assert named(terms.read("llevo ya dos horas esperando"))
    assert not named(terms.read("llevo el coche. Sigo esperando"))
    assert not named(terms.read("llevo uno dos tres cuatro esperando"))


def test_every_shipped_list_knows_every_aspect_and_stage() -> None:
    """A language with a hole would tell its brands that nobody minds the price."""
    for path in SHIPPED.glob("*.toml"):
        targets = read_lists(path).targets
        assert set(targets) == {*ASPECTS, *(f"stage.{stage}" for stage in STAGES)}, path.name
        assert all(words.add for words in targets.values()), path.name


def test_people_read_the_names_of_aspects_in_their_language() -> None:
    """And those that they made are called what they call them."""
    for language in LANGUAGES:
        names = [Lists().name_of(aspect, Translator(language)) for aspect in ASPECTS]
        assert len(set(names)) == len(ASPECTS)


def own(tmp_path: Path, text: str, name: str = "es.toml") -> Lists:
    (tmp_path / "aspects").mkdir(exist_ok=True)
    (tmp_path / "aspects" / name).write_text(text, encoding="utf-8")
    return Lists(tmp_path)


def test_a_file_of_ones_own_adds_takes_away_and_replaces(tmp_path: Path) -> None:
    """The lists that ship are where one begins."""
    lists = own(
        tmp_path,
        '[price]\nadd = ["sartenazo"]\nremove = ["ganga"]\n'
        '[food]\nreplace = ["choripán"]\n[staff]\noff = true\n',
    )
    assert felt(spoken("qué sartenazo", lists=lists)).keys() == {"price"}
    assert felt(spoken("una ganga", lists=lists)) == {}
    assert felt(spoken("el choripan", lists=lists)).keys() == {"food"}
    assert felt(spoken("la comida", lists=lists)) == {}
    assert felt(spoken("camarero", lists=lists)) == {}


def test_an_aspect_of_ones_own_has_its_own_name(tmp_path: Path) -> None:
    """Nobody translates it: it is called what the file calls it."""
    lists = own(tmp_path, '[crowns]\nname = "Coronas"\nadd = ["corona dental"]\n')
    assert felt(spoken("mi corona dental", lists=lists)) == {"crowns": "neutral"}
    assert lists.name_of("crowns", Translator("en")) == "Coronas"


def test_a_language_that_does_not_ship_is_read_by_a_file_of_ones_own(tmp_path: Path) -> None:
    """Its file is all that there is of it."""
    lists = own(tmp_path, '[price]\nadd = ["duur*"]\n', "nl.toml")
    assert felt(spoken("te duur!", "nl", lists=lists)).keys() == {"price"}


@pytest.mark.parametrize(
    ("text", "key", "hint"),
    [
        ('[prise]\nadd = ["x1"]', "prise", "price"),
        ('[precio]\nadd = ["x1"]', "precio", "price"),
        ('[price]\nad = ["x1"]', "price.ad", "add"),
        ('[price]\nadd = "x1"', "price.add", ""),
        ('[price]\nadd = ["..."]', "price.add[0]", ""),
        ('[price]\nremove = ["gangas"]', "price.remove[0]", "ganga"),
        ('[stage.befor]\nadd = ["x1"]', "stage.befor", "before"),
        ("price = 3", "price", ""),
        ('["my, own"]\nname = "x1"', "my, own", ""),
    ],
)
def test_a_mistake_is_told_by_file_key_and_nearest_right_key(
    tmp_path: Path, text: str, key: str, hint: str
) -> None:
    """Before anything is crawled, in words of the person who can mend it."""
    with pytest.raises(ConfigError) as told:
        own(tmp_path, text)
    assert told.value.file.endswith("es.toml")
    assert (told.value.key, told.value.hint) == (key, hint)


def test_a_file_is_called_by_its_language(tmp_path: Path) -> None:
    """What is not a language would be read by nobody."""
    with pytest.raises(ConfigError) as told:
        own(tmp_path, "", "español.toml")
    assert "es.toml" in str(told.value)


def test_the_digest_changes_with_the_lists(tmp_path: Path) -> None:
    """So that a crawl notices that what is stored is to be read anew."""
    before = Lists(tmp_path).digest
    assert Lists(tmp_path).digest == before
    assert own(tmp_path, '[price]\nadd = ["sartenazo"]\n').digest != before


def test_what_is_named_without_feeling_has_that_of_its_text() -> None:
    """Its own sentence comes first; the rest of the text is better than nothing."""
    found = felt(spoken("El envío de ayer. La comida riquísima", label="positive"))
    assert found == {"delivery": "positive", "food": "positive"}
    found = felt(spoken("El envío pésimo. La comida de ayer", label="neutral"))
    assert found == {"delivery": "negative", "food": "neutral"}


def test_clauses_are_scored_only_where_the_text_may_feel_the_opposite() -> None:
    """It would take time and tell nothing new."""
    scored: list[str] = []

    def score(clauses: Sequence[str], of: str) -> list[Sentiment]:
        scored.extend(clauses)
        return [feeling(clause) for clause in clauses]

    for positive in (0.05, 0.3):
        whole = Sentiment(label="negative", language="es", negative=0.6, positive=positive)
        text = "La comida fría y el personal amable"
        told = Told(text=text, kind="post", sentiment=whole, label="negative")
        (found,) = spoken_of([told], Lists().terms, (), score)
        assert felt(found)["staff"] == ("negative" if positive < 0.1 else "positive")
    assert len(scored) == 2
