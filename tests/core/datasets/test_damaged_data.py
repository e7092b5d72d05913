"""Whatever is in a file of data: it is read, or refused in one sentence, in little memory."""

import tracemalloc

import pytest

from core.datasets.loading import load_dataset, load_images
from core.errors import LoadError
from tests.support.data_mutations import mutated, whole_files

FILES = whole_files()
MOST_MEMORY = 160_000_000


def check_is_read_or_refused(path):
    for load in (load_dataset, load_images):
        try:
            load(str(path))
        except LoadError as error:
            said = str(error)
            assert said.startswith(path.name), said
            assert said.isprintable(), said
            assert len(said) <= 300, said


def check_copies(tmp_path, kind, count, seed):
    path = tmp_path / "train.csv"
    tracemalloc.start()
    try:
        for content in mutated(FILES[kind], count, seed):
            path.write_bytes(content)
            check_is_read_or_refused(path)
            assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", FILES)
def test_that_a_damaged_file_is_read_or_refused_in_one_sentence(tmp_path, kind):
    check_copies(tmp_path, kind, 6, 1)


@pytest.mark.slow
@pytest.mark.parametrize("kind", FILES)
def test_that_every_damaged_file_is_read_or_refused_in_one_sentence(tmp_path, kind):
    check_copies(tmp_path, kind, 300, 2)
