"""What each option of the commands does, in its line of their help."""

MESSAGES = {
    "help_option": {"es": "Muestra esta ayuda.", "en": "Show this help."},
    "version_option": {"es": "Muestra la versión.", "en": "Show the version."},
    "train_labels_option": {
        "es": "También de las etiquetas guardadas (listener label).",
        "en": "Also from the stored labels (listener label).",
    },
    "train_use_option": {
        "es": "Lo usa desde ahora, si es mejor.",
        "en": "Use it from now on, if it is better.",
    },
    "train_force_option": {
        "es": "Lo usa desde ahora, mejor o no.",
        "en": "Use it from now on, better or not.",
    },
    "model_revert_option": {
        "es": "Vuelve al modelo de antes, o al de serie.",
        "en": "Go back to the model before, or to the shipped one.",
    },
    "calibrate_show_option": {
        "es": "Solo enseña lo aprendido que está en vigor.",
        "en": "Only show what was learned and is in force.",
    },
    "calibrate_undo_option": {
        "es": "Vuelve a lo que valía antes de la última vez.",
        "en": "Go back to what held before the last time.",
    },
    "rules_test_option": {
        "es": "Dice qué reglas se aplican a este texto.",
        "en": "Tell which rules apply to this text.",
    },
    "inflect_option": {
        "es": "También el plural y el otro género de cada palabra en español.",
        "en": "Also the plural and the other gender of each Spanish word.",
    },
    "without_option": {
        "es": "Descarta lo que reconoce una exclusión ya hecha; se puede repetir.",
        "en": "Leave out what a ready-made exclusion finds; can be given several times.",
    },
    "map_option": {
        "es": "Qué es cada columna de la tabla: un archivo de config/imports/, sin .toml.",
        "en": "What each column of the table is: a file of config/imports/, without .toml.",
    },
    "columns_option": {
        "es": "Enseña qué columnas tiene una tabla y propone su mapa; no guarda menciones.",
        "en": "Show what columns a table has and propose a map of them; stores no mentions.",
    },
    "write_option": {
        "es": "Con --columns: escribe el mapa propuesto sin preguntar.",
        "en": "With --columns: write the proposed map without asking.",
    },
    "import_brand_option": {
        "es": "La marca a la que pertenecen; puede faltar si solo hay una.",
        "en": "The brand that they belong to; may be left out if there is only one.",
    },
    "dry_run_option": {
        "es": "Solo dice qué se guardaría.",
        "en": "Only say what would be stored.",
    },
    "lang_option": {
        "es": "Idioma de lo que se muestra; también LISTENER_LANG.",
        "en": "Language of what is shown; also LISTENER_LANG.",
    },
    "config_option": {
        "es": "Carpeta de configuración; también LISTENER_CONFIG.",
        "en": "Configuration folder; also LISTENER_CONFIG.",
    },
    "site_option": {
        "es": "La web de la marca: se buscan sus canales y sus reseñas.",
        "en": "The brand's web site: its feeds and reviews are looked for.",
    },
    "where_option": {
        "es": "País en cuyas tiendas se busca, dos letras; se puede repetir.",
        "en": "Country in whose stores to look, two letters; may be repeated.",
    },
    "add_option": {
        "es": "No pregunta: añade lo que coincide con el nombre o está en la web, menos las fuentes apagadas.",
        "en": "Do not ask: add what matches the name or stands on the web site, but no source that is off.",
    },
    "of_option": {
        "es": "En vez de un nombre: el autor o el sitio de la mención con este número.",
        "en": "In place of a name: the author or site of the mention with this number.",
    },
    "block_brand_option": {
        "es": "La marca; puede faltar si solo hay una.",
        "en": "The brand; may be left out if there is only one.",
    },
    "block_source_option": {
        "es": "Solo en esta fuente (autores); si no, en todas.",
        "en": "Only in this source (authors); else in all.",
    },
    "backtest_from_option": {
        "es": "Desde cuándo; si no, desde 28 días después de lo primero que hay.",
        "en": "From when on; else from 28 days after the first there is.",
    },
    "backtest_to_option": {
        "es": "Hasta cuándo; si no, hasta ahora.",
        "en": "Until when; else until now.",
    },
    "alarms_option": {
        "es": "Presupuestos que probar, avisos al mes: 0.33,1,3; si no, el de la marca.",
        "en": "Budgets to try, alarms a month: 0.33,1,3; else the brand's own.",
    },
    "inject_option": {
        "es": "Un pico inventado: share=.2:.5@2026-10-03T10:00/6h, talk=3@… o both=3,.5@…; se puede repetir.",
        "en": "A made-up spike: share=.2:.5@2026-10-03T10:00/6h, talk=3@… or both=3,.5@…; may be repeated.",
    },
    "seed_option": {
        "es": "Qué tirada del azar se inventa.",
        "en": "Which draw of chance is made up.",
    },
    "backtest_source_option": {
        "es": "Solo esta fuente, como si fuera la única.",
        "en": "Only this source, as if it were the only one.",
    },
    "mark_from_option": {"es": "El primer día, o la hora.", "en": "The first day, or the hour."},
    "mark_to_option": {
        "es": "El último día, incluido, o la hora.",
        "en": "The last day, included, or the hour.",
    },
    "why_option": {"es": "Por qué se esperaba.", "en": "Why it was expected."},
    "mark_source_option": {
        "es": "Solo en esta fuente; si no, en todas.",
        "en": "In this source only; else in all.",
    },
    "mark_list_option": {"es": "Lista los días marcados.", "en": "List the marked days."},
    "mark_withdraw_option": {
        "es": "Quita la marca de este número.",
        "en": "Take back the mark of this number.",
    },
    "incidents_all_option": {
        "es": "También los que ya terminaron.",
        "en": "Also those that are over.",
    },
    "lifted_option": {
        "es": "También los que ya se quitaron.",
        "en": "Also those that were removed.",
    },
    "brand_option": {
        "es": "Solo esta marca: el nombre de su archivo.",
        "en": "Only this brand: the name of its file.",
    },
    "source_option": {"es": "Solo esta fuente.", "en": "Only this source."},
    "label_option": {
        "es": "Solo menciones con este sentimiento.",
        "en": "Only mentions with this sentiment.",
    },
    "aspect_option": {
        "es": "Solo menciones que hablan de este aspecto: price, wait, staff… o uno tuyo.",
        "en": "Only mentions that speak of this aspect: price, wait, staff... or one of yours.",
    },
    "stage_option": {
        "es": "Solo lo dicho antes de comprar (before), al comprar (purchase), al usar (use) o al pedir ayuda (support).",
        "en": "Only what was said before buying, in buying (purchase), in using (use) or in asking for help (support).",
    },
    "suggest_language_option": {
        "es": "Idioma de las sugerencias, en dos letras; si no, el primero de la marca.",
        "en": "Language of the suggestions, in two letters; else the brand's first.",
    },
    "how_long_option": {
        "es": "Cuánto tiempo (30s, 10min, 2h); sin esto, hasta que la paras.",
        "en": "For how long (30s, 10min, 2h); without it, until you stop it.",
    },
    "since_option": {
        "es": "Desde cuándo: 24h, 7d, 2w, 90min o una fecha (2026-11-01).",
        "en": "Since when: 24h, 7d, 2w, 90min or a date (2026-11-01).",
    },
    "until_option": {
        "es": "Hasta cuándo, sin incluirlo; se escribe igual.",
        "en": "Until when, exclusive; written likewise.",
    },
    "format_option": {"es": "Forma de la salida.", "en": "Form of the output."},
    "email_option": {
        "es": "Lo envía también por correo a los destinatarios de cada marca.",
        "en": "Mail it as well to the recipients of each brand.",
    },
    "exit_zero_option": {
        "es": "Sale con 0 aunque haya picos o fuentes que fallan.",
        "en": "Exit with 0 even if there are spikes or failing sources.",
    },
    "at_option": {
        "es": "Hace como si fuera esta hora; para pruebas y para la demostración.",
        "en": "Pretend it is this time; for tests and the demo.",
    },
    "all_option": {
        "es": "Lee todas las fuentes, también las que aún no tocan.",
        "en": "Read every source, also those not due yet.",
    },
    "backfill_option": {
        "es": "Lee también lo de antes, desde entonces (90d o una fecha); sin valor, sigue con lo que quedó.",
        "en": "Read the past too, back to then (90d or a date); without a value, go on with what is left.",
    },
    "no_alert_option": {
        "es": "No envía correos ahora; esperan a la próxima vez.",
        "en": "Send no mail now; it waits for the next time.",
    },
    "quiet_option": {"es": "Solo dice lo que falla.", "en": "Tell only what fails."},
    "log_option": {
        "es": "json: un objeto por suceso, uno por línea.",
        "en": "json: an object for each event, one a line.",
    },
    "test_option": {
        "es": "Envía antes un mensaje de prueba.",
        "en": "Send a test message first.",
    },
    "test_brand_option": {
        "es": "Marca de la prueba; si no se dice, todas.",
        "en": "Which brand the test is for; all if left out.",
    },
    "limit_option": {"es": "Cuántas menciones, como mucho.", "en": "How many mentions, at most."},
    "recheck_limit_option": {
        "es": "Cuántas menciones de cada fuente, como mucho.",
        "en": "How many mentions of each source, at most.",
    },
    "score_engine_option": {
        "es": "Con qué motor; si no se dice, el de los ajustes. own: tu modelo, encima de ese.",
        "en": "By which engine; that of the settings if left out. own: your model, on top of that.",
    },
    "score_model_option": {
        "es": "Qué modelo, para transformers; si no se dice, el de los ajustes.",
        "en": "Which model, for transformers; that of the settings if left out.",
    },
    "score_since_option": {
        "es": "Desde cuándo: 90d, 2w, 2026-11-01. Si no se dice, todo.",
        "en": "Since when: 90d, 2w, 2026-11-01. All if left out.",
    },
    "score_language_option": {
        "es": "Solo lo que está en este idioma: es, en.",
        "en": "Only what is in this language: es, en.",
    },
    "score_everything_option": {
        "es": "Que e5 lo relea todo, no solo lo negativo y lo dudoso.",
        "en": "Have e5 read everything again, not only what is negative or doubtful.",
    },
    "score_again_option": {
        "es": "También lo que ese motor ya puntuó: tras cambiar reglas o listas.",
        "en": "What that engine has scored, too: after rules or lists have changed.",
    },
    "score_dry_run_option": {
        "es": "Solo cuenta lo que cambiaría; no escribe nada.",
        "en": "Only tell what would change; write nothing.",
    },
    "score_back_option": {
        "es": "Vuelve a poner en vigor lo que dijo un modelo de antes.",
        "en": "Put in force again what a model said before.",
    },
    "recheck_exit_zero_option": {
        "es": "Sale con 0 aunque alguna fuente falle.",
        "en": "Exit with 0 even if a source fails.",
    },
    "list_limit_option": {
        "es": "Cuántas enseña cada lista, como mucho.",
        "en": "How many each list shows, at most.",
    },
    "by_option": {
        "es": "Una cuenta por fuente, o por sitio (app, tienda, página).",
        "en": "Figures for each source, or for each listing (app, shop, page).",
    },
    "grace_option": {
        "es": "Plazo para contestar: a lo más reciente aún no se le pide respuesta. 24h, 2d, 1w.",
        "en": "Time to answer: of what is more recent no answer is asked yet. 24h, 2d, 1w.",
    },
    "changes_option": {
        "es": "Lista quién cambió sus estrellas y cuánto después de la respuesta.",
        "en": "List who changed their stars, and how long after the answer.",
    },
    "mismatch_option": {
        "es": "Lista las reseñas cuyas palabras contradicen sus estrellas.",
        "en": "List the reviews whose words contradict their stars.",
    },
    "for_option": {"es": "Con qué programa funcionará.", "en": "Which program will run it."},
    "every_option": {"es": "Cada cuántos minutos.", "en": "Every how many minutes."},
    "dir_demo": {"es": "Carpeta donde dejarlo todo.", "en": "Where to put everything."},
    "dir_option": {
        "es": "Carpeta donde escribir la configuración.",
        "en": "Folder to write the configuration to.",
    },
    "excel_option": {
        "es": "Para que Excel lea bien los acentos del CSV.",
        "en": "Makes Excel read the accents of the CSV.",
    },
    "output_option": {
        "es": "Archivo donde escribir; si no, la pantalla.",
        "en": "File to write to; the screen if left out.",
    },
    "name_option": {
        "es": "Nombre de la marca, como lo escribe la gente.",
        "en": "Name of the brand, as people write it.",
    },
    "phrase_option": {
        "es": "Frase que buscar; se puede repetir. Si no: el nombre.",
        "en": "Phrase to listen for; may be repeated. Else: the name.",
    },
    "languages_option": {
        "es": "Idiomas en que se habla de ella: es, en.",
        "en": "Languages in which people talk of it: es, en.",
    },
    "zone_option": {
        "es": "Zona horaria, por ejemplo America/Mexico_City.",
        "en": "Time zone, for instance America/New_York.",
    },
    "init_email_option": {
        "es": "A quién avisar; se puede repetir.",
        "en": "Whom to tell; may be repeated.",
    },
    "app_option": {
        "es": "App de la App Store: número o enlace; se puede repetir.",
        "en": "App in the App Store: number or link; may be repeated.",
    },
    "country_option": {
        "es": "País de sus reseñas, dos letras; se puede repetir.",
        "en": "Country of its reviews, two letters; may be repeated.",
    },
    "feed_option": {
        "es": "Dirección de un RSS, Atom o JSON Feed; se puede repetir.",
        "en": "Address of an RSS, Atom or JSON feed; may be repeated.",
    },
    "yes_option": {
        "es": "No pregunta nada: lo que falte queda con su valor habitual.",
        "en": "Ask nothing: the usual for what is missing.",
    },
    "reply_text_option": {
        "es": "La respuesta, entre comillas; admite los mismos huecos que las plantillas.",
        "en": "The answer, in quotes; takes the same blanks as templates.",
    },
    "template_option": {
        "es": "Plantilla del archivo de la marca.",
        "en": "Template of the brand's file.",
    },
    "reply_language_option": {
        "es": "Idioma de la plantilla, dos letras; si no, el de la reseña.",
        "en": "Language of the template, two letters; else that of the review.",
    },
    "as_option": {
        "es": "Quién contesta: queda apuntado y rellena {signed}.",
        "en": "Who answers: it is written down, and fills {signed}.",
    },
    "reply_yes_option": {
        "es": "No pregunta: quien lo escribe ya ha decidido publicarla.",
        "en": "Does not ask: whoever types this has decided to publish.",
    },
    "replace_option": {
        "es": "Sustituye la respuesta que ya tiene.",
        "en": "Put it in the place of the answer that is there.",
    },
    "again_option": {
        "es": "Vuelve a enviar aunque no se sepa si llegó la anterior.",
        "en": "Send again although nobody knows whether the last one arrived.",
    },
    "reply_list_option": {
        "es": "Lista lo contestado y qué ha sido de ello; primero lo que sigue abierto.",
        "en": "List what was answered and what became of it; first what is still open.",
    },
    "label_language_option": {
        "es": "Solo este idioma, dos letras; si no, los de la marca.",
        "en": "Only this language, two letters; else those of the brand.",
    },
    "label_count_option": {
        "es": "Cuántas preguntar por idioma; si no, las que falten hasta 50 ese mes.",
        "en": "How many to ask in each language; else what is missing up to 50 that month.",
    },
    "month_option": {
        "es": "De qué mes, como 2026-10; si no, de este, o del pasado hasta el día 7.",
        "en": "Of which month, like 2026-10; else of this one, or up to the 7th of the last.",
    },
    "label_export_option": {
        "es": "Escribe en un CSV todo lo etiquetado, con su texto.",
        "en": "Write all that is labelled to a CSV, with its text.",
    },
    "label_import_option": {
        "es": "Lee de un CSV con las columnas key y label, y corrige esas menciones.",
        "en": "Read a CSV with the columns key and label, and correct those mentions.",
    },
    "label_as_option": {
        "es": "Quién etiqueta: queda apuntado.",
        "en": "Who labels: it is written down.",
    },
    # What stands for a value.
}
