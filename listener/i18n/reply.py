"""Answering a review, in words."""

MESSAGES = {
    # What is in the way.
    "which_review": {
        "es": 'di el número de la reseña que contestas; sale en los resúmenes, en los avisos y en listener search. Por ejemplo: listener reply 12 --text "…"',
        "en": 'say the number of the review you answer; digests, alerts and listener search show it. For example: listener reply 12 --text "…"',
    },
    "not_there": {
        "es": "no hay ninguna mención con el número {key} de tus marcas; listener search da los números",
        "en": "there is no mention number {key} of your brands; listener search tells the numbers",
    },
    "which_brand": {
        "es": "la reseña {key} es de varias marcas; elige una con --brand: {brands}",
        "en": "review {key} is of several brands; choose one with --brand: {brands}",
    },
    "not_allowed": {
        "es": "contestar está apagado para esta marca. Para encenderlo, añade a este archivo dos líneas: [answers] y, debajo, allowed = true",
        "en": "answering is off for this brand. To turn it on, add two lines to this file: [answers] and, below it, allowed = true",
    },
    "no_review": {
        "es": "la mención {key} no es una reseña, y desde aquí solo se contestan reseñas; contéstala en su página",
        "en": "mention {key} is not a review, and only reviews can be answered from here; answer it on its page",
    },
    "gone": {
        "es": "la reseña {key} ya está borrada; no se puede contestar",
        "en": "review {key} has been deleted; it cannot be answered",
    },
    "takes_none": {
        "es": "las reseñas de {source} no se pueden contestar desde aquí; contesta en su página: {url}",
        "en": "reviews of {source} cannot be answered from here; answer on its page: {url}",
    },
    "answered": {
        "es": "la reseña {key} ya está contestada. Para cambiar la respuesta por otra, repite con --replace",
        "en": "review {key} has been answered. To put another answer in its place, repeat with --replace",
    },
    "not_known": {
        "es": "a la reseña {key} ya se le envió una respuesta y no se sabe si llegó. Escribe primero listener crawl y mira la reseña en su página; si la respuesta no está, repite con --again",
        "en": "an answer was sent to review {key} and nobody knows whether it arrived. First type listener crawl and look at the review on its page; if the answer is not there, repeat with --again",
    },
    "meanwhile": {
        "es": "alguien ha contestado la reseña {key} mientras tanto, o se está contestando ahora mismo; no se ha enviado nada. Míralo con: listener reply --list",
        "en": "somebody has answered review {key} in the meantime, or is answering right now; nothing was sent. See: listener reply --list",
    },
    "text_or_template": {
        "es": 'di qué contestar: o --text "…", o --template NOMBRE; una de las dos',
        "en": 'say what to answer: either --text "…" or --template NAME; one of the two',
    },
    "empty": {
        "es": "la respuesta está vacía; escribe algo entre las comillas de --text",
        "en": "the answer is empty; write something between the quotes of --text",
    },
    "too_long": {
        "es": (
            "sobra {count} carácter: {source} admite {longest} y tu respuesta tiene {length}; acórtala",
            "sobran {count} caracteres: {source} admite {longest} y tu respuesta tiene {length}; acórtala",
        ),
        "en": (
            "{count} character too many: {source} takes {longest} and your answer has {length}; shorten it",
            "{count} characters too many: {source} takes {longest} and your answer has {length}; shorten it",
        ),
    },
    "too_long_in_bytes": {
        "es": "{told}. Allí las letras con tilde, la ñ y los emojis cuentan doble o más",
        "en": "{told}. There, letters with an accent and emojis count twice or more",
    },
    "no_such_template": {
        "es": 'la marca {brand} no tiene ninguna plantilla "{name}"; las plantillas están en su archivo, en [answers.templates]',
        "en": 'the brand {brand} has no template "{name}"; templates are in its file, under [answers.templates]',
    },
    "not_in_language": {
        "es": 'la plantilla "{name}" no tiene texto en el idioma que hace falta; elige uno con --language: {languages}',
        "en": 'the template "{name}" has no text in the language needed; choose one with --language: {languages}',
    },
    "no_such_blank": {
        "es": "no existe el hueco {name}; los que hay son {names}",
        "en": "there is no blank {name}; those that exist: {names}",
    },
    "empty_blank": {
        "es": "esta reseña no dice con qué rellenar {name}; usa otra plantilla, o escribe la respuesta con --text",
        "en": "this review does not tell what to fill {name} with; use another template, or write the "
        "answer with --text",
    },
    "empty_signed": {
        "es": 'falta quién firma, para {name}: añade --as "Tu nombre"',
        "en": 'nobody has signed, for {name}: add --as "Your name"',
    },
    "nobody_to_ask": {
        "es": "las respuestas las aprueba siempre una persona, y aquí no hay a quién preguntar; no se ha enviado nada. Si ya la has leído y la quieres así, repite con --yes",
        "en": "a person always approves an answer, and there is nobody to ask here; nothing was sent. If you have read it and want it as it is, repeat with --yes",
    },
    # What a person sees before saying yes.
    "the_review": {"es": "La reseña ({number}):", "en": "The review ({number}):"},
    "your_answer": {
        "es": "Tu respuesta, tal como quedará:",
        "en": "Your answer, as it will stand:",
    },
    "length": {
        "es": "{length} de {longest} caracteres.",
        "en": "{length} of {longest} characters.",
    },
    "goes_to": {
        "es": "Se publicará en {source}, a la vista de todos.",
        "en": "It will be published on {source}, for everybody to see.",
    },
    "from_template": {
        "es": "Plantilla: {template} (idioma: {language}).",
        "en": "Template: {template} (language: {language}).",
    },
    "written_by": {
        "es": "Contesta {name}, en nombre de {brand}.",
        "en": "Answered by {name}, in the name of {brand}.",
    },
    "once_more": {
        "es": "Ojo: ya se envió una respuesta y no se sabe si llegó. Si llegó, esta podría ser la segunda.",
        "en": "Careful: an answer was already sent and nobody knows whether it arrived. If it did, this may be the second.",
    },
    "replaces": {
        "es": "Ojo: sustituye a lo que ya contestaste: «{text}»",
        "en": "Careful: it replaces what you answered before: “{text}”",
    },
    "ask": {"es": "¿Publicar esta respuesta? [s/N]", "en": "Publish this answer? [y/N]"},
    "yes_was_given": {
        "es": "Se publica sin preguntar, porque lo has pedido con --yes.",
        "en": "Published without asking, since you said --yes.",
    },
    "left": {"es": "No se ha enviado nada.", "en": "Nothing was sent."},
    # What became of it.
    "now_published": {"es": "Publicada en {source}.", "en": "Published on {source}."},
    "now_pending": {
        "es": "Enviada a {source}; aún no la ha publicado. Mira: listener reply --list",
        "en": "Sent to {source}; it has yet to publish it. See: listener reply --list",
    },
    "now_rejected": {
        "es": '{source} la ha rechazado. {reason} Cambia el texto y repite: listener reply {key} --text "…"',
        "en": '{source} has rejected it. {reason} Change the text and repeat: listener reply {key} --text "…"',
    },
    "now_failed": {
        "es": "No se ha publicado: {reason}",
        "en": "It was not published: {reason}",
    },
    "now_sending": {
        "es": "No se sabe si se ha publicado: {reason} Antes de repetir, escribe listener crawl y mira la reseña en su página. Si la respuesta no está, repite la orden añadiendo --again",
        "en": "Nobody knows whether it was published: {reason} Before you repeat, type listener crawl and look at the review on its page. If the answer is not there, repeat the command with --again added",
    },
    "no_answer": {
        "es": "{source} no contestó, o no como debía.",
        "en": "{source} did not answer, or not as it should.",
    },
    "unreached": {
        "es": "no hubo conexión con {source}. Mira si tienes internet y repite la orden.",
        "en": "there was no connection to {source}. See whether you are online, and repeat the command.",
    },
    "not_taken": {
        "es": "{source} no la admite (error {status}). {said}",
        "en": "{source} does not take it (error {status}). {said}",
    },
    "slower": {
        "es": "{source} pide esperar. Repite la orden dentro de un rato.",
        "en": "{source} asks you to wait. Repeat the command in a while.",
    },
    "turned_down": {
        "es": "Dice que no cumple sus normas.",
        "en": "It says that the answer breaks its rules.",
    },
    # --list, and what listener status says.
    "none_yet": {
        "es": "Todavía no se ha contestado ninguna reseña desde aquí.",
        "en": "No review has been answered from here yet.",
    },
    "state_sending": {"es": "no se sabe", "en": "not known"},
    "state_pending": {"es": "pendiente de publicarse", "en": "waiting to be published"},
    "state_published": {"es": "publicada", "en": "published"},
    "state_rejected": {"es": "rechazada", "en": "rejected"},
    "state_failed": {"es": "no salió", "en": "did not go out"},
    "state_replaced": {"es": "sustituida por otra", "en": "replaced by another"},
    "status_sending": {
        "es": (
            "Hay {n} respuesta que no se sabe si llegó; míralo con: listener reply --list",
            "Hay {n} respuestas que no se sabe si llegaron; míralo con: listener reply --list",
        ),
        "en": (
            "{n} answer may or may not have arrived; see: listener reply --list",
            "{n} answers may or may not have arrived; see: listener reply --list",
        ),
    },
    "status_pending": {
        "es": (
            "{n} respuesta está pendiente de publicarse.",
            "{n} respuestas están pendientes de publicarse.",
        ),
        "en": ("{n} answer waits to be published.", "{n} answers wait to be published."),
    },
    "status_rejected": {
        "es": (
            "{n} respuesta ha sido rechazada; míralo con: listener reply --list",
            "{n} respuestas han sido rechazadas; míralo con: listener reply --list",
        ),
        "en": (
            "{n} answer was rejected; see: listener reply --list",
            "{n} answers were rejected; see: listener reply --list",
        ),
    },
}
