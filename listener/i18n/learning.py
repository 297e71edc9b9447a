"""What was learned from people's labels."""

MESSAGES = {
    "learned": {
        "es": "Aprendido de {count} etiquetas; vale para lo que llegue desde ahora.",
        "en": "Learned from {count} labels; it holds for what comes from now on.",
    },
    "by_itself": {
        "es": "De las etiquetas nuevas se ha aprendido qué valen las probabilidades: listener sentiment calibrate --show",
        "en": "The new labels have taught what probabilities are worth: listener sentiment calibrate --show",
    },
    "too_few": {
        "es": "Hacen falta {needed} etiquetas de la muestra y hay {count}. Se ponen con: listener label",
        "en": "It takes {needed} labels of the sample, and there are {count}. Give them with: listener label",
    },
    "nothing_learned": {
        "es": "No hay nada aprendido en vigor.",
        "en": "Nothing that was learned is in force.",
    },
    "undone": {
        "es": "Vuelve a valer lo de antes.",
        "en": "What held before holds again.",
    },
    "off": {
        "es": "Ojo: calibrate = false en [sentiment] de {file}, así que no se usa.",
        "en": "Mind: calibrate = false under [sentiment] in {file}, so it is not used.",
    },
    "all_sources": {"es": "todas las fuentes", "en": "all sources"},
    "labels": {
        "es": ("{count} etiqueta", "{count} etiquetas"),
        "en": ("{count} label", "{count} labels"),
    },
    "way_none": {"es": "se deja como está", "en": "left as it is"},
    "way_all": {"es": "como en todas las etiquetas", "en": "as in all labels"},
    "way_language": {"es": "como en su idioma", "en": "as in its language"},
    "way_source": {"es": "propia", "en": "its own"},
    "way_steps": {"es": "propia, a escalones", "en": "its own, in steps"},
    "errors": {
        "es": "error {before} → {after} puntos ({low}–{high}; el azar daría {chance})",
        "en": "error {before} → {after} points ({low}–{high}; chance alone gives {chance})",
    },
}
