"""States of a session in a document."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.arrays import IntArray, Shape
from core.documents.document_file import DocumentFile
from core.documents.state_codec import (
    DTYPES,
    MAX_STEP,
    numbers_from_json,
    numbers_to_json,
    state_digest,
    state_of,
)
from core.errors import LoadError, SpecError
from core.formats.file_access import short_name
from core.training.session_state import SessionState

MAX_PROGRESS = 16_384
#: Far more than any budget allows.
MAX_SNAPSHOTS = 1_000_000


class StoredSnapshot(NamedTuple):
    """A snapshot as the table of contents lists it; `size` is in bytes."""

    step: int
    is_pinned: bool
    size: int


class SnapshotTable:
    """Reads states; an array is read only if the network has one of that shape.

    Parameters
    ----------
    file : DocumentFile
    shapes : mapping of str to tuple
        Of every array a state can have: see `array_shapes`.
    """

    def __init__(self, file: DocumentFile, shapes: Mapping[str, Shape]) -> None:
        self._file = file
        self._shapes = shapes

    def contents(self) -> list[StoredSnapshot]:
        """Return what there is, in the order of the steps.

        Raises
        ------
        LoadError
            If the list makes no sense.
        """
        found = self._file.rows(
            "SELECT step, pinned, size FROM snapshots ORDER BY step LIMIT ?", MAX_SNAPSHOTS
        )
        for row in found:
            if not all(isinstance(n, int) and 0 <= n <= MAX_STEP for n in row):
                raise LoadError(f"{short_name(self._file.path)}: the snapshots are damaged")
        return [StoredSnapshot(step, bool(pinned), size) for step, pinned, size in found]

    def steps(self) -> IntArray:
        """Return the steps there are states of, rising."""
        return np.array([snapshot.step for snapshot in self.contents()], np.int64)

    def read(self, step: int) -> SessionState:
        """Return the state at `step`.

        Raises
        ------
        LoadError
            If there is none, or it is damaged in any way.
        """
        who = f"{short_name(self._file.path)}: the snapshot of step {step:,}"
        found = self._file.rows(
            "SELECT CASE WHEN length(progress) <= ? THEN progress END, digest "
            "FROM snapshots WHERE step = ?",
            MAX_PROGRESS,
            step,
        )
        if not found or not isinstance(found[0][0], str):
            raise LoadError(f"{who} is missing or damaged")
        text, digest = found[0]
        arrays = self._arrays(step, who)
        if digest != state_digest(text, arrays):
            raise LoadError(f"{who} is damaged")
        try:
            numbers = numbers_from_json(text)
        except SpecError as error:
            raise LoadError(f"{who} makes no sense: {error}"[:300]) from None
        if numbers.step != step:
            raise LoadError(f"{who} is damaged")
        return state_of(numbers, MappingProxyType(arrays))

    def _arrays(self, step: int, who: str) -> dict[str, NDArray[Any]]:
        """Return the arrays of a state in the order they were written."""
        arrays = {}
        listed = self._file.rows(
            "SELECT id, substr(name, 1, 200), substr(dtype, 1, 8), substr(shape, 1, 80), "
            "length(content), typeof(content) FROM tensors "
            "WHERE step = ? ORDER BY id LIMIT ?",
            step,
            len(self._shapes) + 1,
        )
        for number, name, dtype, shape_text, length, kind in listed:
            shape = self._shapes.get(name) if isinstance(name, str) else None
            if shape is None or shape_text != _shape_text(shape) or dtype not in DTYPES:
                raise LoadError(f"{who} has an array that its network does not have")
            if kind != "blob" or length != np.dtype(dtype).itemsize * int(np.prod(shape)):
                raise LoadError(f"{who} is damaged: {name} has {length} bytes")
            found = self._file.rows("SELECT content FROM tensors WHERE id = ?", number)
            content = found[0][0] if found else b""
            if len(content) != length:
                raise LoadError(f"{who} is damaged")
            arrays[name] = np.frombuffer(content, dtype).reshape(shape)
        return arrays


def write_state(connection: sqlite3.Connection, state: SessionState, *, pinned: bool) -> None:
    """Add a state of a step there is none of, inside a transaction of the caller."""
    text = numbers_to_json(state)
    connection.execute(
        "INSERT INTO snapshots (step, pinned, size, progress, digest, has_gradients) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            *(state.step, pinned, state.size, text, state_digest(text, state.arrays)),
            state.has_gradients,
        ),
    )
    connection.executemany(
        "INSERT INTO tensors (step, name, dtype, shape, content) VALUES (?, ?, ?, ?, ?)",
        (
            (state.step, name, array.dtype.str, _shape_text(array.shape), array.data)
            for name, array in state.arrays.items()
        ),
    )


def drop_states(connection: sqlite3.Connection, steps: Iterable[int]) -> None:
    """Forget states, inside a transaction of the caller."""
    for step in steps:
        connection.execute("DELETE FROM tensors WHERE step = ?", (step,))
        connection.execute("DELETE FROM snapshots WHERE step = ?", (step,))


def _shape_text(shape: Shape) -> str:
    return "x".join(map(str, shape))
