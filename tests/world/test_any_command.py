"""Whatever a command is given: one sentence, an agreed exit code, nothing half-written."""

import sys

import pytest

from core.datasets.loading import load_dataset
from core.experiment import experiment_to_json
from core.formats.run_file import load_run
from tests.support.any_command import any_call, check_call, write_world
from tests.support.run_files import write_run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and /dev/full")

CALLS = 20


@pytest.fixture(scope="module")
def world(tmp_path_factory, trained_npz, csv_file):
    """Return a function that fills a folder with what calls may name."""
    experiment = load_run(trained_npz).experiment
    document = tmp_path_factory.mktemp("run") / "run.glassbox"
    write_run(document, experiment, load_dataset(experiment.data), 3)
    recipe = experiment_to_json(experiment.replace(epochs=1))

    def fill(folder):
        folder.mkdir()
        write_world(folder, trained_npz, document, csv_file, recipe)
        return folder

    return fill


def make_calls(seeds, world, tmp_path):
    for seed in seeds:
        check_call(any_call(seed), world(tmp_path / str(seed)))


def test_that_a_call_ends_as_agreed(world, tmp_path):
    make_calls(range(1), world, tmp_path)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(10))
def test_that_two_hundred_calls_end_as_agreed(world, tmp_path, part):
    make_calls(range(part * CALLS, (part + 1) * CALLS), world, tmp_path)


@pytest.mark.whole
@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(10, 110))
def test_that_two_thousand_calls_end_as_agreed(world, tmp_path, part):
    make_calls(range(part * CALLS, (part + 1) * CALLS), world, tmp_path)
