"""The digest, in words. "Sin noticias" and "no podemos ver" are never the same words."""

MESSAGES = {
    "title": {"es": "Resumen de {name}", "en": "Digest of {name}"},
    "title_many": {"es": "Resumen de {n} marcas", "en": "Digest of {n} brands"},
    "subject_spike": {
        "es": (
            "{name}: pico negativo, {negatives} negativas de {items}",
            "{n} picos negativos: {name}",
        ),
        "en": (
            "{name}: negative spike, {negatives} negative of {items}",
            "{n} negative spikes: {name}",
        ),
    },
    "subject_calm": {
        "es": ("{name}: {n} negativa de {items}", "{name}: {n} negativas de {items}"),
        "en": "{name}: {n} negative of {items}",
    },
    "subject_quiet": {
        "es": ("{name}: tranquilo, una mención", "{name}: tranquilo, {n} menciones"),
        "en": ("{name}: all quiet, one mention", "{name}: all quiet, {n} mentions"),
    },
    "subject_none": {"es": "{name}: sin noticias", "en": "{name}: no news"},
    "subject_blind": {
        "es": ("{said} · no podemos ver una fuente", "{said} · no podemos ver {n} fuentes"),
        "en": ("{said} · we cannot see one source", "{said} · we cannot see {n} sources"),
    },
    "period": {"es": "Del {since} al {until} ({zone})", "en": "{since} to {until} ({zone})"},
    # The one sentence that opens a digest.
    "no_brands": {
        "es": "No hay ninguna marca de la que informar: añade la primera con `listener init`.",
        "en": "There is no brand to report on: add the first with `listener init`.",
    },
    "silent_one": {
        "es": "Sin noticias de {name}: hemos leído todas sus fuentes y nadie ha escrito nada.",
        "en": "No news of {name}: we read all its sources and nobody wrote anything.",
    },
    "silent_many": {
        "es": "Sin noticias de ninguna de las {n} marcas: hemos leído todas las fuentes "
        "y nadie ha escrito nada.",
        "en": "No news of any of the {n} brands: we read all sources and nobody wrote anything.",
    },
    "calm": {
        "es": (
            "Todo tranquilo: una mención, que no es negativa, y ningún pico.",
            "Todo tranquilo: {n} menciones, ninguna negativa y ningún pico.",
        ),
        "en": (
            "All quiet: one mention, not negative, and no spike.",
            "All quiet: {n} mentions, none negative, and no spike.",
        ),
    },
    "spikes_open": {
        "es": (
            "Hay un pico negativo abierto: {names}.",
            "Hay {n} picos negativos abiertos: {names}.",
        ),
        "en": ("A negative spike is open: {names}.", "{n} negative spikes are open: {names}."),
    },
    "spikes_over": {
        "es": (
            "Ningún pico abierto; hubo uno y ya pasó.",
            "Ningún pico abierto; hubo {n} y ya pasaron.",
        ),
        "en": ("No open spike; there was one and it is over.", "No open spike; {n} came and went."),
    },
    "spikes_none": {"es": "Ningún pico negativo.", "en": "No negative spike."},
    "negatives": {
        "es": ("Negativas: {negatives} de 1 mención.", "Negativas: {negatives} de {n} menciones."),
        "en": ("Negative: {negatives} of 1 mention.", "Negative: {negatives} of {n} mentions."),
    },
    "blind": {
        "es": (
            "No podemos ver 1 de {of} fuentes: que ahí haya silencio no quiere decir nada.",
            "No podemos ver {n} de {of} fuentes: que ahí haya silencio no quiere decir nada.",
        ),
        "en": (
            "We cannot see 1 of {of} sources: silence there means nothing.",
            "We cannot see {n} of {of} sources: silence there means nothing.",
        ),
    },
    "unread": {
        "es": (
            "Falta por leer 1 de {of} fuentes: ejecuta `listener crawl`.",
            "Faltan por leer {n} de {of} fuentes: ejecuta `listener crawl`.",
        ),
        "en": (
            "1 of {of} sources is still to be read: run `listener crawl`.",
            "{n} of {of} sources are still to be read: run `listener crawl`.",
        ),
    },
    # One line for a brand.
    "line_silent": {"es": "sin noticias", "en": "no news"},
    "line_mentions": {
        "es": ("1 mención (antes {before})", "{n} menciones (antes {before})"),
        "en": ("1 mention (before: {before})", "{n} mentions (before: {before})"),
    },
    "line_negative": {"es": ("1 negativa", "{n} negativas"), "en": "{n} negative"},
    "line_no_negative": {"es": "ninguna negativa", "en": "none negative"},
    "line_spike": {"es": "pico abierto", "en": "open spike"},
    "line_blind": {
        "es": ("no podemos ver una fuente", "no podemos ver {n} fuentes"),
        "en": ("we cannot see one source", "we cannot see {n} sources"),
    },
    "and_more": {"es": "y {n} más", "en": "and {n} more"},
    "see_more": {"es": "Ver el detalle:", "en": "See the details:"},
    # Figures.
    "figures": {
        "es": "En cifras, frente al periodo igual anterior",
        "en": "In figures, against the equal period before",
    },
    "mentions": {"es": "Menciones", "en": "Mentions"},
    "negative": {"es": "Negativas", "en": "Negative"},
    "positive": {"es": "Positivas", "en": "Positive"},
    "other": {"es": "Otras", "en": "Other"},
    "other_note": {"es": "neutras o sin clasificar", "en": "neutral or not classified"},
    "copies_note": {
        "es": ("1 de ellas es copia de otra", "{n} de ellas son copias de otras"),
        "en": ("1 of them is a copy of another", "{n} of them are copies of others"),
    },
    "stars": {"es": "Estrellas", "en": "Stars"},
    "stars_note": {
        "es": "media de {n} con estrellas; antes, de {before}",
        "en": "average of {n} with stars; before, of {before}",
    },
    "answered": {"es": "Contestadas", "en": "Answered"},
    "answered_note": {"es": "{answered} de {due} reseñas", "en": "{answered} of {due} reviews"},
    "answered_within": {
        "es": "la mitad en {median} o menos, nueve de cada diez en {ninth} o menos",
        "en": "half within {median}, nine in ten within {ninth}",
    },
    "star_changes": {"es": "Cambiaron de estrellas", "en": "Changed their stars"},
    "star_changes_note": {
        "es": "{raised} a mejor, {lowered} a peor; cuáles: listener reviews --changes",
        "en": "{raised} for the better, {lowered} for the worse; which: listener reviews --changes",
    },
    "contradicted": {"es": "Texto contra estrellas", "en": "Words against stars"},
    "contradicted_note": {
        "es": "reseñas cuyo texto dice lo contrario; cuáles: listener reviews --mismatch",
        "en": "reviews whose words say the opposite; which: listener reviews --mismatch",
    },
    "before": {"es": "antes {value}", "en": "before: {value}"},
    "same": {"es": "= igual", "en": "= same"},
    "share": {
        "es": "{now} de {items}; antes {before} de {previous}",
        "en": "{now} of {items}; before {before} of {previous}",
    },
    "undated": {
        "es": (
            "Una no lleva fecha: cuenta por el momento en que la vimos.",
            "{n} no llevan fecha: cuentan por el momento en que las vimos.",
        ),
        "en": (
            "One has no date: it counts by when we saw it.",
            "{n} have no date: they count by when we saw them.",
        ),
    },
    "hidden": {
        "es": ("{count} oculta por bloqueos", "{count} ocultas por bloqueos"),
        "en": ("{count} hidden by blocks", "{count} hidden by blocks"),
    },
    "week": {
        "es": "Semana del {day}: {counted}; lo normal en esta semana del año: {expected} "
        "(de {low} a {high}), a juzgar por {years} años.",
        "en": "Week of {day}: {counted}; usual for this week of the year: {expected} "
        "({low} to {high}), judged by {years} years.",
    },
    "week_counted": {
        "es": ("1 mención negativa", "{count} menciones negativas"),
        "en": ("1 negative mention", "{count} negative mentions"),
    },
    "week_unusual": {"es": "▲ Fuera de lo normal. {said}", "en": "▲ Unusual. {said}"},
    "week_expected": {
        "es": "{said} Era de esperar: {why}.",
        "en": "{said} It was expected: {why}.",
    },
    "week_without": {
        "es": "Sin contar {names}: no se conocen dos años hasta hoy.",
        "en": "Not counted: {names}; two years up to now are not known.",
    },
    "by_source": {"es": "Por fuente", "en": "By source"},
    "source": {"es": "Fuente", "en": "Source"},
    "aspects": {
        "es": "De qué hablan, y cómo ha cambiado frente al periodo anterior",
        "en": "What they speak of, and how that has changed since the period before",
    },
    "aspect": {"es": "Aspecto", "en": "Aspect"},
    "change": {"es": "Cambio", "en": "Change"},
    "negative_share": {"es": "% negativas", "en": "% negative"},
    "change_points": {"es": "Puntos", "en": "Points"},
    # Spikes and what to open.
    "spikes": {"es": "Picos negativos", "en": "Negative spikes"},
    "spike_open": {
        "es": "ABIERTO en {source} desde el {onset}: {kind}",
        "en": "OPEN on {source} since {onset}: {kind}",
    },
    "kind_before": {"es": "más negativas de lo normal", "en": "more negatives than usual"},
    "spike_expected": {
        "es": "ESPERADO en {source} desde el {onset}: {kind}",
        "en": "EXPECTED on {source} since {onset}: {kind}",
    },
    "spike_past": {
        "es": "EN SU DÍA en {source}: del {onset} al {end}: {kind}; llegó a {peak} negativas",
        "en": "BACK THEN on {source}: {onset} to {end}: {kind}; peaked at {peak} negative",
    },
    "past": {
        "es": "Hallados después: no se despertó a nadie",
        "en": "Found afterwards: nobody was woken",
    },
    "spike_over": {
        "es": "YA PASÓ en {source}: del {onset} al {end}: {kind}; llegó a {peak} negativas",
        "en": "OVER on {source}: {onset} to {end}: {kind}; peaked at {peak} negative",
    },
    "everywhere": {"es": "todas las fuentes", "en": "all sources"},
    "worst": {"es": "Ábrelas primero", "en": "Open these first"},
    # What could be seen.
    "coverage": {"es": "Qué hemos podido ver", "en": "What we could see"},
    "fresh": {"es": "leída hasta el {at}.", "en": "read up to {at}."},
    "stored": {
        "es": ("{n} mención guardada.", "{n} menciones guardadas."),
        "en": ("{n} mention stored.", "{n} mentions stored."),
    },
    "counted": {
        "es": ("El sitio cuenta {count} reseña.", "El sitio cuenta {count} reseñas."),
        "en": ("The site counts {count} review.", "The site counts {count} reviews."),
    },
    "held": {
        "es": (
            "El sitio cuenta {count} reseña; tenemos {held}.",
            "El sitio cuenta {count} reseñas; tenemos {held}.",
        ),
        "en": (
            "The site counts {count} review; we hold {held}.",
            "The site counts {count} reviews; we hold {held}.",
        ),
    },
    "mean_there": {"es": "Media allí: {stars} ★.", "en": "Average there: {stars} ★."},
    "counts_more": {
        "es": ("En este periodo, {count} más.", "En este periodo, {count} más."),
        "en": ("In this period, {count} more.", "In this period, {count} more."),
    },
    "counts_more_low": {
        "es": (
            "En este periodo, {count} más, con 1 o 2 ★.",
            "En este periodo, {count} más; {low}, con 1 o 2 ★.",
        ),
        "en": (
            "In this period, {count} more, with 1 or 2 ★.",
            "In this period, {count} more; {low} with 1 or 2 ★.",
        ),
    },
    "counts_fewer": {
        "es": ("En este periodo, {count} menos.", "En este periodo, {count} menos."),
        "en": ("In this period, {count} fewer.", "In this period, {count} fewer."),
    },
    "silent": {
        "es": "sin noticias; leída hasta el {at} y nadie ha escrito nada nuevo.",
        "en": "no news; read up to {at} and nobody wrote anything new.",
    },
    "stale": {
        "es": "leída solo hasta el {at}; lo que vino después está por leer: ejecuta `listener crawl`.",
        "en": "read only up to {at}; what came later is still to be read: run `listener crawl`.",
    },
    "new": {
        "es": "todavía no se ha leído nunca: ejecuta `listener crawl`.",
        "en": "never read so far: run `listener crawl`.",
    },
    "blind_since": {
        "es": "NO PODEMOS VER qué se dice desde el {at}.",
        "en": "WE CANNOT SEE what is said since {at}.",
    },
    "blind_ever": {
        "es": "NO PODEMOS VER qué se dice: nunca hemos logrado leerla.",
        "en": "WE CANNOT SEE what is said: it could never be read.",
    },
    "nothing_watched": {
        "es": "Todavía no se ha leído ninguna fuente: ejecuta `listener crawl`.",
        "en": "No source has been read so far: run `listener crawl`.",
    },
    "unavailable": {
        "es": "No se ha podido leer. Lo volveremos a intentar.",
        "en": "It could not be read. We will try again.",
    },
    "throttled": {
        "es": "Nos pide ir más despacio. Seguiremos luego; no tienes que hacer nada.",
        "en": "It asks us to slow down. We will go on later; there is nothing you need to do.",
    },
    "denied": {
        "es": "No nos deja entrar: revisa la clave o el permiso con `listener doctor`.",
        "en": "It does not let us in: check the key or the permission with `listener doctor`.",
    },
    "broken": {
        "es": "Responde algo que no sabemos leer; quizá el sitio ha cambiado. "
        "Mira `listener status` y actualiza listener.",
        "en": "It answers something we cannot read; the site may have changed. "
        "See `listener status` and upgrade listener.",
    },
    "silence_days": {
        "es": "Normalmente llegan {usual} al día; nada desde el {at} (hace {span}), aunque el sitio responde: puede que haya cambiado. Ábrelo y compara.",
        "en": "Usually {usual} come a day; nothing since {at} ({span}), though the site answers: it may have changed. Open it and compare.",
    },
    "silence_weeks": {
        "es": "Normalmente llegan {usual} por semana; nada desde el {at} (hace {span}), aunque el sitio responde: puede que haya cambiado. Ábrelo y compara.",
        "en": "Usually {usual} come a week; nothing since {at} ({span}), though the site answers: it may have changed. Open it and compare.",
    },
    "rests": {"es": "Descansa hasta el {at}.", "en": "It rests until {at}."},
    "said": {"es": "Detalle: {error}", "en": "Detail: {error}"},
    "quarantined": {
        "es": (
            "Hay una respuesta apartada que no supimos leer.",
            "Hay {n} respuestas apartadas que no supimos leer.",
        ),
        "en": (
            "One answer that we could not read is set aside.",
            "{n} answers that we could not read are set aside.",
        ),
    },
    "misdated": {
        "es": (
            "Una mención trae una fecha imposible; se guardó sin ella.",
            "{n} menciones traen fechas imposibles; se guardaron sin ellas.",
        ),
        "en": (
            "One mention has an impossible date; it was stored without it.",
            "{n} mentions have impossible dates; they were stored without them.",
        ),
    },
    "loses": {
        "es": "{source} solo enseña los últimos {days} días: si no se lee antes del {at}, esas "
        "reseñas se pierden.",
        "en": "{source} shows the last {days} days only: if it is not read before {at}, those "
        "reviews are lost.",
    },
    "lost": {
        "es": "{source} solo enseña los últimos {days} días y hace más que no se lee: desde el "
        "{at} se están perdiendo reseñas. Léelo cuanto antes con `listener crawl`.",
        "en": "{source} shows the last {days} days only and was not read for longer: since {at} "
        "reviews are being lost. Read it as soon as you can with `listener crawl`.",
    },
    "gap": {
        "es": "Puede faltar lo publicado entre el {since} y el {until}: {why}.",
        "en": "What was published between {since} and {until} may be missing: {why}.",
    },
    "gap_before": {
        "es": "Puede faltar lo publicado antes del {until}: {why}.",
        "en": "What was published before {until} may be missing: {why}.",
    },
    "gap_after": {
        "es": "Puede faltar lo publicado desde el {since}: {why}.",
        "en": "What was published since {since} may be missing: {why}.",
    },
    "gap_any": {
        "es": "Puede faltar algo de lo publicado: {why}.",
        "en": "Some of what was published may be missing: {why}.",
    },
    "gaps_more": {
        "es": ("Y un hueco más.", "Y {n} huecos más."),
        "en": ("And one more gap.", "And {n} more gaps."),
    },
    "why_source_cap": {
        "es": "la fuente no enseña más atrás",
        "en": "the source shows nothing further back",
    },
    "why_page_budget": {
        "es": "había más páginas de las que leemos de una vez",
        "en": "there were more pages than we read at a time",
    },
    "why_throttled": {"es": "nos pidió ir más despacio", "en": "it asked us to slow down"},
    "why_error": {"es": "falló la lectura", "en": "the reading failed"},
    "quiet_brands": {"es": "Sin nada que abrir", "en": "Nothing to open"},
    "other_brands": {"es": "Las demás marcas", "en": "The other brands"},
    "made": {"es": "Hecho el {at} con listener.", "en": "Made on {at} with listener."},
}
