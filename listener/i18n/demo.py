"""What the demonstration tells while it runs."""

MESSAGES = {
    "intro": {
        "es": "Demostración con una marca inventada, {brand}. Todos los textos son sintéticos y "
        "nada sale de este ordenador: cinco fuentes y un servidor de correo responden aquí mismo. "
        "El permiso con que se entra en Google Business Profile también es inventado.",
        "en": "A demonstration with a made-up brand, {brand}. All texts are synthetic and nothing "
        "leaves this computer: five sources and a mail server answer right here. The permission "
        "that opens Google Business Profile is made up too.",
    },
    "folder_taken": {
        "es": "La carpeta {folder} ya existe y no es de una demostración. Elige otra.",
        "en": "The folder {folder} already exists and is not a demonstration's. Choose another.",
    },
    "crawl_first": {
        "es": "{clock}  Primera recogida: sesenta días de reseñas, artículos y conversaciones",
        "en": "{clock}  First crawl: sixty days of reviews, articles and conversations",
    },
    "crawl_next": {"es": "{clock}  Siguiente recogida", "en": "{clock}  Next crawl"},
    "alert": {"es": "{clock}  Avisos pendientes", "en": "{clock}  Waiting alerts"},
    "digest": {
        "es": "{clock}  Resumen de las últimas 24 horas",
        "en": "{clock}  Digest of the last 24 hours",
    },
    "failed": {
        "es": "El comando «{command}» ha fallado (código {code}). Esto es lo último que dijo; "
        "el resto está en {log}:",
        "en": 'The command "{command}" failed (exit code {code}). This is the last it said; '
        "the rest is in {log}:",
    },
    "no_spike": {
        "es": "El resumen no ha señalado el pico negativo que había preparado. Mira {log}.",
        "en": "The digest did not flag the negative spike that was planted. See {log}.",
    },
    "no_mail": {
        "es": "No ha llegado ningún correo de aviso. Mira {log}.",
        "en": "No alert e-mail arrived. See {log}.",
    },
    "found": {
        "es": (
            "Pico negativo señalado y {n} correo de aviso recibido, en {seconds} s.",
            "Pico negativo señalado y {n} correos de aviso recibidos, en {seconds} s.",
        ),
        "en": (
            "Negative spike flagged and {n} alert e-mail received, in {seconds} s.",
            "Negative spike flagged and {n} alert e-mails received, in {seconds} s.",
        ),
    },
    "where": {"es": "Lo que ha quedado en {folder}:", "en": "What is now in {folder}:"},
    "file_database": {
        "es": "la base de datos (SQLite) con todo lo escuchado",
        "en": "the database (SQLite) with all that was heard",
    },
    "file_mail": {
        "es": "el correo que recibiría el equipo; el .html se abre en el navegador",
        "en": "the e-mail that the team would get; open the .html in a browser",
    },
    "file_digest": {
        "es": "el resumen, como texto y como página",
        "en": "the digest, as text and as a page",
    },
    "file_config": {
        "es": "la configuración, para copiarla o curiosear",
        "en": "the configuration, to copy or to look at",
    },
    "next": {"es": "Y ahora puedes probar:", "en": "What to type next:"},
    "next_digest": {"es": "el mismo resumen otra vez", "en": "the same digest again"},
    "next_explain": {"es": "en qué se apoya cada aviso", "en": "what each alarm rests on"},
    "next_backtest": {
        "es": "qué avisos se habrían enviado con cada presupuesto",
        "en": "which alarms would have been sent at each budget",
    },
    "next_search": {"es": "buscar en los textos", "en": "search the texts"},
    "next_reviews": {
        "es": "cuántas reseñas se contestaron y en cuánto tiempo",
        "en": "how many reviews were answered, and how soon",
    },
    "next_changes": {
        "es": "quién cambió sus estrellas, y si fue tras la respuesta",
        "en": "who changed their stars, and whether after the answer",
    },
    "next_init": {"es": "escuchar tu propia marca", "en": "listen to your own brand"},
    "search_word": {"es": "cobraron", "en": "charged"},
    "config_note": {
        "es": "Contenido sintético de demostración (synthetic demo content). La marca no existe; "
        "los puertos\n# de 127.0.0.1 solo responden mientras dura la demostración.",
        "en": "Synthetic demo content. The brand does not exist; the ports of 127.0.0.1 answer "
        "only while\n# the demonstration runs.",
    },
    "place_note": {
        "es": "Las reseñas del propio local: la demostración entra en sí misma, con un permiso "
        "inventado.",
        "en": "Reviews of one's own place: the demonstration signs in to itself, with a made-up "
        "permission.",
    },
}
