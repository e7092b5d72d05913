"""Whatever a file holds: a run or one clear sentence, quickly and in little memory."""

import random
import resource
import shutil
import time

import numpy as np
import pytest

from core.documents.recipe import Recipe
from core.documents.recorder import Recorder
from core.documents.run_document import RunDocument
from core.errors import LoadError
from core.training.build import session_for
from core.training.session_state import capture
from tests.support.document_mutations import (
    MUTATIONS,
    flip_bits,
    forge_json,
    forge_steps,
    read_everything,
)
from tests.support.random_runs import random_experiment, small_dataset
from tests.support.sample_and_whole import sample_and_whole

SECONDS, MEGABYTES = 2.0, 256


@pytest.fixture(scope="module")
def dataset():
    return small_dataset(0)


@pytest.fixture(scope="module")
def original(tmp_path_factory, dataset):
    """A document of a short run with a bit of everything."""
    experiment = random_experiment(4).replace(epochs=2)
    session = session_for(experiment, dataset)
    path = tmp_path_factory.mktemp("original") / "run.glassbox"
    document = RunDocument.create(path, Recipe.for_run(experiment, dataset), capture(session))
    document.begin_writing()
    recorder = Recorder(session, document)
    for _ in range(3):
        for _ in range(2):
            recorder.record(list(session.run_step()))
        recorder.save()
    recorder.close()
    return path


def survive(original, dataset, folder, count, seed):
    """Mutate a document many times; return how many were refused, and the most time of all."""
    rng = random.Random(seed)
    refused, seconds = 0, []
    path = folder / "run.glassbox"
    for number in range(count):
        mutation = MUTATIONS[number % len(MUTATIONS)]
        shutil.copy(original, path)
        mutation(path, rng)
        before = path.read_bytes()
        began = time.process_time()
        try:
            read_everything(path, dataset)
        except LoadError as error:
            refused += 1
            text = str(error)
            assert 0 < len(text) <= 300
            assert "\n" not in text
        seconds.append(time.process_time() - began)
        assert path.read_bytes() == before, mutation
        assert [file.name for file in folder.iterdir()] == [path.name], mutation
    return refused, max(seconds)


def peak_megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_that_the_original_can_be_read(original, dataset):
    recipe, labels, said, _, states = read_everything(original, dataset)
    assert recipe.experiment.name == labels.name
    assert states[0].step == 0
    assert said


def test_that_mutated_documents_are_read_or_refused_in_one_sentence(
    original, dataset, tmp_path
):
    before = peak_megabytes()
    refused, _ = survive(original, dataset, tmp_path, 40, seed=1)
    assert refused > 20
    assert peak_megabytes() - before <= MEGABYTES


@sample_and_whole(2_000, 10_000)
@pytest.mark.timeout(1800)
def test_that_thousands_of_mutated_documents_are_read_or_refused(
    original, dataset, tmp_path, count
):
    before = peak_megabytes()
    refused, seconds = survive(original, dataset, tmp_path, count, seed=2)
    assert refused > count / 2
    assert seconds <= SECONDS
    assert peak_megabytes() - before <= MEGABYTES


@pytest.mark.parametrize("count", [15, pytest.param(400, marks=pytest.mark.slow)])
def test_that_flipped_bits_never_change_what_is_read(original, dataset, tmp_path, count):
    expected = read_everything(original, dataset)
    rng = random.Random(3)
    path = tmp_path / "run.glassbox"
    for _ in range(count):
        shutil.copy(original, path)
        flip_bits(path, rng)
        try:
            got = read_everything(path, dataset)
        except LoadError:
            continue
        assert got[:4] == expected[:4]
        for state in got[4]:
            (twin,) = [other for other in expected[4] if other.step == state.step]
            for name, array in state.arrays.items():
                np.testing.assert_array_equal(array, twin.arrays[name])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("forge", "count"),
    [
        (forge_json, 15),
        (forge_steps, 40),
        pytest.param(forge_json, 100, marks=pytest.mark.slow),
        pytest.param(forge_steps, 100, marks=pytest.mark.slow),
    ],
)
def test_that_forgeries_with_right_digests_reach_the_checks_behind_them(
    forge, original, dataset, tmp_path, count
):
    rng = random.Random(5)
    path = tmp_path / "run.glassbox"
    reasons = set()
    for _ in range(count):
        shutil.copy(original, path)
        forge(path, rng)
        try:
            read_everything(path, dataset)
        except LoadError as error:
            reasons.add(str(error))
    assert len(reasons) > (min(count // 4, 10) if forge is forge_json else 0)
