"""What people call the things that mentions speak of, and how they are told of them."""

MESSAGES = {
    # Aspects.
    "price": {"es": "Precio", "en": "Price"},
    "service": {"es": "Servicio", "en": "Service"},
    "wait": {"es": "Espera", "en": "Waiting"},
    "delivery": {"es": "Entrega", "en": "Delivery"},
    "quality": {"es": "Calidad", "en": "Quality"},
    "crash": {"es": "Caídas de la app", "en": "Crashes"},
    "login": {"es": "Acceso a la cuenta", "en": "Signing in"},
    "payment": {"es": "Pago", "en": "Payment"},
    "refund": {"es": "Devoluciones", "en": "Refunds"},
    "cleanliness": {"es": "Limpieza", "en": "Cleanliness"},
    "staff": {"es": "Personal", "en": "Staff"},
    "food": {"es": "Comida", "en": "Food"},
    "ambience": {"es": "Ambiente", "en": "Ambience"},
    "location": {"es": "Ubicación", "en": "Location"},
    "performance": {"es": "Rendimiento", "en": "Performance"},
    "usability": {"es": "Facilidad de uso", "en": "Ease of use"},
    "support": {"es": "Atención al cliente", "en": "Customer support"},
    "billing": {"es": "Facturación", "en": "Billing"},
    "coverage": {"es": "Cobertura", "en": "Coverage"},
    "booking": {"es": "Reservas", "en": "Booking"},
    "availability": {"es": "Disponibilidad", "en": "Availability"},
    "safety": {"es": "Seguridad", "en": "Safety"},
    "product": {"es": "Producto", "en": "Product"},
    # The command.
    "head_aspect": {"es": "Aspecto", "en": "Aspect"},
    "head_items": {"es": "Menciones", "en": "Mentions"},
    "head_before": {"es": "antes", "en": "before"},
    "head_negatives": {"es": "Negativas", "en": "Negative"},
    "head_was": {"es": "antes", "en": "before"},
    "nothing": {
        "es": "Ninguna mención del periodo habla de un aspecto de las listas.",
        "en": "No mention of the period speaks of an aspect of the lists.",
    },
    "renewed": {
        "es": (
            "Leída 1 mención con las listas de ahora; han cambiado {changed}.",
            "Leídas {read} menciones con las listas de ahora; han cambiado {changed}.",
        ),
        "en": (
            "Read 1 mention by the lists of now; {changed} changed.",
            "Read {read} mentions by the lists of now; {changed} changed.",
        ),
    },
    "which_brand": {
        "es": "hay varias marcas: di cuál con --brand",
        "en": "there are several brands: say which with --brand",
    },
    "no_aspect": {
        "es": 'no existe el aspecto "{name}"; `listener aspects` los enumera',
        "en": 'no such aspect "{name}"; `listener aspects` lists them',
    },
    "no_suggestion": {
        "es": "Nada que sugerir en {n} menciones en «{language}»: prueba con un periodo más largo (--since 90d).",
        "en": 'Nothing to suggest from {n} mentions in "{language}": try a longer period (--since 90d).',
    },
    "suggested": {
        "es": ("{term} · {n} mención", "{term} · {n} menciones"),
        "en": ("{term} · {n} mention", "{term} · {n} mentions"),
    },
    "paste": {
        "es": "Quédate con lo que quieras y pégalo en {file}; o añade las palabras a un aspecto que ya existe, por ejemplo en [quality].",
        "en": "Keep what you like and paste it into {file}; or add the words to an aspect that is there, in [quality] for instance.",
    },
    # Files of lists.
    "no_such": {
        "es": 'no existe este aspecto; si es uno tuyo, ponle nombre (name = "...")',
        "en": 'no such aspect; if it is one of your own, give it a name (name = "...")',
    },
    "bad_key": {
        "es": "solo letras sin acento, cifras, - y _; el nombre con acentos va en name",
        "en": "only plain letters, digits, - and _; any other name goes into name",
    },
    "not_listed": {
        "es": 'no se puede quitar "{term}": no está en la lista',
        "en": 'cannot remove "{term}": it is not in the list',
    },
    "no_language": {
        "es": "el archivo se llama como su idioma, en dos letras: es.toml, en.toml",
        "en": "the file is called by its language, in two letters: es.toml, en.toml",
    },
}
