"""What the commands say while they work and when they are done."""

MESSAGES = {
    # Before anything can begin.
    "no_brands": {
        "es": "todavía no hay ninguna marca en {folder}; crea la primera con: listener init",
        "en": "there is no brand in {folder} yet; make the first with: listener init",
    },
    "no_such_brand": {
        "es": 'no existe la marca "{name}"',
        "en": 'no such brand "{name}"',
    },
    "bad_time": {
        "es": '"{value}" no es un día ni una hora; escribe 2026-11-22 o 2026-11-22T14:05',
        "en": '"{value}" is no day and no time; write 2026-11-22 or 2026-11-22T14:05',
    },
    "bad_since": {
        "es": '"{value}" no vale; escribe 24h, 7d, 2w, 90min o una fecha como 2026-11-01',
        "en": '"{value}" will not do; write 24h, 7d, 2w, 90min or a date like 2026-11-01',
    },
    "bad_span": {
        "es": '"{value}" no vale; escribe cuánto tiempo: 0d, 24h, 7d, 2w o 90min',
        "en": '"{value}" will not do; write how much time: 0d, 24h, 7d, 2w or 90min',
    },
    "since_future": {
        "es": '"{value}" aún no ha llegado',
        "en": '"{value}" is yet to come',
    },
    "cannot_write": {
        "es": "no se puede escribir {file}: {reason}",
        "en": "{file} cannot be written: {reason}",
    },
    "cannot_read": {
        "es": "no se puede leer {file}: {reason}",
        "en": "{file} cannot be read: {reason}",
    },
    # crawl
    "listening": {"es": "escuchando…", "en": "listening…"},
    "busy": {
        "es": "ya lo está leyendo otra ejecución",
        "en": "another run is reading it already",
    },
    "pages": {"es": ("{count} página", "{count} páginas"), "en": ("{count} page", "{count} pages")},
    "new": {
        "es": ("{count} mención nueva", "{count} menciones nuevas"),
        "en": ("{count} new", "{count} new"),
    },
    "changed": {
        "es": ("{count} cambiada", "{count} cambiadas"),
        "en": ("{count} changed", "{count} changed"),
    },
    "crawled": {
        "es": ("Leído {count} sitio", "Leídos {count} sitios"),
        "en": ("Read {count} place", "Read {count} places"),
    },
    "failed": {
        "es": (
            "{count} falló; se volverá a intentar. Mira cuál con: listener status",
            "{count} fallaron; se volverán a intentar. Mira cuáles con: listener status",
        ),
        "en": (
            "{count} failed; it is tried again. See which with: listener status",
            "{count} failed; they are tried again. See which with: listener status",
        ),
    },
    "skipped": {
        "es": (
            "{count} lo está leyendo otra ejecución.",
            "{count} los está leyendo otra ejecución.",
        ),
        "en": (
            "{count} is being read by another run.",
            "{count} are being read by another run.",
        ),
    },
    "past": {"es": "lo de antes", "en": "the past"},
    "slices_left": {
        "es": ("queda {count} tramo", "quedan {count} tramos"),
        "en": ("{count} slice left", "{count} slices left"),
    },
    "late": {
        "es": ("De antes: {count} mención.", "De antes: {count} menciones."),
        "en": ("From the past: {count} mention.", "From the past: {count} mentions."),
    },
    "past_left": {
        "es": (
            "De lo de antes queda {count} tramo: cada recogida lee un poco. Para seguir ya: listener crawl --backfill",
            "De lo de antes quedan {count} tramos: cada recogida lee un poco. Para seguir ya: listener crawl --backfill",
        ),
        "en": (
            "{count} slice of the past is left: each crawl reads a little. To go on now: listener crawl --backfill",
            "{count} slices of the past are left: each crawl reads a little. To go on now: listener crawl --backfill",
        ),
    },
    "past_saves": {
        "es": "para lo de antes se usa solo la mitad del presupuesto; {error}",
        "en": "reading the past may use only half of the budget; {error}",
    },
    "past_done": {
        "es": "De lo de antes no queda nada por leer.",
        "en": "Nothing of the past is left to be read.",
    },
    "window": {
        "es": "{source} no enseña más que los últimos {days} días: se lee hasta ahí.",
        "en": "{source} shows only its last {days} days: it is read that far back.",
    },
    "nothing_due": {
        "es": "Todavía no toca leer nada; para leerlo todo ya: listener crawl --all",
        "en": "Nothing is due yet; to read everything now: listener crawl --all",
    },
    "spike_opened": {"es": "Pico negativo en {brand}.", "en": "Negative spike for {brand}."},
    "spike_worse": {
        "es": "El pico negativo de {brand} empeora.",
        "en": "The negative spike for {brand} is getting worse.",
    },
    "spike_recovered": {
        "es": "{brand} vuelve a lo normal.",
        "en": "{brand} is back to normal.",
    },
    "spike_past": {
        "es": "Pico negativo en {brand}, ya pasado.",
        "en": "Negative spike for {brand}, over by now.",
    },
    "spike_marked": {
        "es": "Pico negativo en {brand}, que se esperaba.",
        "en": "Negative spike for {brand}, which was expected.",
    },
    "spike_adopted": {
        "es": "Lo que se dice de {brand} ya es lo normal.",
        "en": "What is said of {brand} is the usual by now.",
    },
    "unseen": {
        "es": "{brand}: no vemos {source} desde el {since}.",
        "en": "{brand}: we have not seen {source} since {since}.",
    },
    "seen_again": {
        "es": "{brand}: volvemos a ver {source}; no la veíamos desde el {since}.",
        "en": "{brand}: we see {source} again; we had not since {since}.",
    },
    # alert
    "delivery_sent": {
        "es": "{event} enviado a {recipient}",
        "en": "{event} sent to {recipient}",
    },
    "delivery_waiting": {
        "es": "{event} para {recipient}: en espera; se volverá a intentar.",
        "en": "{event} for {recipient}: waits and is tried again.",
    },
    "delivery_refused": {
        "es": "{event} para {recipient}: rechazado; no se volverá a intentar.",
        "en": "{event} for {recipient}: refused and not tried again.",
    },
    "reason": {"es": "Motivo: {error}.", "en": "Reason: {error}."},
    "event_opened": {"es": "aviso de pico", "en": "spike alert"},
    "event_worse": {"es": "aviso de que empeora", "en": "alert of worsening"},
    "event_recovered": {"es": "aviso de vuelta a lo normal", "en": "alert of recovery"},
    "event_blind": {"es": "aviso de que no vemos una fuente", "en": "notice of what we cannot see"},
    "event_sighted": {"es": "aviso de que volvemos a verla", "en": "notice that we see it again"},
    "event_digest": {"es": "resumen", "en": "digest"},
    "event_test": {"es": "mensaje de prueba", "en": "test message"},
    "nothing_waits": {"es": "No hay correos en espera.", "en": "No mail waits."},
    "nobody_told": {
        "es": 'no se avisa a nadie: escribe al menos un correo, por ejemplo ["equipo@example.com"]',
        "en": 'nobody is told: give at least one address, for instance ["team@example.com"]',
    },
    "test_subject": {
        "es": "Prueba de listener: los avisos de {brand} llegan",
        "en": "Test from listener: alerts about {brand} arrive",
    },
    "test_text": {
        "es": "Esto es una prueba. Si lees este mensaje, los avisos sobre {brand} llegarán aquí.",
        "en": "This is a test. If you read this message, alerts about {brand} will arrive here.",
    },
    # search and export
    "found": {
        "es": ("{count} mención.", "{count} menciones."),
        "en": ("{count} mention.", "{count} mentions."),
    },
    "found_limit": {
        "es": (
            "La más reciente; hay más con --limit.",
            "Las {count} más recientes; puede haber más: --limit.",
        ),
        "en": (
            "The latest one; more with --limit.",
            "The latest {count}; there may be more: --limit.",
        ),
    },
    "nothing_found": {
        "es": "No se ha encontrado nada. Prueba con menos palabras o quita algún filtro.",
        "en": "Nothing was found. Try fewer words or take a filter away.",
    },
    "exported": {
        "es": ("{n} mención en {file}", "{n} menciones en {file}"),
        "en": ("{n} mention in {file}", "{n} mentions in {file}"),
    },
    # sources
    "budget": {"es": "Presupuesto:", "en": "Budget:"},
    "watched": {"es": "Se escucha:", "en": "Listened to:"},
    "many": {
        "es": ("{n} seguimiento, {fine} bien.", "{n} seguimientos, {fine} bien."),
        "en": ("{n} watch, {fine} fine.", "{n} watches, {fine} fine."),
    },
    "read_since": {
        "es": "Lo que más lleva sin leerse se leyó el {at}.",
        "en": "What was read longest ago was read on {at}.",
    },
    "newest": {"es": "Lo más nuevo es del {at}.", "en": "The newest is from {at}."},
    "a_day": {
        "es": "Al día: {week} en los últimos 7 días, {month} en los últimos 28.",
        "en": "A day: {week} in the last 7 days, {month} in the last 28.",
    },
    "slices_open": {
        "es": (
            "De lo de antes queda {count} tramo por leer.",
            "De lo de antes quedan {count} tramos por leer.",
        ),
        "en": (
            "{count} slice of the past is still to be read.",
            "{count} slices of the past are still to be read.",
        ),
    },
    "one_by_one": {
        "es": "Uno por uno: listener sources --source {source}",
        "en": "One by one: listener sources --source {source}",
    },
    "sees": {"es": "Ve:", "en": "Sees:"},
    "misses": {"es": "No ve:", "en": "Misses:"},
    "asked_for": {"es": "Se pide:", "en": "Asked for:"},
    "off": {"es": "Apagada hasta que la pidas:", "en": "Off until you ask for it:"},
    "can": {"es": "También:", "en": "Also:"},
    "can_reply": {
        "es": "se puede contestar desde aquí (`listener reply`), hasta {n} caracteres",
        "en": "answers can be given from here (`listener reply`), up to {n} characters",
    },
    "can_read_files": {
        "es": "lee archivos exportados o guardados (`listener import`)",
        "en": "reads exported or saved files (`listener import`)",
    },
    "can_look_up": {
        "es": "encuentra sitios por su nombre (`listener listings find`)",
        "en": "finds listings by name (`listener listings find`)",
    },
    "can_look_again": {
        "es": "se vuelve a mirar lo guardado, por si se editó o borró (`listener recheck`)",
        "en": "what is stored is looked at again, for edits and deletions (`listener recheck`)",
    },
    "can_erase": {
        "es": "lo que se borra allí se quita también de aquí (texto, título y autor), como piden "
        "sus condiciones",
        "en": "what is deleted there is taken away here too (text, title and author), as its terms "
        "demand",
    },
    "can_expire": {
        "es": "lo que en {n} días no se pudo comprobar se quita de aquí",
        "en": "what could not be checked for {n} days is taken away here",
    },
    "option_line": {"es": "options.{name}: {what}", "en": "options.{name}: {what}"},
    "secret_set": {"es": "puesta", "en": "set"},
    "secret_missing": {
        "es": "no está puesta; se consigue en {where}",
        "en": "not set; get it at {where}",
    },
    "secret_optional": {
        "es": "no está puesta; es opcional y se consigue en {where}",
        "en": "not set; it is optional; get it at {where}",
    },
    "access_official-api": {"es": "API oficial", "en": "official API"},
    "access_public-feed": {"es": "canal público", "en": "public feed"},
    "access_own-file": {"es": "archivo tuyo", "en": "a file of yours"},
    "access_public-page": {"es": "página pública", "en": "public page"},
    "watches_query": {
        "es": "con frases, en [[queries]] (por ejemplo: {example})",
        "en": "by phrases, in [[queries]] (for example: {example})",
    },
    "watches_listing": {
        "es": 'por su sitio, en [[listings]] con source = "{name}" (por ejemplo: {example})',
        "en": 'by its place, in [[listings]] with source = "{name}" (for example: {example})',
    },
    "watches_both": {
        "es": 'con frases, en [[queries]], o por su sitio, en [[listings]] con source = "{name}" '
        "(por ejemplo: {example})",
        "en": 'by phrases, in [[queries]], or by its place, in [[listings]] with source = "{name}" '
        "(for example: {example})",
    },
    # status
    "items": {
        "es": ("{count} mención", "{count} menciones"),
        "en": ("{count} mention", "{count} mentions"),
    },
    "last_success": {"es": "Leído el {at}.", "en": "Read on {at}."},
    "never": {"es": "Aún no se ha leído entero.", "en": "Not read to the end yet."},
    "running": {"es": "Se está leyendo ahora.", "en": "Being read now."},
    "health_unavailable": {
        "es": "No se ha podido leer: {error}.",
        "en": "Could not be read: {error}.",
    },
    "health_throttled": {
        "es": "Pide ir más despacio: {error}.",
        "en": "Asks to slow down: {error}.",
    },
    "health_denied": {"es": "No da permiso: {error}.", "en": "Gives no permission: {error}."},
    "health_broken": {
        "es": "Responde algo que no se entiende: {error}.",
        "en": "Answers something not understood: {error}.",
    },
    "gaps": {
        "es": ("Queda un hueco sin leer.", "Quedan {n} huecos sin leer."),
        "en": ("There is a gap not read.", "There are {n} gaps not read."),
    },
    "next_due": {"es": "Próxima lectura: {at}.", "en": "Next reading: {at}."},
    "due_now": {"es": "Toca leerlo ya.", "en": "Due now."},
    # schedule
    "bad_every": {
        "es": "cron no puede contar así; usa 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720 o 1440",
        "en": "cron cannot count like that; use 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720 or 1440",
    },
    "crontab_note": {
        "es": "Escribe «crontab -e» y pega estas líneas: escuchar y, si hay destinatarios, un resumen a las 8.\n"
        "cron no conoce tus variables: escribe encima las que uses, una por línea, por ejemplo\n"
        "LISTENER_SMTP_PASSWORD_FILE=/ruta/a/la/clave",
        "en": 'Type "crontab -e" and paste these lines: listening and, if there are recipients, a digest at 8.\n'
        "cron does not know your variables: write those you use above, one a line, for instance\n"
        "LISTENER_SMTP_PASSWORD_FILE=/path/to/the/password",
    },
    "systemd_note": {
        "es": "Dos archivos. Después: systemctl --user enable --now listener.timer\n"
        "Tus variables van en el primero, bajo [Service]: Environment=NOMBRE=valor",
        "en": "Two files. Then: systemctl --user enable --now listener.timer\n"
        "Your variables go into the first, under [Service]: Environment=NAME=value",
    },
    "systemd_listen_note": {
        "es": "Y, si quieres escuchar Bluesky en directo, un tercero. Después:\n"
        "systemctl --user enable --now listener-live.service\n"
        "Si cambias una marca: systemctl --user restart listener-live.service",
        "en": "And, if you want to listen to Bluesky live, a third. Then:\n"
        "systemctl --user enable --now listener-live.service\n"
        "After changing a brand: systemctl --user restart listener-live.service",
    },
    "github_note": {
        "es": "Guárdalo como .github/workflows/listener.yml en un repositorio PRIVADO: una copia de\n"
        "listener con tu carpeta config/ (quita config/brands/example.toml si no la quieres).\n"
        "Las claves van en Settings → Secrets. GitHub puede retrasar las horas.",
        "en": "Save as .github/workflows/listener.yml in a PRIVATE repository: a copy of listener with\n"
        "your folder config/ (take config/brands/example.toml away unless you want it).\n"
        "Keys go under Settings → Secrets. GitHub may run late.",
    },
}
