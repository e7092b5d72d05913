"""Trained networks of every kind of layer, drawn at random, to be exported."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.experiment import Experiment
from core.exporting.trained_model import trained_model
from core.network_spec import build_network, may_be_silenced
from core.optimizers.sgd import SGDSpec
from core.training.snapshot import named_arrays, named_states
from tests.support.layer_cases import LAYER_CASES
from tests.support.random_networks import draw_network

#: Largest difference of an output, as a share of the largest one or of 1.
TOLERANCE = 1e-5
IMAGES = 256


def model_of(spec, seed, values=()):
    """Return a `TrainedModel` of a spec; weights that are not given are drawn."""
    rng = np.random.default_rng([seed, 31])
    network = build_network(spec, rng=rng)
    for path, array in named_arrays(network):
        if path in values:
            array[...] = values[path]
        elif path.endswith("bias"):
            array[...] = rng.standard_normal(array.shape)
    for path, array in named_states(network):
        drawn = rng.uniform(0.5, 2, array.shape)
        array[...] = drawn if path.endswith("variance") else drawn - 1
    experiment = Experiment(spec, SGDSpec())
    return trained_model(experiment, dict(named_arrays(network)), step=seed)


def drawn_model(seed):
    """Return the model number `seed`; in some a few channels are silenced."""
    drawn = draw_network(seed)
    spec, outlines = drawn.spec, drawn.spec.outline()
    quiet = [
        (at, outlines[at].output_shape[-1] - 1)
        for at in range(len(outlines))
        if seed % 3 == 0 and may_be_silenced(outlines, at)
    ]
    return model_of(replace(spec, silenced=tuple(quiet[:2])), seed, drawn.values)


def model_with(case):
    """Return a model that has the layer of a case of `LAYER_CASES` between others."""
    return model_of(LAYER_CASES[case].network(), 1)


def images_for(model, count=IMAGES):
    """Return uint8 images for a model; most of their pixels are blank."""
    rng = np.random.default_rng(5)
    shape = (count, *model.experiment.network.input_shape)
    return (rng.integers(0, 256, shape) * (rng.random(shape) < 0.5)).astype(np.uint8)


def check_parity(model, outputs, images):
    """Check that outputs are those of our own network.

    Raises
    ------
    AssertionError
    """
    ours = model.says(images)
    assert outputs.shape == ours.shape
    assert np.isfinite(ours).all()
    largest = np.abs(outputs - ours).max()
    assert largest <= TOLERANCE * max(1, np.abs(ours).max()), model.experiment.network
