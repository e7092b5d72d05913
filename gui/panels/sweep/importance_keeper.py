"""Has the importances worked out, away from the main thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from core.sweeping.importance import FEWEST_TRIALS, METHOD, importances
from core.sweeping.sweep_spec import SweepSpec
from core.sweeping.trial_row import TrialRow, TrialState
from gui.background.attempt import Attempt
from gui.background.newest_wish import NewestWish
from gui.panels.sweep.importance_picture import ImportancePicture
from gui.panels.sweep.trials import SweepTrials

TOO_FEW = f"{METHOD} needs {FEWEST_TRIALS} finished trials or more."
NO_DIFFERENCE = "All finished trials are equally good."
Weighed = tuple[SweepSpec, tuple[TrialRow, ...]]


class ImportanceKeeper(QObject):
    """Weighs the settings anew whenever a trial has finished.

    Parameters
    ----------
    picture : ImportancePicture
    """

    def __init__(self, picture: ImportancePicture, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self._trials: SweepTrials | None = None
        self._wanted: Weighed | None = None
        self._weighing: NewestWish[Weighed, dict[str, float]] = NewestWish(
            _weigh, name="importance of settings", parent=self
        )
        self._weighing.answered.connect(self._on_weighed)

    def show(self, trials: SweepTrials) -> None:
        """Show how much the settings of these trials matter, once that is known."""
        finished = tuple(row for row in trials.rows if row.state is TrialState.FINISHED)
        wanted = (trials.spec, finished)
        if wanted == self._wanted:
            return
        self._trials, self._wanted = trials, wanted
        if len(finished) < FEWEST_TRIALS:
            self._picture.show_shares({}, TOO_FEW)
        else:
            self._weighing.ask(wanted)

    def shut_down(self) -> None:
        """End the thread, before the window goes."""
        self._weighing.shut_down()

    @Slot(object, object)
    def _on_weighed(self, wish: Weighed, shares: dict[str, float]) -> None:
        trials = self._trials
        if trials is not None and wish == self._wanted:
            titled = {trials.title(name): share for name, share in shares.items()}
            self._picture.show_shares(titled, NO_DIFFERENCE)


def _weigh(wish: Weighed, _attempt: Attempt[Weighed]) -> dict[str, float]:
    return importances(*wish)
