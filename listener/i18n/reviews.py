"""What became of the reviews, in words."""

MESSAGES = {
    "title": {
        "es": "{brand} · reseñas del {since} al {until}",
        "en": "{brand} · reviews from {since} to {until}",
    },
    "total": {"es": "En total", "en": "In all"},
    "nothing": {
        "es": "No hay reseñas de estas fechas.",
        "en": "There are no reviews of these dates.",
    },
    "count": {
        "es": ("{count} reseña", "{count} reseñas"),
        "en": ("{count} review", "{count} reviews"),
    },
    "mean": {"es": "media de {stars} ★", "en": "average of {stars} ★"},
    "gone": {
        "es": ("{count} ya borrada", "{count} ya borradas"),
        "en": ("{count} since deleted", "{count} since deleted"),
    },
    "answered": {
        "es": "Contestadas: {answered} de {due} ({rate}).",
        "en": "Answered: {answered} of {due} ({rate}).",
    },
    "none_due": {
        "es": "Todas son tan recientes que aún no se les pide respuesta (--grace).",
        "en": "All are so recent that no answer is asked of them yet (--grace).",
    },
    "untold": {
        "es": (
            "{count} es de un sitio que no dice qué se contestó: queda fuera de la cuenta.",
            "{count} son de un sitio que no dice qué se contestó: quedan fuera de la cuenta.",
        ),
        "en": (
            "{count} is from a place that does not tell answers: it is left out of the count.",
            "{count} are from a place that does not tell answers: they are left out of the count.",
        ),
    },
    "wait": {
        "es": "Primera respuesta: la mitad, en {median} o menos; nueve de cada diez, en {ninth} o menos.",
        "en": "First answer: half within {median}, nine in ten within {ninth}.",
    },
    "already": {
        "es": (
            "{count} ya tenía respuesta al editarse o al verla: cuenta, pero no para el tiempo.",
            "{count} ya tenían respuesta al editarse o al verlas: cuentan, pero no para el tiempo.",
        ),
        "en": (
            "{count} was answered before it was edited or seen: it counts, but not for the time.",
            "{count} were answered before they were edited or seen: they count, but not for the time.",
        ),
    },
    "untimed": {
        "es": (
            "No se sabe la hora de {count} respuesta.",
            "No se sabe la hora de {count} respuestas.",
        ),
        "en": (
            "The time of {count} answer is not known.",
            "The times of {count} answers are not known.",
        ),
    },
    "moved": {
        "es": "Cambiaron de estrellas: {raised} a mejor, {lowered} a peor. Cuáles: listener reviews --changes",
        "en": "Changed stars: {raised} for the better, {lowered} for the worse. Which: listener reviews --changes",
    },
    # --changes
    "changes": {
        "es": "{brand} · cambios de estrellas vistos del {since} al {until}",
        "en": "{brand} · changes of stars seen from {since} to {until}",
    },
    "no_changes": {
        "es": "Nadie ha cambiado sus estrellas en estas fechas.",
        "en": "Nobody has changed their stars in this time.",
    },
    "change": {"es": "{before}★ → {after}★", "en": "{before}★ → {after}★"},
    "after_answer": {"es": "{span} después de la respuesta", "en": "{span} after the answer"},
    "no_answer": {"es": "sin respuesta hasta entonces", "en": "not answered until then"},
    # --mismatch
    "mismatches": {
        "es": "{brand} · reseñas del {since} al {until} que dicen una cosa con las estrellas y otra con "
        "las palabras",
        "en": "{brand} · reviews from {since} to {until} that say one thing in stars and another in words",
    },
    "no_mismatches": {
        "es": "Ninguna reseña de estas fechas contradice sus estrellas.",
        "en": "No review of these dates contradicts its stars.",
    },
    "sounds_positive": {"es": "pero el texto suena bien", "en": "but the words sound good"},
    "sounds_negative": {"es": "pero el texto suena mal", "en": "but the words sound bad"},
    "more": {
        "es": "Son {shown} de {count}; para verlas todas, sube --limit.",
        "en": "These are {shown} of {count}; raise --limit to see all.",
    },
    "maybe_more": {
        "es": "Puede haber más: sube --limit.",
        "en": "There may be more: raise --limit.",
    },
    # So much time.
    "span_moment": {"es": "menos de un minuto", "en": "less than a minute"},
    "span_minutes": {
        "es": ("{count} minuto", "{count} minutos"),
        "en": ("{count} minute", "{count} minutes"),
    },
    "span_hours": {
        "es": ("{count} hora", "{count} horas"),
        "en": ("{count} hour", "{count} hours"),
    },
    "span_days": {"es": ("{count} día", "{count} días"), "en": ("{count} day", "{count} days")},
}
