"""What tells data sets apart, and what does not."""

from dataclasses import replace

from core.catalogue.data_folders import DATA_VARIABLE
from core.datasets.dataset import LabelledImages
from core.datasets.loading import load_dataset
from core.documents.dataset_digest import dataset_digest, has_digest
from tests.support.known_sets import write_fashion


def test_that_runs_on_a_set_that_had_numbers_for_names_find_it_still(tmp_path, monkeypatch):
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    folder = write_fashion(tmp_path)
    named = load_dataset(str(folder))
    numbered = replace(named, class_names=tuple("0123456789"), credit=None)
    assert dataset_digest(named) != dataset_digest(numbered)
    assert has_digest(named, dataset_digest(numbered))
    assert has_digest(named, dataset_digest(named))
    other = replace(
        numbered, train=LabelledImages(named.train.images[::-1], named.train.labels)
    )
    assert not has_digest(named, dataset_digest(other))
    assert not has_digest(numbered, dataset_digest(named))
