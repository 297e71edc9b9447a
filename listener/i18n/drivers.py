"""What drives a spike, in words."""

MESSAGES = {
    "terms": {"es": "Palabras: {terms}.", "en": "Words: {terms}."},
    "clears": {
        "es": "Sin {what} no habría aviso ({count} de {of}).",
        "en": "Without {what} there would be no alarm ({count} of {of}).",
    },
    "stands_out": {
        "es": "Destaca {what}: {count} de {of}; lo normal es {usual}.",
        "en": "What stands out is {what}: {count} of {of}; usually {usual}.",
    },
    "one_group": {
        "es": "{count} de {of} son copias de una sola publicación.",
        "en": "{count} of {of} are copies of one post.",
    },
    "one_author": {
        "es": "{count} de {of} son de una sola persona.",
        "en": "{count} of {of} are by one person.",
    },
    "many": {
        "es": "Son {texts} textos distintos de {authors} personas.",
        "en": "They are {texts} different texts by {authors} people.",
    },
    # What has to be left out.
    "group": {"es": "las copias de una publicación", "en": "the copies of one post"},
    "author": {"es": "lo que dice una sola persona", "en": "what one person says"},
    "version": {
        "es": "lo que se dice de la versión {value}",
        "en": "what is said of version {value}",
    },
    "aspect": {"es": "lo que se dice de «{value}»", "en": "what is said of “{value}”"},
    "listing": {"es": "lo que llega por «{value}»", "en": "what comes from “{value}”"},
    "country": {"es": "lo que llega de {value}", "en": "what comes from {value}"},
    "language": {
        "es": "lo que se dice en el idioma «{value}»",
        "en": "what is said in the language “{value}”",
    },
    "source": {"es": "lo que se dice en {value}", "en": "what is said on {value}"},
}
