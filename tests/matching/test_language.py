"""The query language: what each sign means, and what is said of a query that is wrong."""

from __future__ import annotations

import pytest

from listener.errors import ConfigError
from listener.matching import Matcher, QueryError, tree_of
from listener.model import Author, Mention, Query, Rating

MATCHES = [
    ("firefox mozilla", "Mozilla saca otro Firefox", True),
    ("firefox mozilla", "Firefox", False),
    ("firefox AND mozilla", "mozilla firefox", True),
    ("firefox && mozilla", "firefox", False),
    ("firefox OR mozilla", "mozilla", True),
    ("firefox || mozilla", "chrome", False),
    ("firefox NOT zorro", "firefox y zorro", False),
    ("firefox -zorro", "firefox", True),
    ("firefox !zorro", "firefox zorro", False),
    ("a OR b c", "b", False),
    ("a OR b c", "b c", True),
    ("(a OR b) c", "a", False),
    ("(a OR b) c", "c a", True),
    ("a -(b OR c)", "a c", False),
    ("NOT NOT firefox", "firefox", True),
    ('"fuego zorro"', "zorro fuego", False),
    ('"fuego zorro"', "Fuego, zorro", True),
    ("«fuego zorro»", "fuego zorro", True),
    ("“fuego zorro”", "fuego zorro", True),
    ('"quejas banco"~3', "el banco tiene muchas quejas", True),
    ('"quejas banco"~1', "el banco tiene muchas quejas", False),
    ('"quejas banco"~>5', "el banco tiene muchas quejas", False),
    ('"quejas banco"~>5', "quejas de mi banco", True),
    ('"quej* banc*"~>5', "me quejé a los bancos", True),
    ('"banco banco"~5', "el banco", False),
    ('"banco banco"~5', "banco, banco", True),
    ("banc*", "bancario", True),
    ("*bank", "mi Openbank", True),
    ("*bank", "bankia", False),
    ("b*co", "el banco", True),
    ("b*co", "b y co", False),
    ('"quej* banco"', "quejosos: banco", True),
    ("pesimo", "PÉSIMO", True),
    ('raw:"Pésimo"', "Pésimo", True),
    ('raw:"Pésimo"', "pésimo", False),
    ("raw:Apple", "una apple", False),
    ("raw:Apple", "la Apple.", True),
    ("raw:Ñu", "el N\u0303u", True),
    ("hashtag:acme", "viva #Acme!", True),
    ("hashtag:#acme", "viva Acme", False),
    ("hashtag:acme*", "#acmebank", True),
    ("C++ AT&T", "C++ en AT&T", True),
    ("@claro", "gracias @Claro", True),
    ("-coca-cola pepsi", "pepsi", True),
    ('"AND"', "this and that", True),
    ("a\u00a0b", "a b", True),
    ('"dijo \\"no\\""', 'dijo "no"', True),
]


@pytest.mark.parametrize(("query", "text", "expected"), MATCHES)
def test_what_each_sign_means(query: str, text: str, expected: bool) -> None:
    """A table of the language."""
    found = Matcher([Query(query=query)])(Mention(id="1", text=text))
    assert found == (("main",) if expected else ())


ARTICLE = Mention(
    id="1",
    kind="article",
    text="Acme sube. Lee https://promo.example.net/Oferta?x=1",
    url="https://news.google.com/rss/articles/xyz",
    author=Author(name="El Diario de Ana", id="@ana@masto.example", url="https://www.diario.es/"),
    language="es-MX",
    rating=Rating(2),
)
FIELDS = [
    ("author:ana", True),
    ('author:"diario de"', True),
    ("author:@ana@masto.example", True),
    ("author:an*", True),
    ("author:an", False),
    ("site:google.com", True),
    ("site:www.diario.es", True),
    ("site:https://diario.es/sección", True),
    ("site:oogle.com", False),
    ("site:*.google.*", True),
    ("site:diario.*", True),
    ("lang:es", True),
    ("lang:es-mx", True),
    ("lang:ES", True),
    ("lang:en", False),
    ("lang:es*", True),
    ("source:googlenews", True),
    ("source:google*", True),
    ("source:reddit", False),
    ("url:articles/xyz", True),
    ("url:promo.example.net/oferta", True),
    ("url:promo*x=1", True),
    ("url:other", False),
    ("rating:2", True),
    ("rating:<3", True),
    ("rating:<2", False),
    ("rating:<=2", True),
    ("rating:>1,5", True),
    ("rating:>=2.5", False),
    ("rating:1..2", True),
    ("rating:3..", False),
    ("rating:..3", True),
]


@pytest.mark.parametrize(("query", "expected"), FIELDS)
def test_what_is_asked_of_the_mention_itself(query: str, expected: bool) -> None:
    """Author, site, language, source, address, stars."""
    found = Matcher([Query(query=query)])(ARTICLE, "googlenews")
    assert found == (("main",) if expected else ())


def test_of_what_has_no_stars_no_stars_are_true() -> None:
    """Neither few nor many; but not to have few is true."""
    mention = Mention(id="1", text="acme")
    assert Matcher([Query(query="rating:1..5")])(mention) == ()
    assert Matcher([Query(query="acme -rating:<3")])(mention) == ("main",)


def test_a_language_that_nobody_tells_is_told_by_the_text() -> None:
    """Where the source says nothing, whoever can tells."""
    query, mention = Query(query="acme lang:es"), Mention(id="1", text="acme va mal")
    assert Matcher([query])(mention) == ()
    assert Matcher([query], identify=lambda text: "es")(mention) == ("main",)


WRONG = [
    ("", "is empty"),
    ("a AND", "AND and OR stand between two things"),
    ("OR a", "AND and OR stand between two things"),
    ("a OR OR b", "(character 6"),
    ("(a OR b", "a parenthesis opens here that nothing closes (character 1"),
    ("a) b", "a parenthesis closes here that was not opened"),
    ("()", "nothing between these parentheses"),
    ('acme "abc', "a quote opens here that nothing closes (character 6"),
    ("autor:ana", 'there is no filter "autor:"'),
    ("lang:", "the value is missing"),
    ("site:(a.com OR b.com)", "a filter takes a single value"),
    ("acme~2", "write acme*"),
    ('"acme"~5', "at least two words"),
    ("acme ~5", "right after a phrase in quotes"),
    ('"a b"~1000', "cannot exceed 100 words"),
    ("!!!", "nothing to look for"),
    ("acme *", "nothing to look for in *"),
    ("rating:9", "from 1 to 5"),
    ("rating:4..2", "from 1 to 5"),
    ("lang:español", "two letters"),
    ("site:a.com,b.com", "is not a site"),
    ("acme –", "nothing to look for in –"),
    ("acme source:redit", 'no such source "redit"'),
    ("acme hashtag:#", '"hashtag:" lacks its value'),
    ("NOT acme", "only says what you do not want"),
    ("acme OR NOT banco", "on each side of an OR"),
    ("(" * 60 + "a" + ")" * 60, "more than 50 parentheses"),
    ("a " * 3000, "more than 5000 characters"),
]


@pytest.mark.parametrize(("query", "told"), WRONG)
def test_a_wrong_query_says_what_and_where(query: str, told: str) -> None:
    """In words of whoever wrote it."""
    with pytest.raises(QueryError) as caught:
        tree_of(Query(query=query or " "))
    assert told in caught.value.told


def test_the_nearest_right_filter_is_offered() -> None:
    """In Spanish as well."""
    with pytest.raises(QueryError, match=r'did you mean "author:"\?'):
        tree_of(Query(query="autor:ana"))
    with pytest.raises(QueryError, match=r'did you mean "rating:"\?'):
        tree_of(Query(query="valoración:5"))
    with pytest.raises(QueryError, match=r'did you mean "reddit"\?'):
        tree_of(Query(query="acme source:redit"))


@pytest.mark.parametrize("dash", "-–—−")
def test_a_dash_of_whatever_length_leaves_out(dash: str) -> None:
    """Word processors and phones make them longer."""
    match = Matcher([Query(query=f"acme {dash}zorro")])
    assert match(Mention(id="1", text="acme y zorro")) == ()
    assert match(Mention(id="1", text="acme")) == ("main",)


def test_a_wrong_query_of_a_file_names_the_file() -> None:
    """Whoever knows the file adds it."""
    with pytest.raises(QueryError) as caught:
        tree_of(Query(any=("a",), without=("job",)))
    told = caught.value.inside("acme.toml", "queries[0]")
    assert isinstance(told, ConfigError)
    assert str(told).startswith('acme.toml: queries[0].without: there is no exclusion "job"')
    assert told.hint == "jobs"


def test_lists_and_expression_go_together() -> None:
    """All that a query says has to be true."""
    query = Query(any=("acme", "ácme sa"), query="cobro OR banco", exclude=("zorro",))
    match = Matcher([query])
    assert match(Mention(id="1", text="Acme: cobro doble")) == ("main",)
    assert match(Mention(id="1", text="Acme")) == ()
    assert match(Mention(id="1", text="Acme, cobro, zorro")) == ()


def test_ready_exclusions_leave_out_ads_and_not_complaints() -> None:
    """In three languages."""
    match = Matcher([Query(any=("acme",), without=("jobs", "giveaways", "spam"))])
    for ad in (
        "Acme: envía tu CV a rrhh@example.com",
        "We're hiring at Acme",
        "Vagas abertas na Acme!",
        "¡Gran sorteo Acme! Etiqueta a dos amigos",
        "Acme giveaway",
        "Acme: make money from home",
    ):
        assert match(Mention(id="1", text=ad)) == (), ad
    for complaint in (
        "Perdí el trabajo por culpa de Acme",
        "El código de descuento de Acme no funciona",
        "Acme got me fired from my job",
        "Me contrataron en Acme y no pagan",
        "Acme is spam",
    ):
        assert match(Mention(id="1", text=complaint)) == ("main",), complaint
