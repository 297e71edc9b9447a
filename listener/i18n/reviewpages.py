"""What is said about a web page that should hold reviews."""

MESSAGES = {
    "bad_address": {
        "es": "hace falta la dirección completa de la página con las reseñas, por ejemplo "
        "https://ejemplo.com/producto",
        "en": "needs the whole address of the page with the reviews, for example "
        "https://example.com/product",
    },
    "empty": {
        "es": "la página llegó vacía; ábrela en el navegador y comprueba la dirección",
        "en": "the page was empty; open it in a browser and check the address",
    },
    "no_markup": {
        "es": "esta página no marca sus reseñas para programas (schema.org), así que no se pueden "
        "leer; prueba con la página de un producto o un local concreto, pide a quien lleva el sitio "
        "que añada las marcas, o quítala de tu configuración",
        "en": "this page does not mark its reviews for programs (schema.org), so they cannot be read; "
        "try the page of one product or place, ask whoever runs the site to add the marks, or take "
        "it out of your configuration",
    },
}
