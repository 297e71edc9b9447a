"""Matching: posts a second against 10, 100 and 1,000 queries, and the naive way beside it.

The queries are those of a hundred brands: its name with one thing or another, some words left out,
a ready exclusion in one of four. Half of the posts name a brand. Naive is what one would write
first: every query is asked of every post, whose text is folded once. Answers are compared.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from benchmarks.work import Work
from listener.matching import Matcher, tree_of
from listener.matching.compiled import Said, Workshop
from listener.model import Mention, Query

SIZES = (10, 100, 1000)
BRANDS = 100
Match = Callable[[Mention], tuple[str, ...]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks match")
    parser.add_argument("--posts", type=int, default=4_000)
    parser.add_argument("--naive-posts", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    work = Work()
    posts, queries = _posts(work, options.posts), _queries(work, max(SIZES))
    seconds: dict[tuple[str, int], list[float]] = {}
    for turn in range(options.rounds):
        for size in SIZES:
            ours, naive = _ours(queries[:size]), _naive(queries[:size])
            few = posts[: options.naive_posts]
            if turn == 0:
                assert [ours(post) for post in few] == [naive(post) for post in few]
            others = [post for post in posts if not ours(post)]
            for name, match, asked in (
                ("ours", ours, posts),
                ("others", ours, others),
                ("naive", naive, few),
            ):
                seconds.setdefault((name, size), []).append(_seconds(match, asked))
    _tell({key: statistics.median(each) for key, each in seconds.items()}, queries)


def _tell(cost: dict[tuple[str, int], float], queries: Sequence[Query]) -> None:
    began = time.process_time()
    _ours(queries)
    print(f"{len(queries):,} queries are ready in {time.process_time() - began:.2f} s (CPU)")
    for size in SIZES:
        ours, naive = 1 / cost["ours", size], 1 / cost["naive", size]
        print(f"{size:,} queries: {ours:,.0f} posts/s, naive {naive:,.0f} posts/s (CPU)")
    few, many = SIZES[0], SIZES[-1]
    grown = {name: cost[name, many] / cost[name, few] for name in ("ours", "others", "naive")}
    print(
        f"{many:,} queries: {1 / cost['ours', many]:,.0f} posts/s,"
        f" {cost['naive', many] / cost['ours', many]:.0f} x naive; a post costs"
        f" {grown['ours']:.1f} x that of {few} queries, one that none matches"
        f" {grown['others']:.1f} x, naive {grown['naive']:.1f} x"
    )


def _queries(work: Work, count: int) -> list[Query]:
    """Ten queries a brand, the brands by turns."""
    words = [word for word in work.text().split() + work.text().split() if len(word) > 3]
    choose, brands = random.Random(2), _brands()
    made = []
    for n in range(count):
        one, other, more, less = (choose.choice(words) for _ in range(4))
        text = f'"{brands[n % BRANDS]}" ({one} OR {other} OR "{more} {less}" OR {one}*) -{less}'
        without = ("jobs",) if n % 4 == 0 else ()
        made.append(Query(name=str(n), query=text, without=without))
    return made


def _brands() -> list[str]:
    """Names of one word and of two, as brands have them."""
    make = random.Random(4)
    pairs = [consonant + vowel for consonant in "bcdfglmnprstvz" for vowel in "aeiou"]
    names = ["".join(make.choices(pairs, k=4)) for _ in range(BRANDS)]
    return [name if n % 2 else f"casa {name}" for n, name in enumerate(names)]


def _posts(work: Work, count: int) -> list[Mention]:
    choose, brands = random.Random(3), _brands()
    posts = []
    for post in work.mentions(0, count):
        name = choose.choice(brands) if choose.random() < 0.5 else ""
        posts.append(replace(post, text=f"{post.text} {name}"))
    return posts


def _ours(queries: Sequence[Query]) -> Match:
    match = Matcher(queries)
    match(Mention(id="warm", text="up"))
    return match


def _naive(queries: Sequence[Query]) -> Match:
    tests = [(query.name, Workshop().test(tree_of(query))) for query in queries]

    def match(post: Mention) -> tuple[str, ...]:
        said = Said(post)
        return tuple(name for name, test in tests if test(said))

    return match


def _seconds(match: Match, posts: Sequence[Mention]) -> float:
    """CPU seconds a post."""
    began = time.process_time()
    for post in posts:
        match(post)
    return (time.process_time() - began) / len(posts)
