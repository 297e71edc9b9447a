"""What `listener explain` says of an incident."""

MESSAGES = {
    "no_such": {
        "es": (
            "no hay ningún incidente {number}; solo hay el 1",
            "no hay ningún incidente {number}; hay del 1 al {last}",
        ),
        "en": (
            "there is no incident {number}; there is only 1",
            "there is no incident {number}; there are 1 to {last}",
        ),
    },
    "no_such_yet": {
        "es": "no hay ningún incidente {number}: todavía no ha habido ninguno",
        "en": "there is no incident {number}: there was none so far",
    },
    "none": {"es": "Todavía no ha habido ningún incidente.", "en": "There was no incident so far."},
    "heading_open": {
        "es": "Incidente {id}, ABIERTO · {brand} · {source}",
        "en": "Incident {id}, OPEN · {brand} · {source}",
    },
    "heading_over": {
        "es": "Incidente {id}, ya pasado · {brand} · {source}",
        "en": "Incident {id}, over · {brand} · {source}",
    },
    # Figures.
    "figures": {"es": "EN CIFRAS", "en": "IN FIGURES"},
    "window": {"es": "ventana", "en": "window"},
    "negative": {"es": "negativas", "en": "negative"},
    "stars": {"es": "de 1–2★", "en": "1–2★"},
    "items": {"es": "en total", "en": "in all"},
    "share": {"es": "parte", "en": "share"},
    "copies": {"es": "copias", "en": "copies"},
    "authors": {"es": "personas", "en": "people"},
    "kind": {"es": "qué es", "en": "what it is"},
    "method": {"es": "visto en", "en": "seen by"},
    "basis": {"es": "lo normal", "en": "the usual"},
    "rate": {"es": "avisos falsos", "en": "false alarms"},
    "chance": {"es": "azar", "en": "chance"},
    "cut": {"es": "datos hasta", "en": "data up to"},
    "engine": {"es": "motor", "en": "engine"},
    "of_items": {
        "es": "{observed} de {items}; lo esperado son {expected}, entre {low} y {high} nueve de "
        "cada diez veces",
        "en": "{observed} of {items}; expected {expected}, between {low} and {high} nine times in "
        "ten",
    },
    "of_so_many": {
        "es": "{observed} de {items}; de tantas, lo normal son {expected}, entre {low} y {high} nueve de "
        "cada diez veces",
        "en": "{observed} of {items}; of so many, {expected} are usual, between {low} and {high} nine "
        "times in ten",
    },
    "in_all": {
        "es": "{items}; lo esperado son {expected}, entre {low} y {high}",
        "en": "{items}; expected {expected}, between {low} and {high}",
    },
    "method_share": {"es": "la parte de negativas", "en": "the share of negatives"},
    "method_stars": {"es": "la parte de 1–2★", "en": "the share of 1–2★"},
    "method_count": {"es": "el número de negativas", "en": "the number of negatives"},
    "basis_of": {
        "es": ("se apoya en un día", "se apoya en {days} días ({weeks} semanas)"),
        "en": ("rests on one day", "rests on {days} days ({weeks} weeks)"),
    },
    "basis_since": {"es": "{said}, desde el {since}", "en": "{said}, since {since}"},
    "alarming": {
        "es": "un umbral justo aquí daría {monthly} al mes; se permiten {budget}: es alarma",
        "en": "a threshold just here would raise {monthly} a month; {budget} allowed: an alarm",
    },
    "not_alarming": {
        "es": "un umbral justo aquí daría {monthly} al mes; se permiten {budget}: no es alarma",
        "en": "a threshold just here would raise {monthly} a month; {budget} allowed: no alarm",
    },
    "under": {"es": "menos de {value}", "en": "less than {value}"},
    "over": {"es": "más de {value}", "en": "more than {value}"},
    "p_value": {"es": "valor p {value}", "en": "p-value {value}"},
    "e_value": {"es": "valor e {value}", "en": "e-value {value}"},
    # How it went.
    "events": {"es": "QUÉ PASÓ", "en": "WHAT HAPPENED"},
    "opened": {"es": "se abrió, y se avisó", "en": "opened, and told"},
    "worse": {"es": "empeoró, y se avisó", "en": "got worse, and told"},
    "recovered": {"es": "volvió a lo normal", "en": "back to normal"},
    "past": {"es": "se halló ya pasado; no se avisó", "en": "found when it was over; nobody told"},
    "marked": {"es": "se esperaba; no se avisó", "en": "expected; nobody told"},
    "adopted": {"es": "adoptado como lo normal", "en": "adopted as the usual"},
    "evaluations": {
        "es": ("LA ÚLTIMA EVALUACIÓN DE {of}", "LAS {n} ÚLTIMAS EVALUACIONES DE {of}"),
        "en": ("THE LATEST EVALUATION OF {of}", "THE LATEST {n} EVALUATIONS OF {of}"),
    },
    "head_until": {"es": "datos hasta", "en": "data up to"},
    "head_negative_of": {"es": "negativas", "en": "negative"},
    "head_share": {"es": "parte", "en": "share"},
    "head_monthly": {"es": "falsos/mes", "en": "false/month"},
    "head_what": {"es": "qué es", "en": "what it is"},
    "is_alarming": {"es": "alarma: {kind}", "en": "alarm: {kind}"},
    "is_usual": {"es": "como siempre", "en": "as usual"},
    "is_high": {"es": "alto: {kind}", "en": "high: {kind}"},
    "in_part": {"es": "(visto en parte)", "en": "(seen in part)"},
    # Computed anew.
    "anew": {"es": "CALCULADO DE NUEVO", "en": "COMPUTED ANEW"},
    "same": {
        "es": "Con lo guardado el {until} salen las mismas cifras.",
        "en": "What was kept on {until} gives the same figures.",
    },
    "differs": {
        "es": "Con lo guardado el {until} no salen las mismas cifras:",
        "en": "What was kept on {until} does not give the same figures:",
    },
    "of_counts": {
        "es": "Lo halló el motor {engine}, que no guardaba en qué se apoyaba: no se puede calcular "
        "de nuevo.",
        "en": "It was found by the engine {engine}, which did not keep what it went by: it cannot "
        "be computed anew.",
    },
    "of_another": {
        "es": "Lo halló el motor {engine}, y este listener lleva el {own}, que calcula de otra manera.",
        "en": "It was found by the engine {engine}; this listener has {own}, which computes otherwise.",
    },
    "no_basis": {
        "es": "No se guardó en qué se apoya: no se puede calcular de nuevo.",
        "en": "What it rests on was not kept: it cannot be computed anew.",
    },
    # What is not known.
    "unknown": {"es": "LO QUE NO SABEMOS", "en": "WHAT WE DO NOT KNOW"},
    "unseen": {
        "es": (
            "Qué se dijo en {source} en un cuarto de hora de {of}: no se leyó entero.",
            "Qué se dijo en {source} en {n} cuartos de hora de {of}: no se leyeron enteros.",
        ),
        "en": (
            "What was said on {source} in one quarter of an hour of {of}: not read whole.",
            "What was said on {source} in {n} quarters of an hour of {of}: not read whole.",
        ),
    },
    "blind": {
        "es": "Qué se dice en {source}: ahora mismo no podemos ver esa fuente.",
        "en": "What is said on {source}: we cannot see that source right now.",
    },
    "machine": {
        "es": "Qué es negativo lo decide un programa, y a veces se equivoca.",
        "en": "A program decides what is negative, and it is wrong at times.",
    },
    "cause": {
        "es": "La causa: se cuenta qué se dice, no por qué empezó.",
        "en": "The cause: what is said is told, not why it began.",
    },
}
