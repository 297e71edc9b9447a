"""What the source Threads says to a person."""

MESSAGES = {
    "bad_account": {
        "es": "hace falta el nombre de tu propia cuenta de Threads, por ejemplo @cafeluna",
        "en": "needs the name of your own account on Threads, for example @cafeluna",
    },
    "other_account": {
        "es": "la clave es de @{own}, no de {listing}: Threads solo enseña las menciones de la "
        "cuenta de la clave. Corrige la cuenta, o pon en LISTENER_THREADS_TOKEN la clave de "
        "{listing}",
        "en": "the key belongs to @{own}, not to {listing}: Threads shows the mentions of the "
        "key's account only. Correct the account, or put the key of {listing} into "
        "LISTENER_THREADS_TOKEN",
    },
    "only_own": {
        "es": "Threads busca solo en las publicaciones de tu propia cuenta: Meta no ha aprobado tu "
        "app para buscar en las de los demás. Pide el permiso «threads_keyword_search» (acceso "
        "avanzado, revisión de la app) en https://developers.facebook.com/apps, o quita «threads» "
        "de tus búsquedas",
        "en": "Threads searches the posts of your own account only: Meta has not approved your app "
        "for those of others. Ask for threads_keyword_search (advanced access, app review) at "
        "https://developers.facebook.com/apps, or take threads out of your queries",
    },
    "expired": {
        "es": "la clave de Threads no vale o ha caducado (dura 60 días): crea otra en tu app de "
        "Meta y ponla en LISTENER_THREADS_TOKEN",
        "en": "the key of Threads is not valid or has expired (it lasts 60 days): create another "
        "one at your Meta app and put it into LISTENER_THREADS_TOKEN",
    },
    "not_allowed": {
        "es": "Threads no lo permite a esta clave («{said}»): revisa que tenga los permisos "
        "threads_basic, threads_keyword_search y threads_manage_mentions",
        "en": 'Threads does not allow this key to do it ("{said}"): check that it has the '
        "permissions "
        "threads_basic, threads_keyword_search and threads_manage_mentions",
    },
    "slower": {
        "es": "Threads pide ir más despacio (admite 2.200 búsquedas al día por cuenta); lo "
        "volveremos a intentar. Si pasa a menudo, usa «threads» con menos frases",
        "en": "Threads asks to slow down (it takes 2,200 searches a day per account); it is tried "
        "again. If it happens often, use threads for fewer phrases",
    },
    "down": {
        "es": "Threads no responde bien; lo volveremos a intentar",
        "en": "Threads does not answer well; it is tried again later",
    },
    "odd": {
        "es": "Threads respondió un error que no conocemos: «{said}»; lo volveremos a intentar",
        "en": 'Threads answered an error that is not known: "{said}"; it is tried again later',
    },
}
