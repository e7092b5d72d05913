"""The one moment of a run that every panel shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from core.arrays import FloatArray
from core.experiment import Experiment
from core.network_spec import LayerOutline, NetworkSpec
from core.trace import Trace
from core.training.snapshot import Snapshot
from gui.state.sample import Sample


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """One run, one step, one sample: everything on screen comes from one `Moment`.

    Attributes
    ----------
    network : NetworkSpec
        Of the run, which need not be the one that is being edited.
    outlines : tuple of LayerOutline
    snapshot : Snapshot
        Weights and batch gradients at that step.
    initial : mapping of str to ndarray
        Weights at step 0 of the same run, by path.
    sample : Sample
    trace : Trace
        What the weights of `snapshot` make of `sample`.
    experiment : Experiment or None
        What the run was made from; None if only its network is known.
    """

    network: NetworkSpec
    outlines: tuple[LayerOutline, ...]
    snapshot: Snapshot
    initial: Mapping[str, FloatArray]
    sample: Sample
    trace: Trace
    experiment: Experiment | None = None


class CurrentMoment(QObject):
    """Holds the shown `Moment`; panels observe `changed`.

    Signals
    -------
    changed(Moment)
        At most once per frame while training runs.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moment: Moment | None = None

    @property
    def moment(self) -> Moment | None:
        """What is shown; None until the first digit has been through the network."""
        return self._moment

    def show(self, moment: Moment) -> None:
        """Make `moment` the shown one."""
        self._moment = moment
        self.changed.emit(moment)
