"""The help of what people read, ask for, answer and hide."""

MESSAGES = {
    "digest": {
        "es": "Resume lo que se ha dicho, con los picos y lo que no se pudo ver.",
        "en": "Sum up what was said, with spikes and with what could not be seen.",
    },
    "digest_more": {
        "es": "Sale con 10 si hay un pico negativo abierto; si no, con 5 si un correo no se pudo "
        "enviar, con 3 si una fuente falla y con 0 si todo está bien.",
        "en": "Exits with 10 if a negative spike is open; else with 5 if a mail could not be "
        "sent, with 3 if a source fails, and with 0 if all is well.",
    },
    "digest_example": {
        "es": "listener digest\nlistener digest --brand cafe-lumbre --since 7d --email\n"
        "listener digest --format html --lang es > resumen.html",
        "en": "listener digest\nlistener digest --brand cafe-lumbre --since 7d --email\n"
        "listener digest --format html --lang en > digest.html",
    },
    "explain": {
        "es": "Explica un incidente: en qué se apoya, y si las cifras salen igual de nuevo.",
        "en": "Explain an incident: what it rests on, and whether its figures come out the same.",
    },
    "explain_more": {
        "es": "Sin número, los abiertos, o el último. Todo sale de la base de datos: lo visto, lo "
        "esperado, el presupuesto de avisos, cómo fue, y lo que no se pudo ver. Sale con 6 si una "
        "cifra no sale igual al calcularla de nuevo, y dice cuál.",
        "en": "Without a number, those that are open, or the latest. All comes from the database: "
        "what was seen and expected, the alarm budget, how it went, and what could not be seen. "
        "Exits with 6 if a figure does not come out the same when computed anew, and names it.",
    },
    "explain_example": {
        "es": "listener explain\nlistener explain 7\nlistener explain 7 --format json",
        "en": "listener explain\nlistener explain 7\nlistener explain 7 --format json",
    },
    "alert": {
        "es": "Envía los avisos que esperan y dice qué ha sido de cada uno.",
        "en": "Send the alerts that wait, and say what became of each.",
    },
    "alert_more": {
        "es": "«listener crawl» ya lo hace al terminar; esto sirve para repetir un envío o, con "
        "--test, para comprobar que el correo llega. Nada se envía dos veces. Sale con 5 si algo "
        "no se pudo entregar.",
        "en": '"listener crawl" does this at its end; use it to try again or, with --test, to see '
        "whether mail arrives. Nothing is sent twice. Exits with 5 if something could not be "
        "delivered.",
    },
    "alert_example": {
        "es": "listener alert --test --brand cafe-lumbre\nlistener alert",
        "en": "listener alert --test --brand cafe-lumbre\nlistener alert",
    },
    "search": {
        "es": "Busca en todo lo recogido; los acentos y las mayúsculas dan igual.",
        "en": "Search all that was collected; accents and capitals do not matter.",
    },
    "search_more": {
        "es": "Encuentra lo que contiene todas las palabras. Para una frase exacta, ponla entre "
        "comillas dobles dentro de comillas simples. Sin palabras, lo más reciente.",
        "en": "Finds what holds all the words. For an exact phrase, put it in double quotes "
        "within single quotes. Without words, the latest.",
    },
    "search_example": {
        "es": "listener search pesimo\nlistener search '\"cobro doble\"' --label negative --since 7d",
        "en": "listener search refund\nlistener search '\"charged twice\"' --label negative --since 7d",
    },
    "reviews": {
        "es": "Dice qué ha sido de las estrellas: respuestas, cambios, reseñas borradas.",
        "en": "Tell what became of the stars: answers, changes, deleted reviews.",
    },
    "reviews_more": {
        "es": "Cuántas reseñas se contestaron y cuánto se tardó, de las escritas en esas fechas. "
        "Los cambios de estrellas son los que se vieron en esas fechas. Con --changes o --mismatch, la "
        "lista en lugar de las cuentas. Lo que contestes fuera de donde la fuente lo enseña no se ve.",
        "en": "How many reviews were answered and how soon, of those written in the period. Changes of "
        "stars are those seen in the period. With --changes or --mismatch, the list in place of the "
        "figures. What you answer where the source does not show it is not seen.",
    },
    "reviews_example": {
        "es": "listener reviews --since 30d --grace 2d\nlistener reviews --changes\n"
        "listener reviews --mismatch --brand cafe-lumbre",
        "en": "listener reviews --since 30d --grace 2d\nlistener reviews --changes\n"
        "listener reviews --mismatch --brand cafe-lumbre",
    },
    "reply": {
        "es": "Contesta una reseña con la cuenta de la marca; antes enseña cómo quedará y pregunta.",
        "en": "Answer a review with the brand's account; first shows how it will stand, and asks.",
    },
    "reply_more": {
        "es": "El número de la reseña sale en los resúmenes, en los avisos y en «listener search». Solo contesta si el archivo de la marca lo permite "
        "(allowed = true en [answers]) y si la fuente admite respuestas de su dueño. Ninguna reseña "
        "se contesta dos veces sin querer: lo enviado queda apuntado, y «listener crawl» sigue qué ha sido "
        "de ello. Sale con 3 si la respuesta no se publicó o no se sabe.",
        "en": 'Digests, alerts and "listener search" show the number of a review. Answers only if the brand\'s file allows it '
        "(allowed = true in [answers]) and the source takes answers from its owner. No review is answered "
        'twice by mistake: what was sent is written down, and "listener crawl" follows what became of it. '
        "Exits with 3 if the answer was not published, or nobody knows.",
    },
    "reply_example": {
        "es": 'listener reply 128 --text "Gracias, Ana. Ya está arreglado." --as Marta\n'
        "listener reply 128 --template gracias --language es\nlistener reply --list",
        "en": 'listener reply 128 --text "Thank you, Ana. It is mended." --as Marta\n'
        "listener reply 128 --template thanks --language en\nlistener reply --list",
    },
    "export": {
        "es": "Exporta las menciones a una hoja de cálculo (CSV) o a otro programa (JSONL).",
        "en": "Take mentions out to a spreadsheet (CSV) or another program (JSONL).",
    },
    "export_more": {
        "es": "En el CSV ninguna celda puede actuar como fórmula. Las horas están en UTC.",
        "en": "In the CSV no cell can act as a formula. Times are in UTC.",
    },
    "export_example": {
        "es": "listener export --since 7d --excel --output menciones.csv\n"
        "listener export --label negative --format jsonl > negativas.jsonl",
        "en": "listener export --since 7d --excel --output mentions.csv\n"
        "listener export --label negative --format jsonl > negative.jsonl",
    },
    "query": {
        "es": "Dice qué significa una consulta, qué se pregunta a cada fuente y qué encuentra.",
        "en": "Tell what a query means, what each source is asked for it, and what it finds.",
    },
    "query_more": {
        "es": "explain: qué significa, qué se pregunta a cada fuente, qué se mira aquí y qué no se "
        "puede encontrar; sin consulta y con --brand, las de esa marca. test: cuántas menciones de las ya "
        "guardadas la cumplen, por fuente y por día. apply: compara lo guardado con las consultas de "
        "ahora, como hace «listener crawl» cuando cambian. snippets: las exclusiones ya hechas. Con AND, OR, "
        "NOT, paréntesis, distancias y filtros; docs/guides/queries.es.md lo explica.",
        "en": "explain: what it means, what each source is asked, what is looked at here and what "
        "cannot be found; without a query and with --brand, those of that brand. test: how many of "
        "the stored mentions fit it, by source and by day. apply: check what is stored with the "
        'queries as they are now, as "listener crawl" does when they change. snippets: the ready-made exclusions. With '
        "AND, OR, NOT, parentheses, distances and filters; docs/guides/queries.md explains it.",
    },
    "query_example": {
        "es": "listener query explain '\"café luna\" (caro OR lento) -empleo lang:es'\n"
        "listener query test 'luna \"cobro doble\"~5' --since 30d\nlistener query snippets",
        "en": "listener query explain '\"moon café\" (slow OR expensive) -jobs lang:en'\n"
        "listener query test 'moon \"charged twice\"~5' --since 30d\nlistener query snippets",
    },
    "block": {
        "es": "Deja de contar lo que escribe un autor o lo que sale en un sitio, para una marca.",
        "en": "Stop counting what an author writes or a site shows, for a brand.",
    },
    "block_more": {
        "es": "Vale para lo guardado y para lo que llegue. No se borra nada: se guarda sin contar y sin avisar, y vuelve con «listener unblock». "
        "El autor (author) se indica con su nombre o su id; mayúsculas y acentos dan igual; con --of, el de esa mención, por su id y en su fuente. "
        "El sitio (site) es un dominio, con todos los que cuelgan de él. El número de una mención sale en los resúmenes y en «listener search».",
        "en": "It applies to what is stored and to what comes. Nothing is deleted: it is stored, does not count and raises no alarm, and comes back "
        'with "listener unblock". Give an author by name or id; capitals and accents do not matter; with --of, the one of that mention, by '
        "id and in its source. A site is a domain, with all those below it. Digests and "
        '"listener search" show the number of a mention.',
    },
    "block_example": {
        "es": 'listener block author "Ofertas 24h" --brand cafe-lumbre\n'
        "listener block author --of 128 --brand cafe-lumbre\n"
        "listener block site empleos.example.com --brand cafe-lumbre",
        "en": 'listener block author "Deals 24h" --brand cafe-lumbre\n'
        "listener block author --of 128 --brand cafe-lumbre\n"
        "listener block site jobs.example.com --brand cafe-lumbre",
    },
    "unblock": {
        "es": "Vuelve a contar lo de un autor o un sitio bloqueado.",
        "en": "Count a blocked author or site again.",
    },
    "unblock_more": {
        "es": "Lo que ocultaba vuelve, salvo que lo oculte otro bloqueo o ya no sea lo que piden las consultas. "
        "Lo que no había contado nunca vuelve sin avisar: ya es historia. Los bloqueos se ven con «listener blocks».",
        "en": "What it hid comes back, unless another block hides it or it is no longer what the queries ask for. "
        "What had never counted comes back without an alarm: it is history. "
        'See the blocks with "listener blocks".',
    },
    "unblock_example": {
        "es": 'listener unblock author "Ofertas 24h" --brand cafe-lumbre\n'
        "listener unblock site empleos.example.com --brand cafe-lumbre",
        "en": 'listener unblock author "Deals 24h" --brand cafe-lumbre\n'
        "listener unblock site jobs.example.com --brand cafe-lumbre",
    },
    "blocks": {
        "es": "Lista los autores y sitios bloqueados, y cuántas menciones oculta cada uno.",
        "en": "List the blocked authors and sites, and how many mentions each hides.",
    },
    "blocks_more": {"es": "", "en": ""},
    "blocks_example": {
        "es": "listener blocks --brand cafe-lumbre\nlistener blocks --all --format json",
        "en": "listener blocks --brand cafe-lumbre\nlistener blocks --all --format json",
    },
}
