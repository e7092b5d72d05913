"""What the table says of itself agrees, and with what others have of these sets."""

import gzip
import os
import re
from pathlib import Path

import numpy as np
import pytest

from core.catalogue.data_folders import DATA_VARIABLE, folder_of, path_of
from core.catalogue.known_sets import DIGITS_8X8, FASHION_MNIST, KNOWN_SETS
from core.catalogue.set_state import SetState, state_of
from core.datasets.loading import load_dataset
from core.formats.cache_folder import CACHE_VARIABLE, cache_folder
from tests.support.known_sets import write_emnist, write_fashion

EVERY = list(KNOWN_SETS.values())


def test_that_the_table_is_closed_and_agrees_with_itself():
    with pytest.raises(TypeError):
        KNOWN_SETS["toys"] = FASHION_MNIST
    assert list(KNOWN_SETS) == [known.name for known in EVERY]
    assert len({known.title for known in EVERY}) == len(EVERY)
    for known in EVERY:
        assert re.fullmatch(r"[a-z0-9-]+", known.name)
        assert len(set(known.class_names)) in (known.class_count, 0)
        credit = known.credit
        assert all((credit.licence, credit.citation, credit.home.startswith("http")))
        assert known.is_built_in or known.remote or known.needs
        assert known.reads in (*known.files, "")


def test_that_every_published_file_has_a_digest_a_size_and_an_address():
    for known in EVERY:
        got = set()
        for file in known.remote:
            assert re.fullmatch(r"[0-9a-f]{64}", file.sha256)
            assert file.size > 1000
            assert all(re.match("https?://", one) for one in file.addresses)
            got |= set(file.members or [file.name])
        assert not known.remote or set(known.files) <= got


def test_that_digests_are_compared_only_where_they_differ():
    digests = {}
    for known in EVERY:
        for file in known.remote:
            assert digests.setdefault(file.sha256, file.addresses) == file.addresses


def test_that_sets_are_found_where_an_environment_variable_says(tmp_path, monkeypatch):
    folder = write_fashion(tmp_path / "shared")
    assert state_of(FASHION_MNIST) is SetState.DOWNLOADABLE
    places = os.pathsep.join([str(tmp_path / "nowhere"), str(tmp_path / "shared")])
    monkeypatch.setenv(DATA_VARIABLE, places)
    assert folder_of(FASHION_MNIST) == folder
    assert state_of(FASHION_MNIST) is SetState.HERE
    (folder / "t10k-labels-idx1-ubyte.gz").unlink()
    assert folder_of(FASHION_MNIST) is None  # not all of it


def test_that_debians_folder_is_looked_at(monkeypatch, tmp_path):
    from core.catalogue import data_folders

    monkeypatch.undo()
    assert "/usr/share/datasets" in data_folders.SYSTEM_FOLDERS
    assert FASHION_MNIST.folder == "fashion-mnist"
    monkeypatch.setattr(data_folders, "SYSTEM_FOLDERS", (str(tmp_path),))
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    assert folder_of(FASHION_MNIST) is None
    assert write_fashion(tmp_path) == folder_of(FASHION_MNIST)


def test_that_unpacked_files_are_as_good(tmp_path, monkeypatch):
    folder = write_emnist(tmp_path / "emnist", "letters", [1, 2, 3])
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    known = KNOWN_SETS["emnist-letters"]
    packed = path_of(known)
    assert packed == folder / "emnist-letters-train-images-idx3-ubyte.gz"
    packed.rename(packed.with_suffix(""))
    assert path_of(known) == packed.with_suffix("")


@pytest.mark.slow
def test_that_the_digits_of_scikit_learn_are_those_it_gives_itself():
    datasets = pytest.importorskip("sklearn.datasets")
    assert state_of(DIGITS_8X8) is SetState.HERE
    dataset, theirs = load_dataset("digits-8x8"), datasets.load_digits()
    expected = np.round(theirs.images * 255 / 16)
    np.testing.assert_array_equal(dataset.train.images[..., 0], expected)
    np.testing.assert_array_equal(dataset.train.labels, theirs.target)
    assert dataset.test is None
    assert len(theirs.target) == DIGITS_8X8.train_count


def test_that_the_digits_are_scaled_to_full_ink(tmp_path, monkeypatch):
    folder = tmp_path / "digits"
    folder.mkdir()
    rows = [[0, 8, 16, *[1] * 61, 7], [*range(17), *[0] * 47, 3]]
    text = "\n".join(",".join(map(str, row)) for row in rows)
    (folder / "digits.csv.gz").write_bytes(gzip.compress(text.encode()))
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    dataset = load_dataset("digits-8x8")
    assert dataset.train.images[0].ravel()[:4].tolist() == [0, 128, 255, 16]
    assert dataset.train.labels.tolist() == [7, 3]
    assert dataset.class_names == tuple("0123456789")


def test_that_the_cache_is_where_pooch_would_have_it_or_where_one_says(monkeypatch, tmp_path):
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv(CACHE_VARIABLE)
    monkeypatch.setattr("sys.platform", "linux")
    for elsewhere in (str(tmp_path), None):
        if elsewhere:
            monkeypatch.setenv("XDG_CACHE_HOME", elsewhere)
        else:
            monkeypatch.delenv("XDG_CACHE_HOME")
        root = Path(elsewhere) if elsewhere else Path.home() / ".cache"
        assert cache_folder() == root / "glassbox"
        pooch = pytest.importorskip("pooch")
        assert cache_folder() == Path(pooch.os_cache("glassbox"))
