"""What cannot be listened for as the configuration says, and how to say it right."""

MESSAGES = {
    "went_empty": {
        "es": "{title} tenía reseñas y ahora no enseña ninguna; puede que el sitio haya cambiado: "
        "ábrelo en el navegador. Lo guardado se queda, y se volverá a intentar",
        "en": "{title} had reviews and now shows none; the site may have changed: open it in a "
        "browser. What is stored stays, and it is tried again",
    },
    "no_such_source": {
        "es": 'no existe la fuente "{name}"; míralas con: listener sources',
        "en": 'no such source "{name}"; see them with: listener sources',
    },
    "needs_listing": {
        "es": '"{source}" no busca frases: añádela como [[listings]]',
        "en": '"{source}" does not search for phrases: add it as [[listings]]',
    },
    "cannot_be_asked": {
        "es": "no hay ninguna palabra que buscar en {sources}: añade a la consulta una palabra o una frase que tenga que estar, o pon sources = [] para usarla solo con los sitios de [[listings]]",
        "en": "there is no word to search for in {sources}: add a word or a phrase that has to be there, or put sources = [] to use it with the places under [[listings]] only",
    },
    "needs_query": {
        "es": '"{source}" busca frases: ponla en "sources" de una [[queries]]',
        "en": '"{source}" searches for phrases: name it in "sources" of one of the [[queries]]',
    },
    "no_such_country": {
        "es": "{source} no tiene tienda en «{country}»; usa las dos letras del país, por ejemplo "
        'es, mx, us o gb (Reino Unido), o "todos"',
        "en": '{source} has no store in "{country}"; use the two letters of the country, for '
        'instance es, mx, us or gb (United Kingdom), or "all"',
    },
    "name_countries": {
        "es": "esta fuente no tiene lista de países: escribe las dos letras de cada uno",
        "en": "this source has no list of countries: write the two letters of each",
    },
    "impossible_date": {
        "es": "la fecha {day}-{month}-{year} no puede ser; se guarda sin fecha.",
        "en": "the date {year}-{month}-{day} cannot be; it is stored without a date.",
    },
    "impossible_edit": {
        "es": "no pudo editarse el {day}-{month}-{year}; esa fecha no se guarda.",
        "en": "it cannot have been edited on {year}-{month}-{day}; that date is not stored.",
    },
    "impossible_reply": {
        "es": "no pudo contestarse el {day}-{month}-{year}; la respuesta se guarda sin fecha.",
        "en": "it cannot have been answered on {year}-{month}-{day}; the answer is stored without "
        "a date.",
    },
    "no_mail_server": {
        "es": "no hay servidor de correo: escribe host en [mail] de listener.toml",
        "en": "no mail server is set: give host under [mail] in listener.toml",
    },
}
