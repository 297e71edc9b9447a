"""What the source Google Play Console says to a person."""

MESSAGES = {
    "no_right": {
        "es": "Google no deja ver las reseñas de {app}: en Play Console, «Usuarios y permisos», "
        "invita el correo de la cuenta de servicio (está en su archivo JSON) y dale «Responder a "
        "reseñas» para esta app; puede tardar un día en valer",
        "en": "Google does not show the reviews of {app}: in Play Console, Users and permissions, "
        "invite the address of the service account (it stands in its JSON file) and give it "
        '"Reply to reviews" for this app; it may take a day to work',
    },
    "api_off": {
        "es": "falta activar la «Google Play Android Developer API» en el proyecto de Google Cloud "
        "de la cuenta de servicio; actívala en «APIs y servicios» y espera unos minutos",
        "en": 'the "Google Play Android Developer API" is not turned on in the Google Cloud '
        'project of the service account; turn it on under "APIs & Services" and wait some minutes',
    },
    "no_app": {
        "es": "Google Play Console no conoce {app}; compara el nombre de paquete con el de Play "
        "Console (las mayúsculas cuentan)",
        "en": "Google Play Console does not know {app}; compare the package name with the one in "
        "Play Console (capitals count)",
    },
    "busy": {
        "es": "Google Play pide ir más despacio (200 preguntas por hora y app); lo volveremos a "
        "intentar",
        "en": "Google Play asks to slow down (200 questions an hour for an app); it is tried again",
    },
    "odd_question": {
        "es": "Google Play no entendió la pregunta; lo volveremos a intentar y, si sigue así, "
        "busca una versión nueva de listener",
        "en": "Google Play did not understand the question; it is tried again and, if it stays "
        "so, look for a newer version of listener",
    },
    "no_answer": {
        "es": "estas estrellas no tienen texto y Google no deja responderlas",
        "en": "these stars have no words, and Google does not let anybody answer them",
    },
    "answer_refused": {
        "es": "Google Play no aceptó la respuesta; comprueba que tenga como mucho 350 caracteres y "
        "nada de código HTML",
        "en": "Google Play did not accept the answer; check that it has 350 characters at most "
        "and no HTML",
    },
    "review_gone": {
        "es": "la reseña ya no está en Google Play; puede que la hayan borrado",
        "en": "the review is no longer in Google Play; it may have been deleted",
    },
    "not_a_csv": {
        "es": "{file} no se puede leer como CSV; descárgalo otra vez de Play Console («Descargar "
        "informes», «Reseñas») y no lo abras antes con otro programa",
        "en": "{file} cannot be read as CSV; download it again from Play Console (Download "
        "reports, Reviews), and do not open it in another program first",
    },
    "other_csv": {
        "es": "{file} no es un CSV de reseñas de Play Console: le falta esto en la primera fila: {columns}; "
        "descarga el de «Descargar informes», «Reseñas», que se llama reviews_…csv",
        "en": "{file} is no CSV of reviews of Play Console: its first row lacks {columns}; "
        "download the one under Download reports, Reviews, which is named reviews_…csv",
    },
    "broken_row": {
        "es": "{file} está incompleto: a la fila {row} le falta la app, la fecha o las estrellas; "
        "descárgalo otra vez de Play Console",
        "en": "{file} is incomplete: row {row} lacks its app, its time or its stars; download it "
        "again from Play Console",
    },
}
