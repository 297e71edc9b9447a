"""What the source Mastodon says to a person."""

MESSAGES = {
    "bad_listing": {
        "es": "hace falta la dirección de una lista de una instancia: "
        "https://mastodon.social/tags/cafeluna (una etiqueta), @cafeluna@mastodon.social (una "
        "cuenta), https://mastodon.social/public (todo) o "
        "https://mastodon.social/search?q=caf%C3%A9+luna (una búsqueda)",
        "en": "needs the address of a list of an instance: "
        "https://mastodon.social/tags/cafeluna (a tag), @cafeluna@mastodon.social (an account), "
        "https://mastodon.social/public (everything) or "
        "https://mastodon.social/search?q=caf%C3%A9+luna (a search)",
    },
    "whose_token": {
        "es": "hay una clave de Mastodon, pero no se sabe de qué instancia es: pon su dirección en "
        "LISTENER_MASTODON_INSTANCE, por ejemplo https://mastodon.social",
        "en": "there is a token for Mastodon, but nobody knows of which instance: put its address "
        "into LISTENER_MASTODON_INSTANCE, for example https://mastodon.social",
    },
    "closed": {
        "es": "{instance} no deja leer esto sin cuenta, o no acepta tu clave. Crea una aplicación "
        "en tu cuenta de {instance} (Preferencias, Desarrollo), pon su clave en "
        "LISTENER_MASTODON_TOKEN y https://{instance} en LISTENER_MASTODON_INSTANCE; o apunta otra "
        "instancia",
        "en": "{instance} lets nobody read this without an account, or does not take your token. "
        "Make an application in your account at {instance} (Preferences, Development), put its "
        "token into LISTENER_MASTODON_TOKEN and https://{instance} into "
        "LISTENER_MASTODON_INSTANCE; or name another instance",
    },
    "search_needs_token": {
        "es": "la búsqueda de {instance} pide una clave válida: pon en LISTENER_MASTODON_TOKEN la "
        "de una aplicación tuya en {instance} (Preferencias, Desarrollo, con permiso «read») y "
        "https://{instance} en LISTENER_MASTODON_INSTANCE; sin clave, apunta una etiqueta: "
        "https://{instance}/tags/ETIQUETA",
        "en": "the search of {instance} asks for a valid token: put that of an application of "
        "yours at {instance} (Preferences, Development, with the right to read) into "
        "LISTENER_MASTODON_TOKEN and https://{instance} into LISTENER_MASTODON_INSTANCE; without "
        "a token, name a tag: https://{instance}/tags/TAG",
    },
    "bad_search": {
        "es": "la instancia no entiende la búsqueda «{words}»; escríbela con menos signos",
        "en": 'the instance does not understand the search "{words}"; write it with fewer signs',
    },
    "no_account": {
        "es": "no existe la cuenta {listing}, o se fue a otra instancia; revisa el nombre",
        "en": "there is no account {listing}, or it moved to another instance; check the name",
    },
    "no_instance": {
        "es": "en {instance} no responde ningún Mastodon; copia del navegador la dirección de la "
        "lista, que a veces no es la que sigue a la @",
        "en": "no Mastodon answers at {instance}; copy the address of the list from the browser, "
        "which sometimes is not what follows the @",
    },
    "opted_out": {
        "es": "la cuenta {listing} no quiere aparecer en buscadores, así que no se lee. Si es tuya, "
        "activa en Preferencias, Perfil público, Privacidad y alcance, que tu página de perfil "
        "salga en los buscadores",
        "en": "the account {listing} does not want to be found by search engines, so it is not "
        "read. If it is yours, turn on, under Preferences, Public profile, Privacy and reach, "
        "that your profile page is included in search engines",
    },
}
