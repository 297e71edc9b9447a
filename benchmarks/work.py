"""Work like the user's, made up: mentions with Zipf-distributed words of two languages."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from listener.model import Author, Mention

START = datetime(2026, 1, 1, tzinfo=UTC)
_SYLLABLES = (
    "ca fe lum bre ser vi cio ma lo bue no pe di do co bro tar de nun ra pi la ten to".split()
)
_MOODS = (
    "great service, love it",
    "terrible, never again",
    "pésimo servicio",
    "muy buena atención",
    "it works",
    "llegó tarde y frío",
)

# The commonest words, in which every text of a language is recognised; the rest is Zipf's tail.
_COMMON = {
    "en": "the of and to a in is it you that he was for on are with as his they be at one have this"
    " from or had by not but what all were when we there can an your which their said if do will"
    " each about how up out them then she many some so these would other into has more her two like"
    " him see time could no make than first been its who now people my made over did down only way"
    " find use may water long little very after called just where most know order coffee app shop"
    " waiting table card money paid today yesterday service staff manager phone answer",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero"
    " sus"
    " le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy"
    " años hasta desde está mi porque qué sólo han yo hay vez puede todos así nos ni parte tiene él"
    " uno donde bien tiempo mismo ese ahora cada vida otro después te otros aunque esa eso hace"
    " otra"
    " gobierno tan durante siempre día tanto ella tres sí dijo sido gran pedido café aplicación"
    " tienda esperando mesa tarjeta dinero pagado hoy ayer servicio personal encargado teléfono",
}


class Work:
    """A seeded source of texts of about 316 bytes over a vocabulary of 50,000 words."""

    def __init__(self, seed: int = 1, words: int = 50_000) -> None:
        self._random = random.Random(seed)
        make = self._random
        self._words = [
            "".join(make.choice(_SYLLABLES) for _ in range(make.randint(1, 4))) + str(n % 7 or "")
            for n in range(words)
        ]
        weights = [1 / (rank + 2) for rank in range(words)]
        total, self._cumulative = 0.0, list[float]()
        for weight in weights:
            total += weight
            self._cumulative.append(total)

    def text(self) -> str:
        """About 316 bytes, one phrase of it with a feeling."""
        words = self._random.choices(
            self._words, cum_weights=self._cumulative, k=self._random.randint(25, 55)
        )
        words.insert(len(words) // 2, self._random.choice(_MOODS))
        return " ".join(words)

    def said(self, language: str) -> str:
        """About 316 bytes that read as that language to a machine, with a feeling."""
        common = _COMMON[language].split()
        words = self._random.choices(common, k=self._random.randint(30, 55))
        words += self._random.choices(self._words, cum_weights=self._cumulative, k=8)
        self._random.shuffle(words)
        words.insert(len(words) // 2, self._random.choice(_MOODS))
        return " ".join(words)

    def mentions(self, first: int, count: int) -> Iterator[Mention]:
        """Mentions numbered from `first`, half of their keys in random order, a minute apart."""
        for n in range(first, first + count):
            scattered = f"{n * 2654435761 % 2**32:08x}-{n}" if n % 2 else f"{n:012d}"
            yield Mention(
                id=scattered,
                kind="post",
                url=f"https://forum.example/{scattered}",
                title=f"Tema {n}",
                text=self.text(),
                author=Author(name=f"autor{n % 5000}", id=str(n % 5000)),
                published_at=START + timedelta(minutes=n % 250_000),
                subject="forum",
            )
