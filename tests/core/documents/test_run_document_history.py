"""The numbers of a run, as a document keeps them."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from core.documents.batch_rows import BATCH_ROW
from core.documents.branch_file import branch_file
from core.documents.run_document import RunDocument
from core.documents.snapshot_memory import Held
from core.errors import LoadError
from core.training.events import ValidationFinished
from core.training.session_state import capture
from tests.support.run_documents import begin, rows_from


@pytest.mark.parametrize("portions", [[1] * 30, [1023, 1, 1, 1024, 3000], [5000], [1024, 1024]])
def test_that_rows_come_back_however_they_were_portioned(path, portions):
    _, document = begin(path)
    step = 1
    for portion in portions:
        document.save(rows=rows_from(step, portion))
        step += portion
        assert document.history.last_step() == step - 1
    got = document.history.batches()
    assert got.tobytes() == rows_from(1, step - 1).tobytes()
    document.close()


@pytest.mark.parametrize("step", [0, 1, 700, 1023, 1024, 1025, 2048, 2999, 3000])
def test_that_a_branch_has_nothing_of_what_came_after(path, tmp_path, step):
    session, document = begin(path)
    events = [ValidationFinished(at, 1, 0.5, 0.5) for at in range(100, 3000, 100)]
    document.save(rows=rows_from(1, 3000), events=events)
    states = [replace(capture(session), step=at) for at in (600, 1200, 2400)]
    document.save([Held(state, is_pinned=True) for state in states])
    before = document.history.batches().tobytes()
    parent = document
    document = branch_file(
        parent, tmp_path / "branch.glassbox", replace(capture(session), step=step)
    )
    assert parent.history.batches().tobytes() == before
    parent.close()
    document.begin_writing()
    document.save((), rows_from(step + 1, 50))
    assert document.stored_steps().tolist() == sorted(
        {at for at in (0, 600, 1200, 2400) if at <= step} | {step}
    )
    assert document.history.batches().tobytes() == rows_from(1, step + 50).tobytes()
    left = [event.step for event in document.history.events()]
    assert left == list(range(100, min(step + 1, 3000), 100))
    document.close()


def test_that_a_gap_in_the_history_is_refused(path):
    _, document = begin(path)
    document.save(rows=rows_from(1, 5))
    with pytest.raises(ValueError, match="expected step 6 to be next, received 8"):
        document.save(rows=rows_from(8, 2))
    assert document.history.last_step() == 5
    document.close()


def test_that_a_loss_of_which_one_bit_fell_over_is_refused(path):
    _, document = begin(path)
    document.save(rows=rows_from(1, 5))
    document.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        ((content,),) = connection.execute("SELECT content FROM batches")
        content = bytearray(content)
        content[BATCH_ROW.itemsize + BATCH_ROW.fields["loss"][1]] ^= 1
        connection.execute("UPDATE batches SET content = ?", (bytes(content),))
    document = RunDocument(path)
    with pytest.raises(LoadError, match="the history of this run is damaged"):
        document.history.batches()
    document.close()


def test_that_undefined_and_infinite_numbers_come_back(path):
    _, document = begin(path)
    rows = rows_from(1, 3)
    rows["loss"] = [np.nan, np.inf, -np.inf]
    events = [ValidationFinished(1, 1, float("nan"), float("inf"))]
    document.save(rows=rows, events=events)
    assert repr(document.history.events()) == repr(events)
    assert document.history.batches().tobytes() == rows.tobytes()
    document.close()


def test_that_a_hundred_thousand_steps_open_in_pieces_of_a_thousand(path):
    _, document = begin(path)
    document.save(rows=rows_from(1, 100_000))
    document.close()
    document = RunDocument(path)
    ((pieces,),) = document._file.rows("SELECT count(*) FROM batches")
    assert pieces == 98
    assert len(document.history.batches()) == 100_000
    assert path.stat().st_size < 7_000_000
    document.close()
