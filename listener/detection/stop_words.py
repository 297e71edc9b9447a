"""Words that say nothing of what happened: small ones, fillers, and how people write them.

Folded, as they are compared. Words that name a thing or an act (`app`, `work`) are none, however
often they are said: what people always say of a brand is known by how often they usually do.
"""

from __future__ import annotations

from functools import cache

from listener.small_words import BY_LANGUAGE
from listener.text import fold

NEGATIONS = frozenset(
    fold(word)
    for word in (
        "no ni nunca jamás sin tampoco not never cannot can't cant won't wont don't dont doesn't"
        " doesnt didn't didnt isn't isnt wasn't wasnt couldn't couldnt without não nem sem non mai"
        " senza nicht kein keine keinen nie ohne pas jamais sans sense"
    ).split()
)
"""With the word that follows they say something: `no funciona`, `doesn't work`."""

LINKS = frozenset(
    fold(word)
    for word in "de del de la al a of to for on in with y and do da di du des d' von zur".split()
)
"""They may stand within two words that belong together: `atención al cliente`."""

_MORE = {
    "es": """
        a ah ahí ahora al algo alguien algún alguna algunas alguno algunos allá allí ambos ante
        antes aquel aquella aquellas aquello aquellos aquí así aun aún aunque bajo bastante bueno
        cada casi cierto claro conmigo contigo contra cosa cosas creo cual cuales cuál cualquier
        cuales cuanto cuánto cuándo cuyo da dan dar dando debe deben decir deja demás demasiado
        dentro después dice dicen dicho digo donde dónde dos durante e ella ellas ellos embargo
        entonces entre era erais eran eras esa esas ese esos estaba estaban estado estamos estar
        estas estos estuve estuvo fuera fueron fui gente gracias haber había habían hace hacen
        hacer haciendo hago hasta hecho hemos hicieron hizo hola hoy incluso ir iba jaja jajaja
        juntos la lado luego lugar mal mas me mejor menos mientras mis misma mismas mismo mismos
        mucha muchas mucho muchos nadie ningún ninguna ninguno nosotros nuestra nuestro nueva
        nuevo nunca o os otra otras otro otros parece parte pasa peor poca poco pocos poder podía
        podría porfa porque primero pues puede pueden puedo pueda pude pudo q qué quien quién
        quienes quiero quiere quieren realmente sabe saben sé sea sean según ser será seria sería
        siempre siendo sido sino sí sois solamente somos sos sus suya suyo tal tampoco tan tanta
        tanto tantos te tenemos tener tenga tenía tenido tiene tienen tienes ti tipo toda todas
        todavía todos tras través tres tus tuve tuvo u uno unas unos va vamos van vas varias
        varios veces ver vez vosotros voy vuelve vuestra vuestro x xd xq pq
    """,
    "en": """
        able about above actually after again ago ain't all almost already also although always am
        among an and another any anybody anymore anyone anything anyway are aren't around as ask at
        away back bad be became because become been before being below best better between both bit
        but by came can can't cannot come comes coming could couldn't definitely did didn't do does
        doesn't doing don't done down each either else enough especially etc even ever every
        everybody everyone everything except far feel few find first for from get gets getting give
        given go goes going gone gonna good got gotta great had hadn't has hasn't have haven't
        having he'd he'll he's hello here here's hers herself hey hi him himself his how however i'd
        i'll i'm i've if im in instead into is isn't it'd it'll it's its itself ive just keep kind
        know last least less let let's like literally little ll lol long look lot lots made make
        makes making many may maybe me mean might mine more most much must mustn't myself need needs
        neither never new next no nobody none nor not nothing now of off often oh ok okay on once
        one ones only onto or other others our ours ourselves out over own part people perhaps
        please pretty probably put quite rather re really right s said same saw say saying says see
        seem seems seen several shall she's should shouldn't since so some somebody someone
        something sometimes soon sorry still stuff such sure t take taken taking tell than thank
        thanks that that's that'll the their theirs them themselves then there's these thing things
        think this those though thought through thus to today together told too took toward tried
        try trying two u under until up upon ur us use used using usually ve very via want wanted
        wants was wasn't way we'd we'll we're we've well went were weren't what's whatever where
        where's whether which while who who's whole whom whose why will with within without won't
        worse worst would wouldn't wow wtf yeah year years yes yet you'd you'll you're you've yours
        yourself
    """,
    "pt": """
        à às aos a aquele aquela aqui assim cada cara coisa era essa esse essas esses estou fazer
        foram isso já mesmo muitos muitas nada ninguém nosso nossa nunca onde outra outro pela pelo
        pois pode podem porém pouco quais qual quem sempre ser seus suas tão ter teve toda todo
        todos uns vai vez
    """,
    "fr": """
        alors après aucun aussi autre aux avait avant avoir aussi bon c'était car ceci cela cet
        chaque chez donc dont elle encore entre être eu fois font ils jamais juste leur leurs là
        lors même moi moins non nos notre ni ont ou par parce peu peut plus plusieurs pourquoi quel
        quelle qui quoi sera ses seulement sont sous toi toujours tous toute très trop va vers voir
        vos votre vraiment n'a n'ai j'avais qu'on l'a
    """,
    "it": """
        a ad agli ai alla alle allo ancora avere aveva cosa cui dagli dai dal dalla dall' dopo dove
        e ed era essere fa fare fatto gli hai ho loro ma mai meno mi molti nei nelle nessuno noi
        nostro o ogni ora poi poco può qualche quanto quella quello questi queste qui quindi sempre
        sia siamo solo stata stato sto suo sua tra tutti tutto un' uno vi voi volta
    """,
    "de": """
        alle allem allen aller alles als also am andere bei beim bin bis bist da damit dann daran
        darf das deine denn deren dessen dies diese diesem diesen dieser dieses doch dort durch
        eben eines etwas euch euer ganz gegen gehen geht gemacht gibt ging hab haben hatte hatten
        hier hin ihm ihn ihnen ihre ihrem ihren ihrer immer ins ist jede jeder jedes jetzt kommt
        können könnte leider machen macht mehr muss müssen nachdem nichts nie nun ob ohne sehr seid
        sein seine seit selbst sich soll sollte sonst tun uns unser unter viel viele vielleicht
        warum was weil welche wer werden wieder will wo wohl wollen wurde wurden würde
    """,
    "ca": """
        a això aixo algun alguna allà aquell aquella aquí ara així cada com cosa dels després doncs
        eren era ells ella fa fer feia gaire havia han hem jo la les mai mateix meu molta molts ni
        nosaltres nostre o on pel per pels poc pot qual qui sempre ser seu seus té tenen tenir teva
        teu tot tota totes tots un va van vegada vosaltres
    """,
}

_ASSUMED = ("es", "en")


@cache
def stop_words(language: str) -> frozenset[str]:
    """Those of a language (`es`, `en-US`); of Spanish and English where it is not known."""
    name = language.lower().replace("_", "-").split("-")[0]
    known = (name,) if name in BY_LANGUAGE else _ASSUMED
    return frozenset().union(*(_of(each) for each in known))


@cache
def _of(language: str) -> frozenset[str]:
    words = f"{BY_LANGUAGE[language]} {_MORE[language]}".replace("’", "'").split()
    folded = {fold(word) for word in words}
    # Many write `dont` and `im`.
    return frozenset(folded | {word.replace("'", "") for word in folded if "'" in word})
