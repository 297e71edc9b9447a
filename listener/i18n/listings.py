"""Listings: which are listened to, which a look-up by name has found, which to write."""

MESSAGES = {
    "reviews": {
        "es": ("{count} valoración", "{count} valoraciones"),
        "en": ("{count} rating", "{count} ratings"),
    },
    # listener listings
    "none": {
        "es": "{brand} aún no tiene ningún sitio apuntado. Búscalos con: "
        'listener listings find "{brand}"',
        "en": "{brand} has no places written down yet. Look for them with: "
        'listener listings find "{brand}"',
    },
    "bad_words": {
        "es": 'no se entiende "{words}"; escribe: listener listings find "NOMBRE DE LA MARCA"',
        "en": '"{words}" is not understood; type: listener listings find "NAME OF THE BRAND"',
    },
    "which_brand": {
        "es": "hay varias marcas; di para cuál con --brand: {ids}",
        "en": "there are several brands; say for which with --brand: {ids}",
    },
    "bad_site": {
        "es": '"{text}" no es una dirección; escribe la de la web de la marca, como '
        "https://example.com",
        "en": '"{text}" is no address; give that of the brand\'s web site, like '
        "https://example.com",
    },
    # What was found.
    "looking": {"es": "Buscando «{name}»…", "en": 'Looking for "{name}"…'},
    "nothing": {
        "es": "No se ha encontrado nada. Prueba con otro nombre, o con --site y la web de la marca.",
        "en": "Nothing was found. Try another name, or --site with the brand's web site.",
    },
    "there_already": {"es": "ya está en tu archivo", "en": "is in your file already"},
    "likely": {"es": "coincide", "en": "matches"},
    "failed": {
        "es": "{source}: no se ha podido buscar ({error}). Prueba más tarde, o pon su enlace a mano en el archivo de la marca.",
        "en": "{source}: could not be searched ({error}). Try later, or put its link into the brand's file by hand.",
    },
    "refused": {
        "es": "{source} no deja buscar ahora (respuesta {status}); prueba más tarde o pega el enlace "
        "de la app en el archivo de la marca",
        "en": "{source} does not let us look now (answer {status}); try later, or paste the link of "
        "the app into the brand's file",
    },
    "off": {"es": "{source}: {reason}", "en": "{source}: {reason}"},
    # Which to write.
    "ask_which": {
        "es": "¿Cuáles añado? Números como 1,3 / todos / ninguno",
        "en": "Which shall I add? Numbers like 1,3 / all / none",
    },
    "no_default": {"es": "ninguno", "en": "none"},
    "bad_choice": {
        "es": '"{text}" no vale; escribe números del 1 al {most} separados por comas, «todos» o '
        "«ninguno»",
        "en": '"{text}" will not do; write numbers from 1 to {most} with commas between, "all" or '
        '"none"',
    },
    "written": {
        "es": ("{n} sitio añadido a {file}.", "{n} sitios añadidos a {file}."),
        "en": ("{n} place added to {file}.", "{n} places added to {file}."),
    },
    "none_written": {"es": "No se ha cambiado nada.", "en": "Nothing was changed."},
    "added_note": {
        "es": "Encontrado el {day} buscando «{name}».",
        "en": 'Found on {day} for "{name}".',
    },
    "put_back": {
        "es": "{file} no admite lo añadido ({reason}); se ha dejado como estaba. Añádelo a mano.",
        "en": "{file} does not take what was added ({reason}); it was left as it was. Add it by "
        "hand.",
    },
    # listener init
    "ask_look": {
        "es": "¿Busco ahora sus apps, canales y páginas de reseñas? Hace falta internet (sí / no)",
        "en": "Shall I look for its apps, feeds and review pages now? Needs the internet (yes / no)",
    },
    "yes": {"es": "sí", "en": "yes"},
    "bad_yes": {"es": "escribe sí o no", "en": "write yes or no"},
    "ask_site": {
        "es": "Web de la marca, como https://example.com (Intro: ninguna)",
        "en": "The brand's web site, like https://example.com (Enter: none)",
    },
    "later": {
        "es": 'Cuando quieras buscar sus apps y canales: listener listings find "{name}"{config}',
        "en": 'To look for its apps and feeds at any time: listener listings find "{name}"{config}',
    },
}
