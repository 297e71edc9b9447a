"""Queries: what is wrong with one, what one means, what each source is asked for it."""

MESSAGES = {
    # What is wrong.
    "at": {
        "es": "{text} (carácter {column} de la consulta)",
        "en": "{text} (character {column} of the query)",
    },
    "empty": {"es": "la consulta está vacía", "en": "the query is empty"},
    "too_long": {
        "es": "la consulta pasa de {most} caracteres; divídela en varias",
        "en": "the query has more than {most} characters; divide it into several",
    },
    "too_deep": {
        "es": "la consulta tiene más de {most} paréntesis uno dentro de otro",
        "en": "the query has more than {most} parentheses within each other",
    },
    "only_negative": {
        "es": "la consulta solo dice lo que no quieres, y casi todo lo que se escribe en el mundo la cumple; di también qué buscas, en cada lado de un OR",
        "en": "the query only says what you do not want, and nearly all that is written in the world fits it; say what you look for as well, on each side of an OR",
    },
    "unclosed_quote": {
        "es": "aquí se abren unas comillas que no se cierran",
        "en": "a quote opens here that nothing closes",
    },
    "unclosed_parenthesis": {
        "es": "aquí se abre un paréntesis que no se cierra",
        "en": "a parenthesis opens here that nothing closes",
    },
    "extra_parenthesis": {
        "es": "aquí se cierra un paréntesis que no se ha abierto; si es parte del texto, ponlo entre comillas",
        "en": "a parenthesis closes here that was not opened; if it is part of the text, put it in quotes",
    },
    "empty_parentheses": {
        "es": "entre estos paréntesis no hay nada",
        "en": "there is nothing between these parentheses",
    },
    "lonely_operator": {
        "es": "AND y OR van entre dos cosas, y NOT delante de una; si aquí es una palabra, ponla entre comillas",
        "en": "AND and OR stand between two things, NOT before one; if it is a word here, put it in quotes",
    },
    "near_without_quotes": {
        "es": 'la distancia va pegada a una frase entre comillas: "cobro doble"~5',
        "en": 'the distance comes right after a phrase in quotes: "charged twice"~5',
    },
    "near_one_word": {
        "es": 'la distancia necesita al menos dos palabras entre las comillas: "cobro doble"~5',
        "en": 'the distance needs at least two words between the quotes: "charged twice"~5',
    },
    "too_far": {
        "es": "la distancia no puede pasar de {most} palabras",
        "en": "the distance cannot exceed {most} words",
    },
    "fuzzy": {
        "es": "palabras parecidas no se buscan; para otras terminaciones escribe {word}*",
        "en": "words that look alike are not searched for; for other endings write {word}*",
    },
    "nothing_to_find": {
        "es": "en {found} no hay nada que buscar; un signo suelto va entre comillas",
        "en": "there is nothing to look for in {found}; a sign by itself goes in quotes",
    },
    "no_such_field": {
        "es": "no hay ningún filtro «{name}:»; los hay de {fields}. Si es parte del texto, ponlo entre comillas",
        "en": 'there is no filter "{name}:"; there are {fields}. If it is part of the text, put it in quotes',
    },
    "needs_value": {"es": "a «{name}:» le falta el valor", "en": '"{name}:" lacks its value'},
    "field_alone": {
        "es": "detrás de los dos puntos falta el valor, por ejemplo lang:es",
        "en": "the value is missing after the colon, for instance lang:es",
    },
    "one_value": {
        "es": "un filtro lleva un solo valor; para varios: (site:a.com OR site:b.com)",
        "en": "a filter takes a single value; for several: (site:a.com OR site:b.com)",
    },
    "bad_rating": {
        "es": "{found} no son estrellas; van de 1 a 5: rating:<3, rating:>=4, rating:1..2",
        "en": "{found} is no number of stars; they go from 1 to 5: rating:<3, rating:>=4, rating:1..2",
    },
    "bad_language": {
        "es": "{found} no es un idioma; son dos letras: lang:es, lang:pt-br",
        "en": "{found} is not a language; two letters are: lang:es, lang:pt-br",
    },
    "bad_site": {
        "es": "{found} no es un sitio; escríbelo así: site:ejemplo.com",
        "en": "{found} is not a site; write it like this: site:example.com",
    },
    "no_such_snippet": {
        "es": "no hay ninguna exclusión «{name}»; las hay: {names}",
        "en": 'there is no exclusion "{name}"; there are: {names}',
    },
    "unexpected": {"es": "esto no se entiende aquí", "en": "this cannot be understood here"},
}
