"""What the source of tables says to a person, and what its column maps and proposals say."""

MESSAGES = {
    # The map of columns.
    "no_such_map": {
        "es": 'no hay un mapa de columnas "{name}" en {folder}; «listener import --columns ARCHIVO» '
        "propone uno",
        "en": 'there is no column map "{name}" in {folder}; "listener import --columns FILE" '
        "proposes one",
    },
    "bad_name": {
        "es": '"{name}" no vale como nombre de mapa: usa minúsculas sin acentos, cifras y guiones, por '
        "ejemplo encuesta-nps",
        "en": '"{name}" will not do as the name of a map: use small letters without accents, digits and '
        "hyphens, for instance nps-survey",
    },
    "says_nothing": {
        "es": "di al menos qué columna es el texto (text), el título (title) o la nota (rating)",
        "en": "say at least which column is the text, the title or the rating",
    },
    "no_scale": {
        "es": "falta la escala de la nota: [scale] con worst y best (NPS: worst = 0, best = 10; CSAT "
        "de 1 a 5: worst = 1, best = 5; CES de 1 a 7: worst = 1, best = 7)",
        "en": "the scale of the rating is missing: [scale] with worst and best (NPS: worst = 0, "
        "best = 10; CSAT of 1 to 5: worst = 1, best = 5; CES of 1 to 7: worst = 1, best = 7)",
    },
    "flat_scale": {
        "es": "tiene que ser distinto de worst",
        "en": "must differ from worst",
    },
    "which_map": {
        "es": "di con --map qué mapa de columnas vale para esta tabla",
        "en": "say with --map which column map this table has",
    },
    "which_of_maps": {
        "es": "di con --map qué mapa de columnas vale para esta tabla: {maps}",
        "en": "say with --map which column map this table has: {maps}",
    },
    "no_map_yet": {
        "es": "aún no hay ningún mapa de columnas; «listener import --columns ARCHIVO» mira la tabla y "
        "propone uno",
        "en": 'there is no column map yet; "listener import --columns FILE" looks at the table and '
        "proposes one",
    },
    "map_elsewhere": {
        "es": "--map solo vale con la fuente table: «listener import table ARCHIVO --map NOMBRE»",
        "en": '--map goes with the source table alone: "listener import table FILE --map NAME"',
    },
    "not_crawled": {
        "es": "las tablas no se recogen solas: entran con «listener import table ARCHIVO --map NOMBRE»; "
        'quita source = "table" de la marca, no hace falta ponerla',
        "en": 'tables are not collected by themselves: they come in with "listener import table FILE '
        '--map NAME"; take source = "table" out of the brand, it need not be there',
    },
    # Files.
    "no_table": {
        "es": "{file} no es una tabla que se pueda leer: hace falta CSV, Excel (.xlsx) o JSON, con los "
        "nombres de las columnas en la primera línea (o en la que diga header)",
        "en": "{file} is no table that can be read: it takes CSV, Excel (.xlsx) or JSON, with the names "
        "of the columns in the first line (or in the one that header says)",
    },
    "bad_letters": {
        "es": "{file} no está en la codificación que se esperaba; en Excel, guárdalo como «CSV UTF-8»",
        "en": '{file} is not in the encoding that was expected; in Excel, save it as "CSV UTF-8"',
    },
    "guessed_letters": {
        "es": "no está en UTF-8: se ha leído como Windows-1252 (Latin-1); si salen mal los acentos, "
        "guárdalo como «CSV UTF-8»",
        "en": "it is not in UTF-8: it was read as Windows-1252 (Latin-1); if accents come out wrong, "
        'save it as "CSV UTF-8"',
    },
    "old_book": {
        "es": "{file} es un Excel antiguo (.xls) o con contraseña; guárdalo como .xlsx sin contraseña o "
        "como CSV",
        "en": "{file} is an old workbook (.xls) or one with a password; save it as .xlsx without a "
        "password, or as CSV",
    },
    "broken_book": {
        "es": "{file} no se puede leer como Excel; ábrelo y guárdalo otra vez como .xlsx o como CSV",
        "en": "{file} cannot be read as a workbook; open it and save it again as .xlsx or as CSV",
    },
    "big_book": {
        "es": "{file} ocupa descomprimido más de {megabytes} MB; guárdalo como CSV",
        "en": "{file} is larger than {megabytes} MB when unpacked; save it as CSV",
    },
    "no_sheet": {
        "es": '{file} no tiene la hoja "{sheet}"; tiene: {sheets}',
        "en": '{file} has no sheet "{sheet}"; it has: {sheets}',
    },
    "other_columns": {
        "es": "{file} no es una tabla del mapa {map}: le falta {missing}; tiene: {there}",
        "en": "{file} is no table of the map {map}: it lacks {missing}; it has: {there}",
    },
    # Rows.
    "bad_quotes": {
        "es": "las comillas no cuadran: sobra o falta una",
        "en": "the quotes do not match: one too many or too few",
    },
    "too_long": {
        "es": "tiene {got} columnas y el encabezado {want}: un separador dentro de un texto sin comillas",
        "en": "has {got} columns and the header {want}: a separator within a text without quotes",
    },
    "too_short": {
        "es": "tiene {got} columnas y el encabezado {want}: está cortada",
        "en": "has {got} columns and the header {want}: it is cut off",
    },
    "bad_json": {
        "es": "no es un objeto de JSON ({…}) entero",
        "en": "is not a whole object of JSON ({…})",
    },
    "bad_time": {
        "es": '«{column}» dice "{value}", y eso no es una fecha según el mapa (dates = "{dates}")',
        "en": '"{column}" says "{value}", which is no date by the map (dates = "{dates}")',
    },
    "bad_mark": {
        "es": '«{column}» dice "{value}", y eso no es una nota de {worst} a {best}; si son palabras, '
        "ponlas en [scale.words]",
        "en": '"{column}" says "{value}", which is no mark from {worst} to {best}; if it is a word, '
        "put it into [scale.words]",
    },
    "rounded_id": {
        "es": '«{column}» dice "{value}": la hoja de cálculo ha redondeado el número; descarga el archivo '
        "otra vez y no lo abras antes de importarlo",
        "en": '"{column}" says "{value}": the spreadsheet has rounded the number; download the file '
        "again and do not open it before the import",
    },
    "twin_id": {
        "es": 'el id "{id}" ya está en la línea {line} con otro contenido; elige una columna que no se repita',
        "en": 'the id "{id}" stands in line {line} already, with other content; choose a column that '
        "does not repeat",
    },
    "empty_rows": {
        "es": (
            "{n} fila no dice nada (ni texto ni nota)",
            "{n} filas no dicen nada (ni texto ni nota)",
        ),
        "en": (
            "{n} row says nothing (no text, no mark)",
            "{n} rows say nothing (no text, no mark)",
        ),
    },
    # The proposal.
    "doubt_dates": {
        "es": 'fechas como "{value}": se supone el día delante; si va delante el mes, pon dates = "month-first"',
        "en": 'dates like "{value}": the day is taken to come first; if the month does, put '
        'dates = "month-first"',
    },
    "doubt_scale": {
        "es": "«{column}»: se supone una escala de {worst} (lo peor) a {best} (lo mejor); compruébala",
        "en": '"{column}": a scale from {worst} (worst) to {best} (best) is assumed; check it',
    },
    "doubt_id": {
        "es": "no hay una columna de id: se deriva de lo dicho, la fecha y el autor; un texto corregido "
        "entraría otra vez",
        "en": "there is no column with an id: it is derived from what was said, the date and the author; "
        "a corrected text would come in again",
    },
    "doubt_time": {
        "es": "no se ve cuál es la fecha; sin ella no se sabe de cuándo es cada fila",
        "en": "no column looks like the date; without it nobody knows when each row is from",
    },
    "doubt_solved": {
        "es": "«{column}» parece cuándo se resolvió: eso no se guarda, no hay dónde",
        "en": '"{column}" seems to be when it was solved: that is not kept, there is no place for it',
    },
    "found": {"es": "Columnas de {file}:", "en": "Columns of {file}:"},
    "proposed": {"es": "Mapa propuesto:", "en": "Proposed map:"},
    "look_at": {"es": "A comprobar:", "en": "To be checked:"},
    "unknown": {
        "es": "No se ve qué columna es el texto o la nota. Copia lo de arriba en {path}, completa "
        "[columns] con los nombres de la tabla, y listo.",
        "en": "No column looks like the text or the mark. Copy the above into {path} and fill in "
        "[columns] with the names of the table.",
    },
    "ask_write": {"es": "¿Lo escribo en {path}? (s/n)", "en": "Shall I write it to {path}? (y/n)"},
    "written": {
        "es": "Escrito: {path}. Repásalo y después: listener import table {file} --map {name}",
        "en": "Written: {path}. Look it over, and then: listener import table {file} --map {name}",
    },
    "not_written": {
        "es": "No se ha escrito nada.",
        "en": "Nothing was written.",
    },
    "there_already": {
        "es": "{path} ya existe y no se toca; con --map dale otro nombre.",
        "en": "{path} exists already and is left as it is; give another name with --map.",
    },
    "head": {
        "es": "Qué es cada columna, por su nombre en el archivo. Propuesto el {day} para {file}.\n"
        "Otras: title, edited, url, language, country, item, reply, reply_time, reply_author.",
        "en": "What each column is, by its name in the file. Proposed on {day} for {file}.\n"
        "Others: title, edited, url, language, country, item, reply, reply_time, reply_author.",
    },
    "head_dates": {
        "es": "Cómo van las fechas: iso (2026-11-03), day-first (3/11/2026), month-first (11/3/2026), "
        "seconds o milliseconds. Su zona: time_zone; si falta, la de la marca.",
        "en": "How dates are written: iso (2026-11-03), day-first (3/11/2026), month-first (11/3/2026), "
        "seconds or milliseconds. Their zone: time_zone; without it, the brand's.",
    },
    "head_scale": {
        "es": "La peor y la mejor nota posible, no las que haya en el archivo.",
        "en": "The worst and the best mark there can be, not those in the file.",
    },
}
