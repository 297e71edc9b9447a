"""What the source Steam says to a person."""

MESSAGES = {
    "bad_app": {
        "es": "hace falta el número del juego o su enlace de Steam, por ejemplo "
        "https://store.steampowered.com/app/1234560/",
        "en": "needs the number of the game or its link on Steam, for example "
        "https://store.steampowered.com/app/1234560/",
    },
}
