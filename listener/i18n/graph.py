"""What the sources Facebook and Instagram say to a person: both are asked through Meta's Graph API."""

MESSAGES = {
    "bad_page": {
        "es": "hace falta la dirección de tu página de Facebook, su nombre en esa dirección o su "
        "número, por ejemplo https://www.facebook.com/cafeluna",
        "en": "needs the address of your Facebook page, its name in that address or its number, "
        "for example https://www.facebook.com/cafeluna",
    },
    "bad_account": {
        "es": "hace falta el nombre de tu cuenta de Instagram, su dirección o su número, por "
        "ejemplo @cafeluna; o un hashtag sin emojis, por ejemplo #cafeluna",
        "en": "needs the name of your Instagram account, its address or its number, for example "
        "@cafeluna; or a hashtag without emojis, for example #cafeluna",
    },
    "many_hashtags": {
        "es": "Instagram ya no deja buscar más hashtags distintos con esta cuenta: son 30 en siete "
        "días, contando los de otros programas; lo volveremos a intentar",
        "en": "Instagram lets no more different hashtags be searched for with this account: there "
        "are 30 in seven days, those of other programs included; it is tried again later",
    },
    "no_account_for_tags": {
        "es": "para buscar hashtags hace falta una cuenta profesional de Instagram unida a una "
        "página de Facebook, y el token de {secret} no da acceso a ninguna: créalo con tu usuario, "
        "eligiendo esa página",
        "en": "to search for hashtags there must be a professional Instagram account connected to "
        "a Facebook page, and the token in {secret} gives access to none: make it with your own "
        "user, choosing that page",
    },
    "expired": {
        "es": "{source} ya no acepta el token: caducó, o alguien cambió la contraseña o quitó el "
        "permiso. Crea uno nuevo en https://developers.facebook.com/tools/explorer y ponlo en "
        "{secret}",
        "en": "{source} no longer takes the token: it has expired, or somebody changed the "
        "password or took the permission back. Make a new one at "
        "https://developers.facebook.com/tools/explorer and put it into {secret}",
    },
    "no_permission": {
        "es": "{source} no deja leer {listing} con este token: comprueba la dirección, que el "
        "token de {secret} sea de esa página y que tenga los permisos {permissions}. Meta dice: "
        "{said}",
        "en": "{source} does not let {listing} be read with this token: check the address, that "
        "the token in {secret} is that page's and that it has the permissions {permissions}. "
        "Meta says: {said}",
    },
    "slow": {
        "es": "{source} pide ir más despacio: se agotaron las consultas de tu aplicación por "
        "ahora; lo volveremos a intentar",
        "en": "{source} asks to slow down: your application has used up its requests for now; it "
        "is tried again later",
    },
    "trouble": {
        "es": "{source} tiene un problema pasajero; lo volveremos a intentar",
        "en": "{source} has a passing problem; it is tried again",
    },
    "odd": {
        "es": "{source} respondió un error que no conocemos: «{said}»; lo volveremos a intentar. "
        "Si sigue así, busca una versión más nueva de listener",
        "en": '{source} answered an error that is not known: "{said}"; it is tried again later. '
        "If it stays so, look for a newer version of listener",
    },
    "no_account": {
        "es": "el token de {secret} no da acceso a la cuenta de Instagram {listing}: comprueba el "
        "nombre, que sea una cuenta profesional y que esté unida a tu página de Facebook",
        "en": "the token in {secret} gives no access to the Instagram account {listing}: check the "
        "name, that it is a professional account and that it is connected to your Facebook page",
    },
}
