"""What is asked and told when listener is set up."""

MESSAGES = {
    "ask_name": {"es": "Nombre de la marca", "en": "Name of the brand"},
    "ask_phrases": {
        "es": "Cómo la nombra la gente, separado por comas",
        "en": "What people call it, with commas between",
    },
    "ask_languages": {
        "es": "Idiomas en que se habla de ella",
        "en": "Languages in which people talk of it",
    },
    "ask_time_zone": {"es": "Zona horaria", "en": "Time zone"},
    "ask_emails": {
        "es": "Correos que reciben los avisos, separados por comas (Intro: ninguno)",
        "en": "E-mail addresses that get alerts (Enter: none)",
    },
    "ask_apps": {
        "es": "Apps de la App Store: número o enlace (Intro: ninguna)",
        "en": "Apps in the App Store: number or link (Enter: none)",
    },
    "ask_countries": {
        "es": "Países de sus reseñas, con dos letras cada uno",
        "en": "Countries of their reviews, two letters each",
    },
    "ask_feeds": {
        "es": "Canales RSS de blogs o medios: su dirección (Intro: ninguno)",
        "en": "RSS feeds of blogs or news sites: their addresses (Enter: none)",
    },
    "name_missing": {
        "es": "con --yes hace falta --name",
        "en": "with --yes, --name is needed",
    },
    "bad_languages": {
        "es": '"{text}" no vale; escribe códigos como es, en',
        "en": '"{text}" will not do; write codes like es, en',
    },
    "bad_email": {
        "es": '"{text}" no es una dirección de correo',
        "en": '"{text}" is no e-mail address',
    },
    "bad_country": {
        "es": '"{text}" no vale; escribe dos letras, como es, mx o us',
        "en": '"{text}" will not do; write two letters, like es, mx or us',
    },
    "in_the_way": {
        "es": "este archivo ya existe y no se sobrescribe; edítalo o elige otro nombre",
        "en": "this file exists and is not overwritten; edit it or choose another name",
    },
    "written": {"es": "Escrito: {file}", "en": "Written: {file}"},
    "reddit": {
        "es": "Reddit tiene que aprobar antes tu acceso. Sin aprobación, añade la comunidad como canal:\n"
        "  https://www.reddit.com/r/COMUNIDAD/.rss",
        "en": "Reddit has to approve your access first. Without approval, add the community as a feed:\n"
        "  https://www.reddit.com/r/COMMUNITY/.rss",
    },
    "lists": {
        "es": "Opcional: en {folder}/aspects/es.toml, tus palabras para precio, espera, trato…; en\n"
        "  {folder}/rules.toml, nombres y frases que se leen mal (listener sentiment rules).",
        "en": "Optional: in {folder}/aspects/en.toml, your words for price, waiting, staff…; in\n"
        "  {folder}/rules.toml, names and phrases that are read wrongly (listener sentiment rules).",
    },
    "next": {
        "es": "Ahora:\n  listener{config} doctor\n  listener{config} crawl\n  listener{config} digest",
        "en": "Next:\n  listener{config} doctor\n  listener{config} crawl\n  listener{config} digest",
    },
}
