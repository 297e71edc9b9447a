"""What became of files that were imported, in words."""

MESSAGES = {
    "which_brand": {
        "es": "hay varias marcas; di de cuál son con --brand: {brands}",
        "en": "there are several brands; say whose they are with --brand: {brands}",
    },
    "rows": {"es": ("{count} fila", "{count} filas"), "en": ("{count} row", "{count} rows")},
    "new": {"es": ("{count} nueva", "{count} nuevas"), "en": "{count} new"},
    "changed": {
        "es": ("{count} cambiada", "{count} cambiadas"),
        "en": "{count} changed",
    },
    "known": {
        "es": ("{count} ya estaba", "{count} ya estaban"),
        "en": "{count} already there",
    },
    "stale": {
        "es": ("{count} más vieja que lo guardado", "{count} más viejas que lo guardado"),
        "en": "{count} older than what is stored",
    },
    "star_only": {
        "es": ("{count} solo con estrellas", "{count} solo con estrellas"),
        "en": "{count} with stars only",
    },
    "not_read": {
        "es": ("{count} con un fallo", "{count} con un fallo"),
        "en": ("{count} with a fault", "{count} with a fault"),
    },
    "unread": {"es": "línea {line}: {error}", "en": "line {line}: {error}"},
    "more_unread": {
        "es": ("y {count} fila más", "y {count} filas más"),
        "en": ("and {count} more row", "and {count} more rows"),
    },
    "columns_alone": {
        "es": "con --columns no hace falta una fuente: listener import --columns ARCHIVO",
        "en": "with --columns no source is needed: listener import --columns FILE",
    },
    "undated": {"es": "{count} sin fecha", "en": "{count} without a date"},
    "unlisted": {
        "es": "Esto no está en la configuración de la marca: {listings}. No impide guardarlo; si "
        "no es suyo, revisa --brand.",
        "en": "This is not in the settings of the brand: {listings}. That does not keep it from "
        "being stored; if it is not theirs, check --brand.",
    },
    "rehearsed": {
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
