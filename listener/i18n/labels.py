"""What a person is asked, and what was measured by the answers."""

MESSAGES = {
    # label: one by one
    "begin": {
        "es": (
            "{brand}, {month}, {language}: {count} mención. Di qué es para {brand}, con una tecla.",
            "{brand}, {month}, {language}: {count} menciones. Di qué es cada una para {brand}, con una tecla.",
        ),
        "en": (
            "{brand}, {month}, {language}: {count} mention. Say with one key what it is for {brand}.",
            "{brand}, {month}, {language}: {count} mentions. Say with one key what each is for {brand}.",
        ),
    },
    "keys": {
        "es": "n negativa · 0 neutra · p positiva · s saltar · u deshacer · q salir",
        "en": "n negative · 0 neutral · p positive · s skip · u undo · q quit",
    },
    "place": {"es": "{place} de {count}", "en": "{place} of {count}"},
    "not_a_key": {
        "es": "«{key}» no es ninguna de esas teclas.",
        "en": '"{key}" is none of these keys.',
    },
    "said": {
        "es": "{label}; listener decía: {counted}.",
        "en": "{label}; listener said: {counted}.",
    },
    "said_stars": {
        "es": "{label}; sus estrellas: {stars}; listener decía: {counted}.",
        "en": "{label}; its stars: {stars}; listener said: {counted}.",
    },
    "skipped": {"es": "Saltada.", "en": "Skipped."},
    "undone": {"es": "Deshecho; otra vez la anterior.", "en": "Undone; the one before again."},
    "nothing_to_undo": {"es": "No hay nada que deshacer.", "en": "There is nothing to undo."},
    "gone": {
        "es": "Esa mención ya no cuenta para la marca.",
        "en": "That mention no longer counts for the brand.",
    },
    "done": {
        "es": ("{count} etiqueta guardada.", "{count} etiquetas guardadas."),
        "en": ("{count} label stored.", "{count} labels stored."),
    },
    "nothing_left": {
        "es": "{brand}, {month}, {language}: ya están las {count} de este mes. Para pedir más: --count 20",
        "en": "{brand}, {month}, {language}: the {count} of this month are done. To be asked more: --count 20",
    },
    "all_asked": {
        "es": "{brand}, {month}, {language}: ya se ha preguntado por todas las menciones.",
        "en": "{brand}, {month}, {language}: all mentions have been asked about.",
    },
    "nothing_there": {
        "es": "{brand}, {month}: no hay menciones así por las que preguntar.",
        "en": "{brand}, {month}: there are no such mentions to ask about.",
    },
    "other_month": {
        "es": "La última es de {month}: --month {month}",
        "en": "The latest is of {month}: --month {month}",
    },
    "bad_month": {
        "es": '"{value}" no es un mes; escríbelo como 2026-10',
        "en": '"{value}" is not a month; write it like 2026-10',
    },
    # label: one of them
    "bad_label": {
        "es": '"{value}" no es una etiqueta; di negativa, neutra, positiva o deshacer',
        "en": '"{value}" is not a label; say negative, neutral, positive or undo',
    },
    "which_label": {
        "es": "di también qué es: negativa, neutra, positiva o deshacer",
        "en": "say as well what it is: negative, neutral, positive or undo",
    },
    "which_brand": {
        "es": "la mención {key} es de varias marcas; di de cuál con --brand: {ids}",
        "en": "mention {key} is about several brands; say which with --brand: {ids}",
    },
    "no_such_mention": {
        "es": "ninguna de tus marcas tiene una mención con el número {key}",
        "en": "none of your brands has a mention with the number {key}",
    },
    "not_of_brand": {
        "es": "la mención {key} no es de {brand}, sino de: {ids}",
        "en": "mention {key} is not of {brand} but of: {ids}",
    },
    "corrected": {
        "es": "La mención {key} cuenta como {label} para {brand}; antes, como {before}. Se deshace con: listener label {key} deshacer",
        "en": "Mention {key} counts as {label} for {brand}; before, as {before}. Undo it with: listener label {key} undo",
    },
    "corrected_back": {
        "es": "La mención {key} vuelve a contar como {label} para {brand}.",
        "en": "Mention {key} counts as {label} for {brand} again.",
    },
    "not_labelled": {
        "es": "La mención {key} no tenía etiqueta.",
        "en": "Mention {key} had no label.",
    },
    # files
    "exported": {
        "es": ("{n} etiqueta en {file}.", "{n} etiquetas en {file}."),
        "en": ("{n} label in {file}.", "{n} labels in {file}."),
    },
    "imported": {
        "es": ("{n} etiqueta leída de {file}.", "{n} etiquetas leídas de {file}."),
        "en": ("{n} label read from {file}.", "{n} labels read from {file}."),
    },
    "unread": {
        "es": (
            "{n} fila no dice nada que se pueda usar: línea {lines}.",
            "{n} filas no dicen nada que se pueda usar: líneas {lines}.",
        ),
        "en": (
            "{n} row says nothing that can be used: line {lines}.",
            "{n} rows say nothing that can be used: lines {lines}.",
        ),
    },
    "no_columns": {
        "es": "{file} necesita las columnas key (o id) y label",
        "en": "{file} needs the columns key (or id) and label",
    },
    "no_files_together": {
        "es": "pon --export o --import, no los dos, y sin número",
        "en": "give --export or --import, not both, and no number",
    },
    # words
    "negative": {"es": "negativa", "en": "negative"},
    "neutral": {"es": "neutra", "en": "neutral"},
    "positive": {"es": "positiva", "en": "positive"},
    "unknown": {"es": "no se sabe", "en": "cannot tell"},
    "lang_es": {"es": "español", "en": "Spanish"},
    "lang_en": {"es": "inglés", "en": "English"},
    "lang_pt": {"es": "portugués", "en": "Portuguese"},
    "lang_ca": {"es": "catalán", "en": "Catalan"},
    "lang_fr": {"es": "francés", "en": "French"},
    "lang_it": {"es": "italiano", "en": "Italian"},
    "lang_de": {"es": "alemán", "en": "German"},
    "lang_und": {"es": "idioma desconocido", "en": "unknown language"},
    # measured
    "bounds": {"es": "{value} ({low}-{high})", "en": "{value} ({low}-{high})"},
    "precision": {
        "es": "de cada 100 que da por negativas, {share} lo son",
        "en": "of 100 called negative, {share} are",
    },
    "recall": {
        "es": "de cada 100 negativas encuentra {share}",
        "en": "of 100 negative ones it finds {share}",
    },
    "no_precision": {
        "es": "de las que da por negativas no se ha etiquetado ninguna",
        "en": "none of those called negative has been labelled",
    },
    "no_recall": {
        "es": "cuántas negativas encuentra aún no se sabe",
        "en": "how many negative ones it finds is not known yet",
    },
    "on_labels": {
        "es": ("{count} etiqueta", "{count} etiquetas"),
        "en": ("{count} label", "{count} labels"),
    },
    "line": {
        "es": "Acierto medido, {name}: {precision}; {recall} ({labels}).",
        "en": "Measured accuracy, {name}: {precision}; {recall} ({labels}).",
    },
    # sentiment report
    "report_none": {
        "es": "{brand}: nadie ha etiquetado nada todavía, así que nadie sabe cuánto acierta. Se empieza con: listener label --brand {id}",
        "en": "{brand}: nobody has labelled anything yet, so nobody knows how right it is. Begin with: listener label --brand {id}",
    },
    "report_all": {"es": "En total", "en": "All together"},
    "report_since": {
        "es": (
            "{count} etiqueta, desde el {at}. Puntuado por: {models}.",
            "{count} etiquetas, desde el {at}. Puntuado por: {models}.",
        ),
        "en": (
            "{count} label, since {at}. Scored by: {models}.",
            "{count} labels, since {at}. Scored by: {models}.",
        ),
    },
    "report_line": {
        "es": "{name}: {precision}; {recall}. {labels}{wanted}.",
        "en": "{name}: {precision}; {recall}. {labels}{wanted}.",
    },
    "wanted": {
        "es": (
            "; falta {count} más para saberlo con un margen de 10 puntos",
            "; faltan unas {count} más para saberlo con un margen de 10 puntos",
        ),
        "en": (
            "; {count} more to know it to within 10 points",
            "; some {count} more to know it to within 10 points",
        ),
    },
    "report_bounds": {
        "es": "Entre paréntesis, de cuánto a cuánto: 95 veces de cada 100 lo verdadero está ahí. Solo cuenta lo sorteado; lo que se corrige suelto no mide nada.",
        "en": "In brackets, from how many to how many: 95 times in 100 the truth is there. Only what was drawn counts; single corrections measure nothing.",
    },
    "by_stars": {"es": "las estrellas", "en": "the stars"},
    "no_model": {
        "es": "nadie (idioma que no se lee)",
        "en": "nobody (a language that is not read)",
    },
}
