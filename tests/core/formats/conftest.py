"""A run in a file."""

import pytest

from core.formats.run_file import (
    save_run,
)
from tests.support.saved_runs import make_run


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "run.npz"
    save_run(make_run(), path)
    return path
