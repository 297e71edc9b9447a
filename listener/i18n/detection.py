"""Why listener raised its hand."""

MESSAGES = {
    "since": {"es": "Desde las {clock}", "en": "Since {clock}"},
    "since_one": {"es": "Desde la {clock}", "en": "Since {clock}"},
    "since_day": {"es": "Desde las {clock} del {day}", "en": "Since {clock} on {day}"},
    "since_one_day": {"es": "Desde la {clock} del {day}", "en": "Since {clock} on {day}"},
    "observed": {
        "es": (
            "{since}, {count} mención negativa en {source} en {window}",
            "{since}, {count} menciones negativas en {source} en {window}",
        ),
        "en": (
            "{since}, {count} negative mention on {source} in {window}",
            "{since}, {count} negative mentions on {source} in {window}",
        ),
    },
    "copies": {
        "es": "{copies} de ellas son copias de otras; solo {own} dicen algo propio.",
        "en": "{copies} of them are copies of others; only {own} say something of their own.",
    },
    "one_text": {
        "es": "Parece un solo texto repetido: {copies} de ellas son copias.",
        "en": "It looks like one text repeated: {copies} of them are copies.",
    },
    "truly": {
        "es": (
            "De las {observed}, una lo es de verdad (entre {low} y {high}), medido en {labels} etiquetas.",
            "De las {observed}, unas {count} lo son de verdad (entre {low} y {high}), medido en {labels} etiquetas.",
        ),
        "en": (
            "Of the {observed}, one truly is (between {low} and {high}), measured on {labels} labels.",
            "Of the {observed}, some {count} truly are (between {low} and {high}), measured on {labels} labels.",
        ),
    },
    "usual": {
        "es": (
            "lo normal a esta hora es {count} ({band}).",
            "lo normal a esta hora son {count} ({band}).",
        ),
        "en": (
            "the usual for these hours is {count} ({band}).",
            "the usual for these hours is {count} ({band}).",
        ),
    },
    "usual_under_one": {
        "es": "lo normal a esta hora es menos de una ({band}).",
        "en": "the usual for these hours is less than one ({band}).",
    },
    "between": {"es": "entre {low} y {high}", "en": "between {low} and {high}"},
    "at_most": {"es": "como mucho {high}", "en": "at most {high}"},
    "none": {"es": "casi siempre ninguna", "en": "nearly always none"},
    "hours": {"es": "{count} h", "en": "{count} h"},
    "by_chance": {
        "es": "Algo así ocurre por azar una vez cada {time}.",
        "en": "This happens by chance about once in {time}.",
    },
    "not_in_history": {
        "es": (
            "Por azar no cabría esperar algo así en el único día de historia.",
            "Por azar no cabría esperar algo así ni una vez en los {count} días de historia.",
        ),
        "en": (
            "By chance alone, this is not to be expected in the one day of history.",
            "By chance alone, this is not to be expected even once in the {count} days of history.",
        ),
    },
    "days": {"es": ("día", "{count} días"), "en": ("a day", "{count} days")},
    "weeks": {"es": ("semana", "{count} semanas"), "en": ("a week", "{count} weeks")},
    "months": {"es": ("mes", "{count} meses"), "en": ("a month", "{count} months")},
    "rescored": {
        "es": "Se cerró al puntuar los textos de nuevo: sus negativos ya no lo son.",
        "en": "It was closed when the texts were scored anew: its negatives are none any more.",
    },
    "recovered": {
        "es": "Desde las {clock} vuelve a estar como siempre.",
        "en": "Back to the usual since {clock}.",
    },
    "recovered_one": {
        "es": "Desde la {clock} vuelve a estar como siempre.",
        "en": "Back to the usual since {clock}.",
    },
}
