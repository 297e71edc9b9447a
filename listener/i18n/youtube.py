"""What the source YouTube says to a person."""

MESSAGES = {
    "bad_channel": {
        "es": "hace falta un canal de YouTube: su dirección tal como aparece en el navegador "
        "(https://www.youtube.com/@canal), su @nombre, o su número, que empieza por UC",
        "en": "needs a channel of YouTube: its address as the browser shows it "
        "(https://www.youtube.com/@channel), its @handle, or its number, which begins with UC",
    },
    "no_channel": {
        "es": "YouTube no tiene ningún canal {listing}; ábrelo en el navegador y copia su "
        "dirección",
        "en": "YouTube has no channel {listing}; open it in a browser and copy its address",
    },
    "used_up": {
        "es": "YouTube dice que ya no quedan consultas hoy para esta clave; seguiremos sin que "
        "hagas nada después de medianoche en California. Si otro programa usa la misma clave, "
        "baja el límite en [budgets.youtube] de listener.toml",
        "en": "YouTube says that nothing is left for this key today; it goes on by itself after "
        "midnight in California. If another program uses the same key, lower the limit under "
        "[budgets.youtube] in listener.toml",
    },
    "trouble": {
        "es": "YouTube no pudo contestar ahora («{said}»); lo volveremos a intentar",
        "en": 'YouTube could not answer now ("{said}"); it is tried again later',
    },
    "bad_key": {
        "es": "YouTube no acepta la clave: copia otra vez la de Google Cloud («API y servicios», "
        "«Credenciales», «Clave de API») en LISTENER_YOUTUBE_KEY, y mira que no esté limitada a "
        "otra API ni a otro equipo",
        "en": 'YouTube does not accept the key: copy it again from Google Cloud ("APIs & '
        'Services", "Credentials", "API key") into LISTENER_YOUTUBE_KEY, and see that it is not '
        "restricted to another API or to another machine",
    },
    "refused": {
        "es": "YouTube no da permiso («{said}»): mira en Google Cloud que la clave de "
        "LISTENER_YOUTUBE_KEY pueda usar «YouTube Data API v3»",
        "en": 'YouTube refuses ("{said}"): see in Google Cloud that the key in '
        'LISTENER_YOUTUBE_KEY may use "YouTube Data API v3"',
    },
    "not_there": {
        "es": "YouTube ya no tiene {what}; si es un canal, ábrelo en el navegador y copia su "
        "dirección",
        "en": "YouTube no longer has {what}; if it is a channel, open it in a browser and copy its "
        "address",
    },
    "odd": {
        "es": "YouTube no entendió la consulta («{said}»); puede que haya cambiado: busca una "
        "versión nueva de listener",
        "en": 'YouTube did not understand the request ("{said}"); it may have changed: look for a '
        "newer version of listener",
    },
}
