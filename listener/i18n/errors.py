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
    "empty": {"es": "no puede estar vacío", "en": "must not be empty"},
    "empty_query": {
        "es": 'la consulta está vacía: escribe al menos una frase en "any" o en "all"',
        "en": 'the query is empty: give at least one phrase in "any" or in "all"',
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
    "secret_file": {
        "es": "no se puede leer este archivo ({reason})",
        "en": "this file cannot be read ({reason})",
    },
}
