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
        "es": '"{value}" no es una hora; escríbela así: 2026-11-22T14:05',
        "en": '"{value}" is no time; write it like this: 2026-11-22T14:05',
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
    # doctor
    "about_python": {"es": "programa", "en": "program"},
    "about_zones": {"es": "zonas horarias", "en": "time zones"},
    "about_config": {"es": "configuración", "en": "configuration"},
    "about_brands": {"es": "marcas", "en": "brands"},
    "about_secrets": {"es": "claves", "en": "keys"},
    "about_mail": {"es": "correo", "en": "mail"},
    "about_sentiment": {"es": "sentimiento", "en": "sentiment"},
    "about_database": {"es": "base de datos", "en": "database"},
    "about_sources": {"es": "fuentes", "en": "sources"},
    "about_schedule": {"es": "horario", "en": "schedule"},
    "zones": {"es": "{n} conocidas", "en": "{n} known"},
    "no_zones": {
        "es": "no hay datos de zonas horarias; instala el paquete tzdata",
        "en": "there are no time zone data; install the package tzdata",
    },
    "place_used": {"es": "se usa {place}: {folder}", "en": "{place} is used: {folder}"},
    "place_exists": {
        "es": "{place}: {folder} existe, pero manda otra",
        "en": "{place}: {folder} exists, but another goes first",
    },
    "place_unused": {"es": "{place}: {folder}", "en": "{place}: {folder}"},
    "place_user": {"es": "carpeta personal", "en": "user folder"},
    "not_given": {"es": "no se ha indicado", "en": "not given"},
    "brand": {
        "es": (
            "{name} ({id}): escucha en {n} sitio; avisa a {told}",
            "{name} ({id}): escucha en {n} sitios; avisa a {told}",
        ),
        "en": (
            "{name} ({id}): listens in {n} place; tells {told}",
            "{name} ({id}): listens in {n} places; tells {told}",
        ),
    },
    "brand_untold": {
        "es": (
            "{name} ({id}): escucha en {n} sitio; no avisa a nadie (alerts.email)",
            "{name} ({id}): escucha en {n} sitios; no avisa a nadie (alerts.email)",
        ),
        "en": (
            "{name} ({id}): listens in {n} place; tells nobody (alerts.email)",
            "{name} ({id}): listens in {n} places; tells nobody (alerts.email)",
        ),
    },
    "brand_paused": {"es": "{name} ({id}): en pausa", "en": "{name} ({id}): paused"},
    "mail_off": {
        "es": "sin servidor: los avisos esperan (host en [mail] de listener.toml)",
        "en": "no server: alerts wait (host under [mail] in listener.toml)",
    },
    "mail_with_password": {
        "es": "{host}:{port} ({security}), con contraseña; pruébalo con: listener alert --test",
        "en": "{host}:{port} ({security}), with a password; try it with: listener alert --test",
    },
    "mail_without_password": {
        "es": "{host}:{port} ({security}), sin contraseña (LISTENER_SMTP_PASSWORD)",
        "en": "{host}:{port} ({security}), without a password (LISTENER_SMTP_PASSWORD)",
    },
    "database": {
        "es": (
            "{path}: {count} mención, {megabytes} MB, formato {version}",
            "{path}: {count} menciones, {megabytes} MB, formato {version}",
        ),
        "en": (
            "{path}: {count} mention, {megabytes} MB, format {version}",
            "{path}: {count} mentions, {megabytes} MB, format {version}",
        ),
    },
    "database_faults": {
        "es": "está dañada: {fault}. Recupera una copia de seguridad.",
        "en": "it is damaged: {fault}. Restore a backup.",
    },
    "crawled_lately": {
        "es": "se ha escuchado hace poco",
        "en": "it listened lately",
    },
    "crawled_long_ago": {
        "es": "hace más de 3 horas que no se escucha; para que lo haga solo: listener schedule",
        "en": "it has not listened for over 3 hours; to make it do so by itself: listener schedule",
    },
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
    # init
    "ask_name": {"es": "Nombre de la marca", "en": "Name of the brand"},
    "ask_phrases": {
        "es": "Cómo la nombra la gente, separado por comas",
        "en": "What people call it, with commas between",
    },
    "ask_languages": {
        "es": "Idiomas en que se habla de ella",
        "en": "Languages in which people talk of it",
    },
    "ask_time_zone": {"es": "Zona horaria", "en": "Time zone"},
    "ask_emails": {
        "es": "Correos que reciben los avisos, separados por comas (Intro: ninguno)",
        "en": "E-mail addresses that get alerts (Enter: none)",
    },
    "ask_apps": {
        "es": "Apps de la App Store: número o enlace (Intro: ninguna)",
        "en": "Apps in the App Store: number or link (Enter: none)",
    },
    "ask_countries": {
        "es": "Países de sus reseñas, con dos letras cada uno",
        "en": "Countries of their reviews, two letters each",
    },
    "ask_feeds": {
        "es": "Canales RSS de blogs o medios: su dirección (Intro: ninguno)",
        "en": "RSS feeds of blogs or news sites: their addresses (Enter: none)",
    },
    "name_missing": {
        "es": "con --yes hace falta --name",
        "en": "with --yes, --name is needed",
    },
    "bad_languages": {
        "es": '"{text}" no vale; escribe códigos como es, en',
        "en": '"{text}" will not do; write codes like es, en',
    },
    "bad_email": {
        "es": '"{text}" no es una dirección de correo',
        "en": '"{text}" is no e-mail address',
    },
    "bad_country": {
        "es": '"{text}" no vale; escribe dos letras, como es, mx o us',
        "en": '"{text}" will not do; write two letters, like es, mx or us',
    },
    "in_the_way": {
        "es": "este archivo ya existe y no se sobrescribe; edítalo o elige otro nombre",
        "en": "this file exists and is not overwritten; edit it or choose another name",
    },
    "written": {"es": "Escrito: {file}", "en": "Written: {file}"},
    "init_reddit": {
        "es": "Reddit tiene que aprobar antes tu acceso. Sin aprobación, añade la comunidad como canal:\n"
        "  https://www.reddit.com/r/COMUNIDAD/.rss",
        "en": "Reddit has to approve your access first. Without approval, add the community as a feed:\n"
        "  https://www.reddit.com/r/COMMUNITY/.rss",
    },
    "init_lists": {
        "es": "Opcional: en {folder}/aspects/es.toml, tus palabras para precio, espera, trato…; en\n"
        "  {folder}/rules.toml, nombres y frases que se leen mal (listener sentiment rules).",
        "en": "Optional: in {folder}/aspects/en.toml, your words for price, waiting, staff…; in\n"
        "  {folder}/rules.toml, names and phrases that are read wrongly (listener sentiment rules).",
    },
    "init_next": {
        "es": "Ahora:\n  listener{config} doctor\n  listener{config} crawl\n  listener{config} digest",
        "en": "Next:\n  listener{config} doctor\n  listener{config} crawl\n  listener{config} digest",
    },
    # import
    "import_which_brand": {
        "es": "hay varias marcas; di de cuál son con --brand: {brands}",
        "en": "there are several brands; say whose they are with --brand: {brands}",
    },
    "import_rows": {"es": ("{count} fila", "{count} filas"), "en": ("{count} row", "{count} rows")},
    "import_new": {"es": ("{count} nueva", "{count} nuevas"), "en": "{count} new"},
    "import_changed": {
        "es": ("{count} cambiada", "{count} cambiadas"),
        "en": "{count} changed",
    },
    "import_known": {
        "es": ("{count} ya estaba", "{count} ya estaban"),
        "en": "{count} already there",
    },
    "import_stale": {
        "es": ("{count} más vieja que lo guardado", "{count} más viejas que lo guardado"),
        "en": "{count} older than what is stored",
    },
    "import_star_only": {
        "es": ("{count} solo con estrellas", "{count} solo con estrellas"),
        "en": "{count} with stars only",
    },
    "import_not_read": {
        "es": ("{count} con un fallo", "{count} con un fallo"),
        "en": ("{count} with a fault", "{count} with a fault"),
    },
    "import_unread": {"es": "línea {line}: {error}", "en": "line {line}: {error}"},
    "import_more_unread": {
        "es": ("y {count} fila más", "y {count} filas más"),
        "en": ("and {count} more row", "and {count} more rows"),
    },
    "import_columns_alone": {
        "es": "con --columns no hace falta una fuente: listener import --columns ARCHIVO",
        "en": "with --columns no source is needed: listener import --columns FILE",
    },
    "import_undated": {"es": "{count} sin fecha", "en": "{count} without a date"},
    "import_unlisted": {
        "es": "Esto no está en la configuración de la marca: {listings}. No impide guardarlo; si "
        "no es suyo, revisa --brand.",
        "en": "This is not in the settings of the brand: {listings}. That does not keep it from "
        "being stored; if it is not theirs, check --brand.",
    },
    "import_rehearsed": {
        "es": "Es solo un ensayo, no se ha guardado nada. De {brand} habría: menciones "
        "nuevas, {new}; cambiadas, {changed}.",
        "en": "This is a rehearsal, nothing was stored. Of {brand} there would be: new "
        "mentions, {new}; changed, {changed}.",
    },
    "imported": {
        "es": "{brand}. Menciones nuevas: {new}; cambiadas: {changed}.",
        "en": "{brand}. New mentions: {new}; changed: {changed}.",
    },
}
