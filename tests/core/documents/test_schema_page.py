"""What the page about the schema says is true, and its lines run."""

import ast
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from core.documents import schema
from core.documents.batch_rows import BATCH_ROW
from core.documents.event_codec import KINDS
from core.documents.run_document import RunDocument
from tests.support.run_documents import DATASET, EXPERIMENT
from tests.support.run_files import write_run

PAGE = (Path(schema.__file__).parent / "SCHEMA.md").read_text()
CODE = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def recorded_document(folder):
    """Return a run of 12 steps."""
    path = folder / "a.glassbox"
    write_run(path, EXPERIMENT, DATASET, 12)
    return path


def described():
    """Return the columns of every table as the page has them."""
    found = {}
    for part in PAGE.split("\n### ")[1:]:
        name = part.partition("\n")[0]
        found[name] = re.findall(r"^\| `(\w+)` \| (\w+) \|", part, re.MULTILINE)
    return found


def test_that_the_page_has_every_table_and_column():
    with closing(sqlite3.connect(":memory:")) as connection:
        schema.migrate(connection, 0)
        real = {
            name: [
                (column, kind)
                for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({name})")
            ]
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table'"
            )
        }
    assert described() == real
    assert f"`{hex(schema.APPLICATION_ID)[:2]}{schema.APPLICATION_ID:X}`" in PAGE
    assert f"now {schema.VERSION}." in PAGE
    assert all(f"`{kind}`" in PAGE for kind in KINDS)


def test_that_a_row_of_the_page_is_one_of_a_document():
    (types,) = re.findall(r'"((?:[if]\d,?)+)"', PAGE)
    (names,) = re.findall(r"set_axis\((\[.*\]), axis", PAGE)
    kinds = [np.dtype(kind) for kind in types.split(",")]
    assert list(zip(json.loads(names), kinds, strict=True)) == [
        (name, BATCH_ROW[name]) for name in BATCH_ROW.names
    ]


def test_that_sqlite_alone_reads_what_was_said_and_the_weights(tmp_path):
    path = recorded_document(tmp_path)
    document = RunDocument(path)
    batches, state = document.history.batches(), document.latest()
    document.close()
    with closing(sqlite3.connect(path)) as connection:
        pieces = connection.execute("SELECT content FROM batches ORDER BY first").fetchall()
        rows = np.frombuffer(b"".join(row[0] for row in pieces), "i8,i4,i4,f8,f8,f8,f8")
        assert rows["f3"].tolist() == batches["loss"].tolist()
        for name, dtype, shape, content in connection.execute(
            "SELECT name, dtype, shape, content FROM tensors WHERE step = ?", (state.step,)
        ):
            sides = [int(side) for side in shape.split("x") if side]
            array = np.frombuffer(content, dtype).reshape(sides)
            assert np.array_equal(array, state.arrays[name], equal_nan=True)


@pytest.mark.slow
def test_that_the_lines_of_the_page_make_tables_of_pandas(tmp_path, monkeypatch):
    pandas = pytest.importorskip("pandas", reason="needs pandas")
    path = recorded_document(tmp_path)
    path.rename(tmp_path / "run.glassbox")
    monkeypatch.chdir(tmp_path)
    assert len(ast.parse(CODE[0]).body) == 2  # lines that a formatter may break
    found = {"sqlite3": sqlite3, "numpy": np, "pandas": pandas}
    for lines in CODE:
        exec(lines, found)
    document = RunDocument(tmp_path / "run.glassbox")
    batches, events = document.history.batches(), document.history.events()
    document.close()
    assert list(found["history"].columns) == list(BATCH_ROW.names)
    assert found["history"]["loss"].tolist() == batches["loss"].tolist()
    assert found["events"].step.tolist() == [event.step for event in events]
    spread = pandas.json_normalize(found["events"].content.map(json.loads))
    assert spread.step.tolist() == [event.step for event in events]
