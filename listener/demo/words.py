"""Synthetic demo content: words for the slots of the texts, and invented names of writers.

`cafe` are masculine in Spanish and `dulce` feminine, so that the sentences agree.
"""

from __future__ import annotations

HOURS = ("9", "10", "10:30", "11", "11:30")

SLOTS: dict[str, dict[str, tuple[str, ...]]] = {
    "es-ES": {
        "barrio": ("Malasaña", "Chamberí", "Ruzafa", "Gràcia", "Triana", "Lavapiés", "Indautxu"),
        "cafe": ("flat white", "cortado", "café con leche", "latte de avena", "capuchino"),
        "dulce": ("tarta de queso", "palmera de chocolate", "galleta de avena", "caracola"),
        "precio": ("2,90 €", "3,20 €", "3,60 €", "4,10 €"),
        "precio_antes": ("2,10 €", "2,40 €"),
    },
    "es-MX": {
        "barrio": ("la Roma", "Coyoacán", "la Condesa", "la Narvarte", "la Del Valle"),
        "cafe": ("café de olla", "americano", "latte", "capuchino", "moka"),
        "dulce": ("concha", "rebanada de pay", "galleta de nuez", "dona de cajeta"),
        "precio": ("$58", "$65", "$72", "$84"),
        "precio_antes": ("$42", "$48"),
    },
    "es-AR": {
        "barrio": ("Palermo", "Caballito", "Belgrano", "Villa Crespo", "Almagro", "San Telmo"),
        "cafe": ("cortado en jarrito", "flat white", "café con leche", "latte", "capuchino"),
        "dulce": ("medialuna", "porción de budín", "tostada con palta", "cookie de chocolate"),
        "precio": ("$4.200", "$4.800", "$5.500"),
        "precio_antes": ("$2.900", "$3.300"),
    },
    "es-CO": {
        "barrio": ("Chapinero", "Usaquén", "Laureles", "Teusaquillo", "Getsemaní"),
        "cafe": ("tinto", "capuchino", "café con leche", "latte", "americano"),
        "dulce": ("almojábana", "torta de zanahoria", "galleta de avena", "torta de amapola"),
        "precio": ("$9.500", "$10.900", "$12.400"),
        "precio_antes": ("$7.200", "$7.900"),
    },
    "es-US": {
        "barrio": ("Brickell", "Wynwood", "Coral Gables"),
        "cafe": ("cortadito", "café con leche", "latte"),
        "dulce": ("galleta de avena", "tarta de queso"),
        "precio": ("$5.25", "$6.10"),
        "precio_antes": ("$4.50",),
    },
    "en": {
        "barrio": ("Brickell", "Wynwood", "Williamsburg", "Silver Lake", "Logan Square"),
        "cafe": ("flat white", "oat latte", "cortado", "cold brew", "cappuccino"),
        "dulce": ("cinnamon roll", "guava pastry", "oatmeal cookie", "slice of cheesecake"),
        "precio": ("$4.75", "$5.25", "$6.10", "$6.50"),
        "precio_antes": ("$3.95", "$4.25"),
    },
}

AUTHORS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "es": (
        tuple(
            "marta nico lucia javi pilar tomas ines rober vale santi caro diego noe andres majo "
            "fer elena joaquin sol camilo".split()
        ),
        tuple(
            "cafetera madruga delbarrio sinazucar ruiz paredes lamas otero enbici lectora quiroga "
            "molina conleche montes arias viajera".split()
        ),
    ),
    "en": (
        tuple("sam jess theo maya colin ruth priya owen nora dan ellie marcus tess ivy".split()),
        tuple("brews hill onfoot park carter reads lane wilde dawson latte grove miles".split()),
    ),
}
