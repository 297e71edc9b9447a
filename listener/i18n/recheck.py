"""What is said of looking again at what is stored."""

MESSAGES = {
    "nothing_due": {
        "es": "Todavía no toca volver a mirar nada.",
        "en": "Nothing is due to be looked at again yet.",
    },
    "looked": {
        "es": ("{count} mención mirada de nuevo", "{count} menciones miradas de nuevo"),
        "en": ("{count} mention looked at again", "{count} mentions looked at again"),
    },
    "edited": {
        "es": ("{count} editada", "{count} editadas"),
        "en": ("{count} edited", "{count} edited"),
    },
    "deleted": {
        "es": ("{count} borrada", "{count} borradas"),
        "en": ("{count} deleted", "{count} deleted"),
    },
    "erased": {
        "es": (
            "{count} borrada allí y, como pide el sitio, también aquí",
            "{count} borradas allí y, como pide el sitio, también aquí",
        ),
        "en": (
            "{count} deleted there and, as the site demands, here as well",
            "{count} deleted there and, as the site demands, here as well",
        ),
    },
    "expired": {
        "es": (
            (
                "{count} quitada de aquí: no se pudo comprobar a tiempo, y las condiciones del sitio "
                "no dejan guardarla más. Sigue contada."
            ),
            (
                "{count} quitadas de aquí: no se pudieron comprobar a tiempo, y las condiciones del "
                "sitio no dejan guardarlas más. Siguen contadas."
            ),
        ),
        "en": (
            (
                "{count} erased here: it could not be checked in time, and the terms of the site do "
                "not let it be kept longer. It stays counted."
            ),
            (
                "{count} erased here: they could not be checked in time, and the terms of the site do "
                "not let them be kept longer. They stay counted."
            ),
        ),
    },
    "left": {
        "es": ("Queda {count} para otra vez.", "Quedan {count} para otra vez."),
        "en": ("{count} is left for later.", "{count} are left for later."),
    },
    "rests": {
        "es": "{source} pidió una pausa hasta el {at} (UTC).",
        "en": "{source} asked for a pause until {at} (UTC).",
    },
    "overdue": {
        "es": (
            (
                "{source}: hace más de {days} días que no se comprueba {count} mención guardada, y "
                "sus condiciones lo piden. Hazlo ahora con: listener recheck"
            ),
            (
                "{source}: hace más de {days} días que no se comprueban {count} menciones guardadas, "
                "y sus condiciones lo piden. Hazlo ahora con: listener recheck"
            ),
        ),
        "en": (
            (
                "{source}: {count} stored mention has not been checked for over {days} days, and its "
                "terms demand it. Do it now with: listener recheck"
            ),
            (
                "{source}: {count} stored mentions have not been checked for over {days} days, and "
                "its terms demand it. Do it now with: listener recheck"
            ),
        ),
    },
}
