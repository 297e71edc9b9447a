"""What the source X says to a person."""

MESSAGES = {
    "bad_account": {
        "es": "hace falta el nombre de una cuenta de X, por ejemplo @cafeluna, o el enlace de su "
        "perfil",
        "en": "needs the name of an account on X, for example @cafeluna, or the link of its profile",
    },
    "no_account": {
        "es": "X no conoce la cuenta {listing}, o está suspendida («{said}»): corrige el nombre",
        "en": 'X does not know the account {listing}, or it is suspended ("{said}"): correct the '
        "name",
    },
    "bad_key": {
        "es": "X no acepta la clave: en https://console.x.com abre tu app, «Keys and tokens», crea "
        "un «Bearer Token» nuevo y ponlo en LISTENER_X_BEARER_TOKEN",
        "en": "X does not accept the key: open your app at https://console.x.com, Keys and tokens, "
        "create a new Bearer Token and put it into LISTENER_X_BEARER_TOKEN",
    },
    "no_credit": {
        "es": "tu cuenta de desarrollador de X se ha quedado sin saldo («{said}»): compra más en "
        "https://console.x.com",
        "en": 'your developer account at X has no credit left ("{said}"): buy some at '
        "https://console.x.com",
    },
    "not_allowed": {
        "es": "X no lo permite a esta clave («{said}»): mira en https://console.x.com si tu app "
        "está en un proyecto con pago por uso",
        "en": 'X does not allow this key to do it ("{said}"): see at https://console.x.com whether '
        "your app is in a project that pays by use",
    },
    "slower": {
        "es": "X pide ir más despacio; lo volveremos a intentar",
        "en": "X asks to slow down; it is tried again",
    },
    "month_is_spent": {
        "es": "X no deja leer más este mes: has llegado al tope de tu cuenta de desarrollador; se "
        "sigue el mes que viene, o antes si lo subes en https://console.x.com",
        "en": "X lets nobody read more this month: the cap of your developer account is reached; "
        "it goes on next month, or earlier if you raise it at https://console.x.com",
    },
    "odd": {
        "es": "X no entendió la pregunta: «{said}»",
        "en": 'X did not understand the question: "{said}"',
    },
}
