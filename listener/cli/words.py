"""Click's own words in Spanish.

Click asks gettext, which wants a compiled catalogue on disk and reads the language from
variables that are not ours; so its modules are given another `_`.
"""

from __future__ import annotations

import sys

from listener.i18n import Translator, language_of

SPANISH = {
    "Usage:": "Uso:",
    "Options": "Opciones",
    "Commands": "Comandos",
    "[OPTIONS]": "[OPCIONES]",
    "COMMAND [ARGS]...": "COMANDO [OPCIONES]",
    "[COMMAND] [ARGS]...": "[COMANDO] [OPCIONES]",
    "Aborted!": "Interrumpido.",
    "Error: {message}": "Error: {message}",
    "Missing command.": "Falta el comando.",
    "Missing argument": "Falta",
    "Missing option": "Falta la opción",
    "Missing parameter": "Falta",
    "No such command {name!r}.": "No existe el comando {name!r}.",
    "No such option {name!r}.": "No existe la opción {name!r}.",
    "No such option: {name}": "No existe la opción {name}",
    "Did you mean {possibility}?": "¿Querías decir {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(¿Querías decir alguna de estas? {possibilities})",
    "(Possible options: {possibilities})": "(Opciones parecidas: {possibilities})",
    "Try '{command} {option}' for help.": "Prueba '{command} {option}' para ver la ayuda.",
    "Invalid value: {message}": "Valor no válido: {message}",
    "Invalid value for {param_hint}: {message}": "Valor no válido para {param_hint}: {message}",
    "Choose from:\n\t{choices}": "Elige entre:\n\t{choices}",
    "{value!r} is not {choice}.": "{value!r} no es {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} no es ninguna de estas: {choices}.",
    "{value!r} is not a valid {number_type}.": "{value!r} no es un número válido.",
    "{value} is not in the range {range}.": "{value} no está en el intervalo {range}.",
    "Option {name!r} requires an argument.": "La opción {name!r} necesita un valor.",
    "Option {name!r} does not take a value.": "La opción {name!r} no lleva valor.",
    "Got unexpected extra argument ({args})": "Sobra esto: {args}",
    "Got unexpected extra arguments ({args})": "Sobra esto: {args}",
    "default: {default}": "por defecto: {default}",
    "required": "obligatoria",
    "Error: invalid input": "Error: eso no vale",
    "{name} {filename!r} does not exist.": "{name} {filename!r} no existe.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} es una carpeta.",
    "{name} {filename!r} is a file.": "{name} {filename!r} es un archivo.",
    "{name} {filename!r} is not writable.": "en {name} {filename!r} no se puede escribir.",
    "Could not open file {filename!r}: {message}": "No se puede abrir {filename!r}: {message}",
    "file": "archivo",
    "directory": "carpeta",
    "File": "El archivo",
    "Directory": "La carpeta",
    "Path": "La ruta",
}


# Click names the type, which for a range is "integer range".
_ENGLISH = {"{value!r} is not a valid {number_type}.": "{value!r} is not a valid number."}


def word(text: str) -> str:
    """The text as the language that is spoken has it, if it is known."""
    return (SPANISH if Translator(language_of()).catalogue == "es" else _ENGLISH).get(text, text)


def words(one: str, many: str, count: int) -> str:
    """Singular or plural, in Spanish if Spanish is spoken."""
    return word(one if count == 1 else many)


def teach_click() -> None:
    """Give every module of click that speaks our words instead of gettext's."""
    for name, module in list(sys.modules.items()):
        if name.startswith("click."):
            for attribute, replacement in (("_", word), ("ngettext", words)):
                if hasattr(module, attribute):
                    setattr(module, attribute, replacement)
