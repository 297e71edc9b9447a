"""What the columns of a table may mean, by their names in Spanish or English and their values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from listener.columns import ColumnMap, Columns, Dates, Proposal, Scale
from listener.i18n import say
from listener.model import MentionKind
from listener.text import fold, one_line

from ._tabletext import Table
from ._tabletime import time_in

Values = Mapping[str, Sequence[str]]

_LOOKED_AT, _SHOWN = 300, 3
_ORDERS: tuple[Dates, ...] = ("day-first", "month-first")
_UTC = ZoneInfo("UTC")
# The whole name of a column, the likelier first.
_NAMES = {
    "id": "id|identificador|uid|uuid|response id|respondent id|id de respuesta|comment id"
    "|id del comentario|id de comentario|ticket id|id del ticket|id de ticket|ticket|ticket number"
    "|numero de ticket|n ticket|no ticket|case number|numero de caso|folio|post id",
    "time": "fecha|fecha y hora|date|date time|datetime|timestamp|marca temporal|marca de tiempo"
    "|created at|created|created time|create time|creation date|date created|creado|creado el"
    "|creada|fecha de creacion|fecha creacion|opened|opened at|abierto|abierto el|fecha de apertura"
    "|submitted at|submitted|submit date|fecha de envio|fecha de respuesta|response date"
    "|recorded date|sent at|enviado|enviado el|published at|published|publicado|publicado el"
    "|fecha de publicacion|posted at|time|hora",
    "edited": "updated at|updated|last update|last updated|last modified|modified|edited at|edited"
    "|actualizado|actualizado el|fecha de actualizacion|editado|fecha de modificacion|modificado",
    "reply_time": "first reply at|first response at|first answer at|first replied at|replied at"
    "|first answered at|answered at|answered|replied|first reply date|first response date"
    "|fecha de primera respuesta|fecha primera respuesta|fecha de la primera respuesta"
    "|primera respuesta el|respondido el|respondido|contestado el|contestado"
    "|initial response time|reply date|fecha de la respuesta",
    "reply_author": "agent|agente|assignee|asignado a|replied by|respondido por|contestado por",
    "reply": "reply|answer|first reply|first answer|first response|owner reply|agent reply"
    "|primera respuesta|respuesta del agente|respuesta de la marca|respuesta del propietario"
    "|nuestra respuesta|respuesta|response",
    "text": "texto|text|comentario|comentarios|comment|comments|comment text|mensaje|message"
    "|contenido|content|descripcion|description|cuerpo|body|opinion|resena|review|review text"
    "|feedback|verbatim|motivo|reason|publicacion|post|post text|caption|respuesta abierta",
    "title": "titulo|title|asunto|subject|resumen|summary|post title|review title",
    "author": "autor|author|author name|usuario|user|username|user name|nombre de usuario|nickname"
    "|display name|nombre completo|full name|nombre|name|cliente|customer|customer name|requester"
    "|requester name|solicitante|remitente|from|contact name|encuestado|commenter",
    "rating": "puntuacion|nota|calificacion|valoracion|rating|score|stars|star rating|estrellas"
    "|nps|nps score|csat|csat score|ces|ces score|satisfaccion|satisfaction|satisfaction rating"
    "|satisfaction score",
    "url": "url|link|enlace|permalink|comment url|post url|post link|ticket url|direccion web",
    "language": "idioma|language|lang|locale",
    "country": "pais|country|country code",
    "item": "producto|product|product name|tienda|store|local|sucursal|branch|servicio|service"
    "|articulo|video|video title|campana|campaign|curso|hotel|restaurante",
}
# A part of a whole question, where no column has a name of the list.
_PARTS = {
    "id": r"\bid\b|\buuid\b",
    "time": r"\bfecha\b|\bdate\b|\btimestamp\b",
    "url": r"\burl\b|\benlace\b|\blink\b",
    "text": r"\bpor que\b|\bwhy\b|coment|comment|\bmensaje|\bmessage|cuentanos|\btell us|mejorar"
    r"|improve|opinion|feedback",
    "rating": r"recomend|recomien|recommend|satisf|puntua|califica|esfuerzo|effort|\bnps\b"
    r"|how likely|how easy|\bfacil",
    "author": r"\busuario|\buser|\bnombre\b",
}
_SOLVED = re.compile(r"\b(?:solved|resolved|closed|resuelto|solucionado|cerrado|resolucion)\b")
_TICKET = re.compile(r"\b(?:ticket|case|caso)\b")
_SCALES = (
    (r"\bnps\b|recomend|recomien|recommend|how likely", 0, 10),
    (r"\bces\b|esfuerzo|effort|how easy|\bfacil", 1, 7),
    (r"\bcsat\b|satisf|star|estrella", 1, 5),
)
_BY_SLASH = re.compile(r"([0-9]{1,4})[/.-]([0-9]{1,2})[/.-]([0-9]{2,4})")


def proposal(table: Table) -> Proposal:
    """The columns with some of their values, and a map to begin with."""
    values: dict[str, list[str]] = {name: [] for name in table.columns if name}
    for _, line in zip(range(_LOOKED_AT), table.lines, strict=False):
        for name, cell in line.cells.items():
            if cell and name in values:
                values[name].append(cell)
    columns, doubts = guess(tuple(values), values)
    shown = ((name, tuple(dict.fromkeys(cells))[:_SHOWN]) for name, cells in values.items())
    return Proposal(found=tuple(shown), map=columns, doubts=(*table.notes, *doubts))


def guess(names: tuple[str, ...], values: Values) -> tuple[ColumnMap, list[str]]:
    """The map that the names suggest, and what nobody can know from the file alone."""
    found = _meanings(names)
    if "time" not in found and (name := _timely(names, values, found.values())):
        found["time"] = name
    columns = Columns(**found)
    times = [
        cell
        for key in ("time", "edited", "reply_time")
        for cell in values.get(found.get(key, ""), ())
    ]
    dates, doubts = _dates(times)
    scale = None
    if columns.rating:
        scale, doubt = _scale(columns.rating, values.get(columns.rating, ()))
        doubts.append(doubt)
    doubts += _gaps(columns, names)
    # Of reviews it is told how many were answered, and how soon.
    kind: MentionKind | None = "review" if _TICKET.search(_words(columns.id)) else None
    return ColumnMap(columns=columns, kind=kind, dates=dates, scale=scale), doubts


def _meanings(names: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    free = {name: _words(name) for name in names}
    for meaning, known in _NAMES.items():
        for word in known.split("|"):
            if name := next((name for name, words in free.items() if words == word), ""):
                found[meaning] = name
                del free[name]
                break
    if "text" not in found and "reply" in found and "reply_time" not in found:
        # In a survey the answer is the customer's.
        found["text"] = found.pop("reply")
    for meaning, part in _PARTS.items():
        name = next((name for name, words in free.items() if re.search(part, words)), "")
        if meaning not in found and name:
            found[meaning] = name
            del free[name]
    return found


def _timely(names: Sequence[str], values: Values, taken: Collection[str]) -> str:
    """A column that nobody has named a date, and whose values all but look like one."""
    for name in names:
        cells = list(values.get(name, ()))
        times = [each for each in cells if any(time_in(each, order, _UTC) for order in _ORDERS)]
        if name not in taken and cells and len(times) >= 0.6 * len(cells):
            return name
    return ""


def _words(name: str) -> str:
    """The name in small letters, without accents and marks: `Created_At` is `created at`."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(re.findall(r"[a-z0-9]+", fold(apart)))


def _dates(written: Sequence[str]) -> tuple[Dates, list[str]]:
    """How the times are written; where day and month could change places, a doubt."""
    if written and all(re.fullmatch(r"[0-9]{9,10}", each) for each in written):
        return "seconds", []
    if written and all(re.fullmatch(r"[0-9]{12,13}", each) for each in written):
        return "milliseconds", []
    cut = [found for found in map(_BY_SLASH.match, written) if found and len(found[1]) < 3]
    if not cut:
        return "iso", []
    if any(int(each[1]) > 12 for each in cut):
        return "day-first", []
    if any(int(each[2]) > 12 for each in cut):
        return "month-first", []
    return "day-first", [say("table.doubt_dates", value=one_line(cut[0][0], 20))]


def _scale(name: str, marks: Sequence[str]) -> tuple[Scale, str]:
    """The scale that the question is usual for, widened to hold the marks; always a doubt."""
    numbers = [
        float(each.replace(",", "."))
        for each in marks
        if re.fullmatch(r"[0-9]{1,3}(?:[.,][0-9])?", each)
    ]
    top, words = max(numbers, default=0), _words(name)
    usual = ((low, high) for pattern, low, high in _SCALES if re.search(pattern, words))
    by_marks = (1, 5) if top <= 5 else (0, 10) if top <= 10 else (0, 100)
    worst, best = next((ends for ends in usual if top <= ends[1]), by_marks)
    if numbers and min(numbers) < worst:
        worst = 0
    doubt = say("table.doubt_scale", column=one_line(name, 60), worst=worst, best=best)
    return Scale(worst=worst, best=best), doubt


def _gaps(columns: Columns, names: tuple[str, ...]) -> Iterator[str]:
    """What a table should have, and what has no place here."""
    if not columns.id:
        yield say("table.doubt_id")
    if not columns.time:
        yield say("table.doubt_time")
    if solved := next((name for name in names if _SOLVED.search(_words(name))), ""):
        yield say("table.doubt_solved", column=one_line(solved, 60))
