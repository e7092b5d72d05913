"""Copies that people have already."""

from dataclasses import replace

import pytest

from core.catalogue.data_folders import folder_of
from core.catalogue.known_sets import FASHION_MNIST, KMNIST
from core.catalogue.local_copy import take_local_copy
from core.datasets.loading_watch import LoadingWatch
from core.errors import LoadError
from tests.core.catalogue.test_fetching import packed_zip
from tests.support.known_sets import remote, toy_files, toy_set, write_fashion

WATCH = LoadingWatch()


@pytest.mark.parametrize(
    "chosen", ["", "fashion-mnist", "fashion-mnist/t10k-labels-idx1-ubyte.gz"]
)
def test_that_a_folder_is_used_where_it_is_and_remembered(tmp_path, chosen):
    folder = write_fashion(tmp_path / "stick")
    assert folder_of(FASHION_MNIST) is None
    assert take_local_copy(FASHION_MNIST, tmp_path / "stick" / chosen, WATCH) == folder
    assert folder_of(FASHION_MNIST) == folder
    assert folder_of(KMNIST) is None
    for path in folder.iterdir():
        path.unlink()
    assert folder_of(FASHION_MNIST) is None  # the stick was taken out


def test_that_two_copies_are_remembered_and_a_damaged_memory_is_none(tmp_path, cache):
    for known, name in ((FASHION_MNIST, "a"), (KMNIST, "b")):
        take_local_copy(known, write_fashion(tmp_path / name), WATCH)
    assert folder_of(FASHION_MNIST) == tmp_path / "a" / "fashion-mnist"
    assert folder_of(KMNIST) == tmp_path / "b" / "fashion-mnist"
    (cache / "datasets" / "places.json").write_bytes(b'{"kmnist": [1], \xff')
    assert folder_of(KMNIST) is None


def test_that_the_published_archive_is_unpacked_whatever_it_is_called(tmp_path, cache):
    content = packed_zip(toy_files())
    file = remote("published.zip", content, members=tuple(toy_files()))
    known = replace(toy_set(), remote=(file,))
    path = tmp_path / "published (1).zip"
    path.write_bytes(content)
    folder = take_local_copy(known, path, WATCH)
    assert folder == cache / "datasets" / "toys"
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == toy_files()
    path.write_bytes(content[:-1] + b"!")
    with pytest.raises(LoadError, match=r"expected a copy of Toys, which is published as pub"):
        take_local_copy(replace(known, folder="other"), path, WATCH)


@pytest.mark.parametrize("name", ["nowhere", "empty", "letter.txt"])
def test_that_anything_else_is_refused_by_name(tmp_path, name):
    (tmp_path / "empty").mkdir()
    (tmp_path / "letter.txt").write_text("Dear all")
    with pytest.raises(LoadError, match=f"{name}: expected a copy of Fashion-MNIST"):
        take_local_copy(FASHION_MNIST, tmp_path / name, WATCH)
