"""What may be used of a source, what was used, and when there is more."""

MESSAGES = {
    "used_up": {
        "es": "presupuesto de {title} agotado: {used} de {limit} {what}; "
        "se sigue a partir del {at}",
        "en": "the budget of {title} is used up: {used} of {limit} {what}; it goes on from {at}",
    },
    "too_little": {
        "es": "queda poco presupuesto de {title}: {used} de {limit} {what}, y la siguiente "
        "petición puede gastar {wanted}; se sigue a partir del {at}",
        "en": "little is left of the budget of {title}: {used} of {limit} {what}, and the next "
        "request may use {wanted}; it goes on from {at}",
    },
    "never": {
        "es": "{title} no se consulta: cada petición puede gastar {wanted} y el límite es "
        "{limit} {what}; si quieres consultarla, sube {budget} en [budgets.{source}] de "
        "listener.toml",
        "en": "{title} is not asked: a request may use {wanted} and the limit is {limit} {what}; "
        "to have it asked, raise {budget} under [budgets.{source}] in listener.toml",
    },
    "standing": {
        "es": "{title}: usado {used} de {limit} {what}",
        "en": "{title}: used {used} of {limit} {what}",
    },
    "of_brand": {"es": "con las claves de {brand}", "en": "with the keys of {brand}"},
    "renews": {"es": "se renueva el {at}", "en": "starts again on {at}"},
    "frees": {"es": "empieza a liberarse el {at}", "en": "the first of it comes back on {at}"},
    "no_budgets": {
        "es": 'la fuente "{source}" no tiene presupuestos',
        "en": 'the source "{source}" has no budgets',
    },
    "no_such_budget": {
        "es": "{source} no tiene este presupuesto; los suyos son: {names}",
        "en": "{source} has no such budget; it has: {names}",
    },
    "no_amount": {
        "es": "tiene que ser un número desde 0 (0: no preguntar nunca)",
        "en": "must be a number from 0 up (0: never ask)",
    },
}
