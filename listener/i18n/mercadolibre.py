"""What the source Mercado Libre says to a person."""

MESSAGES = {
    "bad_item": {
        "es": "hace falta el enlace de la publicación en Mercado Libre o su código, por ejemplo "
        "MLA1234567890",
        "en": "needs the link of the item on Mercado Libre or its code, for example MLA1234567890",
    },
    "bad_product": {
        "es": "hace falta el código del producto del catálogo, por ejemplo MLA12345678 (está escrito: "
        "{value})",
        "en": "needs the code of the product of the catalogue, for example MLA12345678 (written "
        "there: {value})",
    },
    "paused": {
        "es": "Mercado Libre no enseña la publicación {item}: puede estar pausada, finalizada o "
        "borrada. Las reseñas que ya tienes se conservan. Si vuelve a estar activa, se leerá "
        "sola; si no, cámbiala por la publicación nueva en el archivo de la marca",
        "en": "Mercado Libre does not show the item {item}: it may be paused, ended or deleted. "
        "The reviews you already have are kept. If it becomes active again, it is read by itself; "
        "if not, put the new item in its place in the brand's file",
    },
    "refused": {
        "es": "Mercado Libre no deja leer las reseñas con esta aplicación; en el Devcenter de "
        "Mercado Libre comprueba que esté activa y con permiso de lectura, y que este equipo no "
        "quede fuera de sus direcciones IP permitidas",
        "en": "Mercado Libre does not let this application read the reviews; in Mercado Libre's "
        "Devcenter check that it is active and may read, and that this machine is not left out of "
        "its allowed IP addresses",
    },
    "wrong_app": {
        "es": "Mercado Libre no reconoce la aplicación; copia otra vez el App ID y la Secret Key "
        "del Devcenter a LISTENER_MERCADOLIBRE_CLIENT_ID y LISTENER_MERCADOLIBRE_CLIENT_SECRET",
        "en": "Mercado Libre does not know the application; copy the App ID and the Secret Key "
        "from the Devcenter again to LISTENER_MERCADOLIBRE_CLIENT_ID and "
        "LISTENER_MERCADOLIBRE_CLIENT_SECRET",
    },
}
