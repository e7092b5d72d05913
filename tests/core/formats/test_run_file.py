import io
import json
import os
import random
import struct
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest

from core.errors import LoadError
from core.experiment import experiment_from_json, experiment_to_json
from core.formats.run_file import (
    TrainedRun,
    load_run,
    parameter_shapes,
    save_run,
    state_shapes,
)
from core.layers.batch_norm import BatchNormSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec, build_network
from core.presets import PRESETS, SEED_CNN
from core.training.snapshot import load_values, named_arrays, take_snapshot

NAME = "0.conv2d.weight"


def _run(experiment=SEED_CNN, step=123):
    network = build_network(experiment.network, rng=np.random.default_rng(3))
    values = dict(named_arrays(network))
    return TrainedRun(experiment, values, step, 2)


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "run.npz"
    save_run(_run(), path)
    return path


def _refusal(path):
    with pytest.raises(LoadError) as caught:
        load_run(path)
    message = str(caught.value)
    assert path.name in message
    assert len(message) <= 300
    assert "\n" not in message
    return message


def _rewrite(path, changes, compression=zipfile.ZIP_STORED):
    """Replace members of an archive; None removes one."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members.update(changes)
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            if content is not None:
                archive.writestr(name, content)


def _npy(array):
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


@pytest.mark.parametrize("name", list(PRESETS))
def test_that_a_run_comes_back_bit_for_bit(tmp_path, name):
    run = _run(PRESETS[name])
    save_run(run, tmp_path / "run.npz")
    loaded = load_run(tmp_path / "run.npz")
    assert loaded.experiment == run.experiment
    assert (loaded.step, loaded.epoch) == (123, 2)
    assert list(loaded.values) == list(run.values)
    states = state_shapes(run.experiment.network)
    for path, value in run.values.items():
        assert loaded.values[path].dtype == (np.float64 if path in states else np.float32)
        assert loaded.values[path].flags.c_contiguous
        assert loaded.values[path].astype(value.dtype).tobytes() == value.tobytes()


@pytest.mark.parametrize("name", list(PRESETS))
def test_that_shapes_are_those_of_the_built_network(name):
    spec = PRESETS[name].network
    expected = {path: value.shape for path, value in _run(PRESETS[name]).values.items()}
    assert parameter_shapes(spec) | state_shapes(spec) == expected
    assert not set(parameter_shapes(spec)) & set(state_shapes(spec))


STATEFUL = SEED_CNN.replace(
    network=NetworkSpec(
        (4, 4, 1), (BatchNormSpec(), FlattenSpec(), DropoutSpec(), DenseSpec(10), SoftmaxSpec())
    )
)


def _stateful_run():
    network = build_network(STATEFUL.network, rng=np.random.default_rng(3))
    network.forward(np.random.default_rng(4).random((5, 4, 4, 1)), training=True)
    network.layers[2].state["draws"][...] = 2**24 + 1  # no float32
    return TrainedRun(STATEFUL, take_snapshot(network, step=9, epoch=1).values, 9, 1)


def test_that_the_state_of_layers_comes_back_too(tmp_path):
    run = _stateful_run()
    save_run(run, tmp_path / "run.npz")
    loaded = load_run(tmp_path / "run.npz")
    assert set(loaded.values) == set(run.values)
    fresh = build_network(STATEFUL.network, rng=np.random.default_rng(5))
    load_values(fresh, loaded.values)
    for path, value in take_snapshot(fresh, step=0, epoch=0).values.items():
        assert value.dtype == run.values[path].dtype
        np.testing.assert_array_equal(value, run.values[path], err_msg=path)
    assert state_shapes(STATEFUL.network) == {
        "0.batch_norm.running_mean": (1,),
        "0.batch_norm.running_variance": (1,),
        "2.dropout.draws": (1,),
    }


@pytest.mark.parametrize("draws", [np.nan, -3.0, 1e300])
def test_that_a_count_that_is_none_does_not_stop_the_network(tmp_path, draws):
    path = tmp_path / "run.npz"
    save_run(_stateful_run(), path)
    _rewrite(path, {"state/2.dropout.draws.npy": _npy(np.array([draws]))})
    network = build_network(STATEFUL.network, rng=np.random.default_rng(5))
    load_values(network, load_run(path).values)
    assert network.forward(np.ones((2, 4, 4, 1)), training=True).shape == (2, 10)


def test_that_a_missing_state_is_refused_by_name(tmp_path):
    path = tmp_path / "run.npz"
    save_run(_stateful_run(), path)
    _rewrite(path, {"state/0.batch_norm.running_mean.npy": None})
    assert "state/0.batch_norm.running_mean" in _refusal(path)


def test_that_numpy_alone_can_open_a_run(saved):
    with np.load(saved, allow_pickle=False) as arrays:
        assert arrays["progress"].tolist() == [123, 2]
        text = arrays["experiment"].tobytes().decode()
        np.testing.assert_array_equal(arrays[f"values/{NAME}"], _run().values[NAME])
    assert experiment_from_json(text) == SEED_CNN


@pytest.mark.parametrize("write", [np.savez, np.savez_compressed])
def test_that_a_run_written_by_numpy_is_read(saved, tmp_path, write):
    with np.load(saved) as arrays:
        write(tmp_path / "again.npz", **arrays)
    np.testing.assert_array_equal(
        load_run(tmp_path / "again.npz").values[NAME], _run().values[NAME]
    )


def test_that_equal_runs_are_equal_files(saved, tmp_path):
    save_run(_run(), tmp_path / "twin.npz")
    assert (tmp_path / "twin.npz").read_bytes() == saved.read_bytes()


def test_that_saving_over_a_run_leaves_nothing_else_behind(saved):
    save_run(_run(step=124), saved)
    assert load_run(saved).step == 124
    assert os.listdir(saved.parent) == [saved.name]


def test_that_a_crash_while_saving_keeps_the_old_run(saved, monkeypatch):
    def fail(handle):
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk is full"):
        save_run(_run(step=999), saved)
    assert load_run(saved).step == 123
    assert os.listdir(saved.parent) == [saved.name]


def test_that_saving_into_a_missing_folder_raises_os_error(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        save_run(_run(), tmp_path / "nowhere" / "run.npz")


@pytest.mark.parametrize("content", [b"", b"PK", b"hello" * 100, bytes(5000), b"PK\5\6" * 200])
def test_that_what_is_no_archive_is_refused(tmp_path, content):
    path = tmp_path / "run.npz"
    path.write_bytes(content)
    assert "archive" in _refusal(path)


def test_that_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert "no such file" in _refusal(tmp_path / "nowhere.npz")
    assert "folder" in _refusal(tmp_path)


def test_that_every_truncation_is_refused(saved):
    content = saved.read_bytes()
    for length in (*range(0, len(content), 997), *range(len(content) - 60, len(content))):
        saved.write_bytes(content[:length])
        _refusal(saved)


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
        ({"format.npy": _npy(np.array([2]))}, "version 1, received 2"),
        ({"progress.npy": _npy(np.array([-1, 0]))}, "step and epoch from 0"),
        ({"progress.npy": None}, "'progress' is missing"),
        ({"experiment.npy": _npy(np.frombuffer(b"{}", np.uint8))}, "received version None"),
        ({"experiment.npy": _npy(np.frombuffer(b"\xff\xfe", np.uint8))}, "UTF-8"),
        ({f"values/{NAME}.npy": None}, "missing"),
        ({f"values/{NAME}.npy": _npy(np.zeros((3, 3, 1, 9), np.float32))}, "(3, 3, 1, 8)"),
        ({f"values/{NAME}.npy": _npy(np.zeros((3, 3, 1, 8)))}, "received <f8"),
        ({f"values/{NAME}.npy": b"not an array"}, "not an .npy array"),
        ({f"values/{NAME}.npy": _npy(np.zeros((3, 3, 1, 8), np.float32))[:-4]}, "cut off"),
        ({f"values/{NAME}.npy": _npy(np.zeros((3, 3, 1, 8), np.float32)) + b"1"}, "too long"),
        (
            {f"values/{NAME}.npy": _npy(np.asfortranarray(np.zeros((3, 3, 2, 4), np.float32)))},
            "C order",
        ),
        ({"values/9.dense.weight.npy": _npy(np.zeros(3, np.float32))}, "no array called"),
        ({"script.py": b"print()"}, "expected only .npy arrays"),
    ],
)
def test_that_wrong_members_are_refused_in_one_sentence(saved, changes, reason):
    _rewrite(saved, changes)
    assert reason in _refusal(saved)


def test_that_pickled_objects_are_never_unpickled(saved):
    buffer = io.BytesIO()
    np.save(buffer, np.array([Path], object), allow_pickle=True)
    _rewrite(saved, {f"values/{NAME}.npy": buffer.getvalue()})
    assert "not a plain array" in _refusal(saved)


@pytest.mark.parametrize(
    "header",
    ["{" * 900, "('" * 400, "\0" * 100, "{'descr': '<f4', 'shape': (", "9" * 1000, "é" * 50],
)
def test_that_hostile_array_headers_are_refused(saved, header):
    text = header.encode("latin-1")
    content = b"\x93NUMPY\1\0" + struct.pack("<H", len(text)) + text + bytes(288)
    _rewrite(saved, {f"values/{NAME}.npy": content})
    assert "not a plain array" in _refusal(saved)


def test_that_an_experiment_that_asks_for_too_much_is_refused(saved):
    data = json.loads(experiment_to_json(SEED_CNN))
    data["network"]["layers"] = [
        {"kind": "flatten"},
        {"kind": "dense", "units": 16384},
        {"kind": "dense", "units": 16384},
    ]
    text = np.frombuffer(json.dumps(data).encode(), np.uint8)
    _rewrite(saved, {"experiment.npy": _npy(text)})
    assert "parameters" in _refusal(saved)


@pytest.mark.parametrize("name", [f"values/{NAME}.npy", "experiment.npy"])
def test_that_a_zip_bomb_is_refused_unexpanded(saved, name):
    _rewrite(saved, {name: bytes(200_000_000)}, zipfile.ZIP_DEFLATED)
    assert saved.stat().st_size < 400_000
    tracemalloc.start()
    try:
        assert "packed bytes claim to hold 200,000,000" in _refusal(saved)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_that_a_zip_bomb_that_lies_about_its_size_is_refused_early(saved):
    _rewrite(saved, {"experiment.npy": bytes(200_000_000)}, zipfile.ZIP_DEFLATED)
    claimed = struct.pack("<L", 200_000_000)
    saved.write_bytes(saved.read_bytes().replace(claimed, struct.pack("<L", 1000)))
    tracemalloc.start()
    try:
        assert "damaged" in _refusal(saved)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
