"""The help of every command: one sentence, some more, and examples to copy."""

MESSAGES = {
    "commands": {"es": "Comandos", "en": "Commands"},
    "examples": {"es": "Ejemplos", "en": "Examples"},
    "exit_codes": {"es": "Códigos de salida", "en": "Exit codes"},
    "exit_0": {"es": "todo bien", "en": "all is well"},
    "exit_1": {"es": "un fallo imprevisto", "en": "an unforeseen fault"},
    "exit_2": {
        "es": "hay algo que corregir en la configuración o en el comando",
        "en": "something to mend in the configuration or the command",
    },
    "exit_3": {
        "es": "una fuente falló; las demás siguieron",
        "en": "a source failed; the others went on",
    },
    "exit_4": {"es": "la base de datos no se puede usar", "en": "the database cannot be used"},
    "exit_5": {
        "es": "un mensaje no se pudo entregar; espera y se vuelve a intentar",
        "en": "a message could not be delivered; it waits and is tried again",
    },
    "exit_10": {
        "es": "hay un pico negativo abierto (solo digest)",
        "en": "a negative spike is open (digest only)",
    },
    "listener": {
        "es": "Escucha lo que se dice de tu marca y avisa cuando se tuerce.",
        "en": "Hear what is said of your brand, and be told when it turns bad.",
    },
    "listener_more": {
        "es": "Todo se queda en tu ordenador. Empieza con «listener demo» o «listener init».",
        "en": 'Everything stays on your computer. Start with "listener demo" or "listener init".',
    },
    "listener_example": {
        "es": "listener demo\nlistener init\nlistener crawl\nlistener digest",
        "en": "listener demo\nlistener init\nlistener crawl\nlistener digest",
    },
    # Each command: its sentence, more, examples.
    "init": {
        "es": "Escribe la configuración de una marca a partir de unas preguntas.",
        "en": "Write the configuration of a brand from a few questions.",
    },
    "init_more": {
        "es": "Lo que no des como opción se pregunta (con --yes no se pregunta nada). Nunca "
        "sobrescribe un archivo. Reddit tiene que aprobar antes tu acceso; sin esa aprobación, "
        "añade la comunidad como canal: --feed https://www.reddit.com/r/COMUNIDAD/.rss",
        "en": "What is not given as an option is asked for (with --yes nothing is). Never "
        "overwrites a file. Reddit has to approve your access first; without approval, add the "
        "community as a feed: --feed https://www.reddit.com/r/COMMUNITY/.rss",
    },
    "init_example": {
        "es": "listener init\n"
        'listener init --yes --name "Café Lumbre" --email equipo@example.com \\\n'
        "    --app https://apps.apple.com/es/app/id1234567890 --country es --country mx \\\n"
        "    --feed https://example.com/rss",
        "en": "listener init\n"
        'listener init --yes --name "Café Lumbre" --email team@example.com \\\n'
        "    --app https://apps.apple.com/us/app/id1234567890 --country us --country gb \\\n"
        "    --feed https://example.com/rss",
    },
    "crawl": {
        "es": "Recoge lo nuevo, busca picos negativos y avisa por correo.",
        "en": "Collect what is new, look for negative spikes, and tell by mail.",
    },
    "crawl_more": {
        "es": "Solo lee las fuentes que ya tocan; con --all, todas. Puedes interrumpirlo cuando "
        "quieras: no se pierde nada. Con --backfill 90d lee además lo de los últimos 90 días, y los "
        "huecos que quedaron, sin preguntar dos veces lo mismo; lo que no quepa hoy se lee otro día. Lo de antes no avisa a nadie. "
        "Sale con 3 si alguna fuente falló y con 5 si un aviso no se "
        "pudo enviar (3 manda sobre 5). Un pico abierto no cambia el código: eso lo dice digest.",
        "en": "Reads only the sources that are due; with --all, every one. Interrupt it whenever you like: "
        "nothing is lost. With --backfill 90d it also reads what was said in the last 90 days, and the "
        "gaps that were left, asking nothing twice; what does not fit today is read another day. The past alarms nobody. "
        "Exits with 3 if a source failed and with 5 if an alert could not be "
        "sent (3 goes before 5). An open spike does not change the code: digest tells that.",
    },
    "crawl_example": {
        "es": "listener crawl\nlistener crawl --brand cafe-lumbre --source feeds --all\n"
        "listener crawl --backfill 90d\nlistener crawl --log-format json",
        "en": "listener crawl\nlistener crawl --brand cafe-lumbre --source feeds --all\n"
        "listener crawl --backfill 90d\nlistener crawl --log-format json",
    },
    "recheck": {
        "es": "Vuelve a mirar lo guardado: ¿se editó?, ¿se borró?",
        "en": "Look again at what is stored: was it edited, was it deleted?",
    },
    "recheck_more": {
        "es": "Pregunta por lo guardado, con su id, en las fuentes que lo permiten, empezando por "
        "lo que lleva más tiempo sin mirarse. Donde las condiciones del sitio lo piden (X, Reddit, "
        "YouTube), lo borrado allí se quita también de aquí: texto, título y autor; sigue "
        "contado. Lo que falla queda para otra vez. Sale con 3 si alguna fuente falló.",
        "en": "Asks for what is stored, by its id, at the sources that allow it, starting with what "
        "was looked at longest ago. Where the terms of the site demand it (X, Reddit, "
        "YouTube), what was deleted there is taken away here too: text, title and author; it "
        "stays counted. What fails is left for later. Exits with 3 if a source failed.",
    },
    "recheck_example": {
        "es": "listener recheck\nlistener recheck --source reddit --limit 500",
        "en": "listener recheck\nlistener recheck --source reddit --limit 500",
    },
    "score": {
        "es": "Puntúa de nuevo lo guardado, con otro motor de sentimiento.",
        "en": "Score anew what is stored, by another sentiment engine.",
    },
    "score_more": {
        "es": "Trabaja por trozos, de lo más nuevo a lo más viejo; si se corta, la siguiente vez sigue donde "
        "estaba. Las etiquetas de las estrellas y de las personas se quedan, y lo que dijo el modelo "
        "de antes se conserva. Las sumas, el resumen y los picos se ponen al día sin avisar a nadie.",
        "en": "Works in pieces, from the newest to the oldest; when it is cut, the next run goes on where it "
        "was. Labels by stars and by people stay, and what the model before said is kept. Sums, "
        "digest and spikes follow, and nobody is alerted.",
    },
    "score_example": {
        "es": "listener score --since 90d --dry-run\nlistener score --engine e5 --since 30d\nlistener score --back listener-2",
        "en": "listener score --since 90d --dry-run\nlistener score --engine e5 --since 30d\nlistener score --back listener-2",
    },
    "listen": {
        "es": "Escucha en directo (Bluesky) y avisa en minutos; sigue hasta que la paras.",
        "en": "Listen live (Bluesky) and tell within minutes; goes on until you stop it.",
    },
    "listen_more": {
        "es": "Lee todo lo que se publica y guarda lo que menciona tus marcas, con sus ediciones y "
        "borrados. No pide cuenta. Si se corta o la paras, retoma donde estaba; lo que ya no se "
        "puede oír queda anotado como hueco y lo cierra «listener crawl» si hay una cuenta. "
        "Después de cambiar una marca, vuelve a ponerla en marcha.",
        "en": "Reads all that is published and keeps what mentions your brands, with its edits and "
        "deletions. Asks for no account. If it is cut or you stop it, it goes on where it was; "
        'what can be heard no more is told as a gap, which "listener crawl" closes if there is an '
        "account. After changing a brand, start it anew.",
    },
    "listen_example": {
        "es": "listener listen\nlistener listen --for 10min --source bluesky",
        "en": "listener listen\nlistener listen --for 10min --source bluesky",
    },
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
    "sentiment": {
        "es": "Dice cómo se puntúa lo que la gente dice, y aprende de ti.",
        "en": "Tell how what people say is scored, and learn from you.",
    },
    "sentiment_more": {"es": "", "en": ""},
    "sentiment_example": {
        "es": 'listener sentiment rules\nlistener sentiment rules --test "War Zone sin cola"',
        "en": 'listener sentiment rules\nlistener sentiment rules --test "War Zone, no queue"',
    },
    "sentiment_report": {
        "es": "Dice cuánto acierta listener con lo negativo de tu marca, según lo que has etiquetado.",
        "en": "Tell how right listener is about what is negative for your brand, by what you have labelled.",
    },
    "sentiment_report_more": {
        "es": "De cada 100 que da por negativas, cuántas lo son; de cada 100 negativas, cuántas encuentra; "
        "en total, por idioma y por fuente, con su margen y cuántas etiquetas faltan para afinarlo. Se etiqueta con «listener label».",
        "en": "Of 100 called negative, how many are; of 100 negative ones, how many it finds; all together, by language "
        'and by source, with margins and how many labels would narrow them. Label with "listener label".',
    },
    "sentiment_report_example": {
        "es": "listener sentiment report --brand cafe-lumbre\nlistener sentiment report --format json",
        "en": "listener sentiment report --brand cafe-lumbre\nlistener sentiment report --format json",
    },
    "sentiment_calibrate": {
        "es": "Aprende de tus etiquetas qué valen las probabilidades en cada fuente e idioma.",
        "en": "Learn from your labels what probabilities are worth on each source and language.",
    },
    "sentiment_calibrate_more": {
        "es": "Hacen falta unas 30 etiquetas de la muestra (listener label). Dice el error antes y después, "
        "medido en etiquetas de las que no se aprendió. Vale para lo que llegue desde entonces. También se "
        "hace solo cada 25 etiquetas nuevas; se apaga con calibrate = false en [sentiment].",
        "en": "It takes some 30 labels of the sample (listener label). It tells the error before and after, "
        "measured on labels that were not learned from. It holds for what comes from then on. It also "
        "happens by itself every 25 new labels; calibrate = false under [sentiment] turns it off.",
    },
    "sentiment_calibrate_example": {
        "es": "listener sentiment calibrate\nlistener sentiment calibrate --show\nlistener sentiment calibrate --undo",
        "en": "listener sentiment calibrate\nlistener sentiment calibrate --show\nlistener sentiment calibrate --undo",
    },
    "sentiment_train": {
        "es": "Entrena un modelo tuyo con textos etiquetados, encima del motor de serie.",
        "en": "Train a model of your own from labelled texts, on top of the shipped engine.",
    },
    "sentiment_train_more": {
        "es": "Los archivos son CSV con columnas text y label (negative, neutral, positive) y, si quieres, language "
        "y source; vale lo que escribe listener label --export. Dice cuánto acierta al lado del de serie, en textos "
        "que no ha visto. Con --use se usa si es mejor.",
        "en": "Files are CSV with the columns text and label (negative, neutral, positive) and, if you like, language "
        "and source; what listener label --export writes will do. It tells how right it is beside the shipped one, on "
        "texts it has not seen. With --use it is used if it is better.",
    },
    "sentiment_train_example": {
        "es": "listener sentiment train etiquetas.csv\nlistener sentiment train etiquetas.csv --labels --use",
        "en": "listener sentiment train labels.csv\nlistener sentiment train labels.csv --labels --use",
    },
    "sentiment_model": {
        "es": "Dice qué modelo puntúa, y vuelve al de antes.",
        "en": "Tell which model scores, and go back to the one before.",
    },
    "sentiment_model_more": {"es": "", "en": ""},
    "sentiment_model_example": {
        "es": "listener sentiment model\nlistener sentiment model --revert",
        "en": "listener sentiment model\nlistener sentiment model --revert",
    },
    "sentiment_rules": {
        "es": "Lista las reglas de config/rules.toml y las correcciones de personas.",
        "en": "List the rules of config/rules.toml and people's corrections.",
    },
    "sentiment_rules_more": {
        "es": "De cada regla dice a cuántas menciones de los últimos 90 días afecta. Con --test dice qué "
        "se aplica a un texto y cómo cambia su puntuación.",
        "en": "Of each rule it tells how many mentions of the last 90 days it touches. With --test it "
        "tells what applies to a text, and how its score changes.",
    },
    "sentiment_rules_example": {
        "es": 'listener sentiment rules --brand cafe-lumbre\nlistener sentiment rules --test "La Maldita, sin cola"',
        "en": 'listener sentiment rules --brand cafe-lumbre\nlistener sentiment rules --test "La Maldita, no queue"',
    },
    "label": {
        "es": "Di qué es de verdad una mención: cuenta desde ya, y mide cuánto acierta listener.",
        "en": "Say what a mention really is: it counts at once, and measures how right listener is.",
    },
    "label_more": {
        "es": "Sin número, sortea 50 menciones al mes por idioma y las pregunta una a una: n negativa, 0 neutra, p positiva, s saltar, u deshacer, q salir. "
        "Las estrellas no se ven hasta contestar, para no influir. Se puede dejar a medias: nada se pregunta dos veces. "
        "Con número, corrige esa mención (negativa, neutra, positiva) o quita su etiqueta (deshacer). Si su autor la edita, la etiqueta se retira.",
        "en": "Without a number, 50 mentions a month and language are drawn and asked one by one: n negative, 0 neutral, p positive, s skip, u undo, q quit. "
        "Stars are hidden until you answer, so that they do not lead you. Stop whenever you like: nothing is asked twice. "
        "With a number, that mention is corrected (negative, neutral, positive) or its label taken away (undo). If its author edits it, the label is withdrawn.",
    },
    "label_example": {
        "es": "listener label --brand cafe-lumbre\n"
        "listener label --language es --count 20\n"
        "listener label 128 negativa\n"
        "listener label --export etiquetas.csv",
        "en": "listener label --brand cafe-lumbre\n"
        "listener label --language en --count 20\n"
        "listener label 128 negative\n"
        "listener label --export labels.csv",
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
    "aspects": {
        "es": "Dice de qué hablan las menciones (precio, espera, personal…) y con qué sentimiento.",
        "en": "Tell what mentions speak of (price, waiting, staff...), and how they feel about it.",
    },
    "aspects_more": {
        "es": "Con apply, vuelve a leer todo lo guardado con tus listas de config/aspects/ (una "
        "recogida lo hace sola cuando cambian). Con suggest, busca palabras que muchos dicen y que "
        "ninguna lista tiene, y escribe las líneas para pegar.",
        "en": "With apply, reads all that is stored anew by your lists in config/aspects/ (a crawl "
        "does so by itself when they change). With suggest, looks for words that many say and no "
        "list has, and writes the lines to paste.",
    },
    "aspects_example": {
        "es": "listener aspects --brand cafe-lumbre --since 7d\n"
        "listener aspects suggest --brand cafe-lumbre --language es\n"
        "listener aspects apply\n"
        "listener search --aspect wait --stage support --since 7d",
        "en": "listener aspects --brand cafe-lumbre --since 7d\n"
        "listener aspects suggest --brand cafe-lumbre --language en\n"
        "listener aspects apply\n"
        "listener search --aspect wait --stage support --since 7d",
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
    "sources": {
        "es": "Dice dónde se puede escuchar, qué se ve en cada sitio y qué no.",
        "en": "Tell where one can listen, what is seen there and what is not.",
    },
    "sources_more": {
        "es": "También dice cómo va lo que escuchas: cuándo se leyó, qué es lo más nuevo, cuántas "
        "menciones llegan al día, huecos, presupuesto usado y cuándo toca otra vez. Si una fuente tiene "
        "muchos seguimientos los resume; con --brand o --source los dice uno por uno.",
        "en": "It also tells how what you listen to is doing: when it was read, what is newest, how "
        "many mentions come a day, gaps, what is used of budgets, and when it is due again. Many "
        "watches of a source are summed up; with --brand or --source they are told one by one.",
    },
    "sources_example": {
        "es": "listener sources\nlistener sources --brand cafe-lumbre\nlistener sources --format json",
        "en": "listener sources\nlistener sources --brand cafe-lumbre\nlistener sources --format json",
    },
    "listings": {
        "es": "Lista los sitios donde se escucha cada marca, y busca más por su nombre.",
        "en": "List the places where each brand is listened to, and look for more by name.",
    },
    "listings_more": {
        "es": "Con find busca el nombre en las tiendas de apps y, con --site, los canales y las "
        "reseñas de la web de la marca. Enseña lo que encuentra y pregunta qué añadir: sin un sí no "
        "se escribe nada. Lo que ya hay en el archivo de la marca se queda como está.",
        "en": "With find it looks for the name in the app stores and, with --site, for feeds and "
        "reviews on the brand's web site. It shows what it finds and asks which to add: without a "
        "yes nothing is written. What stands in the brand's file stays as it is.",
    },
    "listings_example": {
        "es": "listener listings\n"
        'listener listings find "Café Lumbre" --site https://example.com --country es --country mx',
        "en": "listener listings\n"
        'listener listings find "Café Lumbre" --site https://example.com --country us --country gb',
    },
    "status": {
        "es": "Dice cómo va cada fuente de cada marca y qué correos esperan.",
        "en": "Tell how each source of each brand is doing, and which mails wait.",
    },
    "status_more": {
        "es": "Sale con 3 si la última vez algo falló.",
        "en": "Exits with 3 if something failed the last time.",
    },
    "status_example": {
        "es": "listener status\nlistener status --brand cafe-lumbre --format json",
        "en": "listener status\nlistener status --brand cafe-lumbre --format json",
    },
    "doctor": {
        "es": "Comprueba que todo está en su sitio: configuración, claves, correo, base de datos.",
        "en": "Check that all is in place: configuration, keys, mail, database.",
    },
    "doctor_more": {
        "es": "Dice qué carpeta de configuración se usa y por qué. Nunca muestra una clave. Sale "
        "con 2 si hay que corregir la configuración y con 4 si la base de datos está dañada.",
        "en": "Tells which configuration folder is used and why. Never shows a key. Exits with 2 "
        "if the configuration needs mending and with 4 if the database is damaged.",
    },
    "doctor_example": {
        "es": "listener doctor\nlistener --config otra/config doctor",
        "en": "listener doctor\nlistener --config other/config doctor",
    },
    "schedule": {
        "es": "Escribe las líneas para que todo funcione solo, a sus horas.",
        "en": "Print the lines that make it all run by itself, on time.",
    },
    "schedule_more": {
        "es": "No cambia nada en tu ordenador: copia tú las líneas donde se indica.",
        "en": "Changes nothing on your computer: copy the lines to where they say.",
    },
    "schedule_example": {
        "es": "listener schedule\nlistener schedule --for systemd --every 30\n"
        "listener schedule --for github > .github/workflows/listener.yml",
        "en": "listener schedule\nlistener schedule --for systemd --every 30\n"
        "listener schedule --for github > .github/workflows/listener.yml",
    },
    "demo": {
        "es": "Enseña todo con una marca inventada, sin internet ni claves, en un minuto.",
        "en": "Show all of it with a made-up brand, without internet or keys, in a minute.",
    },
    "demo_more": {
        "es": "Todo el contenido es inventado. Escribe solo dentro de su carpeta.",
        "en": "All content is made up. Writes only inside its folder.",
    },
    "demo_example": {
        "es": "listener demo\nlistener demo --dir prueba",
        "en": "listener demo\nlistener demo --dir trial",
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
    "import": {
        "es": "Guarda lo que hay en archivos que un sitio te deja descargar, o en tus tablas.",
        "en": "Store what is in files that a site lets you download, or in tables of yours.",
    },
    "import_more": {
        "es": "Los archivos pueden ser muchos, y venir en .zip o .gz. Lo que ya hay más nuevo se queda; importar "
        "dos veces no cambia nada, y nada de esto hace saltar un aviso. Para una tabla (CSV, XLSX, JSONL) la "
        "fuente es table y --map dice qué es cada columna. Sale con 3 si algún archivo, o alguna fila de una "
        "tabla, no se pudo leer; lo demás se guarda.",
        "en": "There may be many files, and in .zip or .gz. What is stored and newer stays; importing twice "
        "changes nothing, and none of it raises an alert. For a table (CSV, XLSX, JSONL) the source is "
        "table, and --map says what each column is. Exits with 3 if a file, or a row of a table, could "
        "not be read; everything else is stored.",
    },
    "import_example": {
        "es": "listener import playconsole reviews_*.csv --brand cafe-lumbre --dry-run\n"
        "listener import playconsole reviews.zip --brand cafe-lumbre\n"
        "listener import --columns encuesta.xlsx\n"
        "listener import table encuesta.xlsx --map encuesta --brand cafe-lumbre",
        "en": "listener import playconsole reviews_*.csv --brand cafe-lumbre --dry-run\n"
        "listener import playconsole reviews.zip --brand cafe-lumbre\n"
        "listener import --columns survey.xlsx\n"
        "listener import table survey.xlsx --map survey --brand cafe-lumbre",
    },
    # Options.
    "brand": {"es": "MARCA", "en": "BRAND"},
    "aspect": {"es": "ASPECTO", "en": "ASPECT"},
    "source": {"es": "FUENTE", "en": "SOURCE"},
    "span": {"es": "TIEMPO", "en": "TIME"},
    "model": {"es": "MODELO", "en": "MODEL"},
    "since": {"es": "CUÁNDO", "en": "WHEN"},
    "csv_files": {"es": "[ARCHIVO]...", "en": "[FILE]..."},
    "iso": {"es": "HORA", "en": "TIME"},
    "folder": {"es": "CARPETA", "en": "FOLDER"},
    "file": {"es": "ARCHIVO", "en": "FILE"},
    "files": {"es": "ARCHIVO…", "en": "FILE…"},
    "minutes": {"es": "MINUTOS", "en": "MINUTES"},
    "n": {"es": "N", "en": "N"},
    "number": {"es": "[NÚMERO]", "en": "[NUMBER]"},
    "text": {"es": "TEXTO", "en": "TEXT"},
    "language": {"es": "IDIOMA", "en": "LANGUAGE"},
    "query_words": {"es": "[CONSULTA]", "en": "[QUERY]"},
    "action": {"es": "[explain|test|apply|snippets]", "en": "[explain|test|apply|snippets]"},
    "words": {"es": "[PALABRAS]...", "en": "[WORDS]..."},
    "find_words": {"es": "[find [NOMBRE]]", "en": "[find [NAME]]"},
    "name": {"es": "NOMBRE", "en": "NAME"},
    "a_label": {"es": "[ETIQUETA]", "en": "[LABEL]"},
    "month": {"es": "MES", "en": "MONTH"},
    "block_kind": {"es": "author|site", "en": "author|site"},
    "block_name": {"es": "[NOMBRE]", "en": "[NAME]"},
    "phrase": {"es": "FRASE", "en": "PHRASE"},
    "languages": {"es": "IDIOMAS", "en": "LANGUAGES"},
    "zone": {"es": "ZONA", "en": "ZONE"},
    "email": {"es": "CORREO", "en": "EMAIL"},
    "app": {"es": "APP", "en": "APP"},
    "country": {"es": "PAÍS", "en": "COUNTRY"},
    "address": {"es": "DIRECCIÓN", "en": "ADDRESS"},
}
