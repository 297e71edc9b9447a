"""How people say whom they mean, in Spanish and English: our own word lists, by what they do.

Small letters without accents, see `fold`; `*` stands for any ending. A phrase does it as a whole.
One list serves both languages, for many posts mix them.
"""

from __future__ import annotations

from functools import cache, lru_cache

_LISTS: dict[str, str] = {
    # Between a word that does something and the name that it is done to.
    "article": """
        el, la, los, las, lo, un, una, unos, unas, mi, mis, su, sus, tu, esa, ese, esta, este,
        estos, esos, lo de, the, a, an, my, our, their, your, his, her, that, this, these, those,
        old, a los""",
    # Who leaves.
    "leave": """
        deje, dejamos, dejar, dejando, dejaste, abandon*, cancele, cancelamos, cancelar, chau,
        chao, adios, bye, goodbye, good riddance, hasta nunca, ditched, ditching, ditch, dumped,
        dumping, quit, quitting, dropped, left, leaving, leave, cancelled, canceled, closed, sold,
        deleted, uninstalled, binned, desinstale, borre, vendi, vendimos, devolvi, devolvimos, me
        sali de, me fui de, nos fuimos de, me baje de, me largue de, di de baja, dimos de baja,
        dar de baja, doy de baja, darme de baja, me despido de, saying goodbye to, done with, fed
        up with, sick of, tired of, harto de, harta de, hartos de, podrido de, podrida de, cansado
        de, cansada de, cerre mi cuenta, cerre la cuenta, no piso, me voy de, nos vamos de, me fui
        del, pedi la baja, darse de baja, me di de baja, dejo, dejado, deje de usar, deje de ir,
        deje de comprar, dejamos de, ya no uso, ya no compro, ya no voy, no piso mas, desinstal*,
        got rid of, getting rid of, gave up on, giving up on, walked away from, parted ways with,
        canceling, cancelling, no longer use, stopped using, stopped going, stopped buying, not
        going back to, rompi con, dije adios, kicked, solte, soltamos, largue, mande a paseo,
        mandamos a paseo""",
    # Who changes: from one to another.
    "move": """
        pase, paso, pasamos, pasarme, pasarnos, pasado, cambie, cambio, cambiamos, cambiarme,
        cambiarnos, cambiado, cambiar, mude, mudamos, mudado, migr*, salte, reemplac*, switch*,
        moved, moving, jumped, ported, replaced, swapped, swapping, traded, converted, went, vine,
        volvi, volvimos, volver, vuelvo, volveria, going back, went back, back, cambiarse,
        cambiando, pasarse, pasando, pasense, pasate, pasaos, cambiate, cambiense, cambiaos,
        migrated, portabilidad, porting, changed, changing, signed up, signing up, contrate,
        contratamos, nos fuimos a, me fui a, me voy a""",
    "avoid": """
        no vayan, no gasten, no compren, no compreis, no contraten, no contrateis, no pidan, no
        confien, no vayais, no piquen, eviten, evitad, evita, huyan de, huye de, huid de, huir de,
        cuidado con, ojo con, avoid, stay away from, steer clear of, don't buy, don't use, don't
        go, do not go, do not buy, do not use, don't bother, boycott, nunca mas, never again,
        never going back, no vuelvo, no volvere, no vuelvan, no se les ocurra, maldita la hora, no
        caigan, no caigais, no caigas, alejense, alejate, alejaos, ni se acerquen, no se acerquen,
        ni os acerqueis, ni se os ocurra, no os fieis, no se fien, no recomiendo, no recomendaria,
        not recommend, wouldn't recommend, don't waste, do not waste, don't touch, wouldn't touch,
        run from, run away from, keep away from, no gastes, no compres, no vayas, no pidas, no
        contrates, no confies, jamas compren, jamas contraten""",
    "choose": """
        hola, bienvenido, bienvenida, bienvenidos, hello, welcome, me quedo con, nos quedamos con,
        elijo, elegi, prefiero, preferimos, i prefer, i'd pick, i choose, sticking with, stick
        with, i'll take, give me, dame, vayan a, vayan por, vayan donde, andate a, corran a, vete
        a, id a, head to, go to, go with, went with, try, prueben, proba, probad, recomiendo,
        recommend, gracias a, thanks to, thank god for, thank goodness for, menos mal, aguante,
        viva, desde que tengo, desde que uso, desde que le puse, desde que cargo en, desde que
        compro en, desde que voy a, desde que estoy en, since using, since joining, la proxima,
        proxima vez, de ahora en mas, me hice de, descubri, discovered, por fin tengo, apuesto
        por, donde este, toda la vida, loyal to, always, ahora con, now with, empiezo en, sticking
        to, sigo con, seguimos con, sigo fiel, fiel a, fieles a, no cambio, no la cambio, no lo
        cambio, vuelvo a, volveria a, pidan en, pedid en, compren en, comprad en, contraten a, my
        go-to, go-to is, i'd rather have, would rather have, always go back to, team, desde que
        estoy con, since i moved to, regreso con, regrese con, he vuelto a, hemos vuelto a, might
        give, voy a probar""",
    "miss": """
        extrano, extranamos, extranando, extranar, echo de menos, echamos de menos, miss, missing,
        missed, volve, vuelve, vuelvan, come back, bring back, want my, quiero mi, quiero a mi,
        arrepiento, arrepenti, arrepentimos, regret, regretting, shouldn't have left, should never
        have left, nunca debi, no debi, tendria que haber, deberia haber, debi haber, tenia que
        haber, hubiera ido, hubiese ido, should have, should've, could have, would have, wish i'd,
        wish i had, ojala volver, i'd give anything for, lejos de, daria lo que fuera por, never
        had that, nunca me paso, no me paso, no pasa en, pudiendo, que falta hace, vuelvan a
        abrir, ojala vuelva, ojala vuelvan, used to be, like the old days, no debi dejar, nunca
        debimos, wish i had stayed, wish we had stayed, should have stayed
        with, should've stayed with, should have gone with, should've gone with, tendriamos que
        haber, me hubiera quedado, debimos""",
    # Comparing: the one that is named behind it loses, or wins.
    "better": """
        mejor*, better, nicer, faster, kinder, superior*, gana, ganan, mil vueltas, come crudo,
        beats, beat, outclass*, miles ahead, light years, wipes the floor, to shame, knocks spots,
        ya quisiera, ya quisieran, mas rapid*, mas ric*, mas barat*, mas lind*, mas bonit*, mas
        comod*, mas limpi*, mas fiable*, mas amable*, cheaper, tastier, safer, cleaner,
        friendlier, warmer, easier, el doble, le da, supera, outperform*, prefer, mas atent*, mas
        simpatic*, mas profesional*, mas sabros*, mas facil*, mas segur*, mas puntual*, mas
        fresc*, mas economic*, mas seri*, mas san*, mas nuev*, le pasa el trapo, le pasan el
        trapo, se come a, aplasta, arrasa, le saca, le lleva, smokes, destroys, crushes, trumps,
        tops, sharper, lighter, quieter, quicker, smoother, fresher, comfier, veinte vueltas, cien
        vueltas, diez vueltas, costs half, half the price, half of what, mas lejos,
        le hace sombra""",
    "worse": """
        peor*, worse, slower, ruder, pricier, dirtier, colder, mas car*, mas lent*, mas suci*, mas
        fri*, mas caro, dudo que le gane, nada como, nothing like, nothing beats, nobody beats,
        nadie supera, nadie le gana, no le llega, ni de lejos, no le gana, mas antipatic*, mas
        ruid*, mas incomod*, mas viej*, mas cutre*, mas mal*, menos fiable*, louder, harder,
        noisier, weaker, poorer, staler, greasier, dearer, flimsier, costs twice, twice the price,
        double the price, cuesta el doble, cuesta mas, sale mas caro, pay more""",
    "than": """
        que, than, a, al, over, con, off, over to""",
    "instead": """
        instead of, rather than, en vez de, en lugar de, antes que, por encima de, en comparacion
        con, compared to, compared with, comparado con, al lado de lo que es""",
    "unlike": """
        no como, unlike, not like, a diferencia de, al contrario que, al contrario de, lo
        contrario de, lo contrario que, the opposite of, nada que ver con, nothing like, mientras
        que, whereas, never did that, nunca hacia eso""",
    "only": """
        solo, solamente, only, unico, unica, unicos, unicas, nomas""",
    # What stands behind a name.
    "praised": """
        it is, next time, from now on, forever, for life, for the win, ftw, toda la vida, la
        proxima, no falla, nunca falla, cumple, never fails, manda, te quiero, os quiero, los
        quiero, 10/10, diez de diez""",
    "scorned": """
        nunca mas, never again, no vuelvo, adios, bye, ya quisiera, no le llega, could never,
        can't compete, deberia aprender, deberian aprender, no tiene nada que, take note, take
        notes, aprende, aprendan, ni hasta, ni loco, ni loca, ni regalado, hasta nunca, jamas,
        could learn, can learn, tiene mucho que aprender, tienen mucho que aprender, les falta
        mucho, le falta mucho""",
    # What is merely where, or by what.
    "place": """
        frente a, frente al, al frente de, al frente del, enfrente de, enfrente del, delante de,
        al lado de, al lado del, cerca de, cerca del, afuera de, afuera del, fuera de, la puerta
        de, la puerta del, a la vuelta de, atras de, detras de, arriba de, encima de, encima del,
        debajo de, abajo de, cuadras de, cuadras del, la esquina de, metros de, pasillo de,
        pasillo del, lacteos de, lacteos del, el parking de, parking del, estacionamiento de,
        estacionamiento del, a la altura de, la salida de, al salir de, al salir del, saliendo de,
        saliendo del, la entrada de, la cola de, junto a, junto al, pegado a, pegado al, entre,
        hacia, la parada de, outside, outside the, next to, next door to, near, above, behind,
        opposite, across from, beside, by, in front of, the corner from, the road from, past,
        between, under, corner of, office above, car park at, parking lot of, parking lot at,
        aisle of, middle aisle of, a unos metros de, a dos cuadras de, a una cuadra de, a la
        salida de, a la salida del, en la puerta de, en la puerta del, en la esquina de, en la
        esquina del, en la cola de, en la cola del, en la fila de, en la fila del, del otro lado
        de, al costado de, al costado del, camino de, a la vuelta del, around the corner from,
        round the corner from, down the road from, down the street from, up the road from, on the
        way to, the queue at, the queue for, the corner by, the steps of, the car park of,
        opposite the, near the, by the, behind the, past the, beside the, above the""",
    "within": """
        en, in, at, on, inside, dentro de, dentro del, desde, into, off, iba a, iba al, ir al,
        camino a, camino al, going to, walking to, heading to, yendo a, yendo al, llegar a, llegar
        al, del, de, from""",
    "tool": """
        por, via, through, using, usando, con, with, from my, pague con, mirando, watching,
        viendo, listening to, escuchando, poner, puse, poniendo, abri, playing, arriba de, over,
        encendi, in my, on my""",
    # Others say it.
    "told": """
        dice, dicen, decia, decian, dijo, dijeron, grita, gritan, gritaba, gritaban, conto,
        contaron, cuenta, cuentan, segun, comentan, hablan, hablando, habla, escuche, lei, leo, me
        entere, se rumorea, parece que, echa, echan, echando, jura, juran, says, say, said,
        saying, tells, told, reckons, claims, claim, swears, heard, apparently, supposedly,
        rumour, rumor, everyone says, preguntas, titular, rt, comento, afirma, afirman, asegura,
        aseguran, rumor*, hablan mal, habla mal, pestes, se queja, se quejan, quejandose, me
        cuentan, according to, complaining, complains, moaning, moans, ranting, rants, raving,
        raves, they say, word is, hear, hears, hearing, headline, noticia, publica, informa,
        reports""",
    "stranger": """
        no conozco, no lo conozco, no se nada, no la probe, no lo probe, nunca fui, nunca entre,
        nunca probe, nunca compre, never been, never tried, never used, never bought, dunno, no
        idea, ni idea, no clue, not a customer, haven't tried, haven't been, averiguare, no opino,
        alguien, anyone, anybody, cual, which, what do people, que diferencia, no uso, no soy
        cliente, no somos clientes, nunca use, no he probado, no he ido, no tengo opinion, no
        opinion, ni fu ni fa, que tal, opiniones, opinion sobre, saben si, sabeis si, sabes si,
        any good, worth it, thoughts on, any experience, does anyone, has anyone, is it true, how
        much, what time, a que hora, cuanto cuesta, cuanto sale, se puede, aceptan, no experience,
        couldn't tell you""",
    "owner": """
        lamentamos, sentimos, gracias por, te esperamos, los esperamos, os esperamos, escribinos,
        escribenos, envianos, mandanos, regalanos, contactanos, nos hiciste, le contamos a, nos
        alegra, equipo de, leerte, te pedimos, pedimos disculpas, por privado, por interno,
        mensaje directo, gerencia, please dm, dm us, we're sorry, we're really sorry, we're so
        sorry, we are sorry, we are so sorry, we're delighted, we are delighted, we're thrilled,
        we're glad, so glad you, thank you for, thank you so much for, thanks for the, thanks for
        your, everyone at, the team at, we aim, see you again, hope to see, hope to welcome,
        welcome you back, we apologise, we apologize, apologies for, email us, put this right, our
        team, your account number, escuchamos, nos alegramos, agradecemos, sentimos mucho,
        sentimos que, disculpa las molestias, disculpe las molestias, disculpen las molestias,
        tomamos nota, tu opinion, su opinion, sus comentarios, tus comentarios, nos ponemos en
        contacto, contactenos, escribanos, envienos, quedamos a, un saludo, cordialmente,
        atentamente, your feedback, your review, your comments, we hope to, we look forward, we'll
        look into, we will look into, reach out, get in touch, contact us, sorry to hear, sorry to
        read, glad to hear, kind regards, welcome you, love from all""",
    # The writer's life, in which a brand is scenery; a customer's words.
    "life": """
        abuel*, mama, papa, padre, madre, viejo, vieja, viejos, hijo, hija, hijos, hijas, nene,
        nena, nino, nina, ninos, ninas, bebe, primo, prima, primos, primas, sobrin*, hermano,
        hermana, hermanos, marido, mujer, novio, novia, esposo, esposa, cunad*, suegr*, tio, tia,
        ex, amigo, amiga, amigos, amigas, companer*, vecin*, perro, perra, gato, gata, murio,
        muere, murieron, fallecio, entierro, llor*, beca, examen, examenes, entrevista, despid*,
        laburo, pega, curro, cumple, cumpleanos, casamiento, matrimonio, boda, embaraz*, parto,
        nacio, robaron, afanaron, asalt*, hospital*, medico, medicos, mochila, movil, celular,
        playa, vacaciones, profe*, partido, gol, golazo, cancion, entradas, recital, concierto,
        lluvia, aguacero, nieve, hielo, caido, cai, tropec*, resbal*, puntos, accidente, choque,
        chocaron, grua, multa, inseguridad, reunion, heridos, beso, besos, cita, corazon, enamor*,
        ternura, temblando, animo, mum, mom, mam, dad, grandad, gran, nan, son, daughter, kid,
        kids, baby, niece, nephew, brother, sister, husband, wife, boyfriend, girlfriend,
        roommate, friend, friends, neighbour, neighbor, dog, cat, died, passed away, funeral, lost
        our, crying, sobbing, heartbroken, exam, exams, job, interview, birthday, wedding,
        honeymoon, married, pregnant, born, robbed, mugged, stole, stolen, bike, covid, ill, flu,
        wrist, ankle, slipped, fell, missing her, missing him, sad songs, teacher, poem, car,
        crash, rain, goal, gig, concert, busker, tickets, ugly, creep, proposed, said yes, i do,
        engaged, kissed, dumped me, holiday, parking, traffic, pareja, polola, pololo, morra,
        graduacion, tesis, mudanza, velorio, operaron, quirofano, fiebre, campeones, anillo,
        divorcio, funeraria, ladron, semaforo, atropell*, estacionamiento, aparcamiento, taco,
        atasco, trancon, embotellamiento, tormenta, bailando, bailar, llovi*, nevando, rodilla,
        tobillo, divorce, breakup, uncle, aunt, cousin, cousins, graduation, flat tyre, umbrella,
        snow, storm, sunset, marathon, traffic jam, tripped, mate, mates, dancing, knee""",
    "custom": """
        servicio, atencion, atend*, precio*, caro, cara, caros, caras, barat*, cobr*, factura*,
        pedido*, envio*, entreg*, demor*, tard*, cuenta, soporte, reclam*, devol*, reembolso,
        garantia, calidad, comida, mozo, habitacion, cliente*, turno, internet, wifi, senal,
        cable, conexion, plan, cuota, comision*, estafa*, chorros, inutiles, robar, robando,
        ladrones, plantad*, recomiend*, excelente, impecable, rompi*, cago, solucion*, service,
        staff, price*, charg*, bill*, order*, deliver*, refund*, support, account, quality, food,
        room, customer*, queue*, broadband, signal, engineer, fee, fees, scam*, rip off,
        recommend*, cancel*, warranty, broke*, cheap*, expensive, overpriced, kind, helpful,
        useless, disgrace, appalling, waiting, froze, anuncio*""",
    # Where a sentence falls into clauses.
    "break": """
        pero, aunque, mientras, en cambio, porque, cuando, sino, salvo, y eso que, a pesar, hasta
        que, ni, but, although, though, even if, even though, while, whereas, because, cause,
        unlike, whilst, yet, shame, except, until, eso si""",
    "but": """
        pero, aunque, eso si, sin embargo, en cambio, lo unico bonito, lo unico malo, al menos,
        menos mal que, but, although, though, even if, even though, shame, except, at least,
        however, mind you""",
    "between": """
        y, e, que, no como, como, despues de, antes de, por, desde, si, and, than, unlike, like,
        after, before, instead of, so, when, since, for, then, over""",
    "loose": """
        con, de, del, en, para, a, al, with, from, to, at, in, on""",
    "turn": """
        por, for, to, a, al, with""",
    "away": """
        de, del, desde, from""",
}
HINTS = frozenset("leave move avoid miss place told stranger".split())
"""What may speak for another feeling towards a brand than that of the text."""

Roles = frozenset[str]


_CONTRACTED = {"de": "del", "a": "al"}


class _Known:
    """The lists, ready to be asked."""

    def __init__(self) -> None:
        self.words: dict[str, set[str]] = {}
        self.stems: dict[str, set[str]] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], set[str]]]] = {}
        for role, entries in _LISTS.items():
            for entry in entries.split(","):
                self._take(entry.split(), role)
        for each in self.phrases.values():
            each.sort(key=lambda phrase: -len(phrase[0]))

    def _take(self, words: list[str], role: str) -> None:
        first, rest = words[0], tuple(words[1:])
        if not rest and first.endswith("*"):
            self.stems.setdefault(first[:-1], set()).add(role)
        elif not rest:
            self.words.setdefault(first, set()).add(role)
        else:
            if words[-1] in _CONTRACTED:
                self._take([*words[:-1], _CONTRACTED[words[-1]]], role)
            phrases = self.phrases.setdefault(first, [])
            same = next((roles for tail, roles in phrases if tail == rest), None)
            if same is None:
                phrases.append((rest, {role}))
            else:
                same.add(role)


@cache
def _known() -> _Known:
    return _Known()


@lru_cache(maxsize=20_000)
def roles(word: str) -> Roles:
    """What a word does."""
    known = _known()
    found = set(known.words.get(word, ()))
    for end in range(3, len(word) + 1):
        found |= known.stems.get(word[:end], set())
    return frozenset(found)


@lru_cache(maxsize=20_000)
def of_word(word: str) -> tuple[Roles, list[tuple[tuple[str, ...], set[str]]]]:
    """What a word does; the phrases that begin with it: their other words, and what they do."""
    return roles(word), _known().phrases.get(word, [])


@lru_cache(maxsize=20_000)
def hints(word: str) -> bool:
    """Whether a word, by itself or in a phrase, may speak for another feeling."""
    bare = word.strip(".,;:!?¡¿()")
    if bare in _EVERYDAY:
        return False
    return not HINTS.isdisjoint(roles(bare)) or bare in _told_by_phrases()


@lru_cache(maxsize=20_000)
def is_scenery(word: str) -> bool:
    """Whether a word is of the writer's life, or of an owner's answer."""
    bare = word.strip(".,;:!?¡¿()")
    return not _SCENERY.isdisjoint(roles(bare)) or bare in _OWNERS


@lru_cache(maxsize=20_000)
def is_where(word: str) -> bool:
    """Whether a word before a name may make it a mere place, or tool."""
    return not {"within", "tool", "place"}.isdisjoint(roles(word))


_SCENERY = frozenset({"life", "owner"})
_OWNERS = frozenset("gracias thank thanks sorry team welcome".split())
_SHORTEST_HINT = 4
# Words of everyday that tell nothing until they are read in their phrase.
_EVERYDAY = frozenset(
    """hasta nada menos quiero nunca pasa tenia fuera desde baja hubiera come never about want
    like alguien anyone anybody cual which that have should would could with from""".split()
)


@cache
def _told_by_phrases() -> frozenset[str]:
    """The longest word of each phrase that hints, if it is not in every second text."""
    known = _known()
    found = set[str]()
    for first, each in known.phrases.items():
        for rest, does in each:
            telling = [word for word in (first, *rest) if word not in _EVERYDAY]
            if not HINTS.isdisjoint(does) and telling:
                found.add(max(telling, key=len))
    return frozenset(word for word in found if len(word) >= _SHORTEST_HINT)
