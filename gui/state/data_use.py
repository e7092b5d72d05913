"""Show a data set in all panels."""

from __future__ import annotations

from core.datasets.dataset import Dataset
from core.experiment import Experiment
from gui.state.lab_state import LabState


def use_data(state: LabState, dataset: Dataset, experiment: Experiment) -> None:
    """Show `dataset` split as `experiment` splits it; of another one, its first image."""
    is_other = dataset is not state.data.dataset
    state.data.use(dataset, experiment.validation_share, experiment.seed)
    parts = state.data.parts()
    if is_other and parts:
        state.sample.show(state.data.sample(parts[0], 0))
