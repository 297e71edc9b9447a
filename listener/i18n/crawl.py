"""What a site answered, and what to do about it."""

MESSAGES = {
    "interrupted": {
        "es": "interrumpido antes de terminar; la próxima vez se sigue desde donde se puede confiar",
        "en": "interrupted before the end; the next crawl goes on from where it is sure",
    },
    "timeout": {
        "es": "{host} no respondió en {seconds} s; se volverá a intentar más tarde",
        "en": "{host} did not answer within {seconds} s; it is asked again later",
    },
    "no_such_host": {
        "es": "no se encuentra el sitio {host}: revisa la dirección y tu conexión a internet",
        "en": "there is no site {host}: check the address and your internet connection",
    },
    "refused": {
        "es": "{host} no acepta conexiones ahora; se volverá a intentar más tarde",
        "en": "{host} accepts no connections now; it is asked again later",
    },
    "broken_connection": {
        "es": "se cortó la conexión con {host}; se volverá a intentar más tarde",
        "en": "the connection to {host} broke; it is asked again later",
    },
    "certificate": {
        "es": "el certificado de {host} no es de fiar, así que no se lee; puede ser su error "
        "o tu red (prueba la dirección en un navegador)",
        "en": "the certificate of {host} cannot be trusted, so it is not read; it may be their "
        "mistake or your network (try the address in a browser)",
    },
    "trouble": {
        "es": "{host} tiene problemas (error {status}); se volverá a intentar más tarde",
        "en": "{host} has trouble (error {status}); it is asked again later",
    },
    "throttled": {
        "es": "{host} pide ir más despacio; se le deja descansar {rest}",
        "en": "{host} asks to slow down; it is left to rest for {rest}",
    },
    "who_are_you": {
        "es": "{host} pide una clave válida (error 401): revisa la clave de esta fuente "
        "con «listener doctor»",
        "en": "{host} wants a valid key (error 401): check this source's key with "
        '"listener doctor"',
    },
    "forbidden": {
        "es": "{host} no da permiso para leer esto (error {status}): revisa la clave o el permiso, "
        "o quita esta fuente de la configuración",
        "en": "{host} gives no permission to read this (error {status}): check the key or the "
        "approval, or take this source out of the configuration",
    },
    "proxy": {
        "es": "el proxy de tu red pide identificarse (error 407): pregunta a quien lleva la red",
        "en": "your network's proxy wants a login (error 407): ask whoever runs the network",
    },
    "legal": {
        "es": "{host} no puede mostrar esto por razones legales (error 451): quita esta dirección "
        "de la configuración",
        "en": "{host} may not show this for legal reasons (error 451): take this address out of "
        "the configuration",
    },
    "gone": {
        "es": "{url} ya no existe (error 410): quita esta dirección de la configuración "
        "o busca la nueva",
        "en": "{url} is gone for good (error 410): take this address out of the configuration, "
        "or find the new one",
    },
    "not_found": {
        "es": "no se encuentra {url} (error 404): revisa que la dirección o el nombre estén bien",
        "en": "{url} is not found (error 404): check that the address or the name is right",
    },
    "robots": {
        "es": "{host} pide en su robots.txt que los programas no lean esta página: pide permiso "
        "al sitio o quítala de la configuración",
        "en": "{host} asks in its robots.txt that programs do not read this page: ask the site "
        "for permission or take it out of the configuration",
    },
    "robots_unreachable": {
        "es": "{host} no deja ver su robots.txt, así que no se lee nada; se volverá a intentar "
        "más tarde",
        "en": "{host} does not show its robots.txt, so nothing is read; it is asked again later",
    },
    "strange_status": {
        "es": "{host} respondió algo inesperado (código {status}); la respuesta queda guardada "
        "para revisarla",
        "en": "{host} gave an unexpected answer (status {status}); it is kept for inspection",
    },
    "too_big": {
        "es": "la respuesta de {host} pasa de {megabytes} MB; si es lo normal, sube "
        "answer_megabytes en listener.toml",
        "en": "the answer of {host} is larger than {megabytes} MB; if that is normal, raise "
        "answer_megabytes in listener.toml",
    },
    "circles": {
        "es": "{host} manda de una dirección a otra sin fin; revisa la dirección en un navegador",
        "en": "{host} sends from one address to another without end; try it in a browser",
    },
    "bad_address": {
        "es": "la dirección {url} no vale: debe empezar por https:// o http:// y el nombre de un sitio",
        "en": "the address {url} cannot be used: it must begin with https:// or http:// and the name of a site",
    },
    "unreadable": {
        "es": "listener no supo leer la respuesta de {source} ({reason}); la respuesta queda "
        "guardada para revisarla",
        "en": "listener could not read the answer of {source} ({reason}); it is kept for "
        "inspection",
    },
    "store_failed": {
        "es": "la base de datos falló durante la recogida",
        "en": "the database failed during the crawl",
    },
    "one_crawl_a_process": {
        "es": "ya se hizo una recogida en este proceso; empieza otro para la siguiente",
        "en": "this process has crawled already; start another for the next crawl",
    },
    "use_listener": {
        "es": 'para recoger, escribe "listener crawl": guarda lo recogido, cosa que '
        '"scrapy crawl" no hace',
        "en": 'type "listener crawl" to crawl: it stores what it finds, which "scrapy crawl" '
        "does not",
    },
}
