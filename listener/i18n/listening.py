"""What is said of streams, that are heard as it happens."""

MESSAGES = {
    "watch": {"es": "{source}: en directo", "en": "{source}: live"},
    "ahead": {
        "es": "un mensaje con fecha futura; se guarda aparte",
        "en": "a message with a date in the future; it is put aside",
    },
    "refused": {
        "es": "no se puede abrir el directo (HTTP {status}); se vuelve a intentar",
        "en": "the stream does not open (HTTP {status}); it is tried again",
    },
    "cut": {
        "es": "se cortó el directo ({reason}); se retoma donde estaba",
        "en": "the stream was cut ({reason}); it goes on where it was",
    },
    "unreachable": {
        "es": "no se pudo conectar con el directo ({reason}); se vuelve a intentar",
        "en": "the stream cannot be reached ({reason}); it is tried again",
    },
    "nothing_to_hear": {
        "es": "ninguna marca tiene una consulta para escuchar en directo: añade [[queries]] en su "
        "archivo, sin «sources» o con «{source}» entre ellas",
        "en": "no brand has a query to be heard live: add [[queries]] to its file, without "
        '"sources" or with "{source}" among them',
    },
    "no_stream": {
        "es": "{source} no se puede escuchar en directo; sí se puede: {names}",
        "en": "{source} cannot be heard live; these can: {names}",
    },
    "started": {
        "es": (
            "Escuchando {source} en directo para {count} marca. Ctrl-C para parar.",
            "Escuchando {source} en directo para {count} marcas. Ctrl-C para parar.",
        ),
        "en": (
            "Listening to {source} live for {count} brand. Ctrl-C stops.",
            "Listening to {source} live for {count} brands. Ctrl-C stops.",
        ),
    },
    "so_far": {
        "es": "{source}: {messages} mensajes oídos, {new} menciones nuevas, {changed} cambiadas",
        "en": "{source}: {messages} messages heard, {new} new mentions, {changed} changed",
    },
    "odd": {
        "es": ("{count} que no se entiende", "{count} que no se entienden"),
        "en": ("{count} not understood", "{count} not understood"),
    },
    "stand_by": {
        "es": "ya hay otro listener escuchando; si se para, sigue este",
        "en": "another listener is at it; if it stops, this one goes on",
    },
    "up_to_date": {"es": "al día", "en": "up to date"},
    "behind": {"es": "con {behind} de retraso", "en": "{behind} behind"},
    "row_live": {"es": "Escuchando ahora, {how_far}.", "en": "Listening now, {how_far}."},
    "row_off": {
        "es": "Nadie escucha ahora: listener listen.",
        "en": "Nobody is listening now: listener listen.",
    },
    "live": {
        "es": "{source} en directo: escuchando, {how_far}",
        "en": "{source} live: listening, {how_far}",
    },
    "not_live": {
        "es": "{source} en directo: no se escucha desde {at}; ponlo en marcha con: listener listen",
        "en": "{source} live: not listened to since {at}; start it with: listener listen",
    },
    "cannot_hear": {
        "es": "{source} en directo: no se oye nada desde {at} ({error})",
        "en": "{source} live: nothing has been heard since {at} ({error})",
    },
    "never": {"es": "nunca", "en": "never"},
}
