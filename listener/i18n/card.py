"""The small words around one mention."""

MESSAGES = {
    "no_text": {"es": "(sin texto)", "en": "(no text)"},
    "erased": {
        "es": "(quitada de aquí, como piden las condiciones del sitio)",
        "en": "(taken away here, as the terms of its site demand)",
    },
    "undated": {"es": "sin fecha, vista el {at}", "en": "undated, seen {at}"},
    "contradicted": {
        "es": "el texto dice lo contrario que las estrellas",
        "en": "the words say the opposite of the stars",
    },
    "edited": {"es": "editada", "en": "edited"},
    "gone": {"es": "ya borrada", "en": "since deleted"},
    "copies": {"es": ("y 1 copia más", "y {n} copias más"), "en": ("and 1 copy", "and {n} copies")},
    "copy_of": {"es": "copia de la n.º {key}", "en": "copy of no. {key}"},
    "version": {"es": "versión {version}", "en": "version {version}"},
    "whole_negative": {
        "es": "(el texto en conjunto: negativo)",
        "en": "(the text as a whole: negative)",
    },
    "whole_neutral": {
        "es": "(el texto en conjunto: neutro)",
        "en": "(the text as a whole: neutral)",
    },
    "whole_positive": {
        "es": "(el texto en conjunto: positivo)",
        "en": "(the text as a whole: positive)",
    },
    "whole_unknown": {
        "es": "(el texto en conjunto: no se sabe)",
        "en": "(the text as a whole: nobody knows)",
    },
    "number": {"es": "n.º {key}", "en": "no. {key}"},
    "answer": {"es": "Para contestarla:", "en": "To answer it:"},
    "stars": {"es": "{stars} de 5 estrellas", "en": "{stars} of 5 stars"},
}
