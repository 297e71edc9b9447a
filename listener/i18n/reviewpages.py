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
    "gone": {
        "es": "la página de las reseñas ya no existe; ábrela en el navegador, busca su dirección nueva "
        "y cámbiala en tu configuración",
        "en": "the page of the reviews is no longer there; open it in a browser, look for its new "
        "address, and change it in your configuration",
    },
    "no_hole": {
        "es": "en «next» falta {{page}}, el lugar del número de la página; por ejemplo ?page={{page}} "
        "(está escrito: {pattern})",
        "en": '{{page}}, the place of the page number, is missing in "next"; for example '
        "?page={{page}} (written there: {pattern})",
    },
    "bad_pattern": {
        "es": "lo que dice «next» no da ninguna dirección; escribe por ejemplo ?page={{page}} o la "
        "dirección entera con {{page}} en el lugar del número (está escrito: {pattern})",
        "en": 'what "next" says gives no address; write for example ?page={{page}}, or the whole '
        "address with {{page}} in the place of the number (written there: {pattern})",
    },
    "other_site": {
        "es": "«next» lleva a otro sitio; solo se siguen páginas de {host} (está escrito: {pattern})",
        "en": '"next" leads to another site; only pages of {host} are followed (written there: '
        "{pattern})",
    },
    "bad_number": {
        "es": "«first_page» tiene que ser un número, por ejemplo 2 (está escrito: {value})",
        "en": '"first_page" has to be a number, for example 2 (written there: {value})',
    },
    "bad_order": {
        "es": "«date_order» tiene que ser DMY (día, mes, año), MDY (mes, día, año) o YMD (año, mes, "
        "día); está escrito: {value}",
        "en": '"date_order" has to be DMY (day, month, year), MDY (month, day, year) or YMD (year, '
        "month, day); written there: {value}",
    },
}
