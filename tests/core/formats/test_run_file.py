"""None"""

import os

import numpy as np
import pytest

from core.experiment import experiment_from_json
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
from core.training.snapshot import load_values, take_snapshot
from tests.support.saved_runs import NAME, make_run, npy, refusal, rewrite


@pytest.mark.parametrize("name", list(PRESETS))
def test_that_a_run_comes_back_bit_for_bit(tmp_path, name):
    run = make_run(PRESETS[name])
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
    expected = {path: value.shape for path, value in make_run(PRESETS[name]).values.items()}
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
    rewrite(path, {"state/2.dropout.draws.npy": npy(np.array([draws]))})
    network = build_network(STATEFUL.network, rng=np.random.default_rng(5))
    load_values(network, load_run(path).values)
    assert network.forward(np.ones((2, 4, 4, 1)), training=True).shape == (2, 10)


def test_that_a_missing_state_is_refused_by_name(tmp_path):
    path = tmp_path / "run.npz"
    save_run(_stateful_run(), path)
    rewrite(path, {"state/0.batch_norm.running_mean.npy": None})
    assert "state/0.batch_norm.running_mean" in refusal(path)


def test_that_numpy_alone_can_open_a_run(saved):
    with np.load(saved, allow_pickle=False) as arrays:
        assert arrays["progress"].tolist() == [123, 2]
        text = arrays["experiment"].tobytes().decode()
        np.testing.assert_array_equal(arrays[f"values/{NAME}"], make_run().values[NAME])
    assert experiment_from_json(text) == SEED_CNN


@pytest.mark.parametrize("write", [np.savez, np.savez_compressed])
def test_that_a_run_written_by_numpy_is_read(saved, tmp_path, write):
    with np.load(saved) as arrays:
        write(tmp_path / "again.npz", **arrays)
    np.testing.assert_array_equal(
        load_run(tmp_path / "again.npz").values[NAME], make_run().values[NAME]
    )


def test_that_equal_runs_are_equal_files(saved, tmp_path):
    save_run(make_run(), tmp_path / "twin.npz")
    assert (tmp_path / "twin.npz").read_bytes() == saved.read_bytes()


def test_that_saving_over_a_run_leaves_nothing_else_behind(saved):
    save_run(make_run(step=124), saved)
    assert load_run(saved).step == 124
    assert os.listdir(saved.parent) == [saved.name]


def test_that_a_crash_while_saving_keeps_the_old_run(saved, monkeypatch):
    def fail(handle):
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk is full"):
        save_run(make_run(step=999), saved)
    assert load_run(saved).step == 123
    assert os.listdir(saved.parent) == [saved.name]


def test_that_saving_into_a_missing_folder_raises_os_error(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        save_run(make_run(), tmp_path / "nowhere" / "run.npz")
