"""What is stored, scored anew: in words."""

MESSAGES = {
    "nothing": {
        "es": "No hay nada que puntuar de nuevo: todo lo guardado lo puntuó ya este motor.",
        "en": "There is nothing to score anew: this engine has scored all that is stored.",
    },
    "no_own": {
        "es": "No hay un modelo tuyo en uso para este motor; haz uno: listener sentiment train ARCHIVO --use",
        "en": "No model of your own is in use for this engine; make one: listener sentiment train FILE --use",
    },
    "progress": {"es": "{done} de {count} …", "en": "{done} of {count} …"},
    "done": {
        "es": (
            "{count} texto mirado con {model} en {seconds} s ({speed} por segundo).",
            "{count} textos mirados con {model} en {seconds} s ({speed} por segundo).",
        ),
        "en": (
            "{count} text looked at by {model} in {seconds} s ({speed} a second).",
            "{count} texts looked at by {model} in {seconds} s ({speed} a second).",
        ),
    },
    "negative": {"es": "negativo", "en": "negative"},
    "neutral": {"es": "neutro", "en": "neutral"},
    "positive": {"es": "positivo", "en": "positive"},
    "unknown": {"es": "no se sabe", "en": "unknown"},
    "changed": {
        "es": (
            "{count} ha cambiado de etiqueta. Lo que dijo el modelo de antes se conserva.",
            "{count} han cambiado de etiqueta. Lo que dijo el modelo de antes se conserva.",
        ),
        "en": (
            "{count} has another label now. What the model before said is kept.",
            "{count} have another label now. What the model before said is kept.",
        ),
    },
    "would_change": {
        "es": (
            "{count} cambiaría de etiqueta. No se ha escrito nada.",
            "{count} cambiarían de etiqueta. No se ha escrito nada.",
        ),
        "en": (
            "{count} would have another label. Nothing was written.",
            "{count} would have another label. Nothing was written.",
        ),
    },
    "withdrawn": {
        "es": "{brand} · {source}: el pico se cierra, porque sus negativos ya no lo son. No se avisa a nadie.",
        "en": "{brand} · {source}: the spike is closed, since its negatives are none any more. Nobody is alerted.",
    },
    "incident_opened": {
        "es": "{brand} · {source}: con las nuevas etiquetas hay un pico negativo. No se avisa a nadie.",
        "en": "{brand} · {source}: by the new labels there is a negative spike. Nobody is alerted.",
    },
    "incident_worse": {
        "es": "{brand} · {source}: con las nuevas etiquetas el pico es peor. No se avisa a nadie.",
        "en": "{brand} · {source}: by the new labels the spike is worse. Nobody is alerted.",
    },
    "incident_recovered": {
        "es": "{brand} · {source}: el pico ha terminado.",
        "en": "{brand} · {source}: the spike is over.",
    },
    "no_such_model": {
        "es": 'De "{model}" no se guarda ninguna respuesta; se guardan de: {models}',
        "en": 'No answer of "{model}" is kept; there are answers of: {models}',
    },
    "stale": {
        "es": (
            "{count} mención está puntuada por otro modelo ({models}). Para puntuarla de nuevo: listener score",
            "{count} menciones están puntuadas por otro modelo ({models}). Para puntuarlas de nuevo: listener score",
        ),
        "en": (
            "{count} mention is scored by another model ({models}). To score it anew: listener score",
            "{count} mentions are scored by another model ({models}). To score them anew: listener score",
        ),
    },
}
