"""A network that another program made, as one of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.arrays import FloatArray
from core.experiment import Experiment
from core.formats.run_file import TrainedRun


@dataclass(frozen=True, slots=True, eq=False)
class ImportedModel:
    """What was found in a file.

    Attributes
    ----------
    experiment : Experiment
        Its network is that of the file; how it was trained is known of our own exports only.
    values : mapping of str to ndarray
        Every parameter and every layer's state by path.
    remarks : tuple of str
        What is not quite as it was in the file, a sentence each.
    """

    experiment: Experiment
    values: Mapping[str, FloatArray]
    remarks: tuple[str, ...] = ()

    @property
    def run(self) -> TrainedRun:
        """The same as a run that begins with these weights."""
        return TrainedRun(self.experiment, self.values, step=0, epoch=0)

    @property
    def parameter_count(self) -> int:
        """How many numbers training would change."""
        return sum(outline.parameter_count for outline in self.experiment.network.outline())
