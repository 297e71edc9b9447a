"""What the volume of a brand allows to be seen, in words."""

MESSAGES = {
    "a_day": {
        "es": (
            "1 mención al día ({share} negativas).",
            "{count} menciones al día ({share} negativas).",
        ),
        "en": ("1 mention a day ({share} negative).", "{count} mentions a day ({share} negative)."),
    },
    "a_week": {
        "es": (
            "1 mención a la semana ({share} negativas).",
            "{count} menciones a la semana ({share} negativas).",
        ),
        "en": (
            "1 mention a week ({share} negative).",
            "{count} mentions a week ({share} negative).",
        ),
    },
    "run": {
        "es": (
            "Una mala racha se ve tras 1 negativa, normalmente en {in_about}.",
            "Una mala racha se ve tras unas {n} negativas seguidas, normalmente en {in_about}.",
        ),
        "en": (
            "A run of bad ones is seen after 1 of them, typically in {in_about}.",
            "A run of bad ones is seen after about {n} of them, typically in {in_about}.",
        ),
    },
    "both_in_a_day": {
        "es": (
            "En un día se ve una parte negativa desde el {share}, o una negativa.",
            "En un día se ve una parte negativa desde el {share}, o {negatives} negativas.",
        ),
        "en": (
            "Within a day a negative share from {share} on is seen, or one negative.",
            "Within a day a negative share from {share} on is seen, or {negatives} negatives.",
        ),
    },
    "share_in_a_day": {
        "es": "En un día se ve una parte negativa desde el {share}; ningún número de ellas.",
        "en": "Within a day a negative share from {share} on is seen; no number of them is.",
    },
    "count_in_a_day": {
        "es": (
            "En un día no se ve ningún cambio de la parte negativa; sí una negativa.",
            "En un día no se ve ningún cambio de la parte negativa; sí {negatives} negativas.",
        ),
        "en": (
            "Within a day no change of the negative share is seen; one negative is.",
            "Within a day no change of the negative share is seen; {negatives} negatives are.",
        ),
    },
    "nothing_in_a_day": {
        "es": "En un día no se ve nada.",
        "en": "Nothing is seen within a day.",
    },
    "rise": {
        "es": "Una subida del {usual} al {risen} se ve en {in_about} más o menos.",
        "en": "A rise from {usual} to {risen} is seen in about {in_about}.",
    },
    "rise_unseen": {
        "es": "Una subida del {usual} al {risen} no se ve en un mes.",
        "en": "A rise from {usual} to {risen} is not seen in a month.",
    },
    "threefold": {
        "es": "Con menos de {least} al día, el triple de menciones no se ve en un día: lo primero "
        "que avisa es la parte negativa.",
        "en": "Below {least} a day, three times as many mentions are not seen in a day: the negative "
        "share is what tells first.",
    },
}
