"""The encoder at work: here, or in processes of its own where there is much to read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from listener.sentiment.encoder import Encoder, Floats

PIECE: Final = 64
"""Texts given to a process at once, of about one length."""

_READING: Final = Lock()
"""One thread at a time: the encoder works in arrays that it uses again."""

_ONE_THREAD: Final = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def encoders_wanted(workers: int) -> int:
    """How many processes; 0 stands for one a core."""
    return workers or os.cpu_count() or 1


def encoders(count: int) -> ProcessPoolExecutor:
    """Processes that hold an encoder each; they begin when they are first asked."""
    from multiprocessing import get_context

    return ProcessPoolExecutor(count, mp_context=get_context("spawn"))


def encode(texts: Sequence[str], pool: ProcessPoolExecutor | None = None) -> Floats:
    """An embedding a text, in order."""
    if pool is None:
        with _READING:
            return _encoder().encode(texts)
    # The longest first: whoever ends last should not have begun with them.
    order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
    pieces = [order[start : start + PIECE] for start in range(0, len(order), PIECE)]
    with _one_thread_each():
        work = [pool.submit(encode, [texts[place] for place in piece]) for piece in pieces]
    found = [done.result() for done in work]
    vectors = np.empty((len(texts), found[0].shape[1]), np.float32)
    for piece, rows in zip(pieces, found, strict=True):
        vectors[piece] = rows
    return vectors


@cache
def _encoder() -> Encoder:
    from listener.sentiment.encoder import Encoder

    return Encoder()


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """What begins within computes in one thread: two that each take all cores hinder each other."""
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
