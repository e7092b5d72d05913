"""The smallest weights set to 0, and how accurate the network stays without them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from core.arrays import IntArray
from core.datasets.dataset import LabelledImages
from core.errors import Cancelled, LoadError
from core.inspection.moment import Moment
from core.number_text import percent_text
from core.what_if.prune import Prune
from core.what_if.pruning import PruningCurve, pruning_curve
from gui.background.one_task import OneTask
from gui.panels.what_if.prune_curve import PruneCurve
from gui.state.lab_state import LabState
from gui.widgets.read_out import ReadOut
from gui.widgets.thin_progress import ThinProgress

#: Most news of one judging: more would only keep the main thread from its work.
MOST_NEWS = 50
STAYS = (
    "In a branch that trains further, weights that are 0 stay 0: what was pruned does not grow "
    "again. Switched off, they learn like all others."
)
HINT = "Judge shows how accurate the network stays; a click on a dot sets the slider."
TIP = "Judge the test images with fewer and fewer of the run's weights."


@dataclass(frozen=True, slots=True, eq=False)
class PruneQuestion:
    """Which weights are judged on which images."""

    moment: Moment
    images: LabelledImages
    rows: IntArray


class PruneSection(QWidget):
    """A slider for the share, a button that sets it, and the curve of accuracy.

    Parameters
    ----------
    state : LabState
    name : str
    """

    def __init__(self, state: LabState, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._state = state
        self._question: PruneQuestion | None = None
        self._judged: tuple[str, int] | None = None
        self._task = OneTask("pruning", self)
        self._task.done.connect(self._on_done)
        self._task.failed.connect(self._on_failed)
        self._task.advanced.connect(self._on_advanced)
        self._build(name)

    @property
    def is_busy(self) -> bool:
        """Whether images are being judged."""
        return self._task.is_busy

    @property
    def curve(self) -> PruningCurve | None:
        """What is shown."""
        return self._curve.curve

    def show_question(self, question: PruneQuestion | None) -> None:
        """Take the weights and images that would be judged now."""
        self._question = question
        self._judge.setEnabled(question is not None or self._task.is_busy)
        is_of_these = question is not None and self._judged == _key(question)
        self._curve.set_faded(is_faded=self._curve.curve is not None and not is_of_these)

    def rest(self) -> None:
        """Judge nothing that cannot be seen."""
        if self._task.is_busy:
            self._task.give_up()
            self._show_busy()

    def shut_down(self) -> bool:
        """End the thread."""
        return self._task.shut_down()

    @Slot()
    def _on_judge(self) -> None:
        question = self._question
        if self._task.is_busy:
            self._task.give_up()
        elif question is not None:
            self._task.begin(partial(_curve_of, question))
        self._show_busy()

    @Slot(object)
    def _on_done(self, found: tuple[PruneQuestion, PruningCurve]) -> None:
        self._judged = _key(found[0])
        self._curve.show_curve(found[1])
        self._show_busy()
        self.show_question(self._question)

    @Slot(str)
    def _on_failed(self, why: str) -> None:
        self._show_busy()
        if why:
            self._read_out.show_text(why)

    @Slot(float, str)
    def _on_advanced(self, share: float, _what: str) -> None:
        self._progress.show_share(share)

    @Slot(int)
    def _on_slid(self, percent: int) -> None:
        self._share.setText(percent_text(percent / 100, 0))
        self._curve.show_share(percent / 100)

    @Slot()
    def _on_prune(self) -> None:
        share, stays = self._slider.value() / 100, self._stays.isChecked()
        self._state.what_if.add(Prune(share, keeps_zeros=stays))

    @Slot(float)
    def _on_chosen(self, share: float) -> None:
        self._slider.setValue(round(100 * share))

    @Slot(str)
    def _on_pointed(self, text: str) -> None:
        if text:
            self._read_out.show_text(text)
        else:
            self._read_out.show_hint()

    def _show_busy(self) -> None:
        is_busy = self._task.is_busy
        self._judge.setText("Cancel" if is_busy else "Judge")
        self._judge.setEnabled(is_busy or self._question is not None)
        self._progress.setVisible(is_busy)
        self._progress.setValue(0)

    def _build(self, name: str) -> None:
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName(f"{name}_slider")
        self._slider.setAccessibleName("Share of the weights to set to 0, in percent")
        self._slider.setToolTip("Share of the weights to set to 0, the smallest first.")
        self._slider.setRange(0, 100)
        self._share = QLabel()
        self._share.setObjectName(f"{name}_share")
        self._share.setProperty("role", "number")
        self._share.setMinimumWidth(40)
        prune = QPushButton("Set to 0")
        prune.setObjectName(f"{name}_apply")
        prune.setToolTip("Set the smallest weights of all layers to 0; biases stay.")
        prune.clicked.connect(self._on_prune)
        self._stays = QCheckBox("stay 0")
        self._stays.setObjectName(f"{name}_stays")
        self._stays.setChecked(True)
        self._stays.setToolTip(STAYS)
        self._judge = QPushButton("Judge")
        self._judge.setObjectName(f"{name}_judge")
        self._judge.setToolTip(TIP)
        self._judge.clicked.connect(self._on_judge)
        self._curve = PruneCurve(self._state.theme, f"{name}_curve")
        self._curve.pointed.connect(self._on_pointed)
        self._curve.chosen.connect(self._on_chosen)
        self._progress = ThinProgress(f"{name}_progress", "Judged so far")
        self._progress.hide()
        self._read_out = ReadOut(f"{name}_read_out", HINT)
        self._slider.valueChanged.connect(self._on_slid)
        self._slider.setValue(50)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._slider, 1)
        for part in (self._share, prune, self._stays, self._judge):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._progress)
        column.addWidget(self._curve, 1)
        column.addWidget(self._read_out)


def _key(question: PruneQuestion) -> tuple[str, int]:
    return question.moment.run_id, question.moment.snapshot.step


def _curve_of(
    question: PruneQuestion,
    *,
    progress: Callable[[float, str], object],
    cancelled: Callable[[], bool],
) -> tuple[PruneQuestion, PruningCurve]:
    """Judge the run's own weights, away from the main thread."""
    shown = 0

    def advance(share: float, text: str) -> None:
        nonlocal shown
        if cancelled():
            raise Cancelled("the curve is no longer wanted")
        if int(share * MOST_NEWS) > shown:
            shown = int(share * MOST_NEWS)
            progress(share, text)

    moment = question.moment
    experiment = moment.run_experiment or moment.experiment
    if experiment is None:
        raise LoadError("Only the network of this run is known: nothing can be judged.")
    snapshot = moment.snapshot if moment.unedited is None else moment.unedited
    curve = pruning_curve(
        experiment, snapshot, question.images, question.rows, progress=advance
    )
    return question, curve
