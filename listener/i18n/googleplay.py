"""What Google Play's source says when something must be done."""

MESSAGES = {
    "bad_app": {
        "es": "hace falta el enlace de la app en Google Play o su nombre de paquete, por ejemplo "
        "https://play.google.com/store/apps/details?id=com.ejemplo.app o com.ejemplo.app",
        "en": "needs the link of the app in Google Play or its package name, for example "
        "https://play.google.com/store/apps/details?id=com.example.app or com.example.app",
    },
    "bad_rpc": {
        "es": "hace falta un nombre de letras y números como UsvDTd; si no sabes cuál, quita esta "
        "línea (está escrito: {value})",
        "en": "needs a name of letters and digits such as UsvDTd; if you do not know which, take "
        "this line out (written there: {value})",
    },
    "slow": {
        "es": "Google Play pide ir más despacio; lo volveremos a intentar",
        "en": "Google Play asks to slow down; it is tried again later",
    },
    "refused": {
        "es": "Google Play no quiso dar las reseñas (código {code}); comprueba en el navegador que "
        "la app sigue en la tienda; si está, busca una versión nueva de listener",
        "en": "Google Play did not give the reviews (code {code}); check in a browser that the app "
        "is still in the store; if it is, look for a newer version of listener",
    },
    "no_app": {
        "es": "Google Play no tiene {app} en la tienda del país «{country}»; revisa el nombre y, "
        "si la app solo está en otros países, pon uno de ellos como «country» en sus «options»",
        "en": 'Google Play does not have {app} in the store of the country "{country}"; check the '
        "name and, if the app is in other countries only, set one of them as country under its "
        "options",
    },
}
