"""What the inspector is asked, and what it answers with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.arrays import FloatArray, IntArray
from core.datasets.dataset import LabelledImages
from core.experiment import Experiment
from core.network_spec import NetworkSpec
from core.training.snapshot import Snapshot
from gui.state.sample import Part, Sample


@dataclass(frozen=True, slots=True, eq=False)
class TraceRequest:
    """Run one sample through one state of a network and back.

    Attributes
    ----------
    drops : bool
        Whether dropout drops as in training.
    """

    experiment: Experiment
    snapshot: Snapshot
    initial: Mapping[str, FloatArray]
    sample: Sample
    drops: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class PredictionRequest:
    """Judge every image of one part."""

    network: NetworkSpec
    snapshot: Snapshot
    part: Part
    images: LabelledImages
    rows: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Predictions:
    """The class a network gives to every image of one part."""

    part: Part
    labels: IntArray
