"""Show a data set in all panels."""

from __future__ import annotations

from core.datasets.dataset import Dataset
from core.datasets.sample import Part
from core.experiment import Experiment
from gui.state.lab_state import LabState


def use_data(state: LabState, dataset: Dataset, experiment: Experiment) -> None:
    """Show `dataset` split as `experiment` splits it; of another one, its first image.

    What the user drew stays in sight where it is a drawing for the other one, too.
    """
    is_other = dataset is not state.data.dataset
    state.data.use(dataset, experiment.validation_share, experiment.seed)
    parts, shown = state.data.parts(), state.sample.sample
    is_own = (
        shown is not None and shown.part in (Part.DRAWING, Part.OWN) and shown.part in parts
    )
    if is_other and parts and not is_own:
        state.sample.show(state.data.sample(parts[0], 0))
