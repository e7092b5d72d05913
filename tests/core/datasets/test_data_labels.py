"""Corrected labels as an experiment names them."""

import json

import pytest

from core.data_description import DataDescription
from core.data_labels import DataLabels
from core.datasets.data_source import absolute_data
from core.datasets.label_file import labels_apart
from core.errors import SpecError


def test_that_a_source_names_a_list_as_its_description_would():
    listed = labels_apart(DataDescription("a.csv + b.labels.json#3 + own.npz", size=(4, 4)))
    assert listed.source == "a.csv + own.npz"
    assert listed.labels == DataLabels("b.labels.json", 3)
    assert labels_apart(listed) == listed


def test_that_corrected_labels_are_part_of_what_an_experiment_says_of_its_data(tmp_path):
    labels = DataLabels("a.labels.json", 2, "ab" * 32)
    described = DataDescription("a.csv", labels=labels)
    assert described.has_choices
    plain = json.loads(json.dumps(described.to_plain()))
    assert plain["labels"] == {"file": "a.labels.json", "count": 2, "digest": "ab" * 32}
    assert DataDescription.from_plain(plain) == described
    assert "labels" not in DataDescription("a.csv", invert=True).to_plain()
    assert "labels corrected" in described.choice_words()
    assert absolute_data(described).labels.file.endswith("/a.labels.json")


@pytest.mark.parametrize(
    "labels",
    [
        5,
        "a.labels.json",
        {},
        {"file": ""},
        {"file": 5},
        {"file": "a\0"},
        {"file": "a", "count": -1},
        {"file": "a", "count": True},
        {"file": "a", "count": 1.0},
        {"file": "a", "digest": "AB" * 32},
        {"file": "a", "digest": 5},
        {"file": "a", "more": 1},
    ],
)
def test_that_what_is_no_choice_of_labels_is_refused(labels):
    with pytest.raises(SpecError, match=r"^data: labels"):
        DataDescription.from_plain({"source": "a.csv", "labels": labels})
