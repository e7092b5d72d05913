"""The stand-alone NumPy script trains as the engine does."""

import runpy
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.datasets.dataset import Dataset, LabelledImages
from core.documents.weights_session import session_of_weights
from core.errors import SpecError
from core.experiment import Experiment
from core.exporting.catalog import EXPORTERS
from core.exporting.trained_model import trained_model
from core.formats.run_file import TrainedRun
from core.losses.catalog import LOSSES
from core.optimizers.catalog import OPTIMIZERS
from core.optimizers.momentum import MomentumSpec
from core.training.snapshot import named_arrays
from tests.support.exported_models import drawn_model, model_with
from tests.support.layer_cases import LAYER_CASES
from tests.support.quick_sample import quick_sample

STEPS, IMAGES = 4, 24
#: Dropout draws its masks elsewhere than the engine does.
CASES = [case for case in LAYER_CASES if "dropout" not in case]
KINDS = list(OPTIMIZERS)


def dataset_for(network):
    """Return images that a network reads, with a label each."""
    rng = np.random.default_rng(6)
    shape = (
        network.input_shape if len(network.input_shape) == 3 else (*network.input_shape, 1, 1)
    )
    images = rng.integers(0, 256, (IMAGES, *shape)).astype(np.uint8)
    classes = network.outline()[-1].output_shape[-1]
    labels = (np.arange(IMAGES) % classes).astype(np.int64)
    names = tuple(map(str, range(classes)))
    return Dataset("drawn", LabelledImages(images, labels), None, names)


def experiment_for(network, **changes):
    """Return an experiment of full batches, with a loss that fits the last layer."""
    last = network.layers[-1].KIND
    loss = next((kind for kind, one in LOSSES.items() if last in one.LAST_LAYERS),
                "mean_squared_error")  # fmt: skip
    return Experiment(
        network,
        **{"optimizer": MomentumSpec(0.01), "loss": loss, "batch_size": None,
           "validation_share": 0.0, "epochs": STEPS} | changes,
    )  # fmt: skip


def check_steps(model, experiment, folder):
    """Compare the weights after a few steps, of the script and of the engine."""
    dataset = dataset_for(experiment.network)
    model = trained_model(experiment, model_arrays(model), 0)
    session = session_of_weights(TrainedRun(experiment, model_arrays(model), 0, 0), dataset)
    for path, content in EXPORTERS["numpy"].files(model, Path("m.py")).items():
        (folder / path).write_bytes(content)
    script = runpy.run_path(str(folder / "m.py"))
    script["train"](dataset.train.images, dataset.train.labels, STEPS)
    while session.step < STEPS:
        list(session.run_step())
    session.end_threads()
    trained = {
        path: array
        for path, array in named_arrays(session.network)
        if path in model.values  # how many masks were drawn is the engine's own
    }
    with np.load(folder / "m.weights.npz") as stored:
        for path, array in trained.items():
            moved = np.abs(array - model.values[path]).max()
            allowed = 1e-5 * max(1, np.abs(array).max()) + 1e-4 * moved
            assert np.abs(stored[path] - array).max() <= allowed, path
    assert not all(np.array_equal(one, model.values[path]) for path, one in trained.items())
    return script


def model_arrays(model):
    return dict(named_arrays(model.network))


@pytest.mark.parametrize("case", quick_sample(CASES, 4))
def test_that_every_kind_of_layer_is_trained_as_the_engine_does(case, tmp_path):
    model = model_with(case)
    check_steps(model, experiment_for(model.experiment.network), tmp_path)


@pytest.mark.parametrize("kind", quick_sample(KINDS, 4))
def test_that_every_optimiser_steps_as_the_engine_does(kind, tmp_path):
    model = model_with("conv2d")
    spec = OPTIMIZERS[kind]()
    check_steps(model, experiment_for(model.experiment.network, optimizer=spec), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_that_networks_drawn_at_random_are_trained_as_the_engine_does(seed, tmp_path):
    model = drawn_model(seed)
    network = model.experiment.network
    if any(layer.DROPS_NUMBERS for layer in network.layers):
        network = replace(network, silenced=(), layers=tuple(
            replace(layer, rate=0.0) if layer.DROPS_NUMBERS else layer
            for layer in network.layers))  # fmt: skip
    try:
        network.outline()
    except SpecError:
        pytest.skip("not a network without its silenced channels")
    changes = {"clip_norm": 0.5} if seed % 3 == 0 else {}
    check_steps(model, experiment_for(network, **changes), tmp_path)


def test_that_penalties_clipping_and_what_stays_as_it_is_are_kept(tmp_path):
    model = model_with("batch_norm on maps")
    network = model.experiment.network
    layers = list(network.layers)
    layers[0] = replace(layers[0], l2=0.1)
    layers[1] = replace(layers[1], frozen=True)
    network = replace(network, layers=tuple(layers), frozen_units=((0, 1),))
    check_steps(model, experiment_for(network, clip_norm=0.3), tmp_path)


def test_that_what_was_pruned_stays_0_in_the_script_too(tmp_path):
    model = model_with("dense")
    for path, array in named_arrays(model.network):
        if path.endswith("weight"):
            array.reshape(-1)[::3] = 0
    network = replace(model.experiment.network, keeps_zeros=True)
    check_steps(model, experiment_for(network), tmp_path)
    with np.load(tmp_path / "m.weights.npz") as stored:
        kept = [stored[path] for path in stored.files if path.endswith("dense.weight")]
    assert kept
    assert not any(array.reshape(-1)[::3].any() for array in kept)


@pytest.mark.slow
def test_that_the_script_trains_and_predicts_as_a_program_of_its_own(tmp_path):
    model = model_with("dense")
    dataset = dataset_for(model.experiment.network)
    for path, content in EXPORTERS["numpy"].files(model, Path("m.py")).items():
        (tmp_path / path).write_bytes(content)
    np.savez(tmp_path / "data.npz", images=dataset.train.images, labels=dataset.train.labels)
    np.save(tmp_path / "images.npy", dataset.train.images)

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-I", "m.py", *arguments],
            cwd=tmp_path, capture_output=True, check=True, text=True,
        ).stdout  # fmt: skip

    said = run("train", "data.npz", "3").splitlines()
    assert [line.partition(":")[0] for line in said] == ["epoch 1", "epoch 2", "epoch 3"]
    losses = [float(line.rpartition(" ")[2]) for line in said]
    assert losses[2] < losses[0]
    predicted = run("predict", "images.npy").split()
    assert len(predicted) == IMAGES
    assert predicted == run("images.npy").split()
