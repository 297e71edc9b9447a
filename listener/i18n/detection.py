"""Why listener raised its hand."""

MESSAGES = {
    "since": {"es": "Desde las {clock}", "en": "Since {clock}"},
    "since_one": {"es": "Desde la {clock}", "en": "Since {clock}"},
    "since_day": {"es": "Desde las {clock} del {day}", "en": "Since {clock} on {day}"},
    "since_one_day": {"es": "Desde la {clock} del {day}", "en": "Since {clock} on {day}"},
    "from_to": {"es": "Del {start} al {end}", "en": "From {start} to {end}"},
    "on": {"es": "en {source}", "en": "on {source}"},
    "everywhere": {"es": "en todas las fuentes", "en": "across all sources"},
    "observed": {
        "es": (
            "{since}, {count} mención negativa {on} en {window}",
            "{since}, {count} menciones negativas {on} en {window}",
        ),
        "en": (
            "{since}, {count} negative mention {on} in {window}",
            "{since}, {count} negative mentions {on} in {window}",
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
    "nearly_none": {"es": "casi siempre ninguna", "en": "nearly always none"},
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
    "shift_by_chance": {
        "es": "Un cambio así ocurre por azar más o menos una vez cada {time}.",
        "en": "A shift this strong appears by chance about once in {time}.",
    },
    "talk_by_chance": {
        "es": "Tanta conversación se da por azar más o menos una vez cada {time}.",
        "en": "So much talk appears by chance about once in {time}.",
    },
    "daily": {
        "es": "Algo así ocurre por azar cualquier día.",
        "en": "Chance alone does as much on any day.",
    },
    "days": {"es": ("día", "{count} días"), "en": ("a day", "{count} days")},
    "weeks": {"es": ("semana", "{count} semanas"), "en": ("a week", "{count} weeks")},
    "months": {"es": ("mes", "{count} meses"), "en": ("a month", "{count} months")},
    "years": {"es": ("año", "{count} años"), "en": ("a year", "{count} years")},
    # What an evaluation has seen: of mentions and negatives, or of reviews and stars.
    "some": {
        "es": (
            "{observed} de {items} menciones {on} es negativa",
            "{observed} de {items} menciones {on} son negativas",
        ),
        "en": (
            "{observed} of {items} mentions {on} is negative",
            "{observed} of {items} mentions {on} are negative",
        ),
    },
    "some_stars": {
        "es": (
            "{observed} de {items} reseñas {on} es de 1–2★",
            "{observed} de {items} reseñas {on} son de 1–2★",
        ),
        "en": (
            "{observed} of {items} reviews {on} has 1–2★",
            "{observed} of {items} reviews {on} have 1–2★",
        ),
    },
    "all": {
        "es": (
            "la única mención {on} es negativa",
            "las {items} menciones {on} son todas negativas",
        ),
        "en": ("the only mention {on} is negative", "all {items} mentions {on} are negative"),
    },
    "all_stars": {
        "es": (
            "la única reseña {on} es de 1–2★",
            "las {items} reseñas {on} son todas de 1–2★",
        ),
        "en": ("the only review {on} has 1–2★", "all {items} reviews {on} have 1–2★"),
    },
    "none": {
        "es": (
            "la única mención {on} no es negativa",
            "ninguna de {items} menciones {on} es negativa",
        ),
        "en": (
            "the only mention {on} is not negative",
            "none of {items} mentions {on} is negative",
        ),
    },
    "none_stars": {
        "es": (
            "la única reseña {on} no es de 1–2★",
            "ninguna de {items} reseñas {on} es de 1–2★",
        ),
        "en": ("the only review {on} has more than 2★", "none of {items} reviews {on} has 1–2★"),
    },
    "things": {
        "es": ("{count} mención", "{count} menciones"),
        "en": ("{count} mention", "{count} mentions"),
    },
    "things_stars": {
        "es": ("{count} reseña", "{count} reseñas"),
        "en": ("{count} review", "{count} reviews"),
    },
    "of_them": {
        "es": ("{count} de ellas negativa", "{count} de ellas negativas"),
        "en": "{count} of them negative",
    },
    "of_them_stars": {"es": "{count} de ellas de 1–2★", "en": "{count} of them with 1–2★"},
    "all_of_them": {
        "es": ("y es negativa", "todas negativas"),
        "en": ("and it is negative", "all of them negative"),
    },
    "all_of_them_stars": {
        "es": ("y es de 1–2★", "todas de 1–2★"),
        "en": ("and it has 1–2★", "all of them with 1–2★"),
    },
    "none_of_them": {"es": "ninguna negativa", "en": "none of them negative"},
    "none_of_them_stars": {"es": "ninguna de 1–2★", "en": "none of them with 1–2★"},
    "shares": {
        "es": "{share}; lo normal es {usual}, entre {low} y {high}",
        "en": "{share}; usual {usual}, normal range {low}–{high}",
    },
    "shares_of_none": {
        "es": "lo normal es {usual}, entre {low} y {high}",
        "en": "usual {usual}, normal range {low}–{high}",
    },
    "where_usual": {
        "es": ("donde lo normal es {count} ({band})", "donde lo normal son {count} ({band})"),
        "en": ("where {count} is usual ({band})", "where {count} are usual ({band})"),
    },
    "where_under_one": {
        "es": "donde lo normal es menos de una ({band})",
        "en": "where less than one is usual ({band})",
    },
    "more_talk": {
        "es": "{since}, se habla más {on}",
        "en": "{since}, there is more talk {on}",
    },
    "more_and_worse": {
        "es": "{since}, se habla más y peor {on}",
        "en": "{since}, there is more talk {on}, and it is worse",
    },
    "more_at_times": {
        "es": "En parte de ese tiempo se habla, además, más de lo normal.",
        "en": "For a part of that time there is more talk than usual as well.",
    },
    "unclear": {
        "es": "Todavía no se distingue si se habla más o peor ({shares}); hay {volume}.",
        "en": "Whether it is more talk or worse talk cannot be told yet ({shares}); "
        "there are {volume}.",
    },
    "share_usual": {
        "es": "La parte de negativas es la de siempre ({shares}).",
        "en": "The share of negatives is as usual ({shares}).",
    },
    "share_usual_stars": {
        "es": "La parte de 1–2★ es la de siempre ({shares}).",
        "en": "The share of 1–2★ is as usual ({shares}).",
    },
    "share_less": {
        "es": "La parte de negativas es menor que de costumbre ({shares}).",
        "en": "The share of negatives is lower than usual ({shares}).",
    },
    "share_less_stars": {
        "es": "La parte de 1–2★ es menor que de costumbre ({shares}).",
        "en": "The share of 1–2★ is lower than usual ({shares}).",
    },
    "share_more": {
        "es": "La parte de negativas es algo mayor que de costumbre ({shares}).",
        "en": "The share of negatives is somewhat higher than usual ({shares}).",
    },
    "share_more_stars": {
        "es": "La parte de 1–2★ es algo mayor que de costumbre ({shares}).",
        "en": "The share of 1–2★ is somewhat higher than usual ({shares}).",
    },
    "volume_usual": {
        "es": (
            "Se habla tanto como siempre ({items} frente a {expected} esperada).",
            "Se habla tanto como siempre ({items} frente a {expected} esperadas).",
        ),
        "en": "Volume is normal ({items} vs {expected} expected).",
    },
    "volume_less": {
        "es": (
            "Se habla menos que de costumbre ({items} frente a {expected} esperada).",
            "Se habla menos que de costumbre ({items} frente a {expected} esperadas).",
        ),
        "en": "There is less talk than usual ({items} vs {expected} expected).",
    },
    "volume_more": {
        "es": (
            "Se habla algo más que de costumbre ({items} frente a {expected} esperada).",
            "Se habla algo más que de costumbre ({items} frente a {expected} esperadas).",
        ),
        "en": "There is somewhat more talk than usual ({items} vs {expected} expected).",
    },
    "incomplete": {
        "es": "No se pudo ver todo en ese tiempo: las cifras pueden ser mayores.",
        "en": "Not all of that time could be seen: the figures may be higher.",
    },
    "kind_share": {"es": "peor proporción", "en": "worse share"},
    "kind_talk": {"es": "más conversación", "en": "more talk"},
    "kind_both": {"es": "más conversación y peor", "en": "more talk, and worse"},
    "kind_unclear": {"es": "sin aclarar", "en": "unclear"},
    # What came of it.
    "expected": {"es": "Se esperaba: {why}.", "en": "It was expected: {why}."},
    "told_by": {
        "es": "Lo cuenta el incidente {id}, el de todas las fuentes.",
        "en": "Incident {id}, that of all sources, tells of it.",
    },
    "past": {
        "es": "Se encontró cuando ya había pasado, y no se despertó a nadie.",
        "en": "It was over when it was found, and nobody was woken.",
    },
    "new_normal": {
        "es": (
            "Ya es lo normal: adoptado tras un día.",
            "Ya es lo normal: adoptado tras {count} días.",
        ),
        "en": (
            "It is the usual by now: adopted after one day.",
            "It is the usual by now: adopted after {count} days.",
        ),
    },
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
    "recovered_day": {
        "es": "Desde las {clock} del {day} vuelve a estar como siempre.",
        "en": "Back to the usual since {clock} on {day}.",
    },
    "recovered_one_day": {
        "es": "Desde la {clock} del {day} vuelve a estar como siempre.",
        "en": "Back to the usual since {clock} on {day}.",
    },
    "cooling": {
        "es": "Desde las {clock} está como siempre; se cerrará si dura.",
        "en": "As usual again since {clock}; it is closed once that lasts.",
    },
    "cooling_one": {
        "es": "Desde la {clock} está como siempre; se cerrará si dura.",
        "en": "As usual again since {clock}; it is closed once that lasts.",
    },
    "cooling_day": {
        "es": "Desde las {clock} del {day} está como siempre; se cerrará si dura.",
        "en": "As usual again since {clock} on {day}; it is closed once that lasts.",
    },
    "cooling_one_day": {
        "es": "Desde la {clock} del {day} está como siempre; se cerrará si dura.",
        "en": "As usual again since {clock} on {day}; it is closed once that lasts.",
    },
}
