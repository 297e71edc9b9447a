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
    "nothing_in_phrase": {
        "es": "en «{found}» no hay ninguna palabra que buscar",
        "en": 'there is no word to look for in "{found}"',
    },
    "no_such_field": {
        "es": "no hay ningún filtro «{name}:»; los que hay: {fields}. Si es parte del texto, ponlo entre comillas",
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
        "en": "{found} is not a number of stars; they go from 1 to 5: rating:<3, rating:>=4, rating:1..2",
    },
    "bad_language": {
        "es": "{found} no es un idioma; se escribe con dos letras: lang:es, lang:pt-br",
        "en": "{found} is not a language; write two letters: lang:es, lang:pt-br",
    },
    "bad_site": {
        "es": "{found} no es un sitio; escríbelo así: site:ejemplo.com",
        "en": "{found} is not a site; write it like this: site:example.com",
    },
    "no_such_snippet": {
        "es": "no hay ninguna exclusión «{name}»; las que hay: {names}",
        "en": 'there is no exclusion "{name}"; there are: {names}',
    },
    "unexpected": {"es": "esto no se entiende aquí", "en": "this cannot be understood here"},
    # What one means.
    "all": {"es": "todo esto a la vez:", "en": "all of this:"},
    "any": {"es": "al menos una de estas cosas:", "en": "at least one of these:"},
    "not": {"es": "que no se cumpla esto:", "en": "not this:"},
    "quoted": {"es": "«{text}»", "en": '"{text}"'},
    "exactly": {"es": "{phrase} tal cual", "en": "{phrase} exactly"},
    "phrase": {"es": "aparece {phrase}", "en": "it says {phrase}"},
    "phrase_exact": {
        "es": "aparece {phrase} tal cual, con esas mayúsculas y esos acentos",
        "en": "it says {phrase} exactly, with these capitals and accents",
    },
    "phrase_begins": {
        "es": "aparece una palabra que empieza por {phrase}",
        "en": "there is a word that begins with {phrase}",
    },
    "phrase_ends": {
        "es": "aparece una palabra que acaba en {phrase}",
        "en": "there is a word that ends in {phrase}",
    },
    "phrase_open": {
        "es": "aparece {phrase}, donde * vale por cualquier letra, varias o ninguna",
        "en": "it says {phrase}, where * stands for any letters or none",
    },
    "hashtag": {"es": "lleva la etiqueta {tag}", "en": "it has the tag {tag}"},
    "no_phrase": {"es": "no aparece {phrase}", "en": "it does not say {phrase}"},
    "any_of": {
        "es": "aparece alguna de estas frases: {phrases}",
        "en": "it says one of: {phrases}",
    },
    "none_of": {
        "es": "no aparece ninguna de estas frases: {phrases}",
        "en": "it says none of: {phrases}",
    },
    "and_more": {
        "es": ("{shown} y otra más", "{shown} y otras {n}"),
        "en": ("{shown} and one more", "{shown} and {n} more"),
    },
    "near": {
        "es": (
            "aparecen cerca {words}, en cualquier orden: con una palabra más como mucho entre la primera y la última",
            "aparecen cerca {words}, en cualquier orden: con {n} palabras más como mucho entre la primera y la última",
        ),
        "en": (
            "it says {words} near each other, in any order: at most one other word from the first to the last",
            "it says {words} near each other, in any order: at most {n} other words from the first to the last",
        ),
    },
    "near_in_order": {
        "es": (
            "aparecen cerca {words}, en este orden: con una palabra más como mucho entre la primera y la última",
            "aparecen cerca {words}, en este orden: con {n} palabras más como mucho entre la primera y la última",
        ),
        "en": (
            "it says {words} near each other, in this order: at most one other word from the first to the last",
            "it says {words} near each other, in this order: at most {n} other words from the first to the last",
        ),
    },
    "field_author": {
        "es": "quien lo escribe se llama «{value}», o es su identificador",
        "en": 'who wrote it is called "{value}", or has that id',
    },
    "field_site": {
        "es": "está en {value} o en uno de sus subdominios",
        "en": "it is on {value} or one of its subdomains",
    },
    "field_lang": {"es": "el idioma es «{value}»", "en": 'the language is "{value}"'},
    "field_source": {
        "es": "viene de la fuente «{value}»",
        "en": 'it comes from the source "{value}"',
    },
    "field_url": {
        "es": "su dirección, o un enlace del texto, contiene «{value}»",
        "en": 'its address, or a link in the text, has "{value}" in it',
    },
    "stars": {"es": "tiene {stars} estrellas", "en": "it has {stars} stars"},
    "stars_below": {
        "es": "tiene menos de {stars} estrellas",
        "en": "it has fewer than {stars} stars",
    },
    "stars_up_to": {
        "es": "tiene {stars} estrellas como mucho",
        "en": "it has at most {stars} stars",
    },
    "stars_above": {"es": "tiene más de {stars} estrellas", "en": "it has more than {stars} stars"},
    "stars_from": {"es": "tiene {stars} estrellas o más", "en": "it has {stars} stars or more"},
    "stars_between": {
        "es": "tiene entre {low} y {high} estrellas",
        "en": "it has {low} to {high} stars",
    },
    # What is asked for it, and what cannot be had.
    "means": {"es": "Encuentra lo que cumple:", "en": "It finds what fits:"},
    "of_query": {"es": "Consulta «{name}» de {brand}", "en": 'Query "{name}" of {brand}'},
    "folded": {
        "es": "Mayúsculas y acentos dan igual, salvo donde se dice; valen palabras enteras.",
        "en": "Capitals and accents do not matter unless it says so; whole words count.",
    },
    "asks": {"es": "Qué se pregunta a cada fuente", "en": "What each source is asked"},
    "asks_off": {
        "es": "Fuentes que buscan, pero están apagadas mientras no las nombres en «sources»",
        "en": 'Sources that search but are off unless you name them in "sources"',
    },
    "asks_times": {
        "es": ("{sources}: {asked}", "{sources}, en {n} preguntas: {asked}"),
        "en": ("{sources}: {asked}", "{sources}, in {n} questions: {asked}"),
    },
    "filters": {"es": "aquí se mira además: {parts}", "en": "looked at here as well: {parts}"},
    "filters_nothing": {
        "es": "no queda nada por mirar aquí",
        "en": "nothing is left to look at here",
    },
    "narrow": {
        "es": "ojo: aquí no saben de *, y buscan {words} como palabra entera; lo que solo empieza así puede faltar",
        "en": "beware: these do not know *, and search for {words} as a whole word; what only begins like that may be missing",
    },
    "links": {
        "es": "ojo: {source} busca también en los enlaces; lo que lleva {phrases} solo en un enlace tampoco llega",
        "en": "beware: {source} searches links as well; what has {phrases} in a link alone does not come either",
    },
    "cannot": {"es": "Lo que no se puede preguntar", "en": "What cannot be asked"},
    "no_words": {
        "es": "la consulta no exige ninguna palabra que se pueda buscar (los filtros, y las palabras con * delante o en medio, no se preguntan): estas fuentes no pueden buscarla, solo sirve con los sitios de [[listings]]",
        "en": "the query asks for no word that can be searched for (filters, and words with a * in front or inside, are not asked for): these sources cannot search for it, it is of use with the places under [[listings]] only",
    },
    "no_search": {
        "es": "no buscan por frases; la consulta filtra lo que traen sus sitios ([[listings]]): {sources}",
        "en": "do not search for phrases; the query filters what their places ([[listings]]) bring: {sources}",
    },
    "operator_in_list": {
        "es": "«{phrase}» está en una lista y se busca tal cual, con su {operator}; para operadores y comillas usa query = '...'",
        "en": "\"{phrase}\" stands in a list and is looked for as it is, with its {operator}; for operators and quotes use query = '...'",
    },
    "single_quotes": {
        "es": '{quote} no une palabras en una frase; usa comillas dobles: "café luna"',
        "en": '{quote} does not make a phrase of words; use double quotes: "blue bank"',
    },
    "small_operator": {
        "es": "«{word}» en minúsculas se busca como una palabra más; para unir o excluir, escribe {operator}",
        "en": '"{word}" in small letters is looked for like any word; to join or to exclude, write {operator}',
    },
    # What it finds in what is stored.
    "tested": {
        "es": (
            "{count} mención cumple la consulta, de {of} miradas",
            "{count} menciones cumplen la consulta, de {of} miradas",
        ),
        "en": (
            "{count} mention fits the query, of {of} looked at",
            "{count} mentions fit the query, of {of} looked at",
        ),
    },
    "tested_only_stored": {
        "es": "Solo cuenta lo que ya está guardado: lo que las consultas de hoy no recogieron no está.",
        "en": "Only what is stored counts: what today's queries did not collect is not there.",
    },
    "by_source": {"es": "Por fuente", "en": "By source"},
    "by_day": {"es": "Por día", "en": "By day"},
    "newest": {"es": "Lo más nuevo", "en": "The newest"},
    # The command.
    "which_query": {
        "es": "escribe la consulta detrás, entre comillas simples: listener query {action} 'acme OR \"banco azul\"'",
        "en": "write the query after it, in single quotes: listener query {action} 'acme OR \"blue bank\"'",
    },
    "applies_all": {
        "es": "apply toma las consultas de los archivos de las marcas: solo admite --brand",
        "en": "apply takes the queries of the brands' files: it allows --brand only",
    },
    "which_brand": {
        "es": "escribe la consulta, o di con --brand de qué marca explicar las suyas",
        "en": "write the query, or say with --brand whose queries to explain",
    },
    "no_queries": {
        "es": "la marca {brand} no tiene consultas",
        "en": "the brand {brand} has no queries",
    },
    "snippets": {
        "es": "Exclusiones ya hechas: without = [...] en la consulta de una marca",
        "en": "Ready-made exclusions: without = [...] in the query of a brand",
    },
    "snippet_jobs": {"es": "ofertas de empleo", "en": "job advertisements"},
    "snippet_giveaways": {"es": "sorteos y concursos", "en": "giveaways and competitions"},
    "snippet_spam": {
        "es": "spam y publicidad de terceros",
        "en": "spam and other people's advertisements",
    },
}
