"""Opening a document takes as much as it holds, and can be given up between two pieces."""

import pytest

from core.documents import dataset_digest as digests
from core.documents import document_check
from core.documents.batch_rows import rows_of
from core.documents.data_finder import find_data
from core.documents.document_file import DocumentFile
from core.documents.history_table import CHUNK
from core.documents.recipe import Recipe
from core.documents.run_document import RunDocument
from core.documents.snapshot_memory import Held
from core.errors import Cancelled
from core.training.build import session_for
from core.training.events import BatchFinished
from core.training.session_state import capture
from gui.documents.run_opening import open_run
from tests.support.recorded_sessions import DATASET, EXPERIMENT
from tests.support.run_files import write_run


def opened(path, cancelled=lambda: False):
    run = open_run(path, DATASET, progress=lambda *_: None, cancelled=cancelled)
    run.recorder.document.close()
    return run


def steps_document(path, chunks):
    """Write a document that says much and holds two states."""
    session = session_for(EXPERIMENT, DATASET)
    document = RunDocument.create(path, Recipe.for_run(EXPERIMENT, DATASET), capture(session))
    document.begin_writing()
    rows = [BatchFinished(step + 1, 1, 1.0, 0.5, 8, 0.001) for step in range(chunks * CHUNK)]
    document.save((), rows_of(rows), [])
    document.close()


def states_document(path, steps):
    """Write a document that holds the state of each of so many steps."""
    experiment = EXPERIMENT.replace(epochs=1000)
    session = session_for(experiment, DATASET)
    recipe = Recipe.for_run(experiment, DATASET)
    document = RunDocument.create(path, recipe, capture(session))
    document.begin_writing()
    for _ in range(steps):
        events = list(session.run_step())
        batch, rare = events[0], events[1:]
        document.save([Held(capture(session), is_pinned=False)], rows_of([batch]), rare)
    document.close()


@pytest.mark.slow
def test_that_the_pieces_that_are_read_grow_as_what_there_is(tmp_path, monkeypatch):
    read = []
    real = DocumentFile.rows

    def counted(file, sql, *values):
        found = real(file, sql, *values)
        read.append(max(len(found), 1))
        return found

    pieces = []
    for steps in (15, 30, 60):
        path = tmp_path / f"{steps}.glassbox"
        states_document(path, steps)
        read.clear()
        with monkeypatch.context() as patch:
            patch.setattr(DocumentFile, "rows", counted)
            run = opened(path)
        assert run.session.step == steps
        pieces.append(sum(read))
    assert pieces[2] - pieces[1] <= 2.2 * (pieces[1] - pieces[0])


def test_that_opening_can_be_given_up_wherever_it_asks(tmp_path):
    path = tmp_path / "run.glassbox"
    write_run(path, EXPERIMENT, DATASET, 12)
    before = path.read_bytes()
    asked = []
    opened(path, lambda: bool(asked.append(1)))
    assert len(asked) > 20
    for place in {0, 1, 2, *range(3, len(asked), 3), len(asked) - 1}:
        answers = iter([False] * place + [True] * len(asked))
        with pytest.raises(Cancelled):
            opened(path, lambda answers=answers: next(answers))
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["run.glassbox"]


@pytest.mark.parametrize("chunks", [2, 6])
def test_that_every_piece_of_the_history_asks(tmp_path, chunks):
    path = tmp_path / "long.glassbox"
    steps_document(path, chunks)
    asked = []
    document = RunDocument(path, cancelled=lambda: bool(asked.append(1)))
    asked.clear()
    assert sum(1 for _ in document.history.said()) == chunks * CHUNK
    assert chunks * 2 <= len(asked) <= chunks * 2 + 3
    document.watch.settle()
    asked.clear()
    document.history.batches()
    assert not asked
    document.close()


def test_that_looking_at_the_pages_can_be_given_up(tmp_path, monkeypatch):
    path = tmp_path / "long.glassbox"
    steps_document(path, 4)
    monkeypatch.setattr(document_check, "INSTRUCTIONS", 50)
    asked = []

    def cancelled():
        asked.append(1)
        return len(asked) >= 3

    with pytest.raises(Cancelled):
        DocumentFile(path, cancelled=cancelled)
    assert len(asked) == 4  # and once more to tell this from a damaged file


def test_that_comparing_images_can_be_given_up(monkeypatch):
    monkeypatch.setattr(digests, "PIECE", 4)
    recipe = Recipe.for_run(EXPERIMENT, DATASET)
    asked = []
    assert find_data(recipe, loaded=DATASET, cancelled=lambda: bool(asked.append(1))).dataset
    assert len(asked) == -(-len(DATASET.train.images) // 4)
    with pytest.raises(Cancelled):
        find_data(recipe, loaded=DATASET, cancelled=lambda: True)
