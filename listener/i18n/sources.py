"""What a source says when it cannot read an answer, and what to do about it."""

MESSAGES = {
    "not_json": {
        "es": "{source} no respondió con datos que se puedan leer; lo volveremos a intentar",
        "en": "{source} did not answer with data that can be read; it is tried again",
    },
    "changed": {
        "es": "{source} respondió con una forma que no conocemos (falta «{what}»); puede que el "
        "sitio haya cambiado: busca una versión nueva de listener",
        "en": '{source} answered in a form that is not known ("{what}" is missing); the site may '
        "have changed: look for a newer version of listener",
    },
    "not_a_feed": {
        "es": "esta dirección no es un canal RSS, Atom ni JSON Feed; ábrela en el navegador: si "
        "ves una página normal o pide una contraseña, busca en el sitio el enlace «RSS»",
        "en": "this address is no RSS, Atom or JSON feed; open it in a browser: if you see an "
        'ordinary page or it asks for a password, look on the site for the link named "RSS"',
    },
    "page_not_feed": {
        "es": "esta dirección es una página web, no un canal; la página ofrece este: {url}",
        "en": "this address is a web page, not a feed; the page offers this one: {url}",
    },
    "empty_feed": {
        "es": "la respuesta llegó vacía; comprueba la dirección del canal en el navegador",
        "en": "the answer was empty; check the address of the feed in a browser",
    },
    "feed_too_large": {
        "es": "el canal descomprimido ocupa más de {megabytes} MB; no se lee",
        "en": "unpacked, the feed is larger than {megabytes} MB; it is not read",
    },
    "bad_feed_address": {
        "es": "hace falta la dirección completa del canal, por ejemplo https://ejemplo.com/rss",
        "en": "needs the whole address of the feed, for example https://example.com/rss",
    },
    "missing_keys": {
        "es": "falta la clave de acceso: pon {names} en el archivo de secretos («listener sources» "
        "dice dónde se consigue)",
        "en": 'the key is missing: set {names} in the file of secrets ("listener sources" says '
        "where to get it)",
    },
    "bad_app": {
        "es": "hace falta el número de la app o su enlace de apps.apple.com, por ejemplo "
        "https://apps.apple.com/es/app/id1234567890",
        "en": "needs the number of the app or its link on apps.apple.com, for example "
        "https://apps.apple.com/us/app/id1234567890",
    },
    "yes_or_no": {
        "es": "aquí se escribe «sí» o «no» (está escrito: {value})",
        "en": 'write "yes" or "no" here (written there: {value})',
    },
    "bad_country": {
        "es": "hace falta el código de dos letras de un país, por ejemplo mx (está escrito: {value})",
        "en": "needs the two letters of a country, for example mx (written there: {value})",
    },
    "bad_subreddit": {
        "es": "hace falta el nombre de una comunidad de Reddit, por ejemplo r/mexico, o varias "
        "unidas con +",
        "en": "needs the name of a community on Reddit, for example r/mexico, or several joined "
        "with +",
    },
    "reddit_keys": {
        "es": "Reddit pide una clave: pon LISTENER_REDDIT_CLIENT_ID y LISTENER_REDDIT_CLIENT_SECRET "
        "(antes, Reddit tiene que aprobar tu acceso). Sin clave, añade a «feeds» la dirección "
        "https://www.reddit.com/r/COMUNIDAD/.rss",
        "en": "Reddit asks for a key: set LISTENER_REDDIT_CLIENT_ID and "
        "LISTENER_REDDIT_CLIENT_SECRET (Reddit has to approve your access first). Without a key, "
        'add the address https://www.reddit.com/r/COMMUNITY/.rss to "feeds"',
    },
    "reddit_refused": {
        "es": "Reddit rechazó la clave o el permiso; revisa LISTENER_REDDIT_CLIENT_ID y "
        "LISTENER_REDDIT_CLIENT_SECRET, y que Reddit haya aprobado tu acceso",
        "en": "Reddit refused the key or the permission; check LISTENER_REDDIT_CLIENT_ID and "
        "LISTENER_REDDIT_CLIENT_SECRET, and that Reddit has approved your access",
    },
    "reddit_closed": {
        "es": "no se puede leer r/{listing}: es privada, está bloqueada o no existe; revisa el nombre",
        "en": "r/{listing} cannot be read: it is private, banned or does not exist; check the name",
    },
    "reddit_slow": {
        "es": "Reddit pide ir más despacio; lo volveremos a intentar",
        "en": "Reddit asks to slow down; it is tried again later",
    },
    "reddit_down": {
        "es": "Reddit no responde; lo volveremos a intentar",
        "en": "Reddit does not answer; it is tried again later",
    },
    "reddit_odd": {
        "es": "Reddit respondió algo que no se entiende ({what}); lo volveremos a intentar",
        "en": "Reddit answered something that is not understood ({what}); it is tried again",
    },
}
