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
