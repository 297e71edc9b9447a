"""What the search of X understands: https://docs.x.com/x-api/posts/search/integrate/operators."""

from __future__ import annotations

from listener.source import Dialect

NO_REPOSTS = "-is:retweet"
# https://docs.x.com/x-api/posts/search/integrate/build-a-query
LONGEST = 512 - len(f"() {NO_REPOSTS}")

LANGUAGES = frozenset(
    "am ar bg bn bo bs ca cs cy da de dv el en es et eu fa fi fr gu hr ht hu hy is it ja ka km kn"
    " ko lo lt lv ml mr my ne nl no or pa pl ps pt ro ru sd si sk sl sr sv ta te th tl tr ug uk ur"
    " vi".split()
)
"""Those that have one code, and the same one as here (2026-11-28)."""

# A quoted "#tag" may be read as the bare word, which costs money for every post with it; links
# are looked in as well:
# https://developer.x.com/en/docs/x-api/enterprise/search-api/guides/operators (2026-11-28)
DIALECT = Dialect(
    either=" OR ",
    no="-",
    groups=True,
    longest=LONGEST,
    language="(lang:{} OR lang:und)",
    languages=LANGUAGES,
    signs=True,
    links=True,
)
