"""Corrected labels by the command line: offered, used, kept with the run, resumed."""

import json

import numpy as np
import pytest

from core.data_description import DataDescription
from core.datasets.label_changes import LabelChange, LabelChanges
from core.datasets.label_file import file_beside, read_changes, write_changes
from core.datasets.loading import load_dataset
from core.datasets.loading_watch import LoadingWatch
from core.datasets.source_digest import source_digest
from core.experiment import experiment_from_json
from tests.support.data_files import real_digits, write_kaggle_csv


@pytest.fixture
def table(tmp_path):
    """Return a table of 60 digits, the list beside it, and what image 3 is called before."""
    images, labels = real_digits()
    path = write_kaggle_csv(tmp_path / "digits.csv", images[:60], labels[:60])
    plain = load_dataset(str(path))
    before = int(plain.train.labels[3])
    digest = source_digest(str(path), plain.train.labels, LoadingWatch())
    change = LabelChange("train", 3, before, (before + 1) % 10)
    write_changes(file_beside(str(path)), LabelChanges(digest, (change,)))
    return path, file_beside(str(path)), before


def train(run, path, *more):
    return run("train", "--data", path, "--iterations", 2, "--batch-size", 8, *more, "--json")


def data_of(run, document):
    _, report, _ = run("show", document, "--json")
    text = json.dumps(report["experiment"])
    return DataDescription.of(experiment_from_json(text).data)


def test_that_labels_beside_the_data_are_offered_and_used_when_asked_for(run, table, tmp_path):
    path, listed, before = table
    code, _, said = train(run, path)
    assert code == 0
    assert "Beside digits.csv: 1 corrected label, not used; --labels uses them." in said
    code, _, said = train(run, path, "--labels", "--out", tmp_path / "run")
    assert code == 0
    assert "not used" not in said
    data = data_of(run, tmp_path / "run.glassbox")
    assert data.labels.file == str(listed)
    assert data.labels.count == 1
    assert data.labels.digest == read_changes(listed).changes_digest()
    assert load_dataset(data).train.labels[3] == (before + 1) % 10


def test_that_a_run_is_resumed_with_the_labels_it_began_with(run, refusal, table, tmp_path):
    path, listed, _ = table
    target = tmp_path / "run.glassbox"
    assert train(run, path, "--labels", listed, "--out", target)[0] == 0
    changes = read_changes(listed)
    label = int(load_dataset(str(path)).train.labels[7])
    more = LabelChange("train", 7, label, (label + 1) % 10)
    write_changes(listed, changes.with_change(more))  # a list that grew means the same
    code, report, _ = run("resume", target, "--epochs", 1, "--json")
    assert code == 0
    assert report["steps"] > 2
    write_changes(listed, LabelChanges(changes.digest, (more,)))
    _, line = refusal("resume", target, "--epochs", 1)
    assert "expected 1 change of labels as chosen, received others" in line


@pytest.mark.parametrize(
    ("labels", "said"),
    [("nowhere.labels.json", "there is no such file"), ("beside", "and none is there")],
)
def test_that_a_list_that_is_not_there_is_one_sentence(refusal, table, labels, said):
    path, listed, _ = table
    listed.unlink()
    _, line = refusal("train", "--data", path, "--labels", labels, "--iterations", 1)
    assert said in line


def test_that_an_experiment_is_trained_without_the_labels_that_it_names(run, table, tmp_path):
    path, listed, _ = table
    target = tmp_path / "run.glassbox"
    source = f"{path} + {listed}"
    assert train(run, source, "--labels", "none", "--out", target)[0] == 0
    assert data_of(run, target) == DataDescription(str(path))
    other = tmp_path / "other.glassbox"
    assert train(run, source, "--out", other)[0] == 0
    assert data_of(run, other).labels.count == 1


def test_that_the_command_data_says_how_many_there_are_and_whether_they_are_used(run, table):
    path, listed, _ = table
    _, plain, _ = run("data", path, "--json")
    assert (plain["corrected_labels"], plain["corrections_applied"]) == (1, False)
    _, used, _ = run("data", f"{path} + {listed}", "--json")
    assert (used["corrected_labels"], used["corrections_applied"]) == (1, True)
    assert np.abs(np.subtract(plain["class_counts"], used["class_counts"])).sum() == 2


def test_that_a_run_is_judged_on_other_data_with_the_labels_of_that(
    run, refusal, table, tmp_path
):
    path, listed, _ = table
    target = tmp_path / "run.glassbox"
    assert train(run, path, "--labels", "--out", target)[0] == 0
    images, labels = real_digits()
    other = write_kaggle_csv(tmp_path / "other.csv", images[60:90], labels[60:90])
    code, report, _ = run("evaluate", target, "--data", other, "--part", "training", "--json")
    assert code == 0
    counts = np.bincount(labels[60:90], minlength=10)
    assert np.sum(report["confusion"]) <= counts.sum()
    listed.write_text(listed.read_text().replace('"index":3', '"index":4'))
    _, line = refusal("evaluate", target, "--data", path)
    assert "received others" in line
