"""Stories made up for the tests; every text in them is synthetic."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from listener.causes import Dimension, Driver, Drivers, Term
from listener.links import Links, links_of
from listener.outgoing import Story, Target
from listener.spikes import Evaluation, EventKind, Incident
from tests.detection.evaluations import look
from tests.digest.samples import NOW, WHY, incident, mention

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 8 + (1136).to_bytes(4, "big") + (420).to_bytes(4, "big")
"""The head of a picture of 1136 by 420 dots."""

TEXTS = (
    "Pedí el reembolso hace tres semanas y nadie me contesta. Una vergüenza.",
    "Me cobraron dos veces el mismo pedido y el reembolso no llega.",
    "El chat de ayuda no sirve: te corta a los diez minutos.",
    "Antes iba bien; desde la última versión no puedo ni entrar.",
    "Tres correos sin respuesta. No pienso volver a comprar aquí.",
    "El reembolso «está en trámite» desde octubre.",
    "Me dicen que llame, y por teléfono no lo coge nadie.",
    "La aplicación se cierra al pagar y el cargo se hace igual.",
    "Quiero mi dinero. Llevo un mes esperando el reembolso.",
    "Os habéis quedado con 89 euros y no dais la cara.",
)


def story(event: EventKind = "opened", **changes: object) -> Story:
    """What happened to the spike of this morning."""
    known: dict[str, object] = {
        "incident": incident(),
        "event": event,
        "severity": 7,
        "reason": WHY,
        "worst": (mention(),),
    }
    return Story(**{**known, **changes})  # type: ignore[arg-type]


def term(text: str, count: int, of: int = 41) -> Term:
    """A word that so many of the negatives say."""
    return Term(text=text, count=count, share=count / of, usual_share=0.03, z=9.0)


def cause(dimension: Dimension, value: str, negatives: int, *, clears: bool = False) -> Driver:
    """What so many of forty-one negatives have in common."""
    return Driver(
        dimension=dimension,
        value=value,
        negatives=negatives,
        items=negatives + 2,
        of=41,
        usual_share=0.12,
        clears=clears,
    )


def drivers(**changes: object) -> Drivers:
    """About refunds, in the newest version, by nearly as many people as there are texts."""
    known: dict[str, object] = {
        "terms": (term("reembolso", 22), term("cobrar dos veces", 9), term("chat", 7)),
        "causes": (
            cause("version", "5.2.1", 30, clears=True),
            cause("aspect", "support", 18),
            cause("country", "ES", 35),
            cause("language", "es", 39),
        ),
        "negatives": 41,
        "authors": 38,
        "texts": 40,
    }
    return Drivers(**{**known, **changes})  # type: ignore[arg-type]


def counted(**changes: object) -> Evaluation:
    """Forty-one negatives in two hours, where six are usual."""
    known: dict[str, object] = {
        "source": "appstore",
        "method": "count",
        "kind": "both",
        "onset_at": NOW - timedelta(hours=2),
        "until": NOW,
        "observed": 41,
        "items": 52,
        "expected": 6.2,
        "low": 2.0,
        "high": 11.0,
        "items_expected": 19.4,
        "items_low": 11.0,
        "items_high": 29.0,
        "usual_share": 0.32,
        "chance": 1.2e-9,
        "monthly": 0.0004,
        "basis_days": 56.0,
        "basis_since": NOW - timedelta(days=56),
        "authors": 38,
    }
    return look(**{**known, **changes})


def spike(**changes: object) -> Incident:
    """The incident that has seen so."""
    seen = counted()
    known: dict[str, object] = {
        "look": seen,
        "first": seen,
        "peak": seen,
        "kind": "both",
        "engine": seen.engine,
        "onset_at": seen.onset_at,
        "opened_at": NOW - timedelta(hours=1),
    }
    return incident(**{**known, **changes})


def whole(event: EventKind = "opened", **changes: object) -> Story:
    """A story with all that a story may have."""
    known: dict[str, object] = {
        "incident": spike(),
        "reason": "Desde las 12:05, se habla más y peor en App Store: 52 menciones donde lo normal "
        "son 19 (entre 11 y 29), 41 de ellas negativas (79\u00a0%; lo normal es 32\u00a0%, entre "
        "31 y 57\u00a0%). Por azar no cabría esperar algo así ni una vez en los 56 días de "
        "historia.",
        "driven": "Palabras: reembolso, cobrar dos veces, chat. Sin lo que se dice de la versión "
        "5.2.1 no habría aviso (30 de 41).",
        "drivers": drivers(),
        "worst": tuple(
            replace(
                mention(
                    text,
                    author=f"Persona {place}",
                    url=f"https://apps.example.org/es/reviews/{place}",
                    id=f"r-{place}",
                    version="5.2.1",
                ),
                key=place,
            )
            for place, text in enumerate(TEXTS, 1)
        ),
        "looks": 6,
        "alarming": 5,
    }
    return story(event, **{**known, **changes})


def links(number: int = 7) -> Links:
    """What a mail may do to it with one click."""
    reader = Target(recipient="a@example.org", language="es")
    return links_of(spike(id=number), reader, "https://cx.example.org", "k" * 20, NOW)
