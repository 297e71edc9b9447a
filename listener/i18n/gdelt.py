"""What the source GDELT says to a person."""

MESSAGES = {
    "slower": {
        "es": "GDELT pide ir más despacio; lo volveremos a intentar más tarde. Si pasa a menudo, "
        "usa «gdelt» con menos frases",
        "en": "GDELT asks to slow down; it is tried again later. If it happens often, use gdelt "
        "for fewer phrases",
    },
    "refused": {
        "es": "GDELT no aceptó la pregunta y respondió: «{said}». Si dice «too short» o «too "
        "common», la frase es demasiado corta o corriente: pon una más larga o quita «gdelt» de "
        "esa búsqueda",
        "en": 'GDELT did not take the question and answered: "{said}". If it says "too short" or '
        '"too common", choose a longer phrase, or take gdelt out of that query',
    },
}
