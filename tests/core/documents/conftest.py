"""A document of a small run."""

import pytest

from core.documents.recorder import Recorder
from tests.support.run_documents import begin


@pytest.fixture
def path(tmp_path):
    return tmp_path / "run.glassbox"


@pytest.fixture
def saved(path):
    """A document of seven steps."""
    session, document = begin(path)
    recorder = Recorder(session, document)
    for _ in range(7):
        recorder.record(list(session.run_step()))
    recorder.close()
    return path
