"""The help of what sets up, listens and looks after itself."""

MESSAGES = {
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
}
