"""Made-up queries and texts of few words, so that they often meet."""

from __future__ import annotations

from hypothesis import strategies as st
from msgspec.structs import replace

from listener.matching.tree import And, Field, Near, Node, Not, Or, Rated, Term, leaves
from listener.model import Author, Mention, Rating

WORDS = ("acme", "Ácme", "banco", "bancos", "ban", "cobro", "doble", "a", "ñandú", "東京", "❤", "x")
SOURCES = ("feeds", "reddit")

words = st.sampled_from(WORDS)
plain_words = st.sampled_from([word for word in WORDS if word.isascii()])
texts = st.lists(
    st.one_of(words, st.sampled_from(["#acmebanco", "co-bro", "!!", "acme.", "BANCO"])), max_size=9
).map(" ".join)
phrases = st.one_of(
    words,
    st.lists(words, min_size=2, max_size=3).map(" ".join),
    plain_words.map(lambda word: f"{word}*"),
    plain_words.map(lambda word: f"*{word}"),
    st.just("b*co"),
    st.sampled_from(["#acme", "co-bro", "acme banco"]),
)
mentions = st.builds(
    Mention,
    id=st.just("1"),
    title=st.one_of(st.just(""), texts),
    text=texts,
    url=st.sampled_from(["", "https://www.example.com/acme", "https://es.example.org/x"]),
    language=st.sampled_from([None, "es", "pt-BR"]),
    author=st.sampled_from([None, Author(name="Ana Acme", id="7")]),
    rating=st.sampled_from([None, Rating(1), Rating(4)]),
)
fields = st.sampled_from(
    [
        Field("site", "example.com"),
        Field("lang", "es"),
        Field("lang", "pt"),
        Field("author", "ana"),
        Field("author", "7"),
        Field("source", "reddit"),
        Field("url", "acme"),
        Rated(1.0, 2.0),
        Rated(4.0, 5.0),
    ]
)


def nears(shape: st.SearchStrategy[str] = plain_words) -> st.SearchStrategy[Near]:
    """Words near each other, two or three."""
    return st.builds(
        Near,
        words=st.lists(shape, min_size=2, max_size=3, unique=True).map(tuple),
        within=st.integers(0, 3),
        ordered=st.booleans(),
    )


def trees(*leaves: st.SearchStrategy[Node], most: int = 8) -> st.SearchStrategy[Node]:
    """Trees of these leaves."""
    return st.recursive(
        st.one_of(*leaves),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: And(tuple(parts))),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: Or(tuple(parts))),
            inner.map(Not),
        ),
        max_leaves=most,
    )


terms = st.builds(Term, phrases, st.booleans())
every_tree = trees(terms, terms, fields, nears())


@st.composite
def said(draw: st.DrawFn, some: st.SearchStrategy[Node]) -> tuple[Node, Mention]:
    """A tree, and a mention that says some of what it looks for: chance alone seldom does."""
    tree, mention = draw(some), draw(mentions)
    spoken = [word for leaf in leaves(tree) for word in _spoken(leaf)]
    if spoken:
        chosen = draw(st.lists(st.sampled_from(spoken), min_size=1, max_size=6))
        mention = replace(mention, text=" ".join([mention.text, *chosen]))
    return tree, mention


def _spoken(leaf: Node) -> tuple[str, ...]:
    if isinstance(leaf, Near):
        return (" ".join(leaf.words), " y ".join(reversed(leaf.words)))
    if not isinstance(leaf, Term):
        return ()
    bare = leaf.text.replace("*", "")
    return (leaf.text.replace("*", "x"), bare, bare.upper(), "#" + bare.replace(" ", ""))


def written(node: Node) -> str:
    """The tree as a person would write it."""
    if isinstance(node, Term):
        return ("raw:" if node.exact else "") + f'"{node.text}"'
    if isinstance(node, Near):
        return f'"{" ".join(node.words)}"~{">" if node.ordered else ""}{node.within}'
    if isinstance(node, Field):
        return f"{node.name}:{node.value}"
    if isinstance(node, Rated):
        return f"rating:{node.low:g}..{node.high:g}"
    if isinstance(node, Not):
        return f"NOT {written(node.part)}"
    joint = " " if isinstance(node, And) else " OR "
    return f"({joint.join(map(written, node.parts))})"
