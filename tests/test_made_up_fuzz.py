"""Made-up answers with a field less, one of nothing, one of another kind.

For the networks of which there are few real recordings; the others: tests/test_replay_fuzz.py.
"""

import json

import msgspec
import pytest

from listener.errors import SourceError
from listener.model import Page, Payload
from listener.source import Source, load_source
from tests.test_replay_fuzz import MISSING, changed, ways
from tests.test_sources import CASES, RECORDINGS, request_of

SOURCES = ("gdelt", "lemmy", "stackexchange", "threads", "x", "youtube")
INSTEAD = (MISSING, None, {}, 7, "x")
BY_HAND = ("hostile", "cut_off", "login_page")
"""Files that are no whole answers to begin with."""

FILES = [
    case
    for case in CASES
    if case.startswith(tuple(f"{name}/" for name in SOURCES))
    if case.endswith(".json") and not any(each in case for each in BY_HAND)
]


@pytest.mark.parametrize("case", FILES)
def test_an_answer_in_another_form_is_read_or_refused(case: str) -> None:
    """Nothing but an error of our tree comes out; what is read has names, and the right types."""
    source, request = load_source(case.partition("/")[0]), request_of(case)
    assert isinstance(source, Source)
    try:
        data = json.loads((RECORDINGS / case).read_bytes())
    except ValueError:
        pytest.skip("no JSON of the standard: read otherwise")
    read = 0
    for way in ways(data):
        for value in INSTEAD:
            body = json.dumps(changed(data, way, value)).encode()
            try:
                page = source.read(request, Payload(body=body, url=request.url))
            except SourceError:
                continue
            read += 1
            msgspec.convert(msgspec.to_builtins(page), Page)
            ids = [mention.id for mention in page.mentions]
            assert all(ids)
            assert len(set(ids)) == len(ids)
    assert read or not holds_anything(case)


def holds_anything(case: str) -> bool:
    """Whether the answer as it stands brings a mention."""
    expected = json.loads((RECORDINGS / case).with_suffix(".expected.json").read_bytes())
    return bool(expected.get("mentions"))
