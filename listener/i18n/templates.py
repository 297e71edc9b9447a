"""The commented files that `listener init` writes."""

MESSAGES = {
    "settings": {
        "es": """\
# Ajustes de listener. Lo que se escucha está en brands/: un archivo por marca.
# Las contraseñas no van aquí, sino en variables de entorno.

# El archivo donde se guarda todo, junto a esta carpeta.
database = "listener.db"

# Idioma de resúmenes y avisos: "es" o "en".
language = "{language}"

[crawl]
# Tu correo o tu página: los sitios lo ven y pueden escribirte antes de bloquearte.
contact = ""

[mail]
# El servidor que envía los avisos, por ejemplo "smtp.example.com"; vacío: los avisos esperan.
# La contraseña va en la variable LISTENER_SMTP_PASSWORD.
host = ""
port = 587
# "starttls" (puerto 587), "tls" (puerto 465) o "none" (solo dentro de tu red).
security = "starttls"
user = ""
# De quién llega el aviso, por ejemplo "Escucha <escucha@example.com>".
sender = ""

[detection]
# Cuántas falsas alarmas al mes aceptas por marca, entre todas sus fuentes.
alarms_per_month = 1.0
# Con menos menciones negativas que estas nunca se avisa.
min_negatives = 3
# Cuántos puntos tiene que subir la proporción de negativas para avisar.
min_change = 5.0
# Días de escucha antes de la primera alarma: lo que se tarda en saber qué es normal.
warm_up_days = 7.0
""",
        "en": """\
# Settings of listener. What is listened for stands in brands/: one file per brand.
# Passwords do not go here but in environment variables.

# The file that keeps everything, beside this folder.
database = "listener.db"

# Language of digests and alerts: "es" or "en".
language = "{language}"

[crawl]
# Your e-mail or page: sites see it and can write to you before they block you.
contact = ""

[mail]
# The server that sends alerts, for instance "smtp.example.com"; empty: alerts wait.
# The password goes in the variable LISTENER_SMTP_PASSWORD.
host = ""
port = 587
# "starttls" (port 587), "tls" (port 465) or "none" (only within your own network).
security = "starttls"
user = ""
# Who the alert is from, for instance "Listener <listener@example.com>".
sender = ""

[detection]
# How many false alarms a month you accept per brand, over all its sources.
alarms_per_month = 1.0
# With fewer negative mentions than this there is never an alarm.
min_negatives = 3
# By how many points the share of negatives has to rise to be told.
min_change = 5.0
# Days of listening before the first alarm: what it takes to know what is normal.
warm_up_days = 7.0
""",
    },
    "brand": {
        "es": """\
# Qué escuchar y a quién avisar. En los comandos esta marca se llama como el archivo:
#   listener digest --brand {slug}

name = {name}
# Idiomas en que se habla de ella.
languages = {languages}
# La hora de tus resúmenes.
time_zone = {zone}
# Con quién la compara la gente: en un texto que nombra a las dos, cada una se queda con lo suyo.
competitors = []

[alerts]
# A quién avisar cuando algo se tuerce.
email = {emails}

# Contestar reseñas desde aquí con "listener reply"; apagado hasta que quites los "# ".
# [answers]
# allowed = true
# [answers.templates.gracias]
# es = "Hola, {{author}}: gracias por contárnoslo. Un saludo, {{signed}}, de {{brand}}."
# en = "Hello {{author}}, thank you for telling us. {{signed}}, {{brand}}."

# Qué frases hacen que un texto hable de tu marca. Mayúsculas y acentos dan igual; un "*" al
# final vale por cualquier terminación. any: al menos una; all: todas; exclude: ninguna.
[[queries]]
any = {phrases}
all = []
exclude = []
""",
        "en": """\
# What to listen for and whom to tell. In commands this brand goes by the name of the file:
#   listener digest --brand {slug}

name = {name}
# Languages in which people talk of it.
languages = {languages}
# The time of your digests.
time_zone = {zone}
# Whom people compare it with: in a text that names both, each gets its own.
competitors = []

[alerts]
# Whom to tell when it turns bad.
email = {emails}

# Answering reviews from here with "listener reply"; off until you take the "# " away.
# [answers]
# allowed = true
# [answers.templates.thanks]
# en = "Hello {{author}}, thank you for telling us. {{signed}}, {{brand}}."
# es = "Hola, {{author}}: gracias por contárnoslo. Un saludo, {{signed}}, de {{brand}}."

# Which phrases make a text speak of your brand. Capitals and accents do not matter; a "*" at
# the end stands for any ending. any: at least one; all: every one; exclude: none.
[[queries]]
any = {phrases}
all = []
exclude = []
""",
    },
    "feed": {
        "es": """\
# Un blog, un medio, una comunidad: la dirección de su RSS, Atom o JSON Feed.
[[listings]]
source = "feeds"
id = {address}
""",
        "en": """\
# A blog, a news site, a community: the address of its RSS, Atom or JSON feed.
[[listings]]
source = "feeds"
id = {address}
""",
    },
    "no_feed": {
        "es": """\
# Un blog, un medio, una comunidad: quita los "# " y pon la dirección de su RSS.
# [[listings]]
# source = "feeds"
# id = "https://example.com/rss"
""",
        "en": """\
# A blog, a news site, a community: take the "# " away and put the address of its RSS.
# [[listings]]
# source = "feeds"
# id = "https://example.com/rss"
""",
    },
    "app": {
        "es": """\
# Las reseñas de una app en la App Store, país por país.
[[listings]]
source = "appstore"
id = {app}
countries = {countries}
""",
        "en": """\
# The reviews of an app in the App Store, country by country.
[[listings]]
source = "appstore"
id = {app}
countries = {countries}
""",
    },
    "no_app": {
        "es": """\
# Las reseñas de una app en la App Store: quita los "# " y pon su número o su enlace.
# [[listings]]
# source = "appstore"
# id = "https://apps.apple.com/es/app/id1234567890"
# countries = {countries}
""",
        "en": """\
# The reviews of an app in the App Store: take the "# " away and put its number or its link.
# [[listings]]
# source = "appstore"
# id = "https://apps.apple.com/us/app/id1234567890"
# countries = {countries}
""",
    },
    "reddit": {
        "es": """\
# Reddit tiene que aprobar antes tu acceso y darte LISTENER_REDDIT_CLIENT_ID y
# LISTENER_REDDIT_CLIENT_SECRET. Sin aprobación, añade la comunidad como "feeds":
#   https://www.reddit.com/r/COMUNIDAD/.rss
# [[listings]]
# source = "reddit"
# id = "r/COMUNIDAD"
""",
        "en": """\
# Reddit has to approve your access first and give you LISTENER_REDDIT_CLIENT_ID and
# LISTENER_REDDIT_CLIENT_SECRET. Without approval, add the community as "feeds":
#   https://www.reddit.com/r/COMMUNITY/.rss
# [[listings]]
# source = "reddit"
# id = "r/COMMUNITY"
""",
    },
}
