"""What the source App Store Connect says to a person."""

MESSAGES = {
    "bad_key": {
        "es": "la clave de App Store Connect no se puede leer: LISTENER_APPSTORECONNECT_KEY tiene "
        "que ser el contenido entero del archivo AuthKey_….p8 que Apple deja descargar una sola "
        "vez (más fácil: pon la ruta del archivo en LISTENER_APPSTORECONNECT_KEY_FILE)",
        "en": "the key of App Store Connect cannot be read: LISTENER_APPSTORECONNECT_KEY has to be "
        "the whole content of the file AuthKey_….p8 that Apple lets you download only once "
        "(easier: put the path of the file into LISTENER_APPSTORECONNECT_KEY_FILE)",
    },
    "withdrawn_key": {
        "es": "Apple ya no acepta la clave de App Store Connect: alguien la revocó, o no es la de este "
        "identificador o este «Issuer ID». En «Usuarios y acceso → Integraciones» crea una clave "
        "nueva y pon sus datos en el archivo de secretos; si la clave está bien, pon en hora el "
        "reloj de este equipo",
        "en": "Apple no longer takes the key of App Store Connect: somebody revoked it, or it is not "
        "that of this key id or this Issuer ID. Under Users and Access → Integrations create a new "
        "key and put it into the file of secrets; if the key is right, set the clock of this "
        "machine",
    },
    "no_role": {
        "es": "la clave de App Store Connect no tiene permiso para las reseñas: en «Usuarios y "
        "acceso → Integraciones» dale el rol «Atención al cliente» o «Administrador»",
        "en": "the key of App Store Connect may not see reviews: under Users and Access → "
        "Integrations give it the role Customer Support or Admin",
    },
    "agreements": {
        "es": "Apple no deja pasar hasta que alguien acepte los contratos pendientes: el titular "
        "de la cuenta tiene que entrar en appstoreconnect.apple.com y aceptarlos en «Negocios»",
        "en": "Apple lets nobody in until somebody accepts the pending agreements: the account "
        "holder has to go to appstoreconnect.apple.com and accept them under Business",
    },
    "no_app": {
        "es": "App Store Connect no conoce la app {app} en esta cuenta: comprueba el número y que "
        "la clave sea de la cuenta que publica la app; para apps de otros usa «appstore»",
        "en": "App Store Connect does not know the app {app} in this account: check the number, and "
        "that the key belongs to the account that publishes the app; for the apps of others use "
        "appstore",
    },
    "no_review": {
        "es": "App Store Connect ya no tiene esa reseña: quien la escribió la habrá borrado",
        "en": "App Store Connect no longer has that review: its author may have deleted it",
    },
    "refused": {
        "es": "App Store Connect no aceptó la respuesta: {reason}",
        "en": "App Store Connect did not take the answer: {reason}",
    },
}
