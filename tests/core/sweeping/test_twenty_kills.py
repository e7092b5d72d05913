"""Sweeps whose processes are killed at random moments, twenty times."""

import random

import pytest

from tests.support.killed_sweeps import kill_round
from tests.support.sweep_files import write_small_sweep


@pytest.mark.whole
@pytest.mark.timeout(3600)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_that_twenty_sweeps_survive_kills(tmp_path):
    rng = random.Random(1)
    for number in range(20):
        folder = tmp_path / str(number)
        folder.mkdir()
        sweep = write_small_sweep(folder, epochs=rng.choice([5, 60, 150]))
        kills_worker = number % 2 == 1
        assert kill_round(sweep, folder / "out", rng, kills_worker=kills_worker) == ""
