"""Walk through images whose label may be wrong, and correct them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.datasets.label_changes import Row, row_of
from core.datasets.sample import Part
from core.exploring.exploration import Exploration
from core.exploring.parts import PART_WORDS, Place, part_named
from core.exploring.suspects import Suspects
from core.index_words import index_words
from core.inspection.moment import Moment
from gui.lab.run_shelf import RunShelf
from gui.panels.data.label_keeper import LabelKeeper
from gui.panels.data.label_queue import (
    Doubt,
    class_name,
    doubts_of_places,
    doubts_of_suspects,
    image_at,
    source_row,
    tiles_of_doubts,
)
from gui.panels.data.label_view import LabelView
from gui.panels.data.suspect_search import SuspectSearch
from gui.panels.data.suspecting import SuspectWish, Witness
from gui.state.lab_state import LabState

SEARCHING = "Looking for images that are nearest to one of another class…"
ASKING = "Asking the network…"
NO_DOUBT = "No label is in doubt: every nearest neighbour has the same."
AGREES = "No label is in doubt: the network says the same of every image."
NO_RUN = "There is no trained network yet: train one, or ask the neighbours."
STOPPED = "The search was cancelled; what was found until then is shown."


class LabelPage(QWidget):
    """One image after the other: what it is called, who doubts it, and what it is to be called.

    Keys 0 to 9 choose a class, Enter and the arrows go on and back, Ctrl+Z undoes.

    Parameters
    ----------
    state : LabState
    name : str
    shelf : RunShelf or None
        Beside its runs lists are kept that cannot lie beside their data.

    Signals
    -------
    chosen(Place)
        An image is looked at: it becomes the sample.
    """

    chosen = Signal(object)

    def __init__(
        self, state: LabState, name: str, shelf: RunShelf | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._state = state
        self._exploration: Exploration | None = None
        self._doubts: tuple[Doubt, ...] = ()
        self._found: tuple[tuple[Place, ...], str] | None = None
        self._at = 0
        self.keeper = LabelKeeper(lambda: None if shelf is None else shelf.folder, self)
        self.keeper.changed.connect(self._show)
        self._search = SuspectSearch(self)
        self._search.found.connect(self._take)
        view = self._view = LabelView(state.theme, name, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(view)
        self.keeper.failed.connect(view.show_trouble)
        self._search.failed.connect(self._on_failed)
        self._search.advanced.connect(view.show_progress)
        view.class_chosen.connect(self._on_class)
        view.next_wanted.connect(self._on_next)
        view.previous_wanted.connect(self._on_previous)
        view.undo_wanted.connect(self._on_undo)
        view.use_wanted.connect(self._on_use)
        view.asked.connect(self._on_asked)
        view.cancel_wanted.connect(self._on_cancel)
        view.grid.chosen.connect(self._go_to)
        self.setFocusProxy(view.image)

    @property
    def doubt(self) -> Doubt | None:
        """The image that is looked at."""
        return self._doubts[self._at] if self._at < len(self._doubts) else None

    @property
    def is_searching(self) -> bool:
        """Whether suspects are looked for."""
        return self._search.is_busy

    def follow(self, exploration: Exploration | None) -> None:
        """Walk through the images of the data in use."""
        dataset = self._state.data.dataset
        self.keeper.follow(self._state.experiment.experiment.data, dataset)
        is_other = exploration is None or self._exploration is None or (
            exploration.parts[0].data is not self._exploration.parts[0].data
        )  # fmt: skip
        self._exploration = exploration
        if is_other:
            self._search.forget()
            self._doubts, self._at, self._found = (), 0, None
        self._view.offer_parts(() if exploration is None else exploration.parts)
        self._ask()
        self._show()

    def show_places(self, places: tuple[Place, ...], why: str) -> None:
        """Walk through images that a check found."""
        self._found = places, why
        self._doubts, self._at = doubts_of_places(places, f"{why[:1].upper()}{why[1:]}."), 0
        self._search.forget_asked()

    def rest(self) -> None:
        """Look for nothing that cannot be seen."""
        self._search.rest()

    def shut_down(self) -> None:
        """End the threads; write what is to be written."""
        self._search.shut_down()
        self.keeper.shut_down()

    def event(self, event: QEvent) -> bool:
        is_undo = (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
        )
        if is_undo:  # elsewhere in the window it is the experiment's
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), event.key() - Qt.Key.Key_0
        if event.matches(QKeySequence.StandardKey.Undo):
            self._on_undo()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right, Qt.Key.Key_Down):
            self._on_next()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self._on_previous()
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9 and event.text().isdecimal():
            self._on_class(index)
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        """Have suspects looked for, unless they are known or a check's images are shown."""
        exploration, dataset = self._exploration, self._state.data.dataset
        if exploration is None or dataset is None or self._found is not None:
            return
        part = part_named(exploration.parts, self._view.part)
        among = part_named(exploration.parts, Part.TRAIN)
        moment = self._state.moment.moment
        if part is None or among is None:
            return
        witness = self._view.witness
        is_untrained = moment is None or not moment.snapshot.step
        if witness is Witness.NETWORK and is_untrained:
            self._search.forget_asked()
            self._doubts = ()
            return
        is_new = self._search.ask(SuspectWish(witness, dataset, part, among, moment))
        if is_new and self._search.is_busy:
            self._doubts, self._at = (), 0

    @Slot(object)
    def _take(self, suspects: Suspects) -> None:
        """Walk through suspects; the one that is looked at stays where it is found again."""
        exploration, wish = self._exploration, self._search.asked
        if exploration is None or wish is None:
            return
        before = self.doubt
        self._doubts = doubts_of_suspects(suspects, wish.part, exploration.names, wish.witness)
        places = [doubt.place for doubt in self._doubts]
        self._at = places.index(before.place) if before and before.place in places else 0
        self._show()

    @Slot()
    def _show(self) -> None:
        view, keeper, doubt = self._view, self.keeper, self.doubt
        view.show_kept(
            keeper.corrected,
            keeper.path,
            is_used=keeper.is_used,
            may_undo=keeper.may_undo,
            is_ready=keeper.is_ready,
        )
        view.set_busy(is_busy=self._search.is_busy)
        exploration = self._exploration
        if exploration is None or doubt is None:
            is_looking = self._search.is_busy or exploration is None
            moment = self._state.moment.moment
            why = _why_nothing(view.witness, moment, is_looking=is_looking)
            view.show_nothing(STOPPED if self._search.is_stopped else why)
            return
        view.grid.show_tiles(tiles_of_doubts(self._doubts, exploration, keeper.label))
        there = image_at(exploration, doubt.place)
        if there is None:
            view.show_nothing("This image is no longer there.")
            return
        part, row = there
        read = int(part.data.labels[row])
        now = keeper.label(row_of(part.part, part.data, row), read)
        index = index_words(doubt.place[1])
        title = f"{PART_WORDS[part.part].capitalize()} image {index}"
        called = f"Called {class_name(exploration.names, now)}"
        if now != read:
            called += f", was {class_name(exploration.names, read)}"
        which = f"{self._at + 1:,} of {len(self._doubts):,}"
        view.show_image(part.data.images[row], title, called, doubt.words, which)
        view.classes.show_classes(exploration.names, now)
        view.grid.show_selected(doubt.place)

    def _row(self) -> tuple[Row | None, int] | None:
        """Return which image of the source is looked at, and its label in the data."""
        if self._exploration is None or self.doubt is None:
            return None
        if (there := image_at(self._exploration, self.doubt.place)) is None:
            return None
        part, row = there
        return row_of(part.part, part.data, row), int(part.data.labels[row])

    @Slot(int)
    def _on_class(self, label: int) -> None:
        found = self._row()
        names = () if self._exploration is None else self._exploration.names
        if found is not None and label < len(names):
            row, read = found
            self.keeper.change(row, self.keeper.label(row, read), label)
        self._show()
        self.setFocus()  # the next key goes on, and does not move between the buttons

    @Slot()
    def _on_undo(self) -> None:
        row = self.keeper.undo()
        if row is None or self._exploration is None:
            return
        for at, doubt in enumerate(self._doubts):
            if source_row(self._exploration, doubt.place) == row:
                self._go_to(at)

    @Slot()
    def _on_next(self) -> None:
        self._go_to(min(self._at + 1, len(self._doubts) - 1))

    @Slot()
    def _on_previous(self) -> None:
        self._go_to(max(self._at - 1, 0))

    @Slot(int)
    def _go_to(self, at: int) -> None:
        if 0 <= at < len(self._doubts):
            self._at = at
            self._show()
            self.chosen.emit(self._doubts[at].place)

    @Slot()
    def _on_use(self) -> None:
        document = self._state.experiment
        data = self.keeper.data_with_all(document.experiment.data)
        document.edit(document.experiment.replace(data=data), "use corrected labels")

    @Slot()
    def _on_asked(self) -> None:
        self._found = None
        self._doubts, self._at = (), 0
        self._search.forget_asked()
        self._ask()
        self._show()

    @Slot()
    def _on_cancel(self) -> None:
        self._search.cancel()
        self._show()

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        self._show()
        self._view.show_trouble(text)


def _why_nothing(witness: Witness, moment: Moment | None, *, is_looking: bool) -> str:
    """Return why no image is asked about."""
    is_trained = moment is not None and moment.snapshot.step > 0
    if witness is Witness.NETWORK and not is_trained:
        return NO_RUN
    if is_looking:
        return SEARCHING if witness is Witness.NEIGHBOURS else ASKING
    return AGREES if witness is Witness.NETWORK else NO_DOUBT
