"""The help of what people say of incidents and of days."""

MESSAGES = {
    "incidents": {
        "es": "Lista los incidentes, y toma nota de lo que dices de ellos.",
        "en": "List the incidents, and note what you say of them.",
    },
    "incidents_more": {
        "es": "Sin nada más, los abiertos; con --all, todos. ack: alguien se ocupa; solo se vuelve a avisar si "
        "empeora. snooze: nada hasta dentro de un rato, y después lo que haya. expected: era de "
        "esperar; sus días no enseñan qué es lo normal, y de él ya no se avisa.",
        "en": "By itself, those that are open; with --all, every one. ack: somebody is at it; it is told "
        "again only if it gets worse. snooze: nothing for a while, and then what there is. expected: "
        "it was to be expected; its days do not teach what is usual, and nobody is told of it any more.",
    },
    "incidents_example": {
        "es": "listener incidents --brand cafe-lumbre\n"
        "listener incidents ack 7\n"
        "listener incidents snooze 7 4h\n"
        'listener incidents expected 7 --why "campaña de otoño"',
        "en": "listener incidents --brand cafe-lumbre\n"
        "listener incidents ack 7\n"
        "listener incidents snooze 7 4h\n"
        'listener incidents expected 7 --why "autumn campaign"',
    },
    "backtest": {
        "es": "Qué avisos se habrían enviado, y cuánto se habría tardado en ver un pico inventado.",
        "en": "Which alarms would have been sent, and how soon a made-up spike would have been seen.",
    },
    "backtest_more": {
        "es": "Vuelve a mirar lo guardado, cuarto a cuarto de hora, con el detector de hoy; no guarda nada. "
        "share: la parte negativa sube (de .2, o de lo normal, a .5). talk: tantas veces más conversación. "
        "both: las dos cosas. Dura hasta verse, o lo que digas tras la barra (28d como mucho). Acaba con 7 "
        "cuando los avisos falsos pasan del presupuesto en más de la mitad, y el tiempo mirado basta para "
        "saber que se pasan.",
        "en": "Looks again at what is stored, quarter by quarter of an hour, with the detector of now; stores "
        "nothing. share: the negative share rises (from .2, or from what is usual, to .5). talk: so many times "
        "the talk. both: the two together. It lasts until it is seen, or as long as you say after the slash "
        "(28d at most). Ends with 7 where false alarms exceed the budget by more than half, and the time "
        "looked at is enough to know that they exceed it.",
    },
    "backtest_example": {
        "es": "listener backtest --brand cafe-lumbre\n"
        "listener backtest --brand cafe-lumbre --from 2026-09-01 --alarms 0.33,1,3\n"
        "listener backtest --brand cafe-lumbre --inject share=.2:.5@2026-10-03T10:00",
        "en": "listener backtest --brand cafe-lumbre\n"
        "listener backtest --brand cafe-lumbre --from 2026-09-01 --alarms 0.33,1,3\n"
        "listener backtest --brand cafe-lumbre --inject share=.2:.5@2026-10-03T10:00",
    },
    "mark": {
        "es": "Marca días en los que se espera que se hable más, o peor: campaña, versión, fiesta.",
        "en": "Mark days of which more talk, or worse, is expected: a campaign, a release, a holiday.",
    },
    "mark_more": {
        "es": "En días marcados nadie recibe un aviso, y no enseñan qué es lo normal. --to es el último día, "
        "incluido; sin él, solo el de --from. Con hora, se cuenta desde ella y hasta ella. Sin --from, "
        "los lista.",
        "en": "On marked days nobody is alarmed, and they do not teach what is usual. --to is the last day, "
        "included; without it, only that of --from. With an hour, from it and up to it. Without --from, "
        "they are listed.",
    },
    "mark_example": {
        "es": 'listener mark cafe-lumbre --from 2026-11-27 --to 2026-11-30 --why "rebajas"\n'
        "listener mark --list\n"
        "listener mark --withdraw 3",
        "en": 'listener mark cafe-lumbre --from 2026-11-27 --to 2026-11-30 --why "sale"\n'
        "listener mark --list\n"
        "listener mark --withdraw 3",
    },
}
