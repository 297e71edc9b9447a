"""What the source Discourse says to a person."""

MESSAGES = {
    "bad_forum": {
        "es": "hace falta la dirección del foro, por ejemplo https://foro.example.com",
        "en": "needs the address of the forum, for example https://forum.example.com",
    },
    "no_forum": {
        "es": "en {forum} no responde ningún foro Discourse; abre la dirección en el navegador y "
        "comprueba que sea la portada del foro y que al pie diga «Discourse»",
        "en": "no Discourse forum answers at {forum}; open the address in a browser and check that "
        'it is the front page of the forum, and that it says "Discourse" at the bottom',
    },
    "closed": {
        "es": "{forum} no deja leer sin iniciar sesión, o no deja entrar a programas; ábrelo en una "
        "ventana privada del navegador: si ves los temas, pide a quien lleva el foro que nos deje "
        "leer /posts.json; si no los ves, quita este foro de la configuración",
        "en": "{forum} cannot be read without signing in, or keeps programs out; open it in a private "
        "window of a browser: if you see the topics, ask whoever runs the forum to let us read "
        "/posts.json; if you do not, remove this forum from the configuration",
    },
}
