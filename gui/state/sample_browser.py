"""Steps from sample to sample, for every panel that shows one."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from core.arrays import IntArray
from core.datasets.sample import Part, Sample
from core.inspection.moment import Moment, WeightsKey
from core.number_words import counted
from core.what_if.edits import NO_EDITS
from gui.state.judged_part import JudgedPart
from gui.state.loaded_data import LoadedData
from gui.state.moment import CurrentMoment
from gui.state.sample import CurrentSample
from gui.state.sample_choice import SampleChoice


class SampleBrowser(QObject):
    """Holds which samples one steps through: of one part, of one class, or the mistakes.

    Mistakes are those of one run at one step.  More training leaves them as they are until
    they are asked for again; another run has them judged anew.

    Parameters
    ----------
    data : LoadedData
    sample : CurrentSample
        Is moved.
    moment : CurrentMoment
        Says whose mistakes are asked for.

    Signals
    -------
    changed()
        Other samples fit, or more is known of them.
    judgement_wanted(Part)
        The mistakes of a part are asked for: the owner should call `take_judgement`.
    """

    changed = Signal()
    judgement_wanted = Signal(object)

    def __init__(
        self,
        data: LoadedData,
        sample: CurrentSample,
        moment: CurrentMoment,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._data = data
        self._sample = sample
        self._moment = moment
        self._choice = SampleChoice(np.random.default_rng())
        self._part: Part | None = None
        self._before_drawing = Part.TEST, 0
        self._class: int | None = None
        self._only_mistakes = False
        self._judged: dict[Part, JudgedPart] = {}
        self._asked_of: WeightsKey | None = None  # the weights that are to judge
        self._on_data_changed()
        data.changed.connect(self._on_data_changed)
        data.own_changed.connect(self._on_data_changed)
        sample.changed.connect(self._on_sample_changed)
        moment.changed.connect(self._on_moment)

    @property
    def part(self) -> Part | None:
        """The part that samples are picked from; None until data is loaded."""
        return self._part

    @property
    def index(self) -> int:
        """Of the shown sample in its part."""
        sample = self._sample.sample
        return sample.index if sample is not None and sample.part is self._part else 0

    @property
    def count(self) -> int:
        """How many images the part holds."""
        return 0 if self._part is None else self._data.count(self._part)

    @property
    def wanted_class(self) -> int | None:
        """The only class one steps through; None is any."""
        return self._class

    @property
    def only_mistakes(self) -> bool:
        """Whether one steps through misjudged samples only."""
        return self._only_mistakes

    @property
    def is_judging(self) -> bool:
        """Whether the mistakes are not known yet."""
        return self._only_mistakes and self._part not in self._judged

    @property
    def matching(self) -> IntArray:
        """Indices of the samples one steps through, ascending."""
        return self._choice.matching

    @property
    def may_step(self) -> bool:
        """Whether there is a sample to step to."""
        return self._part is not None and not self.is_judging and len(self._choice) > 0

    def text(self) -> str:
        """Return which samples one steps through, if not all: ``234 mistakes at step 601``."""
        if self._part is None or (self._class is None and not self._only_mistakes):
            return ""
        if self.is_judging:
            return "judging…"
        names = self._data.dataset.class_names if self._data.dataset is not None else ()
        of = "" if self._class is None else f" of class {names[self._class]}"
        number = len(self._choice)
        if not self._only_mistakes:
            return f"{counted(number, 'image')}{of}" if number else f"no image{of}"
        step = self._judged[self._part].step
        what = counted(number, "mistake") if number else "no mistakes"
        return f"{what}{of} at step {step:,}"

    @Slot()
    def choose_random(self) -> None:
        """Show any sample that fits; in place of a drawing, of those one had before."""
        self._leave_drawing()
        self._step_to(self._choice.random(self.index))

    @Slot()
    def choose_next(self) -> None:
        """Show the next sample that fits; after the last comes the first."""
        self._leave_drawing()
        self._step_to(self._choice.next_to(self.index, 1))

    @Slot()
    def choose_previous(self) -> None:
        """Show the sample before this one that fits; before the first comes the last."""
        self._leave_drawing()
        self._step_to(self._choice.next_to(self.index, -1))

    @Slot(int)
    def show_index(self, index: int) -> None:
        """Show the sample with that index, whether or not it fits."""
        if self._part is not None:
            self._sample.show(self._data.sample(self._part, index))

    def choose_part(self, part: Part) -> None:
        """Pick from another part."""
        self._take_part(part)
        self._narrow(move=True)

    def choose_class(self, wanted: int | None) -> None:
        """Step through one class only; None takes any."""
        self._class = wanted
        self._narrow(move=True)

    def choose_mistakes(self, is_on: bool) -> None:
        """Step through misjudged samples only, or through all again."""
        if is_on != self._only_mistakes:
            if is_on and self._part is Part.DRAWING:
                self._part = self._data.parts()[0]  # where there are mistakes to step through
            self._only_mistakes = is_on
            self._ask_again()
            self._narrow(move=is_on)

    @Slot(object)
    def take_judgement(self, judged: JudgedPart) -> None:
        """Take what a network said of every sample of a part.

        One of a data set that has been replaced meanwhile is ignored.
        """
        if len(judged.predicted) != self._data.count(judged.part):
            return
        self._judged[judged.part] = judged
        if judged.part is self._part and self._only_mistakes:
            self._narrow(move=True)

    def _leave_drawing(self) -> None:
        """Go back from a drawing to the sample that was shown before it."""
        part, index = self._before_drawing
        if self._part is Part.DRAWING:
            if index >= self._data.count(part):  # it is no longer there
                part, index = self._data.parts()[0], 0
            self._take_part(part)
            self._narrow(move=False)
            self.show_index(index)

    def _step_to(self, index: int | None) -> None:
        if index is not None and self.may_step:
            self.show_index(index)

    def _narrow(self, *, move: bool) -> None:
        """Work out which samples fit; with `move`, leave one that does not."""
        part = self._part
        if self.is_judging:
            self._choice.clear()  # what fitted is of other images, or judged by others
        elif part is not None:
            judged = self._judged.get(part) if self._only_mistakes else None
            predicted = None if judged is None else judged.predicted
            self._choice.narrow(self._data.labels(part), self._class, predicted)
            if move:
                self._leave_what_does_not_fit(part)
        self.changed.emit()

    def _leave_what_does_not_fit(self, part: Part) -> None:
        nearest, sample = self._choice.nearest(self.index), self._sample.sample
        fits = sample is not None and (sample.part, sample.index) == (part, nearest)
        if nearest is not None and not fits:
            self.show_index(nearest)

    def _take_part(self, part: Part) -> None:
        self._part = part
        if part is Part.DRAWING:  # there is one, whatever it is and is taken for
            self._class, self._only_mistakes = None, False
        self._ask_again()

    def _ask_again(self) -> None:
        """Have the part judged by the shown network, unless it has been."""
        moment, part = self._moment.moment, self._part
        if not self._only_mistakes or part is None:
            return
        by = ("", -1, NO_EDITS) if moment is None else moment.weights_key
        judged = self._judged.get(part)
        if judged is None or judged.weights_key != by:
            self._judged.pop(part, None)
            self._asked_of = by
            self.judgement_wanted.emit(part)

    @Slot()
    def _on_data_changed(self) -> None:
        """Show an image of the new data at the old place."""
        self._judged.clear()
        parts, dataset = self._data.parts(), self._data.dataset
        classes = 0 if dataset is None else len(dataset.class_names)
        if self._class is not None and self._class >= classes:
            self._class = None
        sample = self._sample.sample
        wanted = self._part if sample is None else sample.part
        self._part = wanted if wanted in parts else parts[0] if parts else None
        if self._part is not None:
            self._narrow(move=False)
            self.show_index(min(self.index, self.count - 1))
            self._ask_again()
        self.changed.emit()

    @Slot(object)
    def _on_sample_changed(self, sample: Sample) -> None:
        """Follow a sample, wherever it was chosen."""
        if sample.part is not Part.DRAWING:
            self._before_drawing = sample.part, sample.index
        if sample.part is not self._part and sample.part in self._data.parts():
            self._take_part(sample.part)
            self._narrow(move=False)

    @Slot(object)
    def _on_moment(self, moment: Moment) -> None:
        """Forget the mistakes of a run, or a changed network, that is no longer shown."""
        shown = moment.run_id, moment.edits
        others = [p for p, one in self._judged.items() if (one.run_id, one.edits) != shown]
        for part in others:
            del self._judged[part]
        asked_of = self._asked_of
        is_under_way = asked_of is not None and (asked_of[0], asked_of[2]) == shown
        if self.is_judging and (self._part in others or not is_under_way):
            self._ask_again()
            self._narrow(move=False)
