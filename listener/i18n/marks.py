"""What people say of incidents and of days: seen, not now, expected."""

MESSAGES = {
    "none": {"es": "No hay días marcados.", "en": "No days are marked."},
    "marked": {
        "es": "Marcado con el número {number}: {brand}, {where}, del {since} al {until} ({why}). Esos días "
        "no despiertan a nadie ni enseñan qué es lo normal.",
        "en": "Marked as number {number}: {brand}, {where}, from {since} to {until} ({why}). Those days "
        "wake nobody, and do not teach what is usual.",
    },
    "withdrawn": {
        "es": "Ya no está marcado: {brand}, {where}, del {since} al {until} ({why}).",
        "en": "No longer marked: {brand}, {where}, from {since} to {until} ({why}).",
    },
    "no_such_mark": {
        "es": "no hay ninguna marca con el número {number}; se ven con «listener mark --list»",
        "en": 'there is no mark with the number {number}; see them with "listener mark --list"',
    },
    "ends_before": {
        "es": "termina antes de empezar",
        "en": "it ends before it begins",
    },
    "say_why": {
        "es": 'di por qué con --why: "campaña", "rebajas", "nueva versión"',
        "en": 'say why with --why: "campaign", "sale", "new version"',
    },
    "say_since": {
        "es": "di desde qué día, con --from",
        "en": "say from which day on, with --from",
    },
    "one_at_a_time": {
        "es": "--from, --list y --withdraw van cada una por su lado: elige una",
        "en": "--from, --list and --withdraw are each for themselves: choose one",
    },
    "time_of_snooze": {
        "es": "un tiempo solo va con snooze: listener incidents snooze {number} 4h",
        "en": "a time goes with snooze only: listener incidents snooze {number} 4h",
    },
    "why_of_expected": {
        "es": "--why solo va con expected: listener incidents expected {number} --why …",
        "en": "--why goes with expected only: listener incidents expected {number} --why …",
    },
    "no_incidents": {"es": "No hay incidentes.", "en": "There are no incidents."},
    "is_over": {
        "es": "el incidente {number} ya terminó",
        "en": "incident {number} is over already",
    },
    "which_incident": {
        "es": "di qué incidente, con su número; se ven con «listener incidents»",
        "en": 'say which incident, by its number; see them with "listener incidents"',
    },
    "how_long": {
        "es": "di por cuánto tiempo: 4h, 2d",
        "en": "say for how long: 4h, 2d",
    },
    "acknowledged": {"es": "Visto el {at}.", "en": "Acknowledged on {at}."},
    "snoozed": {"es": "Callado hasta el {at}.", "en": "Silent until {at}."},
    "done_ack": {
        "es": "Incidente {number} ({brand}, {where}) visto. Solo se vuelve a avisar si empeora.",
        "en": "Incident {number} ({brand}, {where}) acknowledged. It is told again only if it gets worse.",
    },
    "done_snooze": {
        "es": "Del incidente {number} ({brand}, {where}) no se dice nada hasta el {at}.",
        "en": "Nothing is said of incident {number} ({brand}, {where}) until {at}.",
    },
    "done_expected": {
        "es": "El incidente {number} ({brand}, {where}) era de esperar: {why}. Sus días no enseñan qué es "
        "lo normal, y de él ya no se avisa.",
        "en": "Incident {number} ({brand}, {where}) was expected: {why}. Its days do not teach what is "
        "usual, and nobody is told of it any more.",
    },
}
