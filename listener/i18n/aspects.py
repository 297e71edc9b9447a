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
    # Files of lists.
    "no_such": {
        "es": 'no existe este aspecto; si es uno tuyo, ponle nombre (name = "...")',
        "en": 'no such aspect; if it is one of your own, give it a name (name = "...")',
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
