"""What a person may write for a list on Mastodon, and what is told of the rest."""

import pytest
from listener.spiders.mastodon import SOURCE

SITE = "https://mastodon.social"
TAG = f"{SITE}/tags/cafeluna"
ACCOUNT = f"{SITE}/@cafeluna"
SEARCH = f"{SITE}/search?q=caf%C3%A9+luna"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://mastodon.social/tags/CafeLuna", TAG),
        ("mastodon.social/tags/cafeluna/", TAG),
        ("https://mastodon.social/web/tags/cafeluna?x=1#y", TAG),
        ("https://m.example/tags/caf%C3%A9luna", "https://m.example/tags/caféluna"),
        ("@CafeLuna@mastodon.social", ACCOUNT),
        ("cafeluna@mastodon.social", ACCOUNT),
        ("https://mastodon.social/users/cafeluna", ACCOUNT),
        ("https://mastodon.social/@cafeluna/with_replies", ACCOUNT),
        ("https://mastodon.social/@luna@masto.example", f"{SITE}/@luna@masto.example"),
        ("mastodon.social", f"{SITE}/public"),
        ("https://mastodon.social/public/local", f"{SITE}/public/local"),
        ("https://mastodon.social/search?q=caf%C3%A9+luna&type=statuses", SEARCH),
        ("http://mastodon.social/deck/search?q=café  luna", SEARCH),
    ],
)
def test_a_list_is_written_as_a_browser_shows_it(written: str, meant: str) -> None:
    """Addresses, and a handle as people give it, have one right form each."""
    assert SOURCE.normal_listing(written) == meant
    assert SOURCE.normal_listing(meant) == meant


@pytest.mark.parametrize(
    "written",
    [
        "",
        "#cafeluna",
        "cafe luna",
        "https://mastodon.social/@cafeluna/115500000000000001",
        "https://mastodon.social/tags/2026",
        "https://mastodon.social/tags/a/../b",
        "https://mastodon.social/search?q=",
        "https://mastodon.social/explore",
        "https://luna:1234@mastodon.social/public",
        "ftp://mastodon.social/public",
        "https://[::1/public",
    ],
)
def test_what_is_no_list_is_told_what_is(written: str) -> None:
    """A tag without an instance, one single post, a password: a person reads what to write."""
    with pytest.raises(ValueError, match=r"mastodon\.social/tags/cafeluna"):
        SOURCE.normal_listing(written)
