"""The alert mail, in words: what happened, against what, what to open, what is not known."""

MESSAGES = {
    # Subjects: what a phone shows of a mail.
    "opened": {
        "es": (
            "{brand}: {observed} negativa en {window}, {usual} — {source}",
            "{brand}: {observed} negativas en {window}, {usual} — {source}",
        ),
        "en": (
            "{brand}: {observed} negative in {window}, {usual} — {source}",
            "{brand}: {observed} negative in {window}, {usual} — {source}",
        ),
    },
    "worse": {
        "es": (
            "{brand} empeora: {observed} negativa en {window}, {usual} — {source}",
            "{brand} empeora: {observed} negativas en {window}, {usual} — {source}",
        ),
        "en": (
            "{brand}, getting worse: {observed} negative in {window}, {usual} — {source}",
            "{brand}, getting worse: {observed} negative in {window}, {usual} — {source}",
        ),
    },
    "recovered": {
        "es": (
            "{brand} vuelve a lo normal: llegó a {peak} negativa — {source}",
            "{brand} vuelve a lo normal: llegó a {peak} negativas — {source}",
        ),
        "en": (
            "{brand} is back to normal: it peaked at {peak} negative — {source}",
            "{brand} is back to normal: it peaked at {peak} negative — {source}",
        ),
    },
    "opening_opened": {"es": "{brand}", "en": "{brand}"},
    "opening_worse": {"es": "{brand} empeora", "en": "{brand}, getting worse"},
    "subject_share": {
        "es": "{opening}: {share} negativas ({observed} de {n}), lo normal es {usual_share} "
        "— {source}",
        "en": "{opening}: {share} negative ({observed} of {n}), usually {usual_share} — {source}",
    },
    "subject_share_stars": {
        "es": "{opening}: {share} de 1–2★ ({observed} de {n}), lo normal es {usual_share} "
        "— {source}",
        "en": "{opening}: {share} of 1–2★ ({observed} of {n}), usually {usual_share} — {source}",
    },
    "subject_talk": {
        "es": (
            "{opening}: {n} mención en {window}, {usual} — {source}",
            "{opening}: {n} menciones en {window}, {usual} — {source}",
        ),
        "en": (
            "{opening}: {n} mention in {window}, {usual} — {source}",
            "{opening}: {n} mentions in {window}, {usual} — {source}",
        ),
    },
    "past": {
        "es": (
            "{brand}: {observed} negativa en {window}, ya pasado — {source}",
            "{brand}: {observed} negativas en {window}, ya pasado — {source}",
        ),
        "en": (
            "{brand}: {observed} negative in {window}, over by now — {source}",
            "{brand}: {observed} negative in {window}, over by now — {source}",
        ),
    },
    "marked": {
        "es": (
            "{brand}: {observed} negativa en {window}, se esperaba — {source}",
            "{brand}: {observed} negativas en {window}, se esperaba — {source}",
        ),
        "en": (
            "{brand}: {observed} negative in {window}, as expected — {source}",
            "{brand}: {observed} negative in {window}, as expected — {source}",
        ),
    },
    "adopted": {
        "es": "{brand}: ya es lo normal — {source}",
        "en": "{brand}: it is the usual by now — {source}",
    },
    "usual": {
        "es": ("lo normal es 1", "lo normal son {n}"),
        "en": ("usually 1", "usually {n}"),
    },
    "usual_none": {"es": "lo normal es ninguna", "en": "usually none"},
    "everywhere": {"es": "todas las fuentes", "en": "all sources"},
    "minutes": {"es": "{minutes} min", "en": "{minutes} min"},
    "hours": {"es": "{hours} h", "en": "{hours} h"},
    "hours_minutes": {"es": "{hours} h {minutes} min", "en": "{hours} h {minutes} min"},
    # The opening.
    "lead_opened": {
        "es": "Están hablando mal de {brand} más de lo normal.",
        "en": "There is more negative talk of {brand} than usual.",
    },
    "lead_opened_share": {
        "es": "Lo que se dice de {brand} es peor de lo normal.",
        "en": "More of what is said of {brand} is negative than usual.",
    },
    "lead_opened_talk": {
        "es": "Se habla de {brand} más de lo normal.",
        "en": "There is more talk of {brand} than usual.",
    },
    "lead_opened_both": {
        "es": "Se habla de {brand} más y peor de lo normal.",
        "en": "There is more talk of {brand} than usual, and it is worse.",
    },
    "lead_opened_unclear": {
        "es": "Hay más menciones negativas de {brand} que de costumbre.",
        "en": "There are more negative mentions of {brand} than usual.",
    },
    "lead_past": {
        "es": "Hubo más menciones negativas de {brand} de lo normal, y ya pasó.",
        "en": "There were more negative mentions of {brand} than usual, and it is over.",
    },
    "lead_marked": {
        "es": "Lo que se dice de {brand} se esperaba.",
        "en": "What is said of {brand} was expected.",
    },
    "lead_adopted": {
        "es": "Lo que se dice de {brand} ya es lo normal: no avisaremos más de ello.",
        "en": "What is said of {brand} is the usual by now: we tell of it no more.",
    },
    "lead_worse": {
        "es": "El pico negativo de {brand} va a más.",
        "en": "The negative spike of {brand} is getting worse.",
    },
    "lead_recovered": {
        "es": "Las menciones negativas de {brand} han vuelto a lo normal.",
        "en": "Negative mentions of {brand} are back to normal.",
    },
    "lasted": {
        "es": "Empezó el {onset} y terminó el {end}. En su peor momento hubo {peak} negativas.",
        "en": "It began on {onset} and ended on {end}. At its worst there were {peak} negative.",
    },
    # Figures.
    "observed": {"es": "Negativas", "en": "Negative"},
    "observed_stars": {"es": "De 1–2★", "en": "1–2★"},
    "observed_value": {
        "es": "{observed} de {items} menciones, en {window}",
        "en": "{observed} of {items} mentions, in {window}",
    },
    "copies": {
        "es": ("; 1 de las negativas es copia", "; {n} de las negativas son copias"),
        "en": ("; 1 of the negative is a copy", "; {n} of the negative are copies"),
    },
    "expected": {"es": "Lo normal", "en": "Usual"},
    "expected_value": {
        "es": "{expected} (9 de cada 10 veces, entre {low} y {high})",
        "en": "{expected} (9 times out of 10, between {low} and {high})",
    },
    "expected_of_so_many": {
        "es": "{expected} de tantas (9 de cada 10 veces, entre {low} y {high})",
        "en": "{expected} of so many (9 times out of 10, between {low} and {high})",
    },
    "share": {"es": "Parte negativa", "en": "Share"},
    "share_stars": {"es": "Parte de 1–2★", "en": "Share of 1–2★"},
    "kind": {"es": "Qué es", "en": "What it is"},
    "since": {"es": "Desde", "en": "Since"},
    "where": {"es": "Dónde", "en": "Where"},
    "history": {"es": "Comparado con", "en": "Compared with"},
    "history_value": {
        "es": ("el último día", "los últimos {n} días"),
        "en": ("the last day", "the last {n} days"),
    },
    # What to do.
    "worst": {"es": "Ábrelas primero", "en": "Open these first"},
    "more": {
        "es": "Para ver más, escribe en la terminal:",
        "en": "To see more, type in a terminal:",
    },
    # What is not known.
    "unknown": {"es": "Lo que no sabemos", "en": "What we do not know"},
    "unknown_machine": {
        "es": "Qué es negativo lo decide un programa, y a veces se equivoca, "
        "sobre todo con la ironía.",
        "en": "A program decides what is negative, and it is wrong at times, with irony above all.",
    },
    "unknown_late": {
        "es": "Las menciones más recientes pueden llegar con retraso: la cifra puede subir.",
        "en": "The newest mentions may arrive late: the figure may still rise.",
    },
    "unknown_cause": {
        "es": "La causa: te enseñamos qué se dice, no por qué empezó.",
        "en": "The cause: we show what is said, not why it began.",
    },
    "unknown_short": {
        "es": (
            'Solo llevamos un día escuchando: "lo normal" todavía se apoya en poco.',
            'Solo llevamos {n} días escuchando: "lo normal" todavía se apoya en poco.',
        ),
        "en": (
            "We have listened for one day only: what is usual rests on little so far.",
            "We have listened for {n} days only: what is usual rests on little so far.",
        ),
    },
    "unknown_blind": {
        "es": "Qué se dice en {sources}: ahora mismo no podemos ver esa fuente.",
        "en": "What is said on {sources}: we cannot see that source right now.",
    },
    "unknown_blinds": {
        "es": "Qué se dice en {sources}: ahora mismo no podemos ver esas fuentes.",
        "en": "What is said on {sources}: we cannot see those sources right now.",
    },
    # What we cannot see.
    "blind": {
        "es": "{brand}: no vemos {sources} desde el {since}",
        "en": "{brand}: we have not seen {sources} since {since}",
    },
    "lead_blind": {
        "es": "Ahora mismo no podemos ver qué se dice de {brand} en {sources}.",
        "en": "We cannot see what is said of {brand} on {sources} right now.",
    },
    "reason_blind": {
        "es": "No es que haya calma: no se deja leer. Lo que se diga allí no cuenta ni avisa.",
        "en": "It is not quiet there: it cannot be read. What is said there neither counts nor "
        "alarms.",
    },
    "meanwhile_blind": {
        "es": "Lo que se diga mientras tanto. Se leerá después si la fuente aún lo enseña, "
        "y si hubo un pico lo verás en el resumen.",
        "en": "What is said meanwhile. It will be read later if the source still shows it, and a "
        "spike that is found then is in the digest.",
    },
    "sighted": {
        "es": "{brand}: volvemos a ver {sources}",
        "en": "{brand}: we see {sources} again",
    },
    "lead_sighted": {
        "es": "Ya volvemos a ver qué se dice de {brand} en {sources}.",
        "en": "We see again what is said of {brand} on {sources}.",
    },
    "reason_sighted": {
        "es": "Lo que se dijo mientras tanto cuenta si la fuente aún lo enseña; si hubo un pico, "
        "está en el resumen.",
        "en": "What was said meanwhile counts if the source still shows it; a spike of that time "
        "is in the digest.",
    },
    "meanwhile_sighted": {
        "es": "Si la fuente enseña todavía todo lo que se dijo mientras tanto.",
        "en": "Whether the source still shows all that was said meanwhile.",
    },
    "unseen_since": {"es": "sin verla desde el {since}", "en": "not seen since {since}"},
    "seen_again": {
        "es": "sin verla desde el {since} hasta el {at}",
        "en": "not seen from {since} to {at}",
    },
    "and": {"es": "{some} y {last}", "en": "{some} and {last}"},
    "foot": {
        "es": "Te escribe listener. Solo avisamos cuando algo empieza o empeora.",
        "en": "Sent by listener. We write only when something starts or gets worse.",
    },
    # What the mail server said, and what to do.
    "no_host": {
        "es": "no hay servidor de correo: escribe `host` en [mail] de config/listener.toml",
        "en": "no mail server is set: write `host` under [mail] in config/listener.toml",
    },
    "no_sender": {
        "es": "falta el remitente o no es una dirección: revisa `sender` en [mail] de "
        "config/listener.toml",
        "en": "the sender is missing or is no address: check `sender` under [mail] in "
        "config/listener.toml",
    },
    "no_password": {
        "es": "hay usuario pero no contraseña: define LISTENER_SMTP_PASSWORD",
        "en": "there is a user but no password: set LISTENER_SMTP_PASSWORD",
    },
    "erased": {
        "es": "algo de lo que contaba se borró en su sitio y se quitó de aquí; pide el resumen de "
        "nuevo con «listener digest --email»",
        "en": "some of what it told was deleted at its site and taken away here; ask for the "
        "digest again with `listener digest --email`",
    },
    "bad_recipient": {
        "es": 'esto no es una dirección de correo que podamos usar: "{recipient}"',
        "en": 'this is not a mail address that we can use: "{recipient}"',
    },
    "unreachable": {
        "es": "no se llega al servidor de correo {host}:{port} ({reason})",
        "en": "the mail server {host}:{port} cannot be reached ({reason})",
    },
    "certificate": {
        "es": "el certificado de {host} no es de fiar ({reason}); si el servidor es tuyo, "
        "pon en `ca_file`, en [mail], el archivo de su autoridad certificadora",
        "en": "the certificate of {host} is not trusted ({reason}); if the server is your own, "
        "put the file of its certificate authority in `ca_file` under [mail]",
    },
    "ca_file": {
        "es": "no se puede leer `ca_file` de [mail] ({reason})",
        "en": "`ca_file` under [mail] cannot be read ({reason})",
    },
    "not_offered": {
        "es": "{host}:{port} no ofrece lo que pide [mail] ({reason}); revisa `security` y `port`",
        "en": "{host}:{port} does not offer what [mail] asks for ({reason}); "
        "check `security` and `port`",
    },
    "refused_login": {
        "es": "{host} no acepta el usuario o la contraseña: {reason}",
        "en": "{host} does not accept the user or the password: {reason}",
    },
    "refused_recipient": {
        "es": "{host} no acepta mensajes para {recipient}: {reason}",
        "en": "{host} does not deliver to {recipient}: {reason}",
    },
    "refused_mail": {
        "es": "{host} no ha aceptado el mensaje: {reason}",
        "en": "{host} did not accept the message: {reason}",
    },
}
