"""Tables of any program: what a row means, what is said of a bad one, what a file suggests.

All of it is synthetic, in the ways in which Excel, Google Forms and helpdesks write.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from listener.spiders._tabletime import time_in
from listener.spiders.table import SOURCE
from msgspec.structs import replace

from listener.columns import ColumnMap, Columns, Scale
from listener.errors import AccessDenied, UnexpectedAnswer
from listener.model import Mention, Page, Payload, Rating, Reply
from listener.source import load_source

MADRID = ZoneInfo("Europe/Madrid")
NPS = ColumnMap(
    name="nps",
    columns=Columns(id="id", text="comentario", time="fecha", rating="nota"),
    scale=Scale(worst=0, best=10),
    time_zone="Europe/Madrid",
)
HEAD = "id,fecha,nota,comentario\n"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTENER_LANG", "en")


def pages(
    body: str | bytes, columns: ColumnMap = NPS, *, name: str = "nps.csv", brand: str = "lumbre"
) -> list[Page]:
    raw = body.encode() if isinstance(body, str) else body
    found = list(SOURCE.with_map(columns, brand).file_pages(Payload(body=raw, url=name)))
    assert {listing for listing, _ in found} == {columns.name}
    return [page for _, page in found]


def read(body: str | bytes, columns: ColumnMap = NPS, **more: Any) -> Page:
    (page,) = pages(body, columns, **more)
    return page


def texts(page: Page) -> list[str]:
    return [mention.text for mention in page.mentions]


def faults(page: Page) -> list[tuple[int, str]]:
    return [(row.line, row.error) for row in page.unread]


def test_a_row_becomes_a_review_on_the_scale_of_the_map() -> None:
    """NPS goes from 0 to 10, whatever marks the file happens to hold."""
    (found,) = read(HEAD + "7,2026-11-03 09:15,3,Sintético: tardó mucho\n").mentions
    assert found == Mention(
        id="lumbre/nps:7",
        kind="review",
        text="Sintético: tardó mucho",
        published_at=datetime(2026, 11, 3, 8, 15, tzinfo=UTC),
        precision="minute",
        subject="nps",
        rating=Rating(3, 0, 10),
    )
    assert found.rating is not None
    assert found.rating.label == "negative"


def test_one_bad_row_does_not_stop_the_others() -> None:
    """Each is told with its line and what is wrong, and kept as it stands."""
    page = read(
        HEAD
        + "1,2026-11-03,9,bien\n"
        + '2,2026-11-03,9,"dos\nlíneas"\n'
        + "3,ayer,9,sin fecha\n"
        + "4,2026-11-03,11,fuera de la escala\n"
        + "5,2026-11-03,9,una, dos, tres\n"
        + "6,2026-11-03\n"
        + '7,2026-11-03,9,"mal"cerrada\n'
        + "8,2026-11-03,9,fin\n"
    )
    assert texts(page) == ["bien", "dos\nlíneas", "fin"]
    assert faults(page) == [
        (5, '"fecha" says "ayer", which is no date by the map (dates = "iso")'),
        (
            6,
            '"nota" says "11", which is no mark from 0 to 10; if it is a word, put it into '
            "[scale.words]",
        ),
        (7, "has 6 columns and the header 4: a separator within a text without quotes"),
        (8, "has 2 columns and the header 4: it is cut off"),
        (9, "the quotes do not match: one too many or too few"),
    ]
    assert "ayer" in page.unread[0].row
    assert page.unread[-1].row == '7,2026-11-03,9,"mal"cerrada'


def test_rows_that_say_nothing_are_counted() -> None:
    """A survey that was opened and left is no opinion, and no fault."""
    page = read(HEAD + "1,2026-11-03,,\n,,,\n2,2026-11-03,10,\n")
    assert [mention.rating and mention.rating.raw for mention in page.mentions] == [10]
    assert page.notes == ("1 row says nothing (no text, no mark)",)
    assert page.unread == ()


def test_ids_are_of_a_map_and_a_brand() -> None:
    """Two surveys count from one, and so do two clients of an agency."""
    row = HEAD + "1,2026-11-03,9,sí\n"
    found = [
        *read(row).mentions,
        *read(row, replace(NPS, name="csat")).mentions,
        *read(row, brand="sol").mentions,
    ]
    assert len({mention.id for mention in found}) == 3


def test_without_an_id_what_was_said_makes_one() -> None:
    """The same whatever the order of the rows; the same words of two people are two."""
    anonymous = replace(NPS, columns=replace(NPS.columns, id=""))
    rows = ["x,2026-11-03,10,\n", "x,2026-11-03,10,\n", "x,2026-11-04,2,mal\n"]
    first, second = (
        {mention.id for mention in read(HEAD + "".join(order), anonymous).mentions}
        for order in (rows, rows[::-1])
    )
    assert first == second
    assert len(first) == 3
    (found,) = read(HEAD + rows[2], anonymous).mentions
    assert found.id_kind == "derived"


def test_an_id_that_repeats_is_a_fault_unless_the_row_does() -> None:
    """A column that is no id would quietly drop most of the table."""
    page = read(HEAD + "1,2026-11-03,9,a\n1,2026-11-03,9,a\n1,2026-11-03,9,b\n")
    assert texts(page) == ["a"]
    ((line, error),) = faults(page)
    assert (line, "line 2" in error) == (4, True)


def test_an_id_that_a_spreadsheet_has_rounded_is_none() -> None:
    """Its last digits are lost; two comments would become one."""
    page = read(HEAD + "7.30112E+18,2026-11-03,9,a\n")
    assert "rounded" in faults(page)[0][1]


@pytest.mark.parametrize(
    ("written", "dates", "at", "precision"),
    [
        ("2026-11-03T09:15:20+01:00", "iso", "2026-11-03T08:15:20", "second"),
        ("2026-11-03T08:15:20.123Z", "iso", "2026-11-03T08:15:20", "second"),
        ("2026-11-03 08:15:20 UTC", "day-first", "2026-11-03T08:15:20", "second"),
        ("3/11/2026 9:15", "day-first", "2026-11-03T08:15:00", "minute"),
        ("03-11-26, 9:15 p. m.", "day-first", "2026-11-03T20:15:00", "minute"),
        ("11/3/2026 12:05 AM", "month-first", "2026-11-02T23:05:00", "minute"),
        ("3.11.2026", "day-first", "2026-11-02T23:00:00", "day"),
        ("2026/07/03 9:15", "iso", "2026-07-03T07:15:00", "minute"),
        ("3 de noviembre de 2026, 9:15", "iso", "2026-11-03T08:15:00", "minute"),
        ("Nov 3, 2026 9:15 AM", "iso", "2026-11-03T08:15:00", "minute"),
        ("Tue, 3 Nov 2026 08:15:20 +0000", "iso", "2026-11-03T08:15:20", "second"),
        ("1793693720", "seconds", "2026-11-03T08:15:20", "second"),
        ("1793693720999", "milliseconds", "2026-11-03T08:15:20", "second"),
        ("2026-11-03T09:15:20", "seconds", "2026-11-03T08:15:20", "second"),
    ],
)
def test_times_are_read_as_the_map_says(written: str, dates: Any, at: str, precision: str) -> None:
    """In its zone, unless another stands beside them."""
    assert time_in(written, dates, MADRID) == (
        datetime.fromisoformat(at).replace(tzinfo=UTC),
        precision,
    )


@pytest.mark.parametrize(
    ("written", "dates"),
    [
        ("3/11/2026", "iso"),
        ("31/11/2026", "day-first"),
        ("13/13/2026", "month-first"),
        ("25:00", "iso"),
        ("2026-11-03 13:00 pm", "iso"),
        ("ayer", "day-first"),
        ("9999-12-31 23:59 -12:00", "iso"),
        ("1" * 59, "seconds"),
        ("abc", "milliseconds"),
        ("3/11/2026", "seconds"),
        ("12 de brumario de 2026", "iso"),
    ],
)
def test_what_is_no_time_is_none(written: str, dates: Any) -> None:
    """Rather a fault than a wrong day."""
    assert time_in(written, dates, MADRID) is None


@pytest.mark.parametrize(
    ("written", "raw"),
    [("4", 4), ("4,0", 4), ("4/5", 4), ("4 - Satisfecho", 4), ("★★★★☆", 4), ("MUY  BUENO", 5)],
)
def test_marks_are_read_as_people_write_them(written: str, raw: float) -> None:
    """In numbers, out of the best, with words behind, as stars, or as words of the map."""
    columns = replace(NPS, scale=Scale(worst=1, best=5, words={"muy  bueno": 5}))
    (found,) = read(
        json.dumps({"id": 1, "comentario": "", "nota": written, "fecha": ""}), columns
    ).mentions
    assert found.rating == Rating(raw, 1, 5)


@pytest.mark.parametrize("written", ["4/10", "nada", "0", "6", "=5"])
def test_a_mark_of_another_scale_is_a_fault(written: str) -> None:
    """Four of ten is no four of five, and a formula is a text."""
    columns = replace(NPS, scale=Scale(worst=1, best=5))
    page = read(HEAD + f"1,,{written},x\n", columns)
    assert len(page.unread) == 1


def test_a_scale_may_begin_with_the_best() -> None:
    """Of an effort from 1, none, to 7, very much, one is the best."""
    (found,) = read(HEAD + "1,,1,\n", replace(NPS, scale=Scale(worst=7, best=1))).mentions
    assert found.rating is not None
    assert (found.rating.stars, found.rating.label) == (5, "positive")


TICKETS = ColumnMap(
    name="tickets",
    title="Soporte",
    kind="review",
    columns=Columns(
        id="Ticket ID",
        title="Asunto",
        text="Descripción",
        author="Solicitante",
        time="Abierto",
        reply="Primera respuesta",
        reply_time="Respondido",
        reply_author="Agente",
    ),
    dates="day-first",
)
TICKETS_HEAD = (
    "Ticket ID;Asunto;Descripción;Solicitante;Abierto;Primera respuesta;Respondido;Agente\n"
)


def test_a_ticket_has_its_first_answer() -> None:
    """With its time; where the table does not tell the words, with none."""
    page = read(
        TICKETS_HEAD
        + "9;Pedido roto;<p>Sintético: llegó <b>roto</b></p>;Ana;3/11/2026 9:00;Perdón;"
        + "3/11/2026 10:30;Leo\n"
        + "10;Otra cosa;a < b y <3;;3/11/2026 9:00;;4/11/2026 8:00;\n"
        + "11;Sin respuesta;x;;3/11/2026 9:00;;;\n",
        TICKETS,
    )
    first, second, third = page.mentions
    assert (first.kind, first.subject, first.title) == ("review", "Soporte", "Pedido roto")
    assert first.text == "Sintético: llegó roto"
    assert first.replies == (
        Reply(
            text="Perdón",
            author="Leo",
            at=datetime(2026, 11, 3, 10, 30, tzinfo=UTC),
            time_kind="created",
        ),
    )
    assert second.text == "a < b y <3"
    assert [reply.text for reply in second.replies] == [""]
    assert third.replies == ()


def test_a_table_of_another_kind_is_named_with_what_it_lacks() -> None:
    """Nothing of it is stored."""
    with pytest.raises(UnexpectedAnswer, match=r"lacks «comentario»; it has: «id», «fecha»"):
        read("id,fecha,nota\n1,,9\n")


def test_pages_are_of_five_hundred() -> None:
    """A table of many rows is stored in steps."""
    found = pages(HEAD + "".join(f"{n},2026-11-03,9,x\n" for n in range(1_200)))
    assert [len(page.mentions) for page in found] == [500, 500, 200]


def test_a_table_is_not_crawled() -> None:
    """Whoever lists it in a brand is told how it comes in."""
    with pytest.raises(AccessDenied, match="listener import table"):
        SOURCE.connect({})
    with pytest.raises(UnexpectedAnswer, match="--map"):
        list(SOURCE.file_pages(Payload(body=b"a,b\n1,2\n")))
    with pytest.raises(ValueError, match="nps-survey"):
        load_source("table").normal_listing("../NPS")


def proposed(body: str) -> tuple[dict[str, str], ColumnMap, str]:
    found = SOURCE.propose(Payload(body=body.encode(), url="a.csv"))
    return found.map.columns.used, found.map, " ".join(found.doubts)


def test_a_spanish_survey_is_understood_by_its_names() -> None:
    """As Google Forms writes it; the scale is a guess, and said to be one."""
    used, found, doubts = proposed(
        "Marca temporal;Del 0 al 10, ¿nos recomendarías?;¿Por qué?;Nombre\n"
        "13/11/2026 9:15:20;9;Sintético: rico;Ana\n"
    )
    assert used == {
        "time": "Marca temporal",
        "rating": "Del 0 al 10, ¿nos recomendarías?",
        "text": "¿Por qué?",
        "author": "Nombre",
    }
    assert (found.dates, found.scale) == ("day-first", Scale(worst=0, best=10))
    assert "from 0 (worst) to 10 (best)" in doubts
    assert "no column with an id" in doubts


def test_an_english_helpdesk_is_understood_by_its_names() -> None:
    """What it tells of the solution has no place here, which is said."""
    used, found, doubts = proposed(
        "Ticket ID,Subject,Description,Requester Name,Created At,First response at,Solved at,"
        "Agent,CSAT\n"
        "7,Broken,Synthetic,Ana,11/13/2026 9:15,11/13/2026 10:00,11/14/2026,Leo,4\n"
    )
    assert used == {
        "id": "Ticket ID",
        "title": "Subject",
        "text": "Description",
        "author": "Requester Name",
        "time": "Created At",
        "reply_time": "First response at",
        "reply_author": "Agent",
        "rating": "CSAT",
    }
    assert (found.dates, found.scale) == ("month-first", Scale(worst=1, best=5))
    assert "Solved at" in doubts


def test_a_spanish_helpdesk_is_understood_by_its_names() -> None:
    """The columns of the guide; tickets are proposed as what can be answered."""
    used, found, _ = proposed(
        "Ticket,Asunto,Descripción,Solicitante,Abierto,Primera respuesta,Respondido,Agente\n"
        "7,Roto,Sintético,Ana,13/11/2026 9:15,Ya va,13/11/2026 10:00,Leo\n"
    )
    assert (used["time"], used["reply"]) == ("Abierto", "Primera respuesta")
    assert (used["reply_time"], used["reply_author"]) == ("Respondido", "Agente")
    assert found.kind == "review"


def test_dates_that_can_be_read_in_two_ways_are_a_doubt() -> None:
    """The day is taken to come first, and a person is asked to look."""
    _, found, doubts = proposed("fecha,comentario\n3/11/2026,x\n4/12/2026,y\n")
    assert found.dates == "day-first"
    assert "3/11/2026" in doubts


def test_in_a_survey_the_answer_is_the_customer_s() -> None:
    """In a table with our answer beside it, it is not."""
    assert proposed("fecha,respuesta\n2026-11-03,x\n")[0]["text"] == "respuesta"
    used, _, _ = proposed("fecha,mensaje,respuesta\n2026-11-03,x,y\n")
    assert (used["text"], used["reply"]) == ("mensaje", "respuesta")


def test_a_date_is_known_by_its_values_where_its_name_says_nothing() -> None:
    """Most of them have to look like one."""
    used, found, _ = proposed(
        "Momento;comentario;Código\n13/11/2026;x;1\n14/11/2026 9:00;y;2\nayer;z;3\n"
    )
    assert (used["time"], found.dates) == ("Momento", "day-first")
    assert "time" not in proposed("Código;comentario\n12345;x\n")[0]
