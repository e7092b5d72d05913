"""Documents that the versions before this one wrote."""

import shutil
from pathlib import Path

import pytest

from core.documents.recorder import Recorder
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.documents.schema import VERSION
from core.documents.time_machine import TimeMachine
from tests.support.random_runs import begun, fingerprint, small_dataset

DATA = Path(__file__).parents[2] / "data"
#: Each holds six steps of the experiment and the data of seed 0.
STORED = [DATA / f"version-{version}.glassbox" for version in range(1, VERSION)]
DATASET = small_dataset(0)


@pytest.fixture(params=STORED, ids=lambda path: path.stem)
def stored(request, tmp_path):
    return shutil.copy(request.param, tmp_path / "run.glassbox")


def test_that_there_is_a_document_of_every_version_before():
    assert sorted(DATA.glob("version-*.glassbox")) == sorted(STORED)


def test_that_an_older_document_is_read_without_being_changed(stored):
    before = stored.read_bytes()
    document = RunDocument(stored)
    session = resume(document, DATASET)
    whole, _ = begun(document.recipe.experiment, DATASET, 6)
    assert fingerprint(session) == fingerprint(whole)
    assert document.history.last_step() == 6
    machine = TimeMachine.of_document(document, DATASET)
    for step in range(7):
        assert machine.at(step).state.has_gradients
    document.close()
    assert stored.read_bytes() == before


def test_that_an_older_document_is_gone_on_with(stored):
    document = RunDocument(stored)
    session = resume(document, DATASET)
    document.begin_writing()
    recorder = Recorder(session, document)
    for _ in range(5):
        recorder.record(list(session.run_step()))
    assert recorder.close()
    document = RunDocument(stored)
    assert document.history.last_step() == document.latest().step == 11
    whole, _ = begun(document.recipe.experiment, DATASET, 11)
    assert fingerprint(resume(document, DATASET)) == fingerprint(whole)
    document.close()
