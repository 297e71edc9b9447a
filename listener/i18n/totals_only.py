"""What the sources say of which only the rating and the number of reviews are asked."""

MESSAGES = {
    "refused": {
        "es": "{source} no acepta la clave, o la clave no tiene permiso para esta consulta; "
        "comprueba la clave en el archivo de secretos y, en la página donde la creaste, que la "
        "API esté activada y que deje preguntar desde este equipo",
        "en": "{source} does not take the key, or the key may not ask this; check the key in the "
        "file of secrets and, on the page where you made it, that the API is turned on and that "
        "this machine may ask",
    },
    "gone": {
        "es": "{source} no encuentra este negocio; puede que haya cerrado o cambiado de "
        "identificador: búscalo otra vez en {source} y copia su enlace o su identificador en el "
        "archivo de la marca",
        "en": "{source} does not find this business; it may have closed or got another id: look "
        "it up again on {source} and copy its link or id into the brand's file",
    },
    "bad_place": {
        "es": "hace falta el identificador del lugar en Google Maps (place ID); búscalo en "
        "https://developers.google.com/maps/documentation/places/web-service/place-id",
        "en": "needs the id of the place on Google Maps (place ID); look it up at "
        "https://developers.google.com/maps/documentation/places/web-service/place-id",
    },
    "bad_business": {
        "es": "hace falta el enlace del negocio en Yelp, por ejemplo "
        "https://www.yelp.com/biz/cafe-luna-de-ejemplo-madrid",
        "en": "needs the link of the business on Yelp, for example "
        "https://www.yelp.com/biz/cafe-luna-de-ejemplo-madrid",
    },
    "bad_location": {
        "es": "hace falta el enlace del sitio en Tripadvisor, o su número, que está en el enlace "
        "detrás de «-d»",
        "en": "needs the link of the place on Tripadvisor, or its number, which stands in the "
        'link behind "-d"',
    },
}
