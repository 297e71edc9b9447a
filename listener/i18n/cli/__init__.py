"""The help of every command: one sentence, some more, and examples to copy."""

from listener.i18n.cli import feeling, incidents, listening, metavars, reading

MESSAGES = {
    "commands": {"es": "Comandos", "en": "Commands"},
    "examples": {"es": "Ejemplos", "en": "Examples"},
    "exit_codes": {"es": "Códigos de salida", "en": "Exit codes"},
    "exit_0": {"es": "todo bien", "en": "all is well"},
    "exit_1": {"es": "un fallo imprevisto", "en": "an unforeseen fault"},
    "exit_2": {
        "es": "hay algo que corregir en la configuración o en el comando",
        "en": "something to mend in the configuration or the command",
    },
    "exit_3": {
        "es": "una fuente falló; las demás siguieron",
        "en": "a source failed; the others went on",
    },
    "exit_4": {"es": "la base de datos no se puede usar", "en": "the database cannot be used"},
    "exit_5": {
        "es": "un mensaje no se pudo entregar; espera y se vuelve a intentar",
        "en": "a message could not be delivered; it waits and is tried again",
    },
    "exit_6": {
        "es": "una cifra de un incidente no sale igual al calcularla de nuevo",
        "en": "a figure of an incident does not come out the same when computed anew",
    },
    "exit_7": {
        "es": "se habrían enviado muchos más avisos de los que permite el presupuesto (solo backtest)",
        "en": "far more alarms would have been sent than the budget allows (backtest only)",
    },
    "exit_10": {
        "es": "hay un pico negativo abierto (solo digest)",
        "en": "a negative spike is open (digest only)",
    },
    "listener": {
        "es": "Escucha lo que se dice de tu marca y avisa cuando se tuerce.",
        "en": "Hear what is said of your brand, and be told when it turns bad.",
    },
    "listener_more": {
        "es": "Todo se queda en tu ordenador. Empieza con «listener demo» o «listener init».",
        "en": 'Everything stays on your computer. Start with "listener demo" or "listener init".',
    },
    "listener_example": {
        "es": "listener demo\nlistener init\nlistener crawl\nlistener digest",
        "en": "listener demo\nlistener init\nlistener crawl\nlistener digest",
    },
    **listening.MESSAGES,
    **reading.MESSAGES,
    **feeling.MESSAGES,
    **incidents.MESSAGES,
    **metavars.MESSAGES,
}
