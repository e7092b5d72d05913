"""What is shown of a source, made off the main thread."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.data_description import DataDescription
from core.data_import.checked import Checked, checked_of
from core.data_import.preview import Preview, preview_of, sample_previews, whole_preview
from core.data_import.source_facts import SourceFacts, is_large
from core.datasets.dataset import Dataset
from core.datasets.kept_reading import KeptReading
from core.datasets.loading_watch import IsCancelled, Progress
from core.errors import LoadError
from core.exploring.exploration import Exploration, explore
from core.exploring.parts import explored_parts
from core.formats.file_access import short_name
from gui.background.attempt import Attempt
from gui.background.newest_wish import NewestWish
from gui.background.one_task import OneTask

#: All is read by itself when choices have rested so long, if it is not large.
REST_MS = 350
#: Seconds after which a part of a sample is shown before the rest of it is made.
A_WHILE = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What was seen of a source.

    Attributes
    ----------
    preview : Preview
    checked : tuple of Checked
    dataset : Dataset or None
        All of it, if it was read.
    exploration : Exploration or None
        What is known of all of it so far.
    is_large : bool
        Whether reading all of it takes a while.
    """

    preview: Preview
    checked: tuple[Checked, ...]
    dataset: Dataset | None = None
    exploration: Exploration | None = None
    is_large: bool = False


class PreviewMaker(QObject):
    """Makes previews of a sample at once; reads and explores everything when choices rest.

    Parameters
    ----------
    facts : SourceFacts
    validation_share : float
    seed : int
        How an experiment splits the images.

    Signals
    -------
    seen(Look)
        Of a sample first, then of everything.
    explored(Look)
        More is known of what was seen last.
    failed(DataDescription, str)
        What cannot be read, and why.
    advanced(float, str)
        How far the reading of everything is; the text is empty at its end.
    """

    seen = Signal(object)
    explored = Signal(object)
    failed = Signal(object, str)
    advanced = Signal(float, str)

    def __init__(
        self,
        facts: SourceFacts,
        validation_share: float,
        seed: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._wish: NewestWish[DataDescription, Look] = NewestWish(
            partial(_look, KeptReading(), facts), name="import preview", parent=self
        )
        self._wish.answered.connect(self._on_answered)
        self._wish.advanced.connect(self._on_partly_seen)
        self._wish.failed.connect(self.failed)
        self._task = OneTask("import", self)
        self._task.done.connect(self._on_read)
        self._task.failed.connect(self._on_not_read)
        self._task.advanced.connect(self._on_advanced)
        self._explorer: NewestWish[Look, Look] = NewestWish(
            partial(_explore, validation_share, seed, facts),
            name="import checks",
            parent=self,
        )
        self._explorer.answered.connect(self._on_explored)
        self._explorer.advanced.connect(self._on_explored)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._begin)
        self._facts, self._wanted = facts, DataDescription(facts.source)

    @property
    def is_reading(self) -> bool:
        """Whether everything is being read."""
        return self._task.is_busy

    def look(self, description: DataDescription) -> None:
        """Show what a description makes of the source."""
        self.stop_reading()
        self._explorer.give_up()
        self._wanted = description
        self._wish.ask(description)

    def read(self, description: DataDescription) -> None:
        """Read everything by a description now, however much it is."""
        if self._task.is_busy and description == self._wanted:
            return
        self._wish.give_up()
        self._explorer.give_up()
        self._wanted = description
        self._begin()

    def rename(self, look: Look, description: DataDescription) -> None:
        """Show what was seen with the class names of a description; nothing is read again."""
        names, before = description.class_names, look.preview.description
        is_same = replace(before, class_names=names) == description
        if look.dataset is None or names is None or not is_same:
            self.look(description)
            return
        self._explorer.give_up()
        self._wanted = description
        preview = replace(look.preview, description=description, class_names=names)
        named = replace(look.dataset, class_names=names)
        if len(names) != len(look.preview.class_names):
            preview = preview_of(named, description)
        self._on_read(Look(preview, _checked(preview, self._facts), named))

    def stop_reading(self) -> None:
        """Read no more than the sample."""
        self._rest.stop()
        self._task.give_up()
        self.advanced.emit(1.0, "")

    def shut_down(self) -> None:
        """End the threads."""
        self._rest.stop()
        for one in (self._task, self._wish, self._explorer):
            one.shut_down()

    @Slot()
    def _begin(self) -> None:
        self._rest.stop()
        self.advanced.emit(0.0, "Reading all images")
        self._task.begin(partial(_read, self._facts, self._wanted))

    @Slot(object, object)
    def _on_answered(self, description: DataDescription, look: Look) -> None:
        if not look.is_large and description == self._wanted:
            self._rest.start()

    @Slot(object, object)
    def _on_partly_seen(self, _description: DataDescription, look: Look) -> None:
        self.seen.emit(look)

    @Slot(object)
    def _on_read(self, look: Look) -> None:
        self.advanced.emit(1.0, "")
        self.seen.emit(look)
        self._explorer.ask(look)

    @Slot(str)
    def _on_not_read(self, text: str) -> None:
        self.advanced.emit(1.0, "")
        if text:
            self.failed.emit(self._wanted, text)

    @Slot(float, str)
    def _on_advanced(self, share: float, text: str) -> None:
        self.advanced.emit(share, text or "Reading all images")

    @Slot(object, object)
    def _on_explored(self, _wish: Look, look: Look) -> None:
        self.explored.emit(look)


def _look(
    kept: KeptReading,
    facts: SourceFacts,
    description: DataDescription,
    attempt: Attempt[DataDescription],
) -> Look:
    """Return a sample; hand over a part of it where all of it takes a while."""
    look: Look | None = None
    began, shown = time.monotonic(), False
    for preview in sample_previews(description, kept=kept, cancelled=attempt.cancelled):
        attempt.check()
        look = Look(preview, _checked(preview, facts))
        shown = time.monotonic() - began > A_WHILE
        if shown:
            attempt.advance(look)
    if look is None:
        raise LoadError(f"{short_name(description.source)}: there are no images")
    if not shown:
        attempt.advance(look)  # before it is known whether all of it is to be read
    return replace(look, is_large=is_large(description.source))


def _read(
    facts: SourceFacts,
    description: DataDescription,
    *,
    progress: Progress,
    cancelled: IsCancelled,
) -> Look:
    dataset, preview = whole_preview(description, progress=progress, cancelled=cancelled)
    return Look(preview, _checked(preview, facts), dataset)


def _checked(
    preview: Preview, facts: SourceFacts, exploration: Exploration | None = None
) -> tuple[Checked, ...]:
    is_table = facts.table is not None
    return checked_of(preview, exploration, is_table=is_table, labels=facts.labels)


def _explore(
    share: float, seed: int, facts: SourceFacts, look: Look, attempt: Attempt[Look]
) -> Look:
    """Return what is known of everything at the end; hand over what is known on the way."""
    dataset = look.dataset
    if dataset is None:
        return look

    def advance(_share: float, exploration: Exploration) -> None:
        attempt.advance(_more(look, exploration, facts))

    parts = explored_parts(dataset, share, seed)
    found = explore(parts, dataset.class_names, dataset.problems, attempt.check, advance)
    return _more(look, found, facts)


def _more(look: Look, exploration: Exploration, facts: SourceFacts) -> Look:
    checked = _checked(look.preview, facts, exploration)
    return replace(look, exploration=exploration, checked=checked)
