"""What the source Telegram says to a person."""

MESSAGES = {
    "bad_channel": {
        "es": "hace falta el nombre de un canal público de Telegram o su enlace, por ejemplo "
        "https://t.me/cafeluna; los enlaces de invitación (t.me/+…) son de canales privados",
        "en": "needs the name of a public channel on Telegram or its link, for example "
        "https://t.me/cafeluna; links of invitation (t.me/+…) belong to private channels",
    },
    "no_preview": {
        "es": "Telegram no enseña {channel} en la web: abre https://t.me/s/{channel} en el navegador; "
        "si no ves sus mensajes, es un grupo, una persona, un canal privado o con la vista web "
        "apagada, o el nombre está mal escrito. Corrige el nombre o quita el canal",
        "en": "Telegram does not show {channel} on the web: open https://t.me/s/{channel} in a "
        "browser; if you see no messages, it is a group, a person, a private channel or one "
        "without the web view, or the name is spelled wrong. Correct the name or remove the "
        "channel",
    },
}
