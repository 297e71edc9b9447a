"""What cannot be listened for as the configuration says, and how to say it right."""

MESSAGES = {
    "no_such_source": {
        "es": 'no existe la fuente "{name}"; míralas con: listener sources',
        "en": 'no such source "{name}"; see them with: listener sources',
    },
    "needs_listing": {
        "es": '"{source}" no busca frases: añádela como [[listings]]',
        "en": '"{source}" does not search for phrases: add it as [[listings]]',
    },
    "needs_query": {
        "es": '"{source}" busca frases: ponla en "sources" de una [[queries]]',
        "en": '"{source}" searches for phrases: name it in "sources" of one of the [[queries]]',
    },
    "no_mail_server": {
        "es": "no hay servidor de correo: escribe host en [mail] de listener.toml",
        "en": "no mail server is set: give host under [mail] in listener.toml",
    },
}
