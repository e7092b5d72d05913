"""What a list of runs shows of them."""

import hashlib
import os
from dataclasses import replace

import numpy as np
import pytest

from core.documents.document_file import DocumentFile
from core.documents.recipe import Origin
from core.documents.run_document import RunDocument
from core.documents.run_summary import read_summary
from core.documents.run_table import RunTable
from core.documents.run_tree import parents_of, shared_starts
from core.errors import LoadError
from core.optimizers.adam import AdamSpec
from core.training.events import ValidationFinished
from tests.support.short_runs import branch_run, digits, open_and_train, train_run


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return digits(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def run(dataset, tmp_path_factory):
    return train_run(tmp_path_factory.mktemp("run") / "one.glassbox", dataset, tags=("a", "b"))


def test_that_a_summary_says_what_the_document_holds(run):
    before = run.read_bytes()
    summary = read_summary(run)
    document = RunDocument(run)
    said = document.history.history()
    seconds = [float(row["seconds"]) for row in document.history.batches()]
    weights = document.read(0).snapshot.values
    document.close()
    assert summary.path == run
    assert summary.labels.name == "one"
    assert summary.labels.tags == ("a", "b")
    assert summary.steps == 9
    assert summary.seconds == pytest.approx(sum(seconds))
    assert summary.best_accuracy == max(said.validations["accuracy"].tolist())
    assert summary.ending is None
    assert len(summary.start_digest) == len(hashlib.sha256().hexdigest())
    assert len(weights) > 0
    assert run.read_bytes() == before
    assert [file.name for file in run.parent.iterdir()] == [run.name]


def test_that_a_run_that_came_to_its_end_says_so(dataset, tmp_path):
    run = train_run(tmp_path / "short.glassbox", dataset, steps=9, epochs=1)
    assert read_summary(run).ending == "completed"


def test_that_runs_of_one_seed_had_the_same_start_and_others_had_not(dataset, tmp_path, run):
    slow = train_run(tmp_path / "slow.glassbox", dataset, 3, optimizer=AdamSpec(0.001))
    other = train_run(tmp_path / "other.glassbox", dataset, 3, seed=8)
    runs = [read_summary(path) for path in (run, slow, other)]
    starts = []
    for path in (run, slow, other):
        document = RunDocument(path)
        values = document.read(0).snapshot.values
        starts.append(np.concatenate([values[name].ravel() for name in sorted(values)]))
        document.close()
    assert np.array_equal(starts[0], starts[1])
    assert not np.array_equal(starts[0], starts[2])
    assert runs[0].start_digest == runs[1].start_digest != runs[2].start_digest
    assert shared_starts(runs) == ["A", "A", ""]


def test_that_a_branch_stands_under_its_parent_and_shares_its_start(dataset, tmp_path, run):
    branch = branch_run(run, tmp_path / "branch.glassbox", dataset, 5, validate_every=2)
    twig = branch_run(branch, tmp_path / "twig.glassbox", dataset, 7, validate_every=1)
    other = train_run(tmp_path / "other.glassbox", dataset, 3, seed=8)
    runs = [read_summary(path) for path in (twig, other, run, branch)]
    assert runs[3].steps == 11
    assert parents_of(runs) == [3, None, None, 2]
    assert shared_starts(runs) == ["A", "", "A", "A"]
    assert parents_of(runs[:2]) == [None, None]


def test_that_a_forged_circle_of_parents_is_cut_open(dataset, tmp_path):
    paths = [tmp_path / f"{name}.glassbox" for name in "ab"]
    for path in paths:
        train_run(path, dataset, 1)
    runs = [read_summary(path) for path in paths]
    ids = [run.recipe.run_id for run in runs]
    for path, other in zip(paths, ids[::-1], strict=True):
        forge_parent(path, other)
    runs = [read_summary(path) for path in paths]
    assert sorted(parents_of(runs), key=str) == [0, None]
    assert shared_starts(runs) == ["A", "A"]


def forge_parent(path, run_id):
    """Write another parent into a document, with digests that fit."""
    file = DocumentFile(path)
    table = RunTable(file)
    file.begin_writing()
    with file.transaction() as connection:
        recipe = replace(table.recipe, parent=Origin(run_id, "forged", 0))
        RunTable.write(connection, recipe, table.labels)
    file.close()


def test_that_a_run_that_is_open_here_tells_of_itself(dataset, tmp_path):
    path = train_run(tmp_path / "run.glassbox", dataset, 3)
    document = open_and_train(path, dataset, 4)
    with pytest.raises(LoadError, match="another window"):
        read_summary(path)
    assert document.summary().steps == 7
    document.close()
    assert read_summary(path).steps == 7


@pytest.mark.parametrize("spoil", ["truncated", "foreign", "empty", "folder", "missing"])
def test_that_what_is_no_run_is_refused_in_one_sentence(run, tmp_path, spoil):
    path = tmp_path / "bad.glassbox"
    content = run.read_bytes()
    if spoil == "folder":
        path.mkdir()
    elif spoil != "missing":
        path.write_bytes({"truncated": content[:9000], "foreign": b"PK" * 999}.get(spoil, b""))
    with pytest.raises(LoadError) as caught:
        read_summary(path)
    assert str(caught.value).startswith("bad.glassbox: ")
    assert len(str(caught.value)) < 200


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_that_an_unreadable_run_is_refused(run, tmp_path):
    path = tmp_path / "bad.glassbox"
    path.write_bytes(run.read_bytes())
    path.chmod(0)
    with pytest.raises(LoadError, match="cannot be opened"):
        read_summary(path)


@pytest.mark.slow
@pytest.mark.parametrize("count", [300, pytest.param(1200, marks=pytest.mark.slow)])
def test_that_damage_in_what_is_read_is_found_without_looking_at_every_page(
    run, tmp_path, count
):
    content = bytearray(run.read_bytes())
    refused = 0
    rng = np.random.default_rng(4)
    for _ in range(count):
        spoiled = content.copy()
        place = int(rng.integers(100, len(content)))
        spoiled[place : place + 8] = rng.bytes(8)
        path = tmp_path / "bad.glassbox"
        path.write_bytes(spoiled)
        try:
            summary = read_summary(path)
        except LoadError:
            refused += 1
        else:
            assert summary.steps == 9
    assert refused > 0


def test_that_the_best_accuracy_need_not_be_the_last(dataset, tmp_path):
    path = train_run(tmp_path / "run.glassbox", dataset, 1)
    document = RunDocument(path)
    document.begin_writing()
    said = [
        ValidationFinished(step, 1, 0.5, accuracy)
        for step, accuracy in ((2, 0.7), (3, 0.9), (4, 0.8), (5, float("nan")))
    ]
    document.save(events=said)
    document.close()
    assert read_summary(path).best_accuracy == 0.9
