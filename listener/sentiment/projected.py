"""Texts as the three numbers that the head of the `e5` engine takes of them, each read once.

What was read is remembered by a hash of the text, here and in a file beside the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from listener.errors import ConfigError
from listener.i18n import say
from listener.sentiment.core.words import plain
from listener.sentiment.encoder import NoWeights
from listener.sentiment.workers import encode, encoders, encoders_wanted

Floats = NDArray[np.float32]

WIDTH: Final = 384
_KIND: Final = np.dtype([("text", "<u8"), ("numbers", "<f4", (3,))])
_MARK: Final = b"LSTNE5-1"
REMEMBERED: Final = 200_000
SHOWN: Final = 2_000
"""Characters of a text that the encoder is shown: about as much as it takes in at once."""

MANY: Final = 256
"""From so many texts on, processes of their own are worth the second that they take to start."""


class Head(Struct, frozen=True, kw_only=True):
    """What makes probabilities of an embedding: weights, bias, and each language's mean."""

    weights: Any
    bias: Any
    means: dict[str, Any]
    general: Any

    @classmethod
    def read(cls, path: Path) -> Head:
        """The file as `make sentiment-model` writes it."""
        with np.load(path) as file:
            weights, bias, mean = file["weights"], file["bias"], file["mean"]
            languages = [str(each) for each in file["languages"]]
        means = {name: row @ weights[:WIDTH] for name, row in zip(languages, mean, strict=True)}
        return cls(
            weights=weights.astype(np.float32),
            bias=bias.astype(np.float32),
            means=means,
            general=means.get("") if "" in means else mean.mean(axis=0) @ weights[:WIDTH],
        )

    @property
    def digest(self) -> bytes:
        """Changes with what a text's three numbers are."""
        return blake2b(self.weights[:WIDTH].tobytes(), digest_size=8).digest()

    def project(self, vectors: Floats) -> Floats:
        """Three numbers of each embedding, before its language's mean is taken away."""
        projected: Floats = (vectors @ self.weights[:WIDTH]).astype(np.float32)
        return projected

    def shares(self, projected: Floats, language: str, logs: Floats) -> Floats:
        """P of negative, neutral, positive of texts of one language."""
        mean = self.means.get(language, self.general)
        values = projected - mean + logs @ self.weights[WIDTH:] + self.bias
        values = np.exp(values - values.max(axis=1, keepdims=True))
        shares: Floats = values / values.sum(axis=1, keepdims=True)
        return shares


class Projected:
    """The three numbers of texts: remembered, or read by the encoder, in processes where many."""

    def __init__(self, head: Head, workers: int, beside: Path | None) -> None:
        self._head = head
        self._workers = encoders_wanted(workers)
        self._known: dict[int, Floats] = {}
        self._file = None if beside is None else Kept(Path(f"{beside}.e5"), head.digest)

    def __call__(self, texts: Sequence[str]) -> Floats:
        """A row a text, in order."""
        texts = [plain(text[:SHOWN]) for text in texts]
        keys = [_key(text) for text in texts]
        wanted = {
            key: text for key, text in zip(keys, texts, strict=True) if key not in self._known
        }
        if len(self._known) + len(wanted) > REMEMBERED:
            self._known.clear()
            wanted = dict(zip(keys, texts, strict=True))
        if wanted and self._file is not None:
            found = self._file.look_up(list(wanted))
            self._known |= found
            wanted = {key: text for key, text in wanted.items() if key not in found}
        if wanted:
            self._read(list(wanted), list(wanted.values()))
        return np.array([self._known[key] for key in keys], np.float32).reshape(-1, 3)

    def _read(self, keys: list[int], texts: list[str]) -> None:
        several = self._workers > 1 and len(texts) >= MANY
        try:
            vectors = encode(texts, self._pool if several else None)
        except NoWeights as error:
            raise ConfigError(say("engines.no_weights")) from error
        rows = self._head.project(vectors)
        self._known.update(zip(keys, rows, strict=True))
        if self._file is not None:
            self._file.keep(keys, rows)

    @cached_property
    def _pool(self) -> ProcessPoolExecutor:
        return encoders(self._workers)


class Kept:
    """A file of hashes and numbers, written at its end by any number of processes.

    Another head's numbers are dropped; a record that was cut is passed over.
    """

    def __init__(self, path: Path, digest: bytes) -> None:
        self._path, self._start = path, _MARK + digest

    def look_up(self, keys: Sequence[int]) -> dict[int, Floats]:
        """What is known of these, by hash."""
        if not len(self._rows):
            return {}
        asked = np.array(keys, np.uint64)
        places = np.searchsorted(self._rows["text"], asked)
        places[places == len(self._rows)] = 0
        met = self._rows["text"][places] == asked
        return {
            int(key): self._rows["numbers"][place]
            for key, place in zip(asked[met], places[met], strict=True)
        }

    @cached_property
    def _rows(self) -> Any:
        """As it was when it was first asked; what is added since, this process remembers itself."""
        try:
            content = self._path.read_bytes()
        except OSError:
            return np.empty(0, _KIND)
        if not content.startswith(self._start):
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
            return np.empty(0, _KIND)
        whole = (len(content) - len(self._start)) // _KIND.itemsize
        rows = np.frombuffer(content, _KIND, whole, len(self._start))
        return rows[np.argsort(rows["text"], kind="stable")]

    def keep(self, keys: Sequence[int], numbers: Floats) -> None:
        """Add these; a disk that is full or write-protected only costs the time to read again."""
        rows = np.empty(len(keys), _KIND)
        rows["text"], rows["numbers"] = keys, numbers
        try:
            self._begin()
            with self._path.open("ab") as file:
                written = file.tell() - len(self._start)
                if written < 0:
                    # Another process is about to begin it.
                    return
                # After half a record nothing that follows could be read.
                file.truncate(file.tell() - written % _KIND.itemsize)
                file.write(rows.tobytes())
        except OSError:
            return

    def _begin(self) -> None:
        try:
            with self._path.open("xb") as file:
                file.write(self._start)
        except FileExistsError:
            return


def _key(text: str) -> int:
    hashed = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(hashed, "little")
