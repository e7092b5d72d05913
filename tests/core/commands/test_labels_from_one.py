"""Labels that begin at 1: no class 0 stays empty, and every class is called by its number."""

import csv

import numpy as np
import pytest

from core.data_description import DataDescription
from core.data_extra import DataExtra
from core.datasets.first_label import begin_at_one
from core.datasets.loading import load_dataset
from core.errors import LoadError, SpecError
from core.formats.run_file import load_run
from tests.support.data_files import idx_bytes

FROM_ONE = DataExtra(first_label=1)


def write(folder, highest, kind="csv", lowest=1):
    """Write bright stripes at the row that the label says, each label three times."""
    labels = np.tile(np.arange(lowest, highest + 1), 3)
    images = np.zeros((len(labels), 6, 6), np.uint8)
    for at, label in enumerate(labels):
        images[at].flat[label] = 255
        images[at].flat[35 - at // highest] = 100
    if kind == "idx":
        (folder / "train-images-idx3-ubyte").write_bytes(idx_bytes(images))
        (folder / "train-labels-idx1-ubyte").write_bytes(idx_bytes(labels.astype(np.uint8)))
        return folder, images, labels
    header = ["label", *(f"pixel{at}" for at in range(36))]
    rows = [[label, *image.ravel()] for label, image in zip(labels, images, strict=True)]
    path = folder / "table.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in [header, *rows]) + "\n")
    return path, images, labels


@pytest.mark.parametrize("kind", ["csv", "idx"])
@pytest.mark.parametrize("highest", [4, 10, 26])
def test_that_every_class_keeps_its_number_and_none_is_empty(tmp_path, kind, highest):
    path, images, labels = write(tmp_path, highest, kind)
    dataset = load_dataset(DataDescription(str(path), extra=FROM_ONE))
    assert dataset.class_names == tuple(str(at) for at in range(1, highest + 1))
    called = [int(dataset.class_names[at]) for at in dataset.train.labels]
    assert called == labels.tolist()
    np.testing.assert_array_equal(dataset.train.images[..., 0], images)
    np.testing.assert_array_equal(load_dataset(str(path)).train.labels, labels)  # as stored


@pytest.mark.parametrize(
    ("counts", "names", "begins"),
    [
        ((0, 3, 3), "012", True), ((0, 3, 3, 0), "0123", True), ((0, 3), "01", False),
        ((1, 3, 3), "012", False), ((0, 0, 3, 3), "0123", False), ((0, 3, 0, 3), "0123", False),
        ((0, 3, 3), "abc", False), ((0, 0), "01", False),
    ],
)  # fmt: skip
def test_that_they_begin_at_1_if_0_alone_is_missing(counts, names, begins):
    assert begin_at_one(np.array(counts), tuple(names)) is begins


def test_that_a_label_of_zero_is_refused_and_so_is_another_first_one(tmp_path):
    path, _, _ = write(tmp_path, 4, lowest=0)
    with pytest.raises(LoadError, match="expected labels from 1, as chosen, received 0"):
        load_dataset(DataDescription(str(path), extra=FROM_ONE))
    for wrong in (0, 2, True, "1"):
        with pytest.raises(SpecError, match="first_label must be 1 or null"):
            DataExtra(first_label=wrong)
    assert DataExtra.from_plain(FROM_ONE.to_plain()) == FROM_ONE


def test_that_the_command_leaves_class_0_out_and_writes_labels_as_they_were(run, tmp_path):
    path, _, labels = write(tmp_path, 26)
    _, told, _ = run("data", path, "--json")
    assert told["problems"] == ["labels begin at 1: there is no image of 1 class: 0"]
    out, written = tmp_path / "run.npz", tmp_path / "said.csv"
    code, _, said = run(
        "train", "--preset", "seed-mlp", "--data", path, "--iterations", 150,
        "--learning-rate", "0.5", "--batch-size", "full", "--out", out, "--json",
    )  # fmt: skip
    assert code == 0
    assert "Labels begin at 1" in said
    assert load_run(out).experiment.data.extra == FROM_ONE
    assert run("predict", out, "--input", path, "--output", written)[0] == 0
    with written.open() as file:
        found = [int(row["Label"]) for row in csv.DictReader(file)]
    assert np.mean(np.array(found) == labels) > 0.7  # were they 1 off, it would be none
    few, _, _ = write(tmp_path, 9)  # perhaps digits without a 0
    _, _, said = run("train", "--data", few, "--iterations", 1, "--json")
    assert "Labels begin at 1" not in said
