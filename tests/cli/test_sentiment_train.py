"""`listener sentiment train` and `model`, as a person types them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from listener.config import load
from listener.enriching import aspects_of, sentiments
from listener.model import Label
from listener.sentiment.aspects import Told
from listener.store import Judgement
from tests.cli.world import AT, NOW, Listener, fill, mention

TRADE = {"negativo": "zurbo", "neutro": "grelo", "positivo": "tirval"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Words of a made-up trade; a thousand years of Spanish do not know them."""
    path = tmp_path / "labels.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow(["Texto", "Etiqueta", "idioma"])
        for index in range(150):
            label = list(TRADE)[index % 3]
            said = f"El pedido {index} llegó ayer por la tarde, {TRADE[label]} en la tienda"
            writer.writerow([said, label, "es"])
    return path


def test_a_model_that_is_better_is_used_and_taken_back(
    folder: Path, run: Listener, file: Path
) -> None:
    """Trained, compared, in force, reverted."""
    told = run("sentiment", "train", str(file), "--at", AT).output
    assert "own-20261122-" in told
    assert "It is better." in told
    assert "The shipped engine scores" in run("sentiment", "model").output
    told = run("sentiment", "train", str(file), "--use", "--at", AT).output
    assert "scores what comes from now on" in told
    answer = json.loads(run("sentiment", "model", "--format", "json").output)
    name = answer["model"]["name"]
    (found,) = sentiments(load(str(folder))).whole("es", ["Ayer fue todo zurbo en la tienda"])
    assert (found.label, found.model) == ("negative", name)
    assert f"{name} is no longer used" in run("sentiment", "model", "--revert").output
    (found,) = sentiments(load(str(folder))).whole("es", ["Ayer fue todo zurbo en la tienda"])
    assert found.model != name
    assert "The shipped engine scores" in run("sentiment", "model", "--revert").output


def test_clauses_are_felt_by_the_model_and_the_rules_in_force(
    folder: Path, run: Listener, file: Path
) -> None:
    """What the shipped engine does not know decides how an aspect is felt."""
    assert felt(folder, "El envío, plof. Los camareros, borlaza").keys() == {"delivery", "staff"}
    rule = '[[phrase]]\ntext = "borlaza"\nlabel = "positive"\nvalence = 4\n'
    (folder / "rules.toml").write_text(rule, encoding="utf-8")
    assert felt(folder, "El envío pésimo. Los camareros, borlaza")["staff"] == "positive"
    run("sentiment", "train", str(file), "--force", "--at", AT)
    found = felt(folder, "El envío, plof en la tienda. Los camareros, chulo en la tienda")
    assert found == {"delivery": "negative", "staff": "positive"}


def felt(folder: Path, text: str) -> dict[str, str]:
    """How each thing that a text speaks of is felt, as the settings and the store want it."""
    config = load(str(folder))
    store = fill(folder)
    (whole,) = sentiments(config, store).whole("es", [text])
    told = Told(text=text, kind="post", sentiment=whole, label=whole.label)
    (found,) = aspects_of(config, store)([told], None, source="mastodon")
    store.close()
    return {aspect.name: aspect.label for aspect in found.aspects}


def test_a_model_that_is_not_better_is_used_by_force_only(
    folder: Path, run: Listener, tmp_path: Path
) -> None:
    """Labels that nothing foretells."""
    path = tmp_path / "noise.csv"
    rows = [f"esto es el texto {n},{('neg', 'pos')[n * n % 7 % 2]}" for n in range(120)]
    path.write_text("text,label\n" + "\n".join(rows), encoding="utf-8")
    answer = json.loads(
        run("sentiment", "train", str(path), "--use", "--format", "json", "--at", AT).output
    )
    if not answer["better"]:
        assert not answer["used"]
    told = run("sentiment", "train", str(path), "--force", "--at", AT).output
    assert "scores what comes from now on" in told


def test_the_labels_in_the_store_teach_as_well(folder: Path, run: Listener, file: Path) -> None:
    """Corrections too: of words every label is of use."""
    with fill(folder, mention("a", "lumbre, todo zurbo")) as store:
        (said,) = store.mentions()
        store.put_label(Judgement(brand="lumbre", key=said.key, label="negative"), NOW)
    told = run("sentiment", "train", str(file), "--labels", "--at", AT).output
    assert "learned from 151 texts" in told
    told = run("sentiment", "train", "--labels", "--at", AT, code=2).output
    assert "there are 1 labelled texts of use, and it takes 100" in told


def test_what_label_exports_teaches(folder: Path, run: Listener, tmp_path: Path) -> None:
    """Quoted against spreadsheets (' before =), without weight where they were corrections."""
    texts = [mention(f"m{n}", f"=lumbre {n}, todo {TRADE['negativo']}") for n in range(60)]
    texts += [mention(f"p{n}", f"lumbre {n}, todo {TRADE['positivo']}") for n in range(60)]
    with fill(folder, *texts) as store:
        for said in store.mentions(limit=200):
            bad = TRADE["negativo"] in said.mention.body
            label: Label = "negative" if bad else "positive"
            store.put_label(Judgement(brand="lumbre", key=said.key, label=label), NOW)
    path = tmp_path / "out.csv"
    run("label", "--export", str(path))
    written = path.read_text(encoding="utf-8")
    assert "'=lumbre" in written
    (row, *_) = csv.DictReader(written.splitlines())
    assert row["weight"] == ""
    told = run("sentiment", "train", str(path), "--use", "--at", AT).output
    assert "learned from 120 texts" in told
    (found,) = sentiments(load(str(folder))).whole("es", [f"=lumbre, todo {TRADE['negativo']}"])
    assert found.label == "negative"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("texts,label\na,neg\n", 'the column "text" is missing'),
        ("", 'the column "text" is missing'),
        ("text,label\nfine,positive\nbad,negatve\n", 'row 3: "negatve" is not a label'),
        ("text,label\n,negative\n", "row 2: there is no text"),
        ("text,label\nonly one\n", 'row 2: "" is not a label'),
        ('text,label\n"two\nlines",neg\nx,?\n', 'row 4: "?" is not a label'),
        ("text,label\n" + "x" * 1_100_000 + ",neg\n", "row 2: this is no row of a table"),
        ("text,label\nfine,positive\n", "there are 1 labelled texts of use, and it takes 100"),
    ],
)
def test_a_file_that_is_wrong_is_told_by_its_row(
    run: Listener, tmp_path: Path, text: str, fault: str
) -> None:
    """Whatever is in it, with file and row."""
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    assert fault in run("sentiment", "train", str(path), code=2).output


def test_bytes_that_are_no_text_are_told(run: Listener, tmp_path: Path) -> None:
    """A workbook by mistake, or a file in another encoding."""
    path = tmp_path / "bad.csv"
    path.write_bytes(b"text,label\n\xff\xfe\x00,neg\n")
    assert "cannot be read" in run("sentiment", "train", str(path), code=2).output
    assert "which files" in run("sentiment", "train", code=2).output


def test_a_broken_model_says_the_way_back(folder: Path, run: Listener, file: Path) -> None:
    """Nothing is scored by half a model."""
    run("sentiment", "train", str(file), "--use", "--at", AT)
    (kept,) = (folder.parent / "listener.db.sentiment").glob("own-*.npz")
    kept.write_bytes(b"gone")
    assert "listener sentiment model --revert" in run("sentiment", "model", code=2).output
    assert "is no longer used" in run("sentiment", "model", "--revert").output
