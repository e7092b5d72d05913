"""CSV files as people have them: Kaggle's own, and those that other tools make of them."""

import gzip
import io
import zipfile

import numpy as np
import pytest

from core.datasets.loading import load_dataset
from tests.support.data_files import idx_bytes
from tests.support.made_up_digits import COUNT, SIDE, made_up_digits, table, table_text

SIDES = range(1, SIDE + 1)
HEADER, ROWS = table()
PLAIN = table_text(HEADER, ROWS).encode()


def quoted(cells):
    return [f'"{cell}"' for cell in cells]


def zipped(name, content):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def with_header(header):
    return table_text(header, ROWS).encode()


def case(name, file, content):
    return pytest.param(file, content, id=name)


def load(path):
    """Return the images and labels of `path`, or what is said against it."""
    try:
        loaded = load_dataset(str(path)).train
    except Exception as error:  # noqa: BLE001 - a refusal of any kind is what is judged
        return str(error)
    return np.squeeze(loaded.images, -1), loaded.labels


@pytest.mark.parametrize(
    ("file", "content"),
    [
        case("plain", "train.csv", PLAIN),
        case("upper-case suffix", "TRAIN.CSV", PLAIN),
        case("lines of Windows", "train.csv", PLAIN.replace(b"\n", b"\r\n")),
        case("byte order mark", "train.csv", b"\xef\xbb\xbf" + PLAIN),
        case("blank lines at the end", "train.csv", PLAIN + b"\n\n"),
        case("no line feed at the end", "train.csv", PLAIN[:-1]),
        case(
            "quoted header",
            "train.csv",
            with_header(quoted(HEADER)),
        ),
        case(
            "Fashion-MNIST",
            "train.csv",
            with_header(["label", *(f"pixel{index}" for index in range(1, SIDE * SIDE + 1))]),
        ),
        case(
            "MNIST in CSV",
            "train.csv",
            with_header(["label", *(f"{row}x{column}" for row in SIDES for column in SIDES)]),
        ),
        case("no header", "train.csv", with_header(None)),
        case(
            "Label",
            "train.csv",
            with_header(["Label", *HEADER[1:]]),
        ),
        case(
            "pixels of pandas",
            "train.csv",
            table_text(
                HEADER, [[row[0], *(f"{c}.0" for c in row[1:])] for row in ROWS]
            ).encode(),
        ),
        case(
            "labels of pandas",
            "train.csv",
            table_text(HEADER, [[f"{row[0]}.0", *row[1:]] for row in ROWS]).encode(),
        ),
        case(
            "index of pandas",
            "train.csv",
            table_text(["", *HEADER], [[str(n), *row] for n, row in enumerate(ROWS)]).encode(),
        ),
        case(
            "label last",
            "train.csv",
            table_text([*HEADER[1:], "label"], [[*row[1:], row[0]] for row in ROWS]).encode(),
        ),
        case(
            "quoted cells",
            "train.csv",
            table_text(quoted(HEADER), [quoted(row) for row in ROWS]).encode(),
        ),
        case(
            "semicolons",
            "train.csv",
            table_text(HEADER, ROWS, separator=";").encode(),
        ),
        case(
            "tabs in UTF-16",
            "train.csv",
            table_text(HEADER, ROWS, separator="\t", end="\r\n").encode("utf-16"),
        ),
        case("UTF-16", "train.csv", PLAIN.decode().encode("utf-16")),
        case("gzip", "train.csv.gz", gzip.compress(PLAIN)),
        case("gzip by content", "train.csv", gzip.compress(PLAIN)),
        case("zip", "train.csv.zip", zipped("train.csv", PLAIN)),
        case("zip by content", "train.csv", zipped("a.csv", PLAIN)),
        case("no suffix", "train", PLAIN),
        case("text suffix", "train.txt", PLAIN),
    ],
)
def test_that_a_relative_of_the_csv_holds_the_same_digits(tmp_path, file, content):
    path = tmp_path / file
    path.write_bytes(content)
    loaded = load(path)
    assert not isinstance(loaded, str), loaded
    images, labels = made_up_digits()
    np.testing.assert_array_equal(loaded[0], images)
    np.testing.assert_array_equal(loaded[1], labels)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(60), "PNG", id="PNG"),
        pytest.param(idx_bytes(made_up_digits()[0]), "IDX", id="IDX"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(60), "PDF", id="PDF"),
    ],
)
def test_that_another_kind_of_file_is_refused_by_what_it_is(tmp_path, content, word):
    path = tmp_path / "train.csv"
    path.write_bytes(content)
    said = load(path)
    assert isinstance(said, str)
    assert said.startswith("train.csv: ")
    assert word in said
    assert "column" not in said
    assert said.isprintable()
    assert "\N{REPLACEMENT CHARACTER}" not in said


UNLABELLED = table_text(HEADER[1:], [row[1:] for row in ROWS]).encode()


@pytest.mark.parametrize(
    ("file", "content"),
    [
        case("plain", "test.csv", UNLABELLED),
        case("labelled", "train.csv", PLAIN),
        case("gzip", "test.csv.gz", gzip.compress(UNLABELLED)),
        case("gzip by content", "test.csv", gzip.compress(UNLABELLED)),
        case(
            "IDX",
            "t10k-images-idx3-ubyte",
            idx_bytes(made_up_digits()[0]),
        ),
    ],
)
def test_that_whatever_can_be_trained_on_can_be_predicted(
    tmp_path, trained_npz, command, file, content
):
    path, plain = tmp_path / file, tmp_path / "digits.csv"
    path.write_bytes(content)
    plain.write_bytes(UNLABELLED)
    submissions = []
    for source in (plain, path):
        output = tmp_path / f"submission of {source.name}"
        code, _, said = command("predict", trained_npz, "--input", source, "--output", output)
        assert code == 0, said
        submissions.append(output.read_text())
    assert submissions[0] == submissions[1]
    assert submissions[1].splitlines()[0] == "ImageId,Label"
    assert len(submissions[1].splitlines()) == 1 + COUNT


def test_that_predict_says_which_picture_it_cannot_read(tmp_path, trained_npz, command):
    picture, output = tmp_path / "digit.png", tmp_path / "submission.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))
    code, _, said = command("predict", trained_npz, "--input", picture, "--output", output)
    assert code == 1
    sentence = said.splitlines()[-1]
    assert sentence.startswith("glassbox predict: digit.png: ")
    assert "image" in sentence
    assert sentence.isprintable()
    assert "\N{REPLACEMENT CHARACTER}" not in sentence
    assert not output.exists()
