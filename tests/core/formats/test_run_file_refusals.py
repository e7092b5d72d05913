"""What is no run file is refused in one sentence."""

import io
import json
import random
import struct
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest

from core.errors import LoadError
from core.experiment import experiment_to_json
from core.formats.run_file import (
    load_run,
)
from core.presets import SEED_CNN
from tests.support.saved_runs import NAME, npy, refusal, rewrite


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "expected a Glassbox run, received an empty file"),
        (b"PK", "expected a Glassbox run, received text"),
        (b"hello" * 100, "expected a Glassbox run, received text"),
        (bytes(5000), "expected a Glassbox run, received binary data of an unknown kind"),
        (b"PK\3\4", "expected a Glassbox run, the file is cut off"),
        (b"PK\5\6" * 200, "expected a Glassbox run, the archive's end is missing"),
    ],
)
def test_that_what_is_no_archive_is_refused(tmp_path, content, said):
    path = tmp_path / "run.npz"
    path.write_bytes(content)
    assert refusal(path).endswith(said)


def test_that_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert "no such file" in refusal(tmp_path / "nowhere.npz")
    assert "folder" in refusal(tmp_path)


def test_that_every_truncation_is_refused(saved):
    content = saved.read_bytes()
    for length in (*range(0, len(content), 997), *range(len(content) - 60, len(content))):
        saved.write_bytes(content[:length])
        refusal(saved)


def test_that_damaged_bytes_raise_load_error_or_change_nothing(saved):
    content = saved.read_bytes()
    original = load_run(saved)
    chooser = random.Random(5)
    directory = content.rindex(b"PK\1\2", 0, content.index(b"PK\1\2") + 4)
    positions = [chooser.randrange(len(content)) for _ in range(300)]
    positions += list(range(directory, len(content)))
    for position in positions:
        damaged = bytearray(content)
        damaged[position] ^= chooser.randrange(1, 256)
        saved.write_bytes(damaged)
        try:
            loaded = load_run(saved)
        except LoadError as error:
            assert len(str(error)) <= 300  # noqa: PT017
        else:  # a time stamp or a version that decides nothing
            for path, value in original.values.items():
                assert loaded.values[path].tobytes() == value.tobytes()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"format.npy": None}, "not a Glassbox run"),
        ({"format.npy": npy(np.array([2]))}, "version 1, received 2"),
        ({"progress.npy": npy(np.array([-1, 0]))}, "step and epoch from 0"),
        ({"progress.npy": None}, "'progress' is missing"),
        ({"experiment.npy": npy(np.frombuffer(b"{}", np.uint8))}, "received version None"),
        ({"experiment.npy": npy(np.frombuffer(b"\xff\xfe", np.uint8))}, "UTF-8"),
        ({f"values/{NAME}.npy": None}, "missing"),
        ({f"values/{NAME}.npy": npy(np.zeros((3, 3, 1, 9), np.float32))}, "(3, 3, 1, 8)"),
        ({f"values/{NAME}.npy": npy(np.zeros((3, 3, 1, 8)))}, "received <f8"),
        ({f"values/{NAME}.npy": b"not an array"}, "not an .npy array"),
        ({f"values/{NAME}.npy": npy(np.zeros((3, 3, 1, 8), np.float32))[:-4]}, "cut off"),
        ({f"values/{NAME}.npy": npy(np.zeros((3, 3, 1, 8), np.float32)) + b"1"}, "too long"),
        (
            {f"values/{NAME}.npy": npy(np.asfortranarray(np.zeros((3, 3, 2, 4), np.float32)))},
            "C order",
        ),
        ({"values/9.dense.weight.npy": npy(np.zeros(3, np.float32))}, "no array called"),
        ({"script.py": b"print()"}, "expected only .npy arrays"),
    ],
)
def test_that_wrong_members_are_refused_in_one_sentence(saved, changes, reason):
    rewrite(saved, changes)
    assert reason in refusal(saved)


def test_that_pickled_objects_are_never_unpickled(saved):
    buffer = io.BytesIO()
    np.save(buffer, np.array([Path], object), allow_pickle=True)
    rewrite(saved, {f"values/{NAME}.npy": buffer.getvalue()})
    assert "not a plain array" in refusal(saved)


@pytest.mark.parametrize(
    "header",
    ["{" * 900, "('" * 400, "\0" * 100, "{'descr': '<f4', 'shape': (", "9" * 1000, "é" * 50],
)
def test_that_hostile_array_headers_are_refused(saved, header):
    text = header.encode("latin-1")
    content = b"\x93NUMPY\1\0" + struct.pack("<H", len(text)) + text + bytes(288)
    rewrite(saved, {f"values/{NAME}.npy": content})
    assert "not a plain array" in refusal(saved)


def test_that_an_experiment_that_asks_for_too_much_is_refused(saved):
    data = json.loads(experiment_to_json(SEED_CNN))
    data["network"]["layers"] = [
        {"kind": "flatten"},
        {"kind": "dense", "units": 16384},
        {"kind": "dense", "units": 16384},
    ]
    text = np.frombuffer(json.dumps(data).encode(), np.uint8)
    rewrite(saved, {"experiment.npy": npy(text)})
    assert "parameters" in refusal(saved)


@pytest.mark.parametrize("name", [f"values/{NAME}.npy", "experiment.npy"])
def test_that_a_zip_bomb_is_refused_unexpanded(saved, name):
    rewrite(saved, {name: bytes(50_000_000)}, zipfile.ZIP_DEFLATED)
    assert saved.stat().st_size < 200_000
    tracemalloc.start()
    try:
        assert "packed bytes claim to hold 50,000,000" in refusal(saved)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_that_a_zip_bomb_that_lies_about_its_size_is_refused_early(saved):
    rewrite(saved, {"experiment.npy": bytes(50_000_000)}, zipfile.ZIP_DEFLATED)
    claimed = struct.pack("<L", 50_000_000)
    saved.write_bytes(saved.read_bytes().replace(claimed, struct.pack("<L", 1000)))
    tracemalloc.start()
    try:
        assert "damaged" in refusal(saved)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
