"""What the database cannot do, and what to do about it."""

MESSAGES = {
    "missing": {
        "es": "todavía no hay base de datos en {path}; empieza con: listener crawl",
        "en": "there is no database at {path} yet; start with: listener crawl",
    },
    "newer": {
        "es": "la base de datos {path} es de un listener más nuevo (formato {version}; este conoce "
        "hasta {known}). Actualiza listener.",
        "en": "the database {path} was written by a newer listener (format {version}; this one "
        "knows up to {known}). Update listener.",
    },
    "locked": {
        "es": "otro programa tiene ocupada la base de datos desde hace {seconds} s; "
        "inténtalo de nuevo",
        "en": "another program has kept the database busy for {seconds} s; try again",
    },
    "full": {
        "es": "el disco está lleno: no se ha guardado nada de este bloque; libera espacio y repite",
        "en": "the disk is full: nothing of this batch was stored; free some space and run again",
    },
    "cannot_open": {
        "es": "no se puede abrir la base de datos {path}: {reason}",
        "en": "the database {path} cannot be opened: {reason}",
    },
    "not_a_database": {
        "es": "{path} no es una base de datos de listener, o está dañada; recupera una copia de "
        "seguridad o indica otro archivo en «database», en listener.toml",
        "en": "{path} is not a listener database, or it is damaged; restore a backup or name "
        "another file as `database` in listener.toml",
    },
    "failed": {
        "es": "la base de datos ha fallado: {reason}",
        "en": "the database failed: {reason}",
    },
    "search_syntax": {
        "es": "no entiendo esta búsqueda; las comillas y los paréntesis van por parejas",
        "en": "this search cannot be understood; quotes and parentheses come in pairs",
    },
    "reads_no_files": {
        "es": "«{source}» no lee archivos; los leen: {able}",
        "en": '"{source}" reads no files; these do: {able}',
    },
    "busy_watch": {
        "es": "ahora mismo se está recogiendo {watch}; espera unos minutos y repite",
        "en": "{watch} is being collected right now; wait some minutes and try again",
    },
    "broken_archive": {
        "es": "el archivo comprimido está dañado o a medias; descárgalo de nuevo",
        "en": "the archive is damaged or incomplete; download it again",
    },
    "unread_rows": {
        "es": (
            "{n} fila no se pudo leer, la línea {line}: {error}",
            "{n} filas no se pudieron leer; la primera, la línea {line}: {error}",
        ),
        "en": (
            "{n} row could not be read, line {line}: {error}",
            "{n} rows could not be read; the first, line {line}: {error}",
        ),
    },
    "locked_archive": {
        "es": "el archivo comprimido pide contraseña; ábrelo y da los archivos que hay dentro",
        "en": "the archive wants a password; unpack it and give the files that are in it",
    },
    "file_too_big": {
        "es": "pasa de {megabytes} MB; pártelo en archivos más pequeños",
        "en": "it is larger than {megabytes} MB; split it into smaller files",
    },
}
