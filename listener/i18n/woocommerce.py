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
}
