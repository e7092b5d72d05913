"""A trained network, ready to be written in another program's way."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import ByteArray, FloatArray, frozen_copy
from core.catalogue.data_credit import DataCredit, credit_entries
from core.experiment import Experiment
from core.exporting.export_error import ExportError
from core.network import Network
from core.network_spec import LayerOutline, build_network
from core.random_streams import random_stream
from core.sentence import sentence
from core.training.snapshot import load_values, named_arrays

#: What a pixel of full ink is stored as.
FULL_INK = 255


@dataclass(frozen=True, slots=True, eq=False)
class TrainedModel:
    """What exporters write.

    Attributes
    ----------
    experiment : Experiment
    step : int
        After how many steps the weights are these.
    outlines : tuple of LayerOutline
    values : mapping of str to ndarray of float32
        All that decides what the network says, by path: parameters, and the running mean and
        variance of batch normalisations.
    network : Network
        With these values.
    credit : DataCredit or None
        Whose the images are it was trained on, as far as that is known.
    class_names : tuple of str
        One for each output, each a printable line; empty if they are not known.
    """

    experiment: Experiment
    step: int
    outlines: tuple[LayerOutline, ...]
    values: Mapping[str, FloatArray]
    network: Network
    credit: DataCredit | None = None
    class_names: tuple[str, ...] = ()

    @property
    def data_notes(self) -> dict[str, str]:
        """What is known of the data, as texts by name: its classes, whose the images are."""
        notes = credit_entries(self.credit, "data_")
        if self.class_names:
            notes["class_names"] = json.dumps(self.class_names, ensure_ascii=False)
        return notes

    def named(self, class_names: Sequence[str]) -> TrainedModel:
        """Return the same with names of its classes, if there is one for every output."""
        if math.prod(self.outlines[-1].output_shape) != len(class_names):
            return self
        return replace(self, class_names=tuple(sentence(name) for name in class_names))

    def says(self, images: ByteArray) -> FloatArray:
        """Return what the network gives for images of uint8, shape (N, outputs)."""
        x = images.reshape(len(images), *self.experiment.network.input_shape)
        with np.errstate(all="ignore"):  # what overflows is compared as it is
            return self.network.forward(x.astype(np.float32) / np.float32(FULL_INK),
                                        training=False)  # fmt: skip

    def check_finite(self, name: str) -> None:
        """Raise unless there are weights that something can be computed with.

        Raises
        ------
        ExportError
            The text begins with `name` and says which array is at fault.
        """
        for path, value in self.values.items():
            if not np.isfinite(value).all():
                raise ExportError(
                    f"{name}: {path} is infinite or undefined at step {self.step:,}, so there "
                    "is no model to export; choose an earlier moment with --step"
                )


def trained_model(
    experiment: Experiment,
    values: Mapping[str, NDArray[Any]],
    step: int,
    credit: DataCredit | None = None,
) -> TrainedModel:
    """Return a network with the weights of a run.

    Parameters
    ----------
    experiment : Experiment
    values : mapping of str to ndarray
        Every parameter and every layer's state by path.
    step : int
    credit : DataCredit, optional
        Of the images it was trained on.
    """
    outlines = experiment.network.outline()
    network = build_network(experiment.network, rng=random_stream(0, "init"))
    load_values(network, values)
    # how many masks were drawn is of no matter in use
    dropping = {at for at, outline in enumerate(outlines) if outline.spec.DROPS_NUMBERS}
    used = {
        path: frozen_copy(array)
        for path, array in named_arrays(network)
        if int(path.partition(".")[0]) not in dropping
    }
    return TrainedModel(experiment, step, outlines, MappingProxyType(used), network, credit)


def value_path(outline: LayerOutline, name: str) -> str:
    """Return the path of a layer's parameter or state."""
    return f"{outline.position}.{outline.spec.KIND}.{name}"
