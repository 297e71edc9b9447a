"""What `listener backtest` says: what would have been sent, and what would have been found."""

MESSAGES = {
    "looked_at": {
        "es": (
            "{brand}, del {since} al {until}: un día mirado, cuarto a cuarto de hora.",
            "{brand}, del {since} al {until}: {days} días mirados, cuarto a cuarto de hora.",
        ),
        "en": (
            "{brand}, {since} to {until}: one day looked at, quarter by quarter of an hour.",
            "{brand}, {since} to {until}: {days} days looked at, quarter by quarter of an hour.",
        ),
    },
    "looking": {
        "es": "Mirando desde el {since} hasta el {until}…",
        "en": "Looking at {since} to {until} …",
    },
    "nothing": {
        "es": "De {brand} no hay nada guardado todavía.",
        "en": "Nothing is stored of {brand} yet.",
    },
    # A budget, a line each.
    "sent": {"es": "LO QUE SE HABRÍA ENVIADO", "en": "WHAT WOULD HAVE BEEN SENT"},
    "head_budget": {"es": "permite", "en": "allowed"},
    "head_sent": {"es": "avisos", "en": "sent"},
    "head_monthly": {"es": "al mes", "en": "a month"},
    "head_true": {"es": "ciertos", "en": "true"},
    "head_ratio": {"es": "veces", "en": "times"},
    "head_verdict": {"es": "así que", "en": "so it is"},
    "ratio": {"es": "{ratio} ({low}–{high})", "en": "{ratio} ({low}–{high})"},
    "is_kept": {"es": "se respeta", "en": "kept"},
    "is_over": {"es": "se rebasa", "en": "exceeded"},
    "is_open": {
        "es": "aún no se sabe: poco tiempo",
        "en": "not known yet: too little time",
    },
    "rightly": {
        "es": "Se permiten tantos avisos falsos al mes; «veces» es cuántas veces los permitidos hubo, y entre "
        "qué límites está eso nueve de cada diez veces. Falso es todo aviso del que nadie ha dicho que fuera "
        "cierto (listener incidents ack, expected).",
        "en": 'So many false alarms a month are allowed; "times" is how many times the allowed ones there '
        "were, and the bounds that hold that nine times in ten. False is every alarm of which nobody has said "
        "that it was true (listener incidents ack, expected).",
    },
    # The incidents.
    "incidents": {
        "es": "CON {budget} AL MES, ESTOS",
        "en": "AT {budget} A MONTH, THESE",
    },
    "no_incidents": {
        "es": "Con {budget} al mes, ninguno.",
        "en": "At {budget} a month, none.",
    },
    "head_number": {"es": "n.º", "en": "no."},
    "head_at": {"es": "avisado", "en": "sent"},
    "head_since": {"es": "desde", "en": "since"},
    "head_until": {"es": "hasta", "en": "until"},
    "head_where": {"es": "dónde", "en": "where"},
    "head_kind": {"es": "qué es", "en": "what it is"},
    "head_observed": {"es": "negativas", "en": "negative"},
    "against": {
        "es": "{observed} de {items}, esperadas {expected}",
        "en": "{observed} of {items}, expected {expected}",
    },
    "not_over": {"es": "sigue", "en": "goes on"},
    "more": {
        "es": ("y uno más, en --format json", "y {n} más, en --format json"),
        "en": ("and one more, in --format json", "and {n} more, in --format json"),
    },
    # What people called true.
    "known": {"es": "LO QUE SE SABE QUE PASÓ", "en": "WHAT IS KNOWN TO HAVE HAPPENED"},
    "known_found": {
        "es": "Incidente {id}, {where}, desde el {since}: hallado en {delay}{best}.",
        "en": "Incident {id}, {where}, since {since}: found in {delay}{best}.",
    },
    "known_missed": {
        "es": "Incidente {id}, {where}, desde el {since}: no se habría avisado{best}.",
        "en": "Incident {id}, {where}, since {since}: would not have been told{best}.",
    },
    # What is made up.
    "trial": {"es": "AÑADIDO: {what}", "en": "MADE UP: {what}"},
    "share": {
        "es": "la parte negativa sube del {usual} al {share}",
        "en": "the negative share rises from {usual} to {share}",
    },
    "talk": {
        "es": "{volume} veces más conversación, con la misma parte negativa",
        "en": "{volume} times the talk, with the same negative share",
    },
    "both": {
        "es": "{volume} veces más conversación, con un {share} de negativas ({usual} lo normal)",
        "en": "{volume} times the talk, of which {share} negative (usual {usual})",
    },
    "from_to": {
        "es": "{what}, del {since} al {until} como mucho; lo normal: {a_day} menciones al día",
        "en": "{what}, from {since} to {until} at most; usual: {a_day} mentions a day",
    },
    "soon_after": {
        "es": "Poco antes hubo un incidente de verdad: lo que salta en el día siguiente a su final es el mismo, "
        "y solo se avisa otra vez si es mucho peor.",
        "en": "Shortly before there was a real incident: what alarms within a day of its end is the same one, "
        "and is told again only if it is much worse.",
    },
    "found": {
        "es": (
            "Con {budget} al mes: hallado en {delay}, tras una mención{best}.",
            "Con {budget} al mes: hallado en {delay}, tras {items} menciones{best}.",
        ),
        "en": (
            "At {budget} a month: found in {delay}, after one mention{best}.",
            "At {budget} a month: found in {delay}, after {items} mentions{best}.",
        ),
    },
    "missed": {
        "es": "Con {budget} al mes: no hallado{best}.",
        "en": "At {budget} a month: not found{best}.",
    },
    "times_best": {
        "es": "; {ratio} veces lo que tarda quien sabe de antemano qué cambia ({best})",
        "en": "; {ratio} times what it takes who knows beforehand what changes ({best})",
    },
    "best": {
        "es": "; quien sabe de antemano qué cambia tarda {best}",
        "en": "; who knows beforehand what changes takes {best}",
    },
    "unseen_by_all": {
        "es": "; ni quien sabe de antemano qué cambia lo vería en cuatro semanas",
        "en": "; nor would who knows beforehand what changes see it within four weeks",
    },
    # What is taken for granted.
    "assumed": {"es": "SE DA POR HECHO", "en": "TAKEN FOR GRANTED"},
    "as_known": {
        "es": "Cada cuarto de hora se mira con todo lo que hoy se sabe de él. En la realidad parte llega más "
        "tarde, y el aviso con ella.",
        "en": "Each quarter of an hour is looked at with all that is known of it today. In truth some of it "
        "comes later, and the alarm with it.",
    },
    "late": {
        "es": "{source}: casi todo está aquí a los {late}.",
        "en": "{source}: nearly all is here after {late}.",
    },
    "as_if": {
        "es": "{source}: se escucha desde el {really}; lo de antes, desde el {since}, se toma como escuchado.",
        "en": "{source}: listened to since {really}; what was before, since {since}, is taken as heard.",
    },
    "as_if_never": {
        "es": "{source}: nunca se ha escuchado; lo guardado, desde el {since}, se toma como escuchado.",
        "en": "{source}: was never listened to; what is stored, since {since}, is taken as heard.",
    },
    "only_since": {
        "es": "{source}: solo se mira desde el {really}, cuando se empezó a escuchar: antes hay otra cantidad, "
        "quizá porque la fuente dio solo una parte.",
        "en": "{source}: looked at only since {really}, when listening began: there is another amount before, "
        "perhaps because the source gave only a part.",
    },
    "one_draw": {
        "es": "Lo añadido es una tirada del azar, la {seed}; con otro --seed sale otra.",
        "en": "What is made up is one draw of chance, number {seed}; another --seed gives another.",
    },
    # What was asked for and cannot be had.
    "bad_alarms": {
        "es": "{value}: los avisos al mes son números de más de 0 y hasta 1000: --alarms 0.33,1,3",
        "en": "{value}: alarms a month are numbers above 0, up to 1000: --alarms 0.33,1,3",
    },
    "ends_before": {
        "es": "no queda nada que mirar entre el {since} y el {until}",
        "en": "there is nothing to look at between {since} and {until}",
    },
    "too_short": {
        "es": "solo hay datos desde el {since}, y primero se aprende de 28 días: di desde cuándo, con --from",
        "en": "there are data only since {since}, and 28 days are learned from first: say from when, with --from",
    },
    "unheard": {
        "es": "en ese tiempo no se escuchó nada, o aún se aprendía qué es lo normal (warm_up_days)",
        "en": "nothing was heard in that time, or what is usual was still being learned (warm_up_days)",
    },
    "no_series": {
        "es": "de {source} no hay nada guardado de esta marca",
        "en": "nothing is stored of {source} of this brand",
    },
    "bad_kind": {
        "es": "{name} no es nada que se pueda añadir; se puede share, talk o both",
        "en": "{name} is nothing that can be made up; share, talk and both are",
    },
    "bad_inject": {
        "es": "{value} no se entiende; por ejemplo share=.2:.5@2026-10-03T10:00/6h, share=.5@2026-10-03, "
        "talk=3@2026-10-03 o both=3,.5@2026-10-03",
        "en": "{value} is not understood; for example share=.2:.5@2026-10-03T10:00/6h, share=.5@2026-10-03, "
        "talk=3@2026-10-03 or both=3,.5@2026-10-03",
    },
    "bad_share": {
        "es": "{value}: una parte va de 0 a 1, y tiene que subir",
        "en": "{value}: a share is 0 to 1, and has to rise",
    },
    "bad_volume": {
        "es": "{value}: más conversación es de más de 1 a 100 veces",
        "en": "{value}: more talk is more than 1 to 100 times",
    },
    "too_long": {
        "es": "{value}: dura {days} días como mucho",
        "en": "{value}: it lasts {days} days at most",
    },
    "outside": {
        "es": "{value}: empieza fuera de lo que se mira, del {since} al {until}",
        "en": "{value}: it begins outside of what is looked at, {since} to {until}",
    },
}
