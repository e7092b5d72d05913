"""Documents that are damaged, or forged with knowledge of how they are made."""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from core.documents.history_table import _digest as piece_digest
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.documents.run_table import _digest as run_digest
from core.documents.time_machine import TimeMachine
from core.errors import LoadError

HOSTILE = (
    None, -1, 0, 1, 2**31, 2**62, -(2**62), 0.5, float("inf"), "", "x" * 70_000, b"", b"\0" * 9,
    "\0", "{}", "[]", "\U0001f600", "9" * 400, "../../etc/passwd", b"\xff" * 4096,
)  # fmt: skip
HOSTILE_JSON = (
    None, True, -1, 0, 1, 2, 10**6, 2**53, 2**63, 2**127, 10**30, 1.5, "", "nan", "-inf", "inf",
    "0x1p-1074", "0x1p+1023", "0x0p+0", "x", [], {}, [[]], {"a": 1}, "9" * 5000,
)  # fmt: skip
TABLES = {
    "run": ("id", "recipe", "labels", "digest"),
    "batches": ("first", "content", "digest"),
    "events": ("id", "step", "kind", "content", "digest"),
    "snapshots": ("step", "pinned", "size", "progress", "digest"),
    "tensors": ("id", "step", "name", "dtype", "shape", "content"),
}


def flip_bits(path: Path, rng: random.Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(rng.choice((1, 1, 1, 2, 8, 64))):
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    path.write_bytes(content)


def flip_header(path: Path, rng: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[rng.randrange(100)] = rng.randrange(256)
    path.write_bytes(content)


def overwrite(path: Path, rng: random.Random) -> None:
    content = bytearray(path.read_bytes())
    start = rng.randrange(len(content))
    length = rng.choice((4, 64, 4096))
    filling = rng.choice((b"\0", b"\xff", rng.randbytes(1)))
    content[start : start + length] = (filling * length)[: len(content) - start]
    path.write_bytes(content)


def cut_off(path: Path, rng: random.Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: rng.randrange(len(content))])


def insert(path: Path, rng: random.Random) -> None:
    content = path.read_bytes()
    place = rng.randrange(len(content))
    more = rng.randbytes(rng.choice((1, 100, 4096)))
    path.write_bytes(content[:place] + more + content[place:])


def swap_pages(path: Path, rng: random.Random) -> None:
    content = path.read_bytes()
    pages = [content[at : at + 4096] for at in range(0, len(content), 4096)]
    one, other = rng.randrange(len(pages)), rng.randrange(len(pages))
    pages[one], pages[other] = pages[other], pages[one]
    path.write_bytes(b"".join(pages))


def forge_cell(path: Path, rng: random.Random) -> None:
    table = rng.choice(list(TABLES))
    column = rng.choice(TABLES[table])
    with closing(sqlite3.connect(path)) as connection, connection:
        rows = connection.execute(f"SELECT rowid FROM {table}").fetchall()
        row = rng.choice(rows)[0] if rows else 0
        with suppress(sqlite3.IntegrityError):  # a key that is no number
            connection.execute(
                f"UPDATE OR IGNORE {table} SET {column} = ? WHERE rowid = ?",
                (rng.choice(HOSTILE), row),
            )


def drop_rows(path: Path, rng: random.Random) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        table = rng.choice(list(TABLES))
        connection.execute(f"DELETE FROM {table} WHERE random() % {rng.choice((1, 2, 5))} = 0")


def forge_schema(path: Path, rng: random.Random) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            rng.choice(
                (
                    "CREATE TRIGGER t AFTER INSERT ON batches BEGIN DELETE FROM run; END",
                    "DROP TABLE events",
                    "ALTER TABLE run ADD COLUMN more",
                    "CREATE VIEW v AS SELECT * FROM run",
                    "DROP INDEX tensor_places",
                    "PRAGMA user_version = 7",
                    "PRAGMA user_version = -3",
                    "PRAGMA user_version = 0",
                    "PRAGMA application_id = 12",
                )
            )
        )


def forge_json(path: Path, rng: random.Random) -> None:
    """Change a number somewhere in the texts, and make the digests right again."""
    table, column = rng.choice(
        (("run", "recipe"), ("run", "labels"), ("events", "content"), ("snapshots", "progress"))
    )
    with closing(sqlite3.connect(path)) as connection, connection:
        found = connection.execute(f"SELECT rowid, {column} FROM {table}").fetchall()
        row, text = rng.choice(found)
        data = json.loads(text)
        if table == "run" and column == "recipe" and rng.random() < 0.7:
            experiment = json.loads(data["experiment"])
            _forge(experiment, rng)
            data["experiment"] = json.dumps(experiment)
        else:
            _forge(data, rng)
        connection.execute(
            f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (json.dumps(data), row)
        )
        _sign(connection, table, row)


def forge_steps(path: Path, rng: random.Random) -> None:
    """Change the arrays of a state, or the rows of the history, and make the digests right."""
    with closing(sqlite3.connect(path)) as connection, connection:
        if rng.random() < 0.5:
            first, content = connection.execute("SELECT first, content FROM batches").fetchone()
            content = bytearray(content)
            content[rng.randrange(len(content))] = rng.randrange(256)
            connection.execute("UPDATE batches SET content = ?", (bytes(content),))
            _sign(connection, "batches", first)
            return
        rows = connection.execute("SELECT id, step, content FROM tensors").fetchall()
        number, step, content = rng.choice(rows)
        length = len(content)
        content = rng.choice((b"\xff" * length, b"\x7f" * length, content + b"\0" * 4))
        connection.execute("UPDATE tensors SET content = ? WHERE id = ?", (content, number))
        _sign(connection, "snapshots", step)


MUTATIONS = (
    flip_bits, flip_bits, flip_header, overwrite, cut_off, insert, swap_pages, forge_cell,
    drop_rows, forge_schema, forge_json, forge_json, forge_steps,
)  # fmt: skip


def read_everything(path: Path, dataset) -> tuple[object, ...]:
    """Read all of a document, go on training, go back: raises nothing but `LoadError`."""
    document = RunDocument(path)
    try:
        said = list(document.history.said())
        columns = document.history.history()
        readable = []
        for step in document.stored_steps().tolist():
            try:
                readable.append(document.read(step))
            except LoadError:
                continue
        session = resume(document, dataset)
        for _ in range(2):
            if session.finished is None:
                list(session.run_step())
        machine = TimeMachine.of_document(document, dataset)
        for step in (0, 3, 7):
            try:
                machine.at(step)
            except LoadError:
                continue
        return document.recipe, document.labels, said, columns.csv_text(), readable
    finally:
        document.close()


def _forge(data, rng) -> None:
    places = list(_places(data))
    container, key = rng.choice(places)
    if rng.random() < 0.1 and isinstance(container, dict):
        container[rng.choice(("extra", key + "x"))] = container.pop(key)
    else:
        container[key] = rng.choice(HOSTILE_JSON)


def _places(data):
    for key, value in list(data.items() if isinstance(data, dict) else enumerate(data)):
        yield data, key
        if isinstance(value, dict | list):
            yield from _places(value)


def _sign(connection, table, row) -> None:
    if table == "run":
        texts = connection.execute("SELECT recipe, labels FROM run").fetchone()
        connection.execute("UPDATE run SET digest = ?", (run_digest(*texts),))
    elif table == "events":
        number, kind, text = connection.execute(
            "SELECT id, kind, content FROM events WHERE rowid = ?", (row,)
        ).fetchone()
        connection.execute(
            "UPDATE events SET digest = ? WHERE id = ?", (piece_digest(number, kind, text), row)
        )
    elif table == "batches":
        (content,) = connection.execute(
            "SELECT content FROM batches WHERE first = ?", (row,)
        ).fetchone()
        connection.execute(
            "UPDATE batches SET digest = ? WHERE first = ?", (piece_digest(row, content), row)
        )
    else:
        (text,) = connection.execute(
            "SELECT progress FROM snapshots WHERE step = ?", (row,)
        ).fetchone()
        digest = hashlib.sha256(text.encode())
        tensors = connection.execute(
            "SELECT name, dtype, shape, content FROM tensors WHERE step = ? ORDER BY name",
            (row,),
        )
        for name, dtype, shape, content in tensors:
            sides = tuple(map(int, shape.split("x")))
            digest.update(f"\n{name}\n{dtype}\n{sides}\n".encode() + content)
        connection.execute(
            "UPDATE snapshots SET digest = ? WHERE step = ?", (digest.digest(), row)
        )
