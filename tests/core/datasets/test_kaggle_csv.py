import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.assets import ASSETS
from core.datasets.kaggle_csv import read_kaggle_csv
from core.errors import Cancelled, LoadError
from tests.support.data_files import PIXEL_NAMES, real_digits, write_kaggle_csv

HEADER = ",".join(["label", *PIXEL_NAMES])
ROW = ",".join(["3", *["0"] * 784])


@pytest.fixture(scope="module")
def digits():
    images, labels = real_digits()
    return images[:4100], labels[:4100]


def _refusal(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(LoadError) as caught:
        read_kaggle_csv(path)
    message = str(caught.value)
    assert message.startswith(path.name)
    assert len(message) <= 300
    assert message.isprintable()
    return message


def _row(column, text):
    cells = ROW.split(",")
    cells[column] = text
    return ",".join(cells)


def test_that_real_digits_come_back_over_several_chunks(tmp_path, digits):
    images, labels = digits
    table = read_kaggle_csv(write_kaggle_csv(tmp_path / "train.csv", images, labels))
    assert table.images.dtype == table.labels.dtype == np.uint8
    np.testing.assert_array_equal(table.images, images[..., None])
    np.testing.assert_array_equal(table.labels, labels)


def test_that_a_file_without_labels_gives_images_alone(tmp_path, digits):
    images = digits[0][:30]
    table = read_kaggle_csv(write_kaggle_csv(tmp_path / "test.csv", images, None))
    np.testing.assert_array_equal(table.images, images[..., None])
    assert table.labels is None


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}\n{ROW}",
        f"{HEADER}\n{ROW}\n\n \n",
        f"{HEADER}\r\n{ROW}\r\n",
        f"\ufeff{HEADER}\n{ROW}\n",
        HEADER.replace("label", '"label"') + f"\n{ROW}\n",
    ],
)
def test_that_harmless_differences_of_writers_are_accepted(tmp_path, text):
    path = tmp_path / "train.csv"
    path.write_bytes(text.encode())
    table = read_kaggle_csv(path)
    assert table.images.shape == (1, 28, 28, 1)
    assert table.labels.tolist() == [3]


@pytest.mark.parametrize(
    "value", ["x", "-1", "256", "1.5", "", "1e3", "nan", "٣٣٣", "9" * 5000]
)
def test_that_a_bad_pixel_is_named_by_line_and_column(tmp_path, value):
    rows = [ROW] * 20
    rows[15] = _row(6, value)
    message = _refusal(tmp_path / "train.csv", "\n".join([HEADER, *rows]))
    assert (
        "line 17, column pixel5: expected a whole number from 0 to 255, received '" in message
    )


def test_that_a_bad_pixel_beyond_the_first_chunk_is_named_by_its_line(tmp_path):
    rows = [ROW] * 2010
    rows[2004] = _row(784, "oops")
    message = _refusal(tmp_path / "train.csv", "\n".join([HEADER, *rows]))
    assert "line 2006, column pixel783: " in message
    assert message.endswith("received 'oops'")


@pytest.mark.parametrize("value", ["65536", "-1", "2.5", "a"])
def test_that_a_label_that_is_no_class_is_refused(tmp_path, value):
    message = _refusal(tmp_path / "train.csv", "\n".join([HEADER, ROW, _row(0, value)]))
    assert message.endswith(
        f"line 3, column label: expected a whole number from 0 to 65,535, received '{value}'"
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("\n\n", "empty"),
        (HEADER, "no row of data"),
        ("id,name\n1,2\n", "received 'name' as column 2"),
        (HEADER.replace("pixel7,", "pixel8,"), "received 'pixel8' as column 9"),
        (HEADER + ",extra", "received 'extra' as column 786"),
        (HEADER.rsplit(",", 1)[0], "such as 784 for 28×28, received 783"),
        (f"{HEADER}\n{ROW},0\n", "line 2: expected 785 columns, received 786"),
        (f"{HEADER}\n{ROW}\n{ROW[2:]}\n", "line 3: expected 785 columns, received 784"),
        (f"{HEADER}\n{ROW[2:]}\n{ROW[2:]}\n", "line 2: expected 785 columns, received 784"),
        (f"{HEADER}\n{ROW}\n\n{ROW}\n", "line 3: expected a row of numbers"),
        (f"{HEADER}\n{'0' * 100_000}\n", "line 2: the line is longer"),
        ("0" * 100_000, "such as 784 for 28×28, received 1"),
        (b"\0" * 5000, "this is binary data"),
        (bytes(range(256)) * 40, "this is binary data"),
        (f"{HEADER}\n".encode() + bytes(range(128, 256)), "line 2: expected 785 columns"),
        (b"PK\x03\x04train.csv", "zip archive"),
    ],
)
def test_that_wrong_content_is_refused_in_one_sentence(tmp_path, content, reason):
    assert reason in _refusal(tmp_path / "train.csv", content)


def test_that_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "nowhere.csv", tmp_path, tmp_path / "zero\0byte.csv"):
        with pytest.raises(LoadError):
            read_kaggle_csv(path)


def test_that_progress_rises_to_one(tmp_path, digits):
    seen = []
    path = write_kaggle_csv(tmp_path / "train.csv", *digits)
    read_kaggle_csv(path, progress=lambda fraction, text: seen.append((fraction, text)))
    fractions = [fraction for fraction, _ in seen]
    assert fractions == sorted(fractions)
    assert fractions[0] == 0
    assert fractions[-1] == 1
    assert seen[-1][1] == "Reading train.csv: 4,100 rows"


def test_that_cancelling_stops_within_one_chunk(tmp_path, digits):
    seen = []
    path = write_kaggle_csv(tmp_path / "train.csv", *digits)
    with pytest.raises(Cancelled):
        read_kaggle_csv(
            path,
            progress=lambda fraction, text: seen.append(text),
            cancelled=lambda: len(seen) == 2,
        )
    assert seen[-1].endswith("2,000 rows")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system keeps no peak")
def test_that_kaggles_size_is_read_in_little_memory(tmp_path):
    images, labels = real_digits()
    rows = np.arange(42_000) % len(images)
    path = write_kaggle_csv(tmp_path / "train.csv", images[rows], labels[rows])
    script = (
        "import re, sys\n"
        "from core.datasets.kaggle_csv import read_kaggle_csv\n"
        "table = read_kaggle_csv(sys.argv[1])\n"
        "status = open('/proc/self/status').read()\n"
        "peak = int(re.search(r'VmHWM:\\s+(\\d+) kB', status)[1])\n"
        "print(len(table.images), peak)\n"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        cwd=ASSETS.parent, env=os.environ, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert int(shown[0]) == 42_000
    assert int(shown[1]) * 1024 <= 250e6


@pytest.mark.parametrize(("old", "new", "ways"), [
    ("", "", []),
    ("label", "label ", []),  # a header is no row
    ("\n0,", "\n00,", []),
    ("\n0,", "\n0000,", [np.uint8]),
    ("\n0,", "\n+0,", [np.uint8]),
    ("\n0,", "\n0.0,", [np.uint8, np.float64]),
])  # fmt: skip
def test_that_a_table_takes_the_shortest_way_it_can(tmp_path, monkeypatch, old, new, ways):
    calls = []
    parse = np.loadtxt

    def note(lines, *, dtype, **options):
        calls.append(dtype)
        return parse(lines, dtype=dtype, **options)

    rng = np.random.default_rng(3)
    images = rng.integers(0, 256, (5, 28, 28, 1), np.uint8)
    labels = np.array([3, 0, 2, 9, 1], np.uint8)
    path = write_kaggle_csv(tmp_path / "train.csv", images, labels)
    text = path.read_text()
    assert not old or text.count(old) == 1
    path.write_text(text.replace(old, new))
    monkeypatch.setattr(np, "loadtxt", note)
    table = read_kaggle_csv(path)
    assert np.array_equal(table.images, images)
    assert np.array_equal(table.labels, labels)
    assert calls == ways
