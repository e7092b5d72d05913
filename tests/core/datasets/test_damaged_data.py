"""Whatever is in a file of data: it is read, or refused in one sentence, in little memory."""

import tracemalloc

import pytest

from core.datasets.loading import load_dataset, load_images
from core.errors import LoadError
from tests.support.data_mutations import mutated, whole_files
from tests.support.picture_folders import picture_bytes, shade, write_pictures

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


def check_copies(tmp_path, kind, count, seed, counted=1):
    """Read damaged copies; one in `counted` while Python counts its memory, which is slow."""
    path = tmp_path / "train.csv"
    for at, content in enumerate(mutated(FILES[kind], count, seed)):
        path.write_bytes(content)
        if at % counted:
            check_is_read_or_refused(path)
            continue
        tracemalloc.start()
        try:
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
    check_copies(tmp_path, kind, 200, 2)


@pytest.mark.whole
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", FILES)
def test_that_ten_thousand_damaged_files_are_read_or_refused(tmp_path, kind):
    resource = pytest.importorskip("resource", reason="says how much memory was held at most")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    check_copies(tmp_path, kind, 10_000, 5, counted=20)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    assert held - before < MOST_MEMORY


def check_folder(tmp_path, count, seed):
    """A damaged image is read, or left out by its name; the others are read as ever."""
    folder = write_pictures(tmp_path / "photos", {"a/1.png": 10, "a/3.png": 20, "b/2.png": 30})
    for content in mutated(picture_bytes(shade(99)), count, seed):
        (folder / "a/2.png").write_bytes(content)
        dataset = load_dataset(str(folder))
        kept = [at for at in (0, 1, 2, 3) if len(dataset.train) == 4 or at != 1]
        assert dataset.train.labels.tolist() == [[0, 0, 0, 1][at] for at in kept]
        others = dataset.train.images[[0, -2, -1], 0, 0, 0].tolist()
        assert others == [10, 20, 30]
        left_out = ("1 image cannot be read; left out: a/2.png",)
        assert dataset.problems == (() if len(kept) == 4 else left_out)


def test_that_a_damaged_image_harms_no_other(tmp_path):
    check_folder(tmp_path, 10, 3)


@pytest.mark.slow
def test_that_no_damaged_image_harms_another(tmp_path):
    check_folder(tmp_path, 200, 4)
