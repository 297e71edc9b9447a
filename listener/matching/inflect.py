"""Spanish words in their other number and gender: cuenta, cuentas; malo, mala, malos, malas.

Rules for what is regular, lists for what is not; they know words without their accents. A noun
keeps its gender; only words that look like adjectives, or name people, have both.
"""

from __future__ import annotations

import re
from itertools import islice, product, takewhile

from listener.matching.phrase import normal

MOST = 24
"""Forms of one phrase: more would ask a source for what nobody writes."""

# Words that have one form, and the small words between others.
_FIXED = frozenset(
    "a al ante bajo con contra de del desde durante e el ella ellos en entre es esta este esto fue"
    " ha han hasta la las le les lo los mas me mi mis muy ni no nos o para pero por que se si sin"
    " sobre son su sus tan te tras tu tus u un una y ya yo pues plus crisis analisis tesis dosis"
    " sintesis hipotesis oasis chasis virus bonus status campus corpus lunes martes miercoles"
    " jueves viernes paraguas gratis menos gafas".split()
)
# Shortened before a noun.
_SHORT = {"mal": "malo", "buen": "bueno", "gran": "grande", "algun": "alguno"}
# Of words that end in a stressed vowel; any other stressed vowel and -s is a singular: interés.
_PLURALS = frozenset("cafes bebes sofas mamas papas menus bufes chales".split())
# Against the rule, whole.
_SINGLE = {
    "meses": "mes",
    "gases": "gas",
    "paises": "pais",
    "ingleses": "ingles",
    "franceses": "frances",
    "autobuses": "autobus",
    "intereses": "interes",
}
_NATIONS = frozenset("espanol ingles frances portugues holandes irlandes danes japones".split())
# Their singular ends in -e, where the rule would take -es away.
_ENDS_IN_E = frozenset(
    "sede clase base fase frase serie envase cruce enlace avance alcance lance balance dulce doce"
    " indice complice cauce valle calle detalle muelle informe jefe aire noche coche leche llave"
    " nube clave nave nieve breve leve suave grave torpe alegre pobre torre cine vale tique juguete"
    " billete paquete pase mensaje chiste".split()
)
_STRESS = str.maketrans("áéíóú", "aeiou")
_ADJECTIVE = re.compile(r"(?:os|ad|id|iv|isim|bund)[oa]$")
_AGENT = re.compile(r"(?:dor|tor|sor)a?$")
# In -o and -a without an ending that tells: adjectives, and what people are.
_BOTH = frozenset(
    "mal buen car barat fe lent rapid pesim optim maxim minim nuev viej rot suci limpi baj alt larg"
    " cort gord flac list tont loc enferm sol cert abiert escrit hech muert frit fresc tibi sec"
    " humed amarg asper ric bonit lind guap simpatic antipatic ridicul absurd ciert fals verdader"
    " seri complet vaci llen junt mism otr much poc tant cuant algun ningun primer tercer ultim"
    " proxim antigu modern public privad segur amig hij herman nin chic abuel vecin companer"
    " emplead usuari jef medic enfermer camarer cociner cajer duen soci alumn abogad ingenier"
    " funcionari empresari propietari inquilin peruan mexican argentin colombian chilen venezolan"
    " cuban italian galleg vasc".split()
)
# What looks like such a word and is a noun of one gender; the other ending says something else.
_NOUNS = frozenset(
    "estado mercado pedido servido sentido resultado contado cuidado partido apellido sonido"
    " supermercado teclado helado vestido marido juzgado bocado pecado grado lado vado dado jurado"
    " entrada salida llamada comida bebida subida bajada medida vida parada jornada tirada espada"
    " mirada llegada cada nada fachada tostada ensalada empanada caida despedida bienvenida"
    " corrida herida movida avenida temporada portada velada cosa prosa rosa mariposa esposa losa"
    " fosa motivo archivo objetivo cultivo olivo misiva iniciativa directiva normativa alternativa"
    " perspectiva expectativa negativa narrativa ofensiva tentativa comitiva cooperativa motor"
    " sector factor vector tutor ordenador mostrador comedor recibidor ascensor sensor monitor"
    " televisor tenedor procesador buscador mirador asador lavadora secadora impresora calculadora"
    " operadora emisora hora demora mejora punado contenido descuido ruido nido oido".split()
)


def forms(word: str) -> tuple[str, ...]:
    """The word first, then its other forms; only itself, where it has none that we know.

    A word with a capital is a name.
    """
    said = normal(word)
    if word != word.lower() or not said.isalpha() or not said.isascii():
        return (word,)
    if len(said) < 3 or said in _FIXED:
        return (word,)
    stressed = re.search("[áéíóú]s$", word) and said not in _PLURALS
    single = said if stressed else _SHORT.get(said) or _single(said)
    every = [form for each in _genders(single) for form in (each, _plural(each))]
    return (word, *dict.fromkeys(_spelled(form, word, said) for form in every if form != said))


def _spelled(form: str, word: str, said: str) -> str:
    """A folded form with the accents and the ñ of the word, for sources that tell them apart."""
    if len(said) != len(word):
        return form
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(form, said, strict=False)))
    kept, added = word[:same], form[same:]
    # opinión, opiniones; imágenes, imagen; but árboles, móviles and cafés.
    if re.search("[áéíóú][a-zñ]$", kept) if added[:1] in ("e", "a") else said.endswith("enes"):
        kept = kept.translate(_STRESS)
    return re.sub("ion$", "ión", kept + added)


def phrases(text: str) -> tuple[str, ...]:
    """The phrase first, then with each of its words in each of its forms."""
    varied = [forms(word) for word in text.split()]
    return tuple(" ".join(each) for each in islice(product(*varied), MOST))


def _single(word: str) -> str:
    if word in _SINGLE:
        return _SINGLE[word]
    if not word.endswith("s") or len(word) < 4 or word[-2] not in "aeou":
        return word
    if word.endswith("ces") and word[:-1] not in _ENDS_IN_E:
        return word[:-3] + "z"
    # flores, planes, leyes: a vowel and one of these letters could end a word; nombres, not.
    takes_es = word.endswith("es") and re.search("[aeiou][lrndjy]$", word[:-2])
    return word[:-2] if takes_es and word[:-1] not in _ENDS_IN_E else word[:-1]


def _plural(word: str) -> str:
    if word.endswith("z"):
        return word[:-1] + "ces"
    return word + ("s" if word[-1] in "aeiou" else "es")


def _genders(single: str) -> tuple[str, ...]:
    if single in _NOUNS:
        return (single,)
    if single in _NATIONS or (_AGENT.search(single) and single[-1] == "r"):
        return (single, f"{single}a")
    if single[:-1] in _NATIONS or _AGENT.search(single):
        return (single, single[:-1])
    if not _ADJECTIVE.search(single) and (single[-1] not in "oa" or single[:-1] not in _BOTH):
        return (single,)
    other = single[:-1] + ("a" if single[-1] == "o" else "o")
    return (single,) if other in _NOUNS else (single, other)
