"""What the source App Store says to a person."""

MESSAGES = {
    "went_empty": {
        "es": "Apple ya no enseña ninguna reseña de esta app en su canal público, donde antes las "
        "había. Si la app es tuya, añádela con la fuente «appstoreconnect»; si no, escribe "
        'options.page = "sí" bajo su [[listings]] para leer las pocas que enseña su página',
        "en": "Apple no longer shows any review of this app in its public feed, where there were "
        "some before. If the app is yours, add it with the source appstoreconnect; if not, write "
        'options.page = "yes" under its [[listings]] to read the few that its page shows',
    },
    "slow": {
        "es": "Apple nos cierra la puerta un rato porque preguntamos muy seguido; descansamos y lo "
        "volveremos a intentar. Si pasa cada día, quita países de esa app",
        "en": "Apple shuts us out for a while because we ask too often; we rest and try again. If "
        "it happens every day, take countries away from that app",
    },
    "no_feed": {
        "es": "Apple no tiene canal de reseñas para esta app en el país «{country}»; comprueba el "
        "número de la app y el país",
        "en": 'Apple has no feed of reviews for this app in the country "{country}"; check the '
        "number of the app and the country",
    },
    "no_page": {
        "es": "Apple no enseña reseñas de esta app en el país «{country}», ni en su canal ni en su "
        "página; abre la app en apps.apple.com para ver si se ofrece en ese país",
        "en": 'Apple shows no reviews of this app in the country "{country}", neither in its feed '
        "nor on its page; open the app on apps.apple.com to see whether it is offered there",
    },
}
