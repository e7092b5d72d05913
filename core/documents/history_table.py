"""What a run said, step by step, in a document."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np

from core.curves.history import RunHistory
from core.documents.batch_rows import BATCH_ROW, BatchRows, batches_of
from core.documents.document_file import DocumentFile
from core.documents.event_codec import RareEvent, event_from_text, event_to_text
from core.errors import LoadError, SpecError
from core.formats.file_access import short_name
from core.training.events import TrainingEvent, ValidationFinished

#: Rows in one piece: 48 kB.
CHUNK = 1024
MAX_EVENT = 8192


class HistoryTable:
    """Reads and appends the history of a run.

    Parameters
    ----------
    file : DocumentFile
    """

    def __init__(self, file: DocumentFile) -> None:
        self._file = file

    def append(
        self,
        connection: sqlite3.Connection,
        rows: BatchRows,
        events: Sequence[RareEvent],
    ) -> None:
        """Add what was said since, inside a transaction of the caller."""
        if len(rows):
            self._append_rows(connection, rows)
        for event in events:
            kind, text = event_to_text(event)
            last = connection.execute("SELECT max(id) FROM events").fetchone()[0] or 0
            connection.execute(
                "INSERT INTO events VALUES (?, ?, ?, ?, ?)",
                (last + 1, event.step, kind, text, _digest(last + 1, kind, text)),
            )

    def rewind(self, connection: sqlite3.Connection, step: int) -> None:
        """Forget everything after `step`, inside a transaction of the caller."""
        connection.execute("DELETE FROM events WHERE step > ?", (step,))
        found = connection.execute(
            "SELECT first, content FROM batches WHERE first <= ? ORDER BY first DESC LIMIT 1",
            (step,),
        ).fetchone()
        connection.execute("DELETE FROM batches WHERE first > ?", (step,))
        if found is not None:
            first, content = found
            _write_chunk(connection, first, content[: (step - first + 1) * BATCH_ROW.itemsize])

    def last_step(self) -> int | None:
        """Return the last step there is a row of, if there is one."""
        found = self._file.rows(
            "SELECT first, length(content) FROM batches ORDER BY first DESC LIMIT 1"
        )
        if not found:
            return None
        first, length = found[0]
        if not isinstance(first, int) or not isinstance(length, int):
            raise self._damaged()
        return first + length // BATCH_ROW.itemsize - 1

    def batches(self) -> BatchRows:
        """Return a row per step.

        Raises
        ------
        LoadError
            If they are damaged.
        """
        chunks = []
        due: int | None = None
        for first, content, digest in self._file.rows(
            "SELECT first, CASE WHEN length(content) <= ? THEN content END, digest "
            "FROM batches ORDER BY first",
            CHUNK * BATCH_ROW.itemsize,
        ):
            self._file.watch.check()
            rows = self._chunk(first, content, digest)
            if due is not None and first != due:
                raise self._damaged()
            due = first + len(rows)
            chunks.append(rows)
        return np.concatenate(chunks) if chunks else np.empty(0, BATCH_ROW)

    def events(self) -> list[RareEvent]:
        """Return everything that was said besides, in its order.

        Raises
        ------
        LoadError
            If it is damaged.
        """
        events = []
        found = self._file.rows(
            "SELECT id, step, kind, CASE WHEN length(content) <= ? THEN content END, digest "
            "FROM events ORDER BY id",
            MAX_EVENT,
        )
        last = 0
        for place, (number, step, kind, text, digest) in enumerate(found, start=1):
            if place % CHUNK == 0:
                self._file.watch.check()
            if not isinstance(text, str) or not isinstance(kind, str) or number != place:
                raise self._damaged()
            if digest != _digest(number, kind, text):
                raise self._damaged()
            try:
                event = event_from_text(kind, text)
            except SpecError as error:
                raise LoadError(f"{short_name(self._file.path)}: {error}"[:300]) from None
            if event.step != step or step < last:
                raise self._damaged()
            last = step
            events.append(event)
        return events

    def judgements(self) -> dict[int, tuple[float, float]]:
        """Return loss and accuracy of every validation, by step."""
        return {
            event.step: (event.loss, event.accuracy)
            for event in self.events()
            if isinstance(event, ValidationFinished)
        }

    def said(self) -> Iterator[TrainingEvent]:
        """Yield everything as the session did, step by step; marks are left out."""
        rare = {
            step: list(group) for step, group in groupby(self.events(), key=lambda e: e.step)
        }
        yield from _training_events(rare.pop(0, ()))
        for batch in batches_of(self.batches()):
            if batch.step % CHUNK == 0:
                self._file.watch.check()
            yield batch
            yield from _training_events(rare.pop(batch.step, ()))

    def history(self) -> RunHistory:
        """Return the columns that curves are drawn from."""
        history = RunHistory()
        history.add(self.said())
        return history

    def _append_rows(self, connection: sqlite3.Connection, rows: BatchRows) -> None:
        found = connection.execute(
            "SELECT first, content FROM batches ORDER BY first DESC LIMIT 1"
        ).fetchone()
        if found is not None:
            first, content = found
            before = np.frombuffer(content, BATCH_ROW)
            if rows["step"][0] != first + len(before):
                raise ValueError(
                    f"history: expected step {first + len(before):,} to be next, "
                    f"received {rows['step'][0]:,}"
                )
            if len(before) < CHUNK:
                rows = np.concatenate([before, rows])
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            _write_chunk(connection, int(chunk["step"][0]), chunk.tobytes())

    def _chunk(self, first: object, content: object, digest: object) -> BatchRows:
        if not isinstance(content, bytes) or not isinstance(first, int):
            raise self._damaged()
        if (
            not content
            or len(content) % BATCH_ROW.itemsize
            or digest != _digest(first, content)
        ):
            raise self._damaged()
        rows = np.frombuffer(content, BATCH_ROW)
        if not np.array_equal(rows["step"], first + np.arange(len(rows))):
            raise self._damaged()
        return rows

    def _damaged(self) -> LoadError:
        return LoadError(f"{short_name(self._file.path)}: the history of this run is damaged")


def _write_chunk(connection: sqlite3.Connection, first: int, content: bytes) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO batches VALUES (?, ?, ?)",
        (first, content, _digest(first, content)),
    )


def _training_events(events: Sequence[RareEvent]) -> list[Any]:
    return [event for event in events if isinstance(event, TrainingEvent)]


def _digest(*parts: object) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        content = part if isinstance(part, bytes) else str(part).encode("utf-8", "replace")
        digest.update(len(content).to_bytes(8, "little"))
        digest.update(content)
    return digest.digest()
