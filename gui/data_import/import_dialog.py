"""Look at data before it is used, and set right how it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.arrays import shape_text
from core.data_description import DataDescription
from core.data_extra import DataExtra
from core.data_import.checked import Remedy
from core.data_import.source_facts import SourceFacts
from core.datasets.extra_images import parted_source
from core.datasets.label_file import labels_apart
from core.experiment import Experiment
from gui.data_import.headline import ImportHeadline
from gui.data_import.import_body import ImportBody
from gui.data_import.import_draft import ImportDraft
from gui.data_import.imported import Imported
from gui.data_import.preview_maker import Look, PreviewMaker
from gui.dialogs.dialog_buttons import DialogButtons
from gui.theme.theme import CurrentTheme

MARGIN = 20
LARGEST, AROUND = QSize(1280, 760), QSize(40, 36)
NOTE = "Nothing is changed in the file. These choices are kept with the run."
USES = "Read all images as they are shown here, and learn from them (Enter)"
AS_IT_IS = "Read all images without any of these choices, and learn from them"


class ImportDialog(QDialog):
    """Shows what is made of a source, and lets every choice be changed.

    Parameters
    ----------
    facts : SourceFacts
    experiment : Experiment
        The edited one.
    theme : CurrentTheme
    ask_for_test_file : callable
        Called with a function that takes the path of test images.
    parent : QWidget
    draft : ImportDraft, optional
        What was chosen when the dialog was left before.

    Signals
    -------
    imported(Imported)
    left(ImportDraft)
        It was left without being used.
    """

    imported = Signal(object)
    left = Signal(object)

    def __init__(
        self,
        facts: SourceFacts,
        experiment: Experiment,
        theme: CurrentTheme,
        ask_for_test_file: Callable[[Callable[[Path], object]], object],
        parent: QWidget,
        draft: ImportDraft | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setWindowTitle(f"Open data: {facts.name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._facts, self._experiment = facts, experiment
        self._ask_for_test_file = ask_for_test_file
        self._look: Look | None = None
        self._changed_field = ""
        self._used: DataDescription | None = None
        description = draft.description if draft else _chosen_before(experiment, facts)
        self._headline = ImportHeadline()
        self._headline.show_words(f"Looking at {facts.name}…", facts.format.title)
        self._body = ImportBody(facts, experiment, description, theme)
        self._form = self._body.form
        self._maker = PreviewMaker(facts, experiment.validation_share, experiment.seed, self)
        self._buttons = DialogButtons(
            self, "Use this data", name="import", other="Open as it is", does=USES
        )
        note = QLabel(NOTE)
        note.setObjectName("import_note")
        note.setProperty("role", "muted")
        note.setWordWrap(True)
        line = QFrame()
        line.setProperty("role", "divider")
        line.setFixedHeight(1)
        foot = QHBoxLayout()
        foot.addWidget(note, 1)
        foot.addWidget(self._buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 12, MARGIN, 12)
        column.setSpacing(10)
        column.addWidget(self._headline)
        column.addWidget(self._body, 1)
        column.addWidget(line)
        column.addLayout(foot)
        self._connect()
        parent.window().installEventFilter(self)
        self.resize(self.sizeHint())  # Qt would give it two thirds of the screen at most
        if draft is not None:
            self._form.type_again(draft.refused)
            self._body.names.type_again(draft.names)
        self._maker.look(description)

    @property
    def description(self) -> DataDescription:
        """What is chosen."""
        return self._form.description

    def sizeHint(self) -> QSize:
        """Most of the window, if that is not very large."""
        window = self.parentWidget()
        return (
            LARGEST if window is None else (window.window().size() - AROUND).boundedTo(LARGEST)
        )

    def accept(self) -> None:
        """Read everything that is not read yet, and close when that is done."""
        names = self._body.names
        names.take()
        if not names.typed:
            self._use(self._form.description)
        elif names.is_waiting:
            self._maker.read(self._form.description)

    def reject(self) -> None:
        """Leave; what was chosen and typed is there when the dialog is opened again."""
        form, names = self._form, self._body.names
        self.left.emit(ImportDraft(form.description, form.refused, names.typed))
        super().reject()

    def done(self, result: int) -> None:
        """End the threads with the dialog, however it is left."""
        self._maker.shut_down()
        super().done(result)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave with the window, whose end would not wait for the threads."""
        if event.type() == QEvent.Type.Close:
            self.reject()
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self._form.changed.connect(self._on_changed)
        self._body.names.changed.connect(self._on_named)
        self._form.test_file_wanted.connect(self._on_test_file_wanted)
        self._body.checked.shown_wanted.connect(self._body.images.show_images)
        self._body.checked.remedy_wanted.connect(self._on_remedy)
        self._headline.stopped.connect(self._on_stopped)
        self._headline.problems_wanted.connect(self._body.show_checks)
        self._maker.seen.connect(self._on_seen)
        self._maker.explored.connect(self._on_explored)
        self._maker.failed.connect(self._on_failed)
        self._maker.advanced.connect(self._headline.show_progress)
        if self._buttons.other is not None:
            self._buttons.other.setToolTip(AS_IT_IS)
            self._buttons.other.clicked.connect(self._on_as_it_is)

    @Slot(object, str)
    def _on_changed(self, description: DataDescription, field: str) -> None:
        self._changed_field, self._used = field, None
        self._let_change(can_change=True)
        self._maker.look(description)

    @Slot(object)
    def _on_named(self, names: tuple[str, ...] | None) -> None:
        description = replace(self._form.description, class_names=names)
        self._form.show_description(description)
        self._changed_field, self._used = "", None
        if self._look is None:
            self._maker.look(description)
        else:
            self._maker.rename(self._look, description)

    @Slot(object)
    def _on_remedy(self, remedy: Remedy) -> None:
        if self._buttons.act is not None:
            self._buttons.act.setFocus()  # the remedy's button goes; else Cancel would get it
        description = remedy.change(self._form.description)
        self._form.show_description(description, keep_typed=False)
        self._on_changed(description, "")

    def _on_test_file_wanted(self) -> None:
        def take(path: Path) -> None:
            self._form.choose("split", str(path.absolute()))

        self._ask_for_test_file(take)

    @Slot(object)
    def _on_seen(self, look: Look) -> None:
        preview = look.preview
        self._form.show_problem("")
        self._headline.show_preview(preview, self._facts)
        self._body.images.show_preview(preview)
        self._body.names.show_preview(preview)
        self._body.network.show_preview(preview)
        self._form.show_size(shape_text(preview.image_shape[:2]))
        self._form.show_parts(self._parts_text(look), preview.test_count)
        self._body.checked.show_baseline(None)
        self._on_explored(look)
        if self._used is not None and look.dataset is not None:
            self._finish(look)

    @Slot(object)
    def _on_explored(self, look: Look) -> None:
        self._look = look
        self._body.checked.show_checked(look.checked)
        self._headline.show_problems(sum(one.is_problem for one in look.checked))
        if look.exploration is not None:
            self._body.checked.show_baseline(look.exploration.baseline)

    @Slot(object, str)
    def _on_failed(self, description: DataDescription, text: str) -> None:
        self._used = None
        self._let_change(can_change=True)
        if description != self._form.description:
            self._form.show_problem(f"As it is, this data cannot be read. {text}")
        else:
            # what could be read at first fails further on, which no choice has caused
            was_seen = self._look is not None and self._look.preview.description == description
            self._form.show_problem(text, "" if was_seen else self._changed_field)
        if self._look is None:
            self._headline.show_words(f"{self._facts.name} cannot be read like this", text)
            self._buttons.refuse(
                act=description == self._form.description,
                other=description == DataDescription(self._facts.source),
            )

    @Slot()
    def _on_stopped(self) -> None:
        self._maker.stop_reading()
        self._used = None
        self._let_change(can_change=True)

    def _on_as_it_is(self) -> None:
        self._use(DataDescription(self._facts.source))

    def _use(self, description: DataDescription) -> None:
        look = self._look
        self._used = description
        if look and look.dataset is not None and look.preview.description == description:
            self._finish(look)
            return
        self._let_change(can_change=False)
        self._maker.read(description)

    def _finish(self, look: Look) -> None:
        description, fit = look.preview.description, self._body.network
        network, preset, batch_size = fit.fitted, fit.preset, fit.batch_size
        if description != self._form.description:
            network = preset = batch_size = None  # as it is
        if look.dataset is not None:
            used = Imported(description, look.dataset, network, preset, batch_size)
            self.imported.emit(used)
        super().accept()

    def _let_change(self, *, can_change: bool) -> None:
        for button in (self._buttons.act, self._buttons.other):
            if button is not None:
                button.setEnabled(can_change)
        self._body.show_choices(can_change=can_change)

    def _parts_text(self, look: Look) -> str:
        """Return how many images there are to learn from, to judge on and to test."""
        preview, validation = look.preview, self._experiment.validation_share
        split = preview.description.split
        if not preview.is_whole:
            return ""
        rest = len(preview) - preview.test_count
        held_back = round(rest * validation)
        each = "; each class in its share" if isinstance(split, float) else ""
        return (
            f"{rest - held_back:,} for training, {held_back:,} for validation, "
            f"{preview.test_count:,} for testing{each}"
        )


def _chosen_before(experiment: Experiment, facts: SourceFacts) -> DataDescription:
    """Return how an experiment reads a source, or if it learns from another what is found."""
    description = labels_apart(DataDescription.of(experiment.data))
    base, _ = parted_source(description.source)
    if base == facts.source:
        return description.moved_to(base)
    extra = DataExtra()
    if facts.table is not None and facts.table.is_guessed:
        extra = DataExtra(label=facts.table.label)  # so that it is read as it is shown
    return DataDescription(facts.source, extra=extra)
