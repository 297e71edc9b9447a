"""A model of the user's own: trained, compared, in force."""

MESSAGES = {
    "cannot_read": {"es": "no se puede leer: {reason}", "en": "cannot be read: {reason}"},
    "row": {"es": "fila {line}", "en": "row {line}"},
    "bad_row": {
        "es": "no es una fila de tabla: sobran comillas, o una celda es enorme",
        "en": "this is no row of a table: a stray quote, or a cell that is huge",
    },
    "too_many": {
        "es": "son demasiadas filas; se leen hasta {most}",
        "en": "these are too many rows; up to {most} are read",
    },
    "no_column": {
        "es": 'falta la columna "{name}"; hacen falta text y label',
        "en": 'the column "{name}" is missing; text and label are needed',
    },
    "bad_label": {
        "es": '"{said}" no es una etiqueta; son negative, neutral y positive',
        "en": '"{said}" is not a label; they are negative, neutral and positive',
    },
    "no_text": {"es": "no hay texto", "en": "there is no text"},
    "nothing_given": {
        "es": "di de qué archivos aprender, o --labels para tus etiquetas",
        "en": "say which files to learn from, or --labels for your labels",
    },
    "too_few": {
        "es": "hay {count} textos etiquetados que se pueden usar y hacen falta {needed}",
        "en": "there are {count} labelled texts of use, and it takes {needed}",
    },
    "one_label": {
        "es": "hacen falta al menos {needed} textos de dos etiquetas distintas",
        "en": "it takes at least {needed} texts of two different labels",
    },
    "bad_model": {
        "es": "este modelo no se puede leer; vuelve al de antes con: listener sentiment model --revert",
        "en": "this model cannot be read; go back to the one before with: listener sentiment model --revert",
    },
    "trained": {
        "es": "{name}: aprendido de {count} textos ({languages}).",
        "en": "{name}: learned from {count} texts ({languages}).",
    },
    "head_own": {"es": "el tuyo", "en": "yours"},
    "head_shipped": {"es": "el de serie", "en": "the shipped one"},
    "head_ahead": {"es": "diferencia en macro-F1", "en": "difference in macro-F1"},
    "macro_f1": {"es": "macro-F1 {figure}", "en": "macro-F1 {figure}"},
    "negative": {
        "es": "negativo: precisión {precision}, cobertura {recall}",
        "en": "negative: precision {precision}, recall {recall}",
    },
    "figure": {"es": "{value} ({low}–{high})", "en": "{value} ({low}–{high})"},
    "unseen": {
        "es": "Medido en textos que no había visto al aprender; entre paréntesis, 95 de cada 100 veces.",
        "en": "Measured on texts not seen while learning; in brackets, 95 times in 100.",
    },
    "better": {
        "es": "Es mejor. Para usarlo: la misma orden con --use",
        "en": "It is better. To use it: the same command with --use",
    },
    "not_better": {
        "es": "No es mejor sin que pueda ser azar; no se usa (--force lo usa igual).",
        "en": "It is not better beyond chance; it is not used (--force uses it all the same).",
    },
    "in_force": {
        "es": "{name} puntúa lo que llegue desde ahora. Vuelta atrás: listener sentiment model --revert",
        "en": "{name} scores what comes from now on. Way back: listener sentiment model --revert",
    },
    "shipped_in_force": {
        "es": "Puntúa el motor de serie; no hay ningún modelo tuyo en uso.",
        "en": "The shipped engine scores; no model of yours is in use.",
    },
    "about": {
        "es": "{name}: {count} textos, {languages}; sobre {bases}",
        "en": "{name}: {count} texts, {languages}; on top of {bases}",
    },
    "reverted": {"es": "{name} ya no se usa.", "en": "{name} is no longer used."},
}
