"""What the source WooCommerce says to a person."""

MESSAGES = {
    "bad_shop": {
        "es": "hace falta la dirección de la tienda, por ejemplo https://tienda.example.com",
        "en": "needs the address of the shop, for example https://shop.example.com",
    },
    "no_shop": {
        "es": "en {shop} no responde ninguna tienda WooCommerce; comprueba que sea la dirección "
        "de la portada y pide a quien la mantiene que actualice WooCommerce y deje abierta la "
        "«Store API»",
        "en": "no WooCommerce shop answers at {shop}; check that it is the address of the front "
        "page, and ask whoever maintains it to update WooCommerce and to leave the Store API "
        "open",
    },
    "bad_api": {
        "es": "«api» tiene que ser v3 (con las claves de la tienda) o faltar del todo; está escrito: "
        "{value}",
        "en": '"api" has to be v3 (with the keys of the shop) or to be left out; written there: '
        "{value}",
    },
    "not_safe": {
        "es": "con claves solo se habla con una tienda por https; cambia la dirección de {shop}",
        "en": "with keys a shop is asked over https only; change the address of {shop}",
    },
    "refused": {
        "es": "{shop} no acepta las claves; en WooCommerce, Ajustes, Avanzado, REST API, crea una con "
        "permiso de lectura, y pon LISTENER_WOOCOMMERCE_KEY, LISTENER_WOOCOMMERCE_SECRET y, en "
        "LISTENER_WOOCOMMERCE_SHOP, la dirección de esa tienda",
        "en": "{shop} does not accept the keys; in WooCommerce, Settings, Advanced, REST API, create "
        "one that may read, and set LISTENER_WOOCOMMERCE_KEY, LISTENER_WOOCOMMERCE_SECRET and, in "
        "LISTENER_WOOCOMMERCE_SHOP, the address of that shop",
    },
    "closed": {
        "es": "{shop} no deja leer sus reseñas; pide a quien la mantiene que abra la «Store API» o, si "
        'la tienda es tuya, pon api = "v3" en las opciones de ese sitio y sus claves en el archivo '
        "de secretos",
        "en": "{shop} does not let its reviews be read; ask whoever maintains it to open the Store API, "
        'or, if the shop is yours, set api = "v3" in the options of that listing and its keys in '
        "the file of secrets",
    },
}
