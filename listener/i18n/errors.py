"""What went wrong, in words of the person who can mend it."""

MESSAGES = {
    "did_you_mean": {"es": '¿querías decir "{hint}"?', "en": 'did you mean "{hint}"?'},
    "no_such_setting": {"es": "no existe este ajuste", "en": "no such setting"},
    "missing_setting": {"es": "falta este ajuste", "en": "this setting is missing"},
    "wrong_type": {"es": "hace falta {want}, no {got}", "en": "needs {want}, not {got}"},
    "wrong_choice": {
        "es": '"{got}" no vale; elige entre: {choices}',
        "en": '"{got}" is not one of: {choices}',
    },
    "or_more": {"es": "tiene que ser {limit} o más", "en": "must be {limit} or more"},
    "more_than": {"es": "tiene que ser más de {limit}", "en": "must be more than {limit}"},
    "or_less": {"es": "tiene que ser {limit} o menos", "en": "must be {limit} or less"},
    "two_letters": {
        "es": 'hacen falta dos letras, por ejemplo "es"',
        "en": 'needs two letters, for instance "es"',
    },
    "type_or": {"es": " o ", "en": " or "},
    "type_str": {"es": 'un texto entre comillas ("...")', "en": 'text in quotes ("...")'},
    "type_int": {"es": "un número entero", "en": "a whole number"},
    "type_float": {"es": "un número", "en": "a number"},
    "type_bool": {"es": "true o false", "en": "true or false"},
    "type_array": {"es": "una lista ([...])", "en": "a list ([...])"},
    "type_object": {"es": "una sección", "en": "a section"},
    "type_datetime": {"es": "una fecha", "en": "a date"},
    "type_date": {"es": "una fecha", "en": "a date"},
    "type_time": {"es": "una hora", "en": "a time"},
    "type_null": {"es": "nada", "en": "nothing"},
    "no_address": {
        "es": '"{got}" no es una dirección de correo',
        "en": '"{got}" is not an e-mail address',
    },
    "no_hours": {
        "es": '"{got}" no son horas; escribe por ejemplo "22:00-08:00" o "lun-vie 09:00-18:00"',
        "en": '"{got}" are no hours; write for instance "22:00-08:00" or "mon-fri 09:00-18:00"',
    },
    "channel_name": {
        "es": "el nombre de un canal solo lleva letras minúsculas sin acento, cifras, - y _",
        "en": "the name of a channel has small letters a to z, digits, - and _ only",
    },
    "no_such_channel": {
        "es": '"{name}" no es una dirección de correo ni un canal de [channels]',
        "en": '"{name}" is neither an e-mail address nor a channel of [channels]',
    },
    "empty": {"es": "no puede estar vacío", "en": "must not be empty"},
    "empty_query": {
        "es": 'la consulta está vacía: escribe al menos una frase en "any" o en "all", o una expresión en "query"',
        "en": 'the query is empty: give at least one phrase in "any" or in "all", or an expression in "query"',
    },
    "twin_query": {
        "es": "dos consultas tienen el mismo nombre",
        "en": "two queries have the same name",
    },
    "twin_brand": {
        "es": 'la marca "{name}" ya está en {other}',
        "en": 'the brand "{name}" is already in {other}',
    },
    "nothing_to_listen_for": {
        "es": "no hay nada que escuchar: añade [[queries]] o [[listings]]",
        "en": "nothing to listen for: add [[queries]] or [[listings]]",
    },
    "no_such_zone": {
        "es": 'no existe la zona horaria "{zone}"',
        "en": 'no such time zone "{zone}"',
    },
    "no_such_folder": {"es": "no existe esta carpeta", "en": "no such folder"},
    "not_toml": {"es": "el archivo no se puede leer: {reason}", "en": "cannot be read: {reason}"},
    "toml_line": {
        "es": "hay algo mal escrito en la línea {line}, columna {column}; suele ser una comilla o un "
        "corchete que falta",
        "en": "something is written wrong in line {line}, column {column}; often a quote or a bracket "
        "is missing",
    },
    "toml_end": {
        "es": "falta cerrar algo antes del final: unas comillas o un corchete",
        "en": "something is not closed before the end: a quote or a bracket",
    },
    "not_utf8": {
        "es": "guárdalo con la codificación UTF-8",
        "en": "save it in the encoding UTF-8",
    },
    # What the operating system refused.
    "os_missing": {"es": "no existe el archivo o la carpeta", "en": "no such file or folder"},
    "os_denied": {"es": "no hay permiso", "en": "there is no permission"},
    "os_folder": {"es": "es una carpeta, no un archivo", "en": "it is a folder, not a file"},
    "os_exists": {"es": "ya existe", "en": "it exists already"},
    "os_full": {"es": "el disco está lleno", "en": "the disk is full"},
    "os_refused": {"es": "no acepta conexiones", "en": "it accepts no connections"},
    "os_broken": {"es": "se cortó la conexión", "en": "the connection broke"},
    "os_unreachable": {"es": "no hay red hasta allí", "en": "no network leads there"},
    "os_no_such_host": {
        "es": "no existe ese nombre de servidor",
        "en": "there is no such server name",
    },
    "os_timeout": {"es": "no responde", "en": "it does not answer"},
    "secret_file": {
        "es": "no se puede leer este archivo ({reason})",
        "en": "this file cannot be read ({reason})",
    },
}
