"""Rules of names and phrases, and people's corrections, listed."""

MESSAGES = {
    "twin": {
        "es": 'ya hay una regla para "{text}"',
        "en": 'there is a rule for "{text}" already',
    },
    "no_word": {
        "es": '"{text}" no tiene ninguna letra ni cifra que buscar',
        "en": '"{text}" has no letter or digit to look for',
    },
    "valence_negative": {
        "es": "una frase negativa lleva un valor menor que 0",
        "en": "a negative phrase has a valence below 0",
    },
    "valence_neutral": {
        "es": "una frase neutra no lleva valor",
        "en": "a neutral phrase has no valence",
    },
    "valence_positive": {
        "es": "una frase positiva lleva un valor mayor que 0",
        "en": "a positive phrase has a valence above 0",
    },
    "none": {
        "es": "No hay reglas. Se escriben en {file}; ese archivo trae ejemplos en la documentación.",
        "en": "There are no rules. They are written in {file}; the documentation has examples.",
    },
    "title": {"es": "Reglas de {file}", "en": "Rules of {file}"},
    "name": {"es": "nombre", "en": "name"},
    "negative": {"es": "negativa", "en": "negative"},
    "neutral": {"es": "neutra", "en": "neutral"},
    "positive": {"es": "positiva", "en": "positive"},
    "capitals": {"es": "con sus mayúsculas", "en": "in its capitals"},
    "touches": {
        "es": (
            "{count} mención en los últimos {days} días",
            "{count} menciones en los últimos {days} días",
        ),
        "en": (
            "{count} mention in the last {days} days",
            "{count} mentions in the last {days} days",
        ),
    },
    "no_database": {
        "es": "todavía no hay menciones guardadas",
        "en": "no mentions are stored yet",
    },
    "corrections": {
        "es": "Etiquetas puestas por personas, que mandan sobre el texto",
        "en": "Labels given by people, which go before the text's own",
    },
    "no_corrections": {
        "es": "Nadie ha corregido ninguna etiqueta.",
        "en": "Nobody has corrected a label.",
    },
    "more_corrections": {"es": "y {count} más", "en": "and {count} more"},
    "correction": {
        "es": "{label} en vez de {instead}",
        "en": "{label} instead of {instead}",
    },
    "confirmed": {"es": "{label}, como dice el texto", "en": "{label}, as the text says"},
    "sampled": {"es": "de la muestra", "en": "of the sample"},
    "applies": {"es": "Se aplica", "en": "What applies"},
    "nothing_applies": {
        "es": "Ninguna regla se aplica a ese texto.",
        "en": "No rule applies to that text.",
    },
    "read_as": {"es": "Se puntúa: {text}", "en": "What is scored: {text}"},
    "nothing_left": {"es": "(nada)", "en": "(nothing)"},
    "before": {"es": "Sin reglas: {feeling}", "en": "Without rules: {feeling}"},
    "after": {"es": "Con reglas: {feeling}", "en": "With rules: {feeling}"},
    "label_negative": {"es": "negativo", "en": "negative"},
    "label_neutral": {"es": "neutro", "en": "neutral"},
    "label_positive": {"es": "positivo", "en": "positive"},
    "label_unknown": {"es": "sin determinar", "en": "unknown"},
    "feeling": {
        "es": "{label} ({language}; negativo {negative}, neutro {neutral}, positivo {positive})",
        "en": "{label} ({language}; negative {negative}, neutral {neutral}, positive {positive})",
    },
}
