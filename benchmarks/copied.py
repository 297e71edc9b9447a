"""Texts as they are copied and as they only look alike, made up: for `benchmarks copies`.

Every story has the copies that syndication and reposting make of it; beside them stand texts that
share a template, a topic, a quotation or a common phrase, and are nobody's copy.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from listener.model import Author, Mention, Rating

_FILL = {
    "firma": "Lumbre|Acme|Norteña de Café|Grupo Arrecife|Telefónica del Valle|Banco Olmo"
    "|Alas Rojas",
    "ciudad": "Madrid|Sevilla|Bogotá|Monterrey|Lima|Valencia|Zaragoza|Quito|Rosario|Bilbao|Murcia",
    "mes": "enero|febrero|marzo|abril|mayo|junio|julio|septiembre|octubre|noviembre",
    "n": "3|7|12|18|25|31|40|64|90|120|250|430|700|1.200|3.500|8.000",
    "quien": "la consejera delegada|el portavoz|la directora de operaciones|un empleado|el sindicato"
    "|la asociación de consumidores|el alcalde|una clienta|el regulador",
    "cosa": "el pedido|la factura|la tarjeta|el vuelo|la cafetera|el paquete|la reserva|el contrato"
    "|la aplicación|el reembolso|la línea|el cupón",
    "causa": "un fallo en los servidores|la subida de los costes|una avería eléctrica|el temporal"
    "|la huelga de transportistas|un ataque informático|la falta de personal"
    "|un error de facturación",
    "pariente": "mi cuñado|mi hija|la vecina del tercero|un compañero del turno de noche|mi abuela"
    "|el del taller|mi jefa|el conserje",
    "dice": "jura|me cuenta|sospecha|está convencido de|repite|insiste en",
    "asi": "no ha llegado nunca|va mejor que antes|estaba roto al abrirlo|vale la mitad en otro sitio"
    "|se quedó sin batería a mitad de camino|ha vuelto a subir|nadie lo sabe arreglar",
    "relative": "my brother|my boss|the lady upstairs|a mate from work|our driver|my gran",
    "says": "swears|reckons|told me|is sure|keeps saying",
    "so": "never turned up|works better than before|was broken in the box|costs half elsewhere"
    "|died half way home|went up again|cannot be repaired by anyone",
    "weekday": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
    "company": "Lumbre|Acme|North Roast|Harbour Group|Valley Telecom|Elm Bank|Redwing",
    "city": "Leeds|Austin|Dublin|Toronto|Bristol|Denver|Cork|Perth|Boston|Glasgow|Oslo",
    "who": "the chief executive|a spokeswoman|the union|a regulator|one customer|the mayor|an analyst",
    "thing": "the order|the bill|the card|the flight|the machine|the parcel|the booking|the refund",
    "reason": "a server fault|rising costs|a power cut|the storm|a drivers' strike|a cyber attack"
    "|short staffing|a billing error",
}
_NEWS = {
    "es": """{firma} cerrará {n} establecimientos en {ciudad} antes de {mes} por {causa}.
La medida afecta a {n} trabajadores, según ha confirmado {quien} en un comunicado.
"Lamentamos las molestias y trabajamos para resolverlo", ha declarado {quien} este lunes.
Los usuarios comenzaron a quejarse en las redes a primera hora de la mañana por {causa}.
La compañía facturó {n} millones de euros el pasado ejercicio, un {n} % más que el anterior.
El ayuntamiento de {ciudad} ha pedido explicaciones y estudia abrir un expediente sancionador.
{firma} asegura que devolverá el importe íntegro a los clientes afectados en {n} días.
Desde {mes} la empresa arrastra críticas por {causa} en sus tiendas de {ciudad}.
La asociación recuerda que quien no reciba {cosa} puede reclamar sin coste alguno.
El consejo de administración se reunirá en {ciudad} para decidir el futuro de la filial.
Las acciones de {firma} cayeron un {n} % tras conocerse la noticia y luego se recuperaron.
Fuentes del sector apuntan a {causa} como origen de los retrasos de las últimas semanas.
{quien} ha negado que existan problemas con {cosa} y habla de casos aislados.
El nuevo local abrirá en {mes} y dará empleo a {n} personas del barrio.
La competencia, entre ella {firma}, ya prepara ofertas para captar a los descontentos.
Según los datos del regulador, las reclamaciones por {cosa} crecieron un {n} % en {mes}.
La sentencia obliga a {firma} a indemnizar con {n} euros a cada perjudicado.
Los vecinos de {ciudad} han reunido {n} firmas para que el servicio no desaparezca.
El juzgado de {ciudad} admitió a trámite la demanda presentada en {mes} contra {firma}.
{firma} lanzará una versión más barata de su suscripción, que incluirá {cosa} sin recargo.""",
    "en": """{company} will close {n} shops in {city} within months because of {reason}.
The move affects {n} employees, {who} confirmed in a statement on Monday.
"We are sorry for the trouble and are working to put it right," said {who}.
Customers began to complain online early in the morning about {thing}.
The company made {n} million last year, up {n} per cent on the year before.
The council of {city} has asked for an explanation and may open an inquiry.
{company} says that everybody affected will get their money back within {n} days.
Consumer groups point out that whoever is still waiting for {thing} can claim at no cost.
Shares of {company} fell {n} per cent on the news before recovering at midday.
Industry sources blame {reason} for the delays of recent weeks in {city}.
{who} denied that anything is wrong with {thing} and spoke of isolated cases.
The new branch opens soon and will give work to {n} people of the area.
Rivals such as {company} are already preparing offers to win over the unhappy.
Figures from the regulator show complaints about {thing} rising by {n} per cent.
A court in {city} ruled that {company} must pay {n} pounds to each claimant.
More than {n} people have signed a petition against the closure in {city}.""",
}
_POSTS = {
    "es": """Llevo {n} días esperando {cosa} de {firma} y nadie me contesta al teléfono
He pedido {cosa} en {firma} y me ha llegado algo que no tiene nada que ver
¿A alguien más le falla {cosa} de {firma} desde ayer en {ciudad} o soy solo yo?
El trato en la tienda de {ciudad} fue excelente, volveré seguro con mi familia
Me han cobrado dos veces {cosa} y encima me echan la culpa a mí, vaya vergüenza
En {firma} dicen que es por {causa} pero llevan así desde {mes}
No entiendo cómo {firma} puede tratar así a quien lleva {n} meses pagando religiosamente
La chica que me atendió arregló {cosa} en cinco minutos, un encanto de persona
Si pensáis contratar con {firma} en {ciudad}, leed bien la letra pequeña antes
Mi madre lleva desde {mes} peleando por {cosa} y hoy por fin le han dado la razón
Que alguien de {firma} mire esto por favor porque con {causa} no hay quien trabaje
Pues a mí {firma} me devolvió el dinero a la primera, será que tuve suerte""",
    "en": """Been waiting {n} days for {thing} from {company} and nobody picks up the phone
Ordered from {company} and what arrived has nothing to do with what I paid for
Is anybody else having trouble with {thing} at {company} in {city} or is it just me?
Staff in the {city} shop were lovely, will certainly be back with the family
They charged me twice for {thing} and then told me it was my own fault, unbelievable
{company} keeps blaming {reason} but it has been like this for {n} weeks
The guy at the counter sorted out {thing} in five minutes, what a star
If you plan to sign up with {company} in {city}, read the small print first
To be fair {company} refunded me straight away, maybe I got lucky this time""",
}
_OWN = {
    "es": "{pariente} {dice} que {cosa} {asi}, y {pariente} {dice} que a {n} de {mes} {asi}",
    "en": "{relative} {says} {thing} {so}, and {relative} {says} that since {weekday} it {so}",
}
_TEMPLATES = (
    (
        "Oferta de empleo: {firma} busca camarero con experiencia para su local de {ciudad}. Jornada de"
        " {n} horas semanales, contrato indefinido y salario según convenio. Interesados, enviar"
        " currículum antes del fin de {mes} indicando la referencia {n}{n}"
    ),
    (
        "Estado del servicio: incidencia en {ciudad} que afecta a {n} clientes. Nuestros técnicos están"
        " trabajando para resolverla. Hora estimada de solución: {n} minutos. Disculpa las molestias y"
        " gracias por tu paciencia, el equipo de {firma}"
    ),
    (
        "Weather and traffic for {city}: expect delays of {n} minutes on the main road because of"
        " {reason}. Temperatures around {n} degrees, wind from the west. Drive carefully and check"
        " the website of {company} before you leave home"
    ),
    (
        "Hola, gracias por escribirnos. Sentimos lo ocurrido con {cosa}. Para poder ayudarte necesitamos"
        " que nos envíes por mensaje privado tu número de cliente y el código {n}{n}{n}. Un saludo, el"
        " equipo de atención de {firma} en {ciudad}"
    ),
)
_PHRASES = (
    "Muy buen servicio|Muy buena app|No funciona|Pésimo|Excelente atención, volveré|Great app"
    "|Doesn't work anymore|Todo perfecto como siempre|La app no funciona desde ayer|Se cierra sola"
    "|Buena relación calidad precio|Terrible customer service|Worst company ever|Lo recomiendo"
    "|No funciona desde la última actualización|Would not recommend to anyone"
).split("|")
_OUTLETS = "El País|Europa Press|La Gaceta|Noticias Hoy|The Herald|Daily Ledger".split("|")
_NAMES = "Ana|Luis|Marta|Iker|Sofía|Raúl|Kate|Tom|Noor|Vera|Hugo|Irene|Pau|Lena".split("|")
_SURNAMES = "Gómez|Ruiz|Ferrer|Soto|Mills|Byrne|Lozano|Castro|Vidal|Reed|Prieto|Mora".split("|")


@dataclass(frozen=True)
class Said:
    """A text with the group that it belongs to, and why it is in the set."""

    group: int
    kind: str
    source: str
    mention: Mention


class Copied:
    """A seeded set: stories and posts with their copies, and what is nobody's copy."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._group = 0
        self._id = 0
        self._headlines: dict[str, int] = {}

    def texts(self, stories: int) -> list[Said]:
        """So many stories and as many posts, with all that goes with them, in random order."""
        found: list[Said] = []
        for _ in range(stories):
            found += self._story()
            found += self._post()
        for _ in range(stories // 2):
            found += self._alone()
        self._random.shuffle(found)
        return found

    def _story(self) -> Iterator[Said]:
        language = self._random.choice(["es", "es", "en"])
        sentences = self._sentences(_NEWS[language], self._random.randint(4, 7))
        title, text = self._headline(sentences[0]), " ".join(sentences)
        group = self._next()
        yield self._said(group, "news", title, text)
        for edit in self._random.sample(list(_NEWS_EDITS), k=self._random.randint(1, 4)):
            yield self._said(group, edit.__name__[1:], *edit(self, title, list(sentences)))
        # Another paper's own story that quotes two sentences of this one.
        own = self._sentences(_NEWS[language], 4)
        quoting = " ".join([*own[:2], *sentences[2:4], *own[2:]])
        yield self._said(self._next(), "quoting", self._headline(own[0]), quoting)

    def _post(self) -> Iterator[Said]:
        language = self._random.choice(["es", "es", "en"])
        said = self._sentences(_POSTS[language], self._random.randint(2, 3))
        said.insert(1, self._filled(_OWN[language]))
        text = ". ".join(said)
        group = self._next()
        yield self._said(group, "post", "", text)
        for edit in self._random.sample(list(_POST_EDITS), k=self._random.randint(1, 3)):
            yield self._said(group, edit.__name__[1:], "", edit(self, text))

    def _alone(self) -> Iterator[Said]:
        pattern = self._random.choice(_TEMPLATES)
        for _ in range(2):
            yield self._said(self._next(), "template", "", self._filled(pattern))
        phrase = self._random.choice(_PHRASES)
        for _ in range(3):
            yield self._said(
                self._next(), "phrase", "", phrase + self._random.choice(["", "!", "."])
            )
        yield self._said(self._next(), "review", "", phrase, rating=Rating(5))
        headline = self._headline(self._filled("{firma}: ") + self._sentences(_NEWS["es"], 1)[0])
        group = self._headlines.setdefault(headline, self._next())
        for outlet in self._random.sample(_OUTLETS, 2):
            yield self._said(group, "headline", f"{headline} - {outlet}", "")

    def _sentences(self, bank: str, count: int) -> list[str]:
        return [self._filled(each) for each in self._random.sample(bank.splitlines(), count)]

    def _filled(self, pattern: str) -> str:
        while "{" in pattern:
            name = pattern[pattern.index("{") + 1 : pattern.index("}")]
            pattern = pattern.replace(f"{{{name}}}", self._random.choice(_FILL[name].split("|")), 1)
        return pattern[0].upper() + pattern[1:]

    def _headline(self, sentence: str) -> str:
        return " ".join(sentence.rstrip(".").split()[: self._random.randint(9, 14)])

    def _said(self, group: int, kind: str, title: str, text: str, **more: Rating) -> Said:
        self._id += 1
        name = f"{self._random.choice(_NAMES)} {self._random.choice(_SURNAMES)} {self._id}"
        mention = Mention(
            id=str(self._id), title=title, text=text, author=Author(name=name), **more
        )
        return Said(group, kind, "feeds" if title else "mastodon", mention)

    def _next(self) -> int:
        self._group += 1
        return self._group

    # What papers do to an agency's story.

    def _same(self, title: str, sentences: list[str]) -> tuple[str, str]:
        return f"{title} - {self._random.choice(_OUTLETS)}", " ".join(sentences)

    def _retitled(self, title: str, sentences: list[str]) -> tuple[str, str]:
        bank = _NEWS["es"] if "ó" in " ".join(sentences) else _NEWS["en"]
        return self._headline(self._sentences(bank, 1)[0]), " ".join(sentences)

    def _prefixed(self, title: str, sentences: list[str]) -> tuple[str, str]:
        city = self._filled("{ciudad}").upper()
        text = " ".join(sentences)
        return title, f"{city}, {self._random.randint(1, 28)} nov. (EUROPA PRESS) - {text}"

    def _cut(self, title: str, sentences: list[str]) -> tuple[str, str]:
        text = " ".join(sentences)
        return title, text[: int(len(text) * self._random.uniform(0.45, 0.75))] + "…"

    def _dropped(self, title: str, sentences: list[str]) -> tuple[str, str]:
        for _ in range(2):
            del sentences[self._random.randrange(1, len(sentences))]
        return title, " ".join(sentences)

    def _linked(self, title: str, sentences: list[str]) -> tuple[str, str]:
        text = " ".join(sentences)
        return title, f"{text} Leer más en https://medio.example/{self._random.randint(1, 9999)}"

    def _reworked(self, title: str, sentences: list[str]) -> tuple[str, str]:
        """Another title, an agency in front, one sentence less, a word of the desk's own."""
        del sentences[self._random.randrange(1, len(sentences))]
        _, text = self._prefixed(title, sentences)
        return self._retitled(title, sentences)[0], f"{text} Redacción."

    # What people do to a post.

    def _reposted(self, text: str) -> str:
        return f"RT @usuaria{self._random.randint(1, 99)}: {text}"

    def _via(self, text: str) -> str:
        return f"{text} vía @medio{self._random.randint(1, 9)} https://corto.example/ab1"

    def _tagged(self, text: str) -> str:
        return f"{text} 😡😡 #vergüenza #consumo"

    def _shouted(self, text: str) -> str:
        return text.upper().replace(".", "!!!")

    def _unaccented(self, text: str) -> str:
        return text.translate(str.maketrans("áéíóúñ", "aeioun")).replace(",", "")

    def _retouched(self, text: str) -> str:
        words = text.split()
        words[self._random.randrange(len(words))] = "pues"
        return " ".join(words)

    def _shortened(self, text: str) -> str:
        return text[: max(100, int(len(text) * 0.75))] + "…"


_NEWS_EDITS = (
    *(Copied._same, Copied._retitled, Copied._prefixed, Copied._cut),
    *(Copied._dropped, Copied._linked, Copied._reworked),
)
_POST_EDITS = (
    *(Copied._reposted, Copied._via, Copied._tagged, Copied._shouted),
    *(Copied._unaccented, Copied._retouched, Copied._shortened),
)
