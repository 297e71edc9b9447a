"""What the source Chrome Web Store says to a person."""

MESSAGES = {
    "bad_listing": {
        "es": "hace falta la extensión como la nombra Google, por ejemplo "
        "publishers/12345678-90ab-cdef-1234-567890abcdef/items/abcdefghijklmnopabcdefghijklmnop; "
        "el editor y la extensión están en la dirección de tu panel, "
        "https://chrome.google.com/webstore/devconsole",
        "en": "needs the extension as Google names it, for example "
        "publishers/12345678-90ab-cdef-1234-567890abcdef/items/abcdefghijklmnopabcdefghijklmnop; "
        "publisher and extension stand in the address of your dashboard, "
        "https://chrome.google.com/webstore/devconsole",
    },
    "not_yours": {
        "es": "Google no deja leer {listing}: añade el correo de la cuenta de servicio en tu panel "
        "de Chrome Web Store («Cuenta»), y comprueba que la extensión sea de ese editor",
        "en": "Google does not let us read {listing}: add the mail address of the service account "
        'in your Chrome Web Store dashboard ("Account"), and check that the extension is of that '
        "publisher",
    },
    "no_item": {
        "es": "Chrome Web Store no conoce {listing}: comprueba el editor y la extensión en "
        "https://chrome.google.com/webstore/devconsole",
        "en": "the Chrome Web Store does not know {listing}: check publisher and extension at "
        "https://chrome.google.com/webstore/devconsole",
    },
}
