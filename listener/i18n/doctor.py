"""What `listener doctor` finds, in words."""

MESSAGES = {
    "about_python": {"es": "programa", "en": "program"},
    "about_zones": {"es": "zonas horarias", "en": "time zones"},
    "about_config": {"es": "configuración", "en": "configuration"},
    "about_brands": {"es": "marcas", "en": "brands"},
    "about_secrets": {"es": "claves", "en": "keys"},
    "about_mail": {"es": "correo", "en": "mail"},
    "about_sentiment": {"es": "sentimiento", "en": "sentiment"},
    "about_database": {"es": "base de datos", "en": "database"},
    "about_sources": {"es": "fuentes", "en": "sources"},
    "about_power": {"es": "qué se ve", "en": "what shows"},
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
}
