"""Sources that are asked through a library."""

from __future__ import annotations

from tests.crawl.site import crawled, page
from tests.warm import cold


def lib(*pages, **more):
    """A watch on a client source that gives these pages."""
    return {"source": "lib", "pages": list(pages), **more}


def test_all_pages():
    """A client's pages are taken one by one, and Scrapy is not even loaded."""
    story = crawled(lib(["a"], ["b", "c"]), python=cold)
    assert (story["runs"][0]["items"], story["runs"][0]["ended"]) == (["a", "b", "c"], "end")
    assert not story["scrapy"]


def test_enough():
    """The walk ends when the run has seen enough; nothing more is asked for."""
    run = crawled(lib(["a"], ["b"], "bug", enough=2))["runs"][0]
    assert (run["items"], run["ended"], run["error"]) == (["a", "b"], "enough", None)


def test_errors():
    """The source's errors come through; a bug in it is an answer nobody could read."""
    runs = crawled(lib(["a"], "throttled"), lib(["b"], "bug", term="y"), lib(["c"], term="z"))[
        "runs"
    ]
    assert [run["ended"] for run in runs] == ["failed", "failed", "end"]
    assert runs[0]["error"]["kind"] == "Throttled"
    assert runs[1]["error"]["kind"] == "UnexpectedAnswer"
    assert "KeyError" in runs[1]["error"]["text"]


def test_beside_http(site):
    """Clients and plain HTTP run side by side in one crawl."""
    url = site.answers("/", page("b"))
    runs = crawled(lib(["a"]), {"url": url})["runs"]
    assert [run["items"] for run in runs] == [["a"], ["b"]]
