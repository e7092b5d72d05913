"""Bring the channels of images to mean 0 and standard deviation 1."""

from __future__ import annotations

import numpy as np

from core.arrays import ByteArray, FloatArray, IntArray
from core.data_description import STANDARDISE, DataDescription
from core.errors import SpecError
from core.experiment import Experiment
from core.layers.catalog import STANDARDISER
from core.network import Network
from core.network_spec import Channel, NetworkSpec

_LEVELS = 256
_PIECE = 4_096


def is_standardised(experiment: Experiment) -> bool:
    """Return whether the images of an experiment are to be standardised."""
    return DataDescription.of(experiment.data).normalise == STANDARDISE


def with_standardiser(experiment: Experiment) -> Experiment:
    """Return an experiment whose network begins with a standardiser just if its data wants it.

    The standardiser is a layer like others: its numbers are kept with the weights, go into
    every export, and whatever is shown to the network passes through it.
    """
    network = experiment.network
    has_one = network.layers[:1] == (STANDARDISER,)
    if has_one is is_standardised(experiment):
        return experiment
    layers = network.layers[1:] if has_one else (STANDARDISER, *network.layers)
    shift = -1 if has_one else 1
    return experiment.replace(
        network=NetworkSpec(
            network.input_shape,
            layers,
            _shifted(network.silenced, shift),
            _shifted(network.frozen_units, shift),
            network.keeps_zeros,
        )
    )


def check_standardiser(experiment: Experiment) -> None:
    """Raise unless the network standardises its images if they are to be.

    Raises
    ------
    SpecError
        The text says what to do.
    """
    if is_standardised(experiment) and experiment.network.layers[:1] != (STANDARDISER,):
        raise SpecError(
            "The data is to be standardised, so the network must begin with a frozen "
            f"{STANDARDISER.TITLE} with epsilon {STANDARDISER.epsilon}: fit the network to the "
            "data."
        )


def standardise(
    experiment: Experiment, network: Network, images: ByteArray, rows: IntArray
) -> None:
    """Give the standardiser of a network, if it has one, the moments of the images it reads.

    Parameters
    ----------
    experiment : Experiment
    network : Network
        Made from the experiment's.
    images : ndarray of uint8, shape (N, H, W, C)
    rows : ndarray of int
        Those that are trained on.
    """
    if not is_standardised(experiment):
        return
    mean, variance = channel_moments(images, rows)
    state = network.layers[0].state
    for name, value in (("running_mean", mean), ("running_variance", variance)):
        array = state[name]
        array[...] = np.tile(
            value, len(array) // len(value)
        )  # flat samples: channels innermost


def channel_moments(images: ByteArray, rows: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return mean and variance of every channel, of brightness from 0 to 1.

    All pixels are counted by their level, so the sums are exact, whatever the order.  A
    channel that is the same everywhere has variance 1, so that it becomes 0 and nothing else.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W, C)
    rows : ndarray of int, shape (M,), at least one

    Returns
    -------
    mean, variance : ndarray of float64, shape (C,)
    """
    channels = images.shape[3]
    counts = np.zeros((channels, _LEVELS), np.int64)
    for first in range(0, len(rows), _PIECE):
        piece = images[rows[first : first + _PIECE]]
        for channel in range(channels):
            pixels = piece[..., channel].reshape(-1)
            counts[channel] += np.bincount(pixels, minlength=_LEVELS)
    total = int(counts[0].sum())
    levels = np.arange(_LEVELS)
    sums = counts @ levels
    squares = counts @ levels**2
    mean = sums / total
    # in whole numbers of any size, for two large ones that are nearly equal are subtracted
    spread = [total * int(s2) - int(s1) ** 2 for s1, s2 in zip(sums, squares, strict=True)]
    variance = np.array([one / total**2 if one else 255.0**2 for one in spread])
    return mean / 255, variance / 255**2


def _shifted(channels: tuple[Channel, ...], by: int) -> tuple[Channel, ...]:
    return tuple((at + by, channel) for at, channel in channels if at + by >= 0)
