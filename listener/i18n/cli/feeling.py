"""The help of how what people say is scored, and what listener learns from its user."""

MESSAGES = {
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
}
