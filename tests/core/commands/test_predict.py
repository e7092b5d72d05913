import re

import numpy as np
import pytest

from core.evaluation.submission import submission
from core.experiment import experiment_to_json
from core.formats.run_file import load_run
from core.network_spec import NetworkSpec
from core.presets import SEED_MLP
from tests.support.data_files import real_digits, write_kaggle_csv


def _naive_scores(values, image):
    """Return seed-cnn's scores for one digit, loop by loop in float64."""
    kernels = values["0.conv2d.weight"].astype(float)
    maps = np.zeros((26, 26, 8))
    for row in range(26):
        for column in range(26):
            window = image[row : row + 3, column : column + 3]
            for channel in range(8):
                maps[row, column, channel] = (window * kernels[:, :, 0, channel]).sum()
    maps = np.maximum(maps + values["0.conv2d.bias"], 0)
    pooled = maps.reshape(13, 2, 13, 2, 8).max(axis=(1, 3))
    return pooled.reshape(-1) @ values["4.dense.weight"] + values["4.dense.bias"]


def test_that_a_submission_looks_as_kaggle_wants_it():
    assert submission(np.array([2, 0, 9])) == b"ImageId,Label\n1,2\n2,0\n3,9\n"


def test_that_predictions_are_those_of_the_formula(run, run_path, unlabelled_csv, tmp_path):
    output = tmp_path / "submission.csv"
    code, report, _ = run(
        "predict", run_path, "--input", unlabelled_csv, "--output", output, "--json"
    )
    values = load_run(run_path).values
    images = real_digits()[0][-100:] / 255
    expected = [int(_naive_scores(values, image).argmax()) for image in images[:25]]
    lines = output.read_text().splitlines()
    assert code == 0
    assert lines[0] == "ImageId,Label"
    assert len(lines) == 101
    assert all(re.fullmatch(rf"{index},\d", line) for index, line in enumerate(lines[1:], 1))
    assert [int(line.split(",")[1]) for line in lines[1:26]] == expected
    assert report["steps"] == 20
    assert report["test_accuracy"] is None


def test_that_labels_in_the_input_are_not_looked_at(run, run_path, tmp_path):
    images, labels = real_digits()
    outputs = [tmp_path / "one.csv", tmp_path / "two.csv"]
    inputs = [
        write_kaggle_csv(tmp_path / "plain.csv", images[:300], None),
        write_kaggle_csv(tmp_path / "labelled.csv", images[:300], labels[:300]),
    ]
    for source, output in zip(inputs, outputs, strict=True):
        assert run("predict", run_path, "--input", source, "--output", output)[0] == 0
    assert outputs[0].read_bytes() == outputs[1].read_bytes()


def test_that_a_bad_row_is_named_and_an_older_submission_stays(
    refusal, run_path, unlabelled_csv, tmp_path
):
    lines = unlabelled_csv.read_text().splitlines()
    lines[16] = lines[16].replace("0", "x", 1)
    damaged = tmp_path / "damaged.csv"
    damaged.write_text("\n".join(lines))
    output = tmp_path / "submission.csv"
    output.write_text("older")
    code, said = refusal("predict", run_path, "--input", damaged, "--output", output)
    assert code == 1
    assert "damaged.csv, line 17, column pixel0" in said
    assert output.read_text() == "older"


def test_that_the_input_is_never_overwritten(refusal, run_path, unlabelled_csv):
    before = unlabelled_csv.read_bytes()
    code, said = refusal(
        "predict", run_path, "--input", unlabelled_csv, "--output", unlabelled_csv
    )
    assert code == 1
    assert "overwrite" in said
    assert unlabelled_csv.read_bytes() == before


@pytest.mark.parametrize("missing", ["--input", "--output"])
def test_that_both_files_must_be_named(refusal, run_path, missing):
    given = {"--input": "--output", "--output": "--input"}[missing]
    code, said = refusal("predict", run_path, given, "file.csv")
    assert code == 2
    assert missing in said


def test_that_a_run_for_other_images_is_refused(refusal, run, unlabelled_csv, tmp_path):
    (tmp_path / "train-images-idx3-ubyte").write_bytes(
        bytes.fromhex("00000803 00000004 00000002 00000002") + bytes(range(16))
    )
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(
        bytes.fromhex("00000801 00000004 00010203")
    )
    small = SEED_MLP.replace(network=NetworkSpec((2, 2, 1), SEED_MLP.network.layers))
    file, out = tmp_path / "small.json", tmp_path / "small.npz"
    file.write_text(experiment_to_json(small))
    arguments = ("--data", tmp_path, "--iterations", 1, "--out", out)
    assert run("train", "--experiment", file, *arguments)[0] == 0
    code, said = refusal(
        "predict", out, "--input", unlabelled_csv, "--output", tmp_path / "s.csv"
    )
    assert code == 1
    assert "expects inputs of 2×2×1, but the images are 28×28×1" in said
