"""Blocks, what they hide, and stored mentions that were matched anew."""

MESSAGES = {
    # block and unblock
    "which": {
        "es": "di a quién: un nombre, o --of con el número de una mención",
        "en": "say whom: a name, or --of with the number of a mention",
    },
    "one_of_both": {
        "es": "pon un nombre o --of, no los dos",
        "en": "give a name or --of, not both",
    },
    "source_of_site": {
        "es": "--source es solo para autores; un sitio se bloquea en todas las fuentes",
        "en": "--source is for authors only; a site is blocked in all sources",
    },
    "which_brand": {
        "es": "hay varias marcas; di para cuál con --brand: {ids}",
        "en": "there are several brands; say for which with --brand: {ids}",
    },
    "no_such_mention": {
        "es": "no hay ninguna mención con el número {key}",
        "en": "there is no mention with the number {key}",
    },
    "no_author": {
        "es": "la mención {key} no dice quién la escribió",
        "en": "mention {key} does not tell who wrote it",
    },
    "no_site": {
        "es": "la mención {key} no dice en qué sitio está",
        "en": "mention {key} does not tell which site it stands on",
    },
    "bad_author": {
        "es": '"{text}" no es un nombre de autor',
        "en": '"{text}" is not the name of an author',
    },
    "bad_site": {
        "es": '"{text}" no es un sitio; escribe su dominio, como example.com',
        "en": '"{text}" is not a site; write its domain, like example.com',
    },
    "no_such_block": {
        "es": "{brand} no tiene ese bloqueo; míralos con: listener blocks",
        "en": "{brand} has no such block; see them with: listener blocks",
    },
    "blocked": {
        "es": "{brand} ya no escucha {who}.",
        "en": "{brand} no longer hears {who}.",
    },
    "blocked_before": {
        "es": "{brand} ya tenía bloqueado {who}.",
        "en": "{brand} had already blocked {who}.",
    },
    "unblocked": {
        "es": "{brand} vuelve a escuchar {who}.",
        "en": "{brand} hears {who} again.",
    },
    "unblocked_before": {
        "es": "{brand} ya no tenía bloqueado {who}.",
        "en": "{brand} had already unblocked {who}.",
    },
    "who_author": {"es": "al autor «{name}» ({where})", "en": 'the author "{name}" ({where})'},
    "who_site": {"es": "al sitio {name}", "en": "the site {name}"},
    "everywhere": {"es": "en todas las fuentes", "en": "in all sources"},
    "in_source": {"es": "en {source}", "en": "in {source}"},
    "hidden_now": {
        "es": (
            "{count} mención deja de contar; sigue guardada. Se deshace con listener unblock.",
            "{count} menciones dejan de contar; siguen guardadas. Se deshace con listener unblock.",
        ),
        "en": (
            "{count} mention no longer counts; it stays stored. Undo it with listener unblock.",
            "{count} mentions no longer count; they stay stored. Undo it with listener unblock.",
        ),
    },
    "none_hidden": {
        "es": "No quedaba nada suyo por ocultar; lo que llegue se guardará sin contar.",
        "en": "Nothing of theirs was left to hide; what comes will be stored, but not counted.",
    },
    "back_now": {
        "es": ("{count} mención vuelve a contar.", "{count} menciones vuelven a contar."),
        "en": ("{count} mention counts again.", "{count} mentions count again."),
    },
    "none_back": {
        "es": "Nada vuelve a contar: no ocultaba nada, o lo oculta otra cosa.",
        "en": "Nothing counts again: it hid nothing, or something else hides it.",
    },
    # blocks
    "no_blocks": {"es": "No hay nada bloqueado.", "en": "Nothing is blocked."},
    "author": {"es": "autor", "en": "author"},
    "site": {"es": "sitio", "en": "site"},
    "hides": {
        "es": ("oculta {count} mención", "oculta {count} menciones"),
        "en": ("hides {count} mention", "hides {count} mentions"),
    },
    "since": {"es": "desde el {at}", "en": "since {at}"},
    "since_by": {"es": "desde el {at}, por {who}", "en": "since {at}, by {who}"},
    "lifted": {"es": "quitado el {at}", "en": "removed on {at}"},
    # crawl and query apply
    "applied": {
        "es": "{brand}: lo guardado se ha revisado con las consultas de ahora; {what}.",
        "en": "{brand}: what is stored was checked with its queries as they are now; {what}.",
    },
    "applied_hidden": {
        "es": ("{count} mención oculta", "{count} menciones ocultas"),
        "en": ("{count} mention hidden", "{count} mentions hidden"),
    },
    "applied_back": {
        "es": ("{count} vuelve a contar", "{count} vuelven a contar"),
        "en": ("{count} counts again", "{count} count again"),
    },
    "applied_found": {
        "es": ("{count} añadida", "{count} añadidas"),
        "en": ("{count} added", "{count} added"),
    },
    "reaimed": {
        "es": (
            "{brand}: con los competidores de ahora cambia {count} etiqueta.",
            "{brand}: con los competidores de ahora cambian {count} etiquetas.",
        ),
        "en": (
            "{brand}: with its competitors as they are now, {count} label changes.",
            "{brand}: with its competitors as they are now, {count} labels change.",
        ),
    },
    "applied_nothing": {"es": "nada cambia", "en": "nothing changes"},
    "nothing_to_apply": {
        "es": "Ninguna marca tiene consultas que aplicar.",
        "en": "No brand has queries to apply.",
    },
}
