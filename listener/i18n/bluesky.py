"""What the source Bluesky says to a person."""

MESSAGES = {
    "bad_account": {
        "es": "hace falta el nombre de una cuenta de Bluesky, por ejemplo @cafeluna.bsky.social, o "
        "el enlace de su perfil",
        "en": "needs the name of an account on Bluesky, for example @cafeluna.bsky.social, or the "
        "link of its profile",
    },
    "bad_password": {
        "es": "Bluesky no acepta la cuenta o la contraseña ({said}): revisa "
        "LISTENER_BLUESKY_HANDLE y crea otra contraseña de aplicación (Ajustes, Privacidad y "
        "seguridad) para LISTENER_BLUESKY_APP_PASSWORD",
        "en": "Bluesky does not accept the account or the password ({said}): check "
        "LISTENER_BLUESKY_HANDLE and make another app password (Settings, Privacy and security) "
        "for LISTENER_BLUESKY_APP_PASSWORD",
    },
    "needs_app_password": {
        "es": "Bluesky pide un código por correo porque esta es tu contraseña principal: crea una "
        "contraseña de aplicación (Ajustes, Privacidad y seguridad) y ponla en "
        "LISTENER_BLUESKY_APP_PASSWORD",
        "en": "Bluesky asks for a code sent by mail since this is your main password: make an app "
        "password (Settings, Privacy and security) and put it into LISTENER_BLUESKY_APP_PASSWORD",
    },
    "not_active": {
        "es": "la cuenta de Bluesky de LISTENER_BLUESKY_HANDLE no está activa ({status}); pon otra",
        "en": "the Bluesky account of LISTENER_BLUESKY_HANDLE is not active ({status}); set "
        "another one",
    },
    "refused": {
        "es": "Bluesky no deja buscar ({said}): revisa LISTENER_BLUESKY_HANDLE y "
        "LISTENER_BLUESKY_APP_PASSWORD; para escuchar sin cuenta, ejecuta «listener listen»",
        "en": "Bluesky does not let us search ({said}): check LISTENER_BLUESKY_HANDLE and "
        'LISTENER_BLUESKY_APP_PASSWORD; to listen without an account, run "listener listen"',
    },
    "bad_question": {
        "es": "Bluesky no entiende la pregunta ({said}); si buscas palabras con signos, quítalos",
        "en": "Bluesky does not understand the question ({said}); if you search for words with "
        "signs, leave the signs out",
    },
    "odd_message": {
        "es": "el directo de Bluesky envió algo que no se entiende; se guarda aparte y se sigue",
        "en": "the stream of Bluesky sent something that is not understood; it is put aside, and "
        "listening goes on",
    },
    "stream_ended": {
        "es": "Bluesky cortó el directo ({said}); se retoma donde estaba",
        "en": "Bluesky cut the stream ({said}); it goes on where it was",
    },
}
