"""The small words that hold sentences together, by language."""

from __future__ import annotations

BY_LANGUAGE = {
    "es": """
        el la los las un una unos de del al que y en con por para es son no se me te lo le les
        su mi muy más pero como esto esta este eso está están hay qué cuando ya porque si yo tú
        usted nos fue ha han he soy eres estoy tengo tiene hasta desde también nada todo solo
        sin sobre hoy bien
    """,
    "pt": """
        o a os as um uma de do da dos das que e em no na nos nas com por para é são não se me te
        lhe seu sua meu minha muito mais mas como isso isto esta está estão há quando já porque
        você vocês eu ele ela ao à pra pro tá foi tem tenho vou até também nada tudo só sem
        sobre hoje bem
    """,
    "fr": """
        le la les un une des de du que et en dans avec pour par est sont pas ne se me te je tu
        il elle on nous vous ce cette ces qui sur plus mais très au aux mon ma mes son sa ses
        ton ta c'est j'ai qu'il n'est d'un d'une y suis a ont été fait tout rien bien sans ou où
        si comme quand
    """,
    "it": """
        il lo la i gli le un una uno di del della dei delle che e in con per da è sono non si mi
        ti ci ma come questo questa ho ha hanno più anche mio mia perché quando al alla nel
        nella sul sulla se io tu lui lei già tutto niente solo senza su oggi bene molto c'è
    """,
    "de": """
        der die das den dem des ein eine einen einem einer und ist sind nicht ich du er sie es
        wir ihr in im mit für auf von vom zu zum zur auch noch wie was wenn aber nur schon bei
        aus dass so mein meine dein hat habe haben war wird kann man sich mich mir dir da doch
        ja mal heute nach über um am an als oder keine kein gut
    """,
    "en": """
        the a an of to and in is it you i that for on with this my not be are was have has your
        at just me so but what all do don't it's i'm can will we they he she his her if or as
        from by out up about no when how get got like today there been would
    """,
    "ca": """
        el la els les un una de del dels al que i en amb per és són no es em et lo li seva meva
        molt més però com això aquest aquesta està hi ha què quan ja perquè si jo vaig va fins
        des també res tot només sense sobre avui bé he ho
    """,
}
