"""What Google's sign-in says to a person, and what to do about it."""

MESSAGES = {
    "permission_gone": {
        "es": "el permiso que diste en Google ya no vale. Vuelve a autorizar listener con la cuenta de "
        "la empresa y pon el nuevo «refresh token» en el archivo de secretos. Si solo dura 7 días, la "
        "app está «En prueba»: antes, pásala a «En producción» (Google Cloud, «Pantalla de "
        "consentimiento»)",
        "en": "the permission given at Google is no longer valid. Authorise listener again with the "
        "account of the business and put the new refresh token into the file of secrets. If it lasts "
        '7 days only, the app is in "Testing": before that, publish it to "In production" (Google '
        'Cloud, "OAuth consent screen")',
    },
    "wrong_client": {
        "es": "Google no reconoce la app: el identificador o la clave del cliente no son los "
        "suyos, o se borraron. Cópialos otra vez de Google Cloud («Credenciales», «ID de cliente "
        "de OAuth») al archivo de secretos",
        "en": "Google does not know the app: the client id or its secret are wrong, or were "
        'deleted. Copy them again from Google Cloud ("Credentials", "OAuth client ID") into the '
        "file of secrets",
    },
    "service_gone": {
        "es": "Google no acepta la clave de la cuenta de servicio: se borró, se desactivó o es de "
        "otra cuenta. En Google Cloud («Cuentas de servicio», «Claves») crea una clave JSON nueva "
        "y ponla en el archivo de secretos",
        "en": "Google does not accept the key of the service account: it was deleted, disabled or "
        'is of another account. In Google Cloud ("Service accounts", "Keys") create a new JSON '
        "key and put it into the file of secrets",
    },
    "wrong_clock": {
        "es": "Google no acepta la firma porque el reloj de este equipo va mal; ponlo en hora "
        "(automática) y vuelve a escuchar",
        "en": "Google does not accept the signature because the clock of this machine is wrong; "
        "set it (to automatic) and listen again",
    },
    "not_allowed": {
        "es": "Google no deja que esta app lea esto: quien administra Google Cloud o Google "
        "Workspace tiene que activar la API y dar permiso a esta cuenta; después, vuelve a "
        "autorizar listener",
        "en": "Google does not let this app read this: whoever administers Google Cloud or Google "
        "Workspace has to turn the API on and give this account the right; then authorise "
        "listener again",
    },
    "refused": {
        "es": "Google no dio acceso («{told}»); revisa las claves de Google en el archivo de "
        "secretos y enseña este texto a quien administra Google Cloud",
        "en": 'Google gave no access ("{told}"); check the keys of Google in the file of secrets '
        "and show this text to whoever administers Google Cloud",
    },
    "busy": {
        "es": "Google no da acceso en este momento; lo volveremos a intentar",
        "en": "Google gives no access at the moment; it is tried again",
    },
    "no_key_file": {
        "es": "la clave de la cuenta de servicio no se puede leer: hace falta el archivo JSON "
        "entero tal como lo descargaste de Google Cloud; lo más fácil es poner su ruta en el "
        "secreto que acaba en _FILE",
        "en": "the key of the service account cannot be read: it has to be the whole JSON file as "
        "it was downloaded from Google Cloud; the easiest is to put its path into the secret that "
        "ends in _FILE",
    },
    "other_key_file": {
        "es": "ese archivo JSON no es la clave de una cuenta de servicio; en Google Cloud ve a "
        "«Cuentas de servicio», «Claves», «Agregar clave», «JSON»",
        "en": "that JSON file is not the key of a service account; in Google Cloud go to "
        '"Service accounts", "Keys", "Add key", "JSON"',
    },
    "broken_key_file": {
        "es": "la clave de la cuenta de servicio está incompleta o dañada; descarga una nueva de "
        "Google Cloud («Cuentas de servicio», «Claves») y no la abras con un editor",
        "en": "the key of the service account is incomplete or damaged; download a new one from "
        'Google Cloud ("Service accounts", "Keys") and do not open it with an editor',
    },
    "slow_down": {
        "es": "{source} pide ir más despacio; lo volveremos a intentar",
        "en": "{source} asks to slow down; it is tried again later",
    },
    "api_off": {
        "es": "la API de {source} está apagada en tu proyecto de Google Cloud: ábrelo, ve a «API y "
        "servicios», «Biblioteca», búscala y pulsa «Habilitar»; tarda unos minutos en valer",
        "en": "the API of {source} is off in your Google Cloud project: open it, go to "
        '"APIs & Services", "Library", look for it and press "Enable"; it takes some minutes',
    },
    "narrow_permission": {
        "es": "el permiso que diste en Google no alcanza para {source}: vuelve a autorizar listener "
        "marcando todos los permisos («scopes») que pide la guía",
        "en": "the permission given at Google is not enough for {source}: authorise listener again "
        "with all the scopes that the guide asks for",
    },
}
