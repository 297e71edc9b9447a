"""What the source Google Business Profile says to a person."""

MESSAGES = {
    "bad_listing": {
        "es": "hace falta el local como lo nombra Google, por ejemplo "
        "accounts/1234567890/locations/9876543210. Los dos números salen de la API del perfil de "
        "empresa: el primero está en su lista de cuentas, el segundo en la de locales; pídelos a "
        "quien la configuró (https://developers.google.com/my-business/content/basic-setup). Con "
        "avisos de Pub/Sub: projects/PROYECTO/subscriptions/SUSCRIPCIÓN",
        "en": "needs the location as Google names it, for example "
        "accounts/1234567890/locations/9876543210. Both numbers come from the Business Profile "
        "API: the first stands in its list of accounts, the second in that of locations; ask whoever "
        "set it up (https://developers.google.com/my-business/content/basic-setup). With notices by Pub/Sub: projects/PROJECT/subscriptions/SUBSCRIPTION",
    },
    "only_files": {
        "es": "{listing} es un lugar de Google Maps, y de ahí solo se leen archivos guardados "
        "(listener import googlebusiness). Para escuchar tu local, pon en su lugar "
        "accounts/…/locations/…",
        "en": "{listing} is a place on Google Maps, of which only saved files are read (listener "
        "import googlebusiness). To listen to your own place, put accounts/…/locations/… instead",
    },
    "not_approved": {
        "es": "Google todavía no aprobó tu proyecto para leer reseñas (su cupo es 0): pide acceso "
        "en https://developers.google.com/my-business/content/prereqs y espera su correo; suele "
        "tardar unos días",
        "en": "Google has not approved your project for reading reviews yet (its quota is 0): ask "
        "for access at https://developers.google.com/my-business/content/prereqs and wait for "
        "their mail; it usually takes some days",
    },
    "not_yours": {
        "es": "Google no deja leer {listing}: la cuenta con la que autorizaste listener tiene que "
        "ser propietaria o administradora de ese local, y el local tiene que estar verificado. "
        "Compruébalo en https://business.google.com/locations",
        "en": "Google does not let us read {listing}: the account that authorised listener has to "
        "be an owner or manager of that location, and the location has to be verified. Check it "
        "at https://business.google.com/locations",
    },
    "no_location": {
        "es": "Google no conoce {listing}: comprueba los dos números, que el local siga existiendo "
        "y que esté verificado (https://business.google.com/locations)",
        "en": "Google does not know {listing}: check both numbers, that the location still exists "
        "and that it is verified (https://business.google.com/locations)",
    },
    "no_subscription": {
        "es": "Google no conoce esa suscripción de Pub/Sub: comprueba el nombre en "
        "https://console.cloud.google.com/cloudpubsub/subscription/list",
        "en": "Google does not know that Pub/Sub subscription: check its name at "
        "https://console.cloud.google.com/cloudpubsub/subscription/list",
    },
    "subscription_closed": {
        "es": "Google no deja leer esa suscripción de Pub/Sub: da a tu cuenta el papel «Suscriptor "
        "de Pub/Sub» en https://console.cloud.google.com/cloudpubsub/subscription/list",
        "en": "Google does not let us read that Pub/Sub subscription: give your account the role "
        '"Pub/Sub Subscriber" at https://console.cloud.google.com/cloudpubsub/subscription/list',
    },
    "odd_message": {
        "es": "llegó un aviso de Google que no se entiende y que se ha dado por leído: «{told}». "
        "Si hablaba de una reseña, no se pierde: aparece al leer su local; añade los locales como "
        "«accounts/…/locations/…»",
        "en": "a notice of Google came that is not understood, and was marked as read: "
        '"{told}". If it was about a review, that is not lost: it is found where its location is '
        'read; add the locations as "accounts/…/locations/…"',
    },
    "cannot_answer": {
        "es": "esta reseña vino de un archivo de Google Maps y no se puede contestar desde aquí: "
        "contéstala en https://business.google.com/reviews",
        "en": "this review came from a file of Google Maps and cannot be answered from here: "
        "answer it at https://business.google.com/reviews",
    },
    "review_gone": {
        "es": "Google ya no tiene esa reseña, o no la deja contestar: puede que su autor la haya "
        "borrado o que el local no esté verificado",
        "en": "Google does not have that review any more, or does not let it be answered: its "
        "author may have deleted it, or the location is not verified",
    },
    "not_a_maps_file": {
        "es": "en este archivo no hay reseñas de Google Maps que sepamos leer; hace falta el JSON "
        "guardado de la ficha de un lugar o de su lista de reseñas",
        "en": "there are no reviews of Google Maps in this file that can be read; it has to be the "
        "saved JSON of a place or of its list of reviews",
    },
}
