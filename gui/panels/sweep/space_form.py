"""What a sweep varies: a row for each setting, and a list of all that could be varied."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from core.experiment import Experiment
from core.fields import RealNumber, WholeNumber
from core.sweeping.varied_fields import VariedField, field_title, varied_fields
from gui.panels.sweep.space_row import SpaceRow
from gui.state.experiment_document import ExperimentDocument
from gui.state.sweep_space import SweepSpace
from gui.theme.theme import CurrentTheme
from gui.widgets.choice_box import ChoiceBox

ANOTHER = "Vary another setting…"
NONE_YET = (
    "Nothing is varied yet. Point at a field of the Experiment panel and click its lock, or "
    "choose from the list below."
)


class SpaceForm(QWidget):
    """Edits the space; follows the locks of the Experiment panel.

    Parameters
    ----------
    document : ExperimentDocument
    space : SweepSpace
    theme : CurrentTheme
    name : str
    """

    def __init__(
        self,
        document: ExperimentDocument,
        space: SweepSpace,
        theme: CurrentTheme,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._space, self._theme = document, space, theme
        self.setObjectName(name)
        self._rows: dict[str, SpaceRow] = {}
        title = QLabel("Space")
        title.setObjectName(f"{name}_heading")
        title.setProperty("role", "title")
        self._none = QLabel(NONE_YET)
        self._none.setObjectName(f"{name}_none")
        self._none.setProperty("role", "muted")
        self._none.setWordWrap(True)
        self._another = ChoiceBox()
        self._another.setObjectName(f"{name}_another")
        self._another.setAccessibleName(ANOTHER)
        self._another.setToolTip("All fields of the experiment that can be varied.")
        self._another.setMinimumContentsLength(20)
        self._another.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._another.activated.connect(self._on_another)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(title)
        self._column.addWidget(self._none)
        self._column.addWidget(self._another, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)

    def show_space(self) -> None:
        """Show what is varied, of the experiment as it is."""
        experiment, tried = self._document.experiment, self._space.tried
        fields = {one.path: one for one in varied_fields(experiment)}
        for path in [path for path in self._rows if path not in tried]:
            row = self._rows.pop(path)
            row.hide()
            row.deleteLater()
        for path, one in tried.items():
            if path not in self._rows:
                self._rows[path] = self._made(path, fields.get(path), experiment)
            self._rows[path].show_tried(one)
        self._none.setVisible(not tried)
        self._offer(fields)

    def show_problem(self, problem: str) -> str:
        """Show a sentence at the setting it is about; return it if it is about none."""
        placed = ""
        for path, row in sorted(self._rows.items(), key=lambda one: -len(one[0])):
            is_here = not placed and problem.find(path) >= 0
            placed = path if is_here else placed
            row.show_problem(problem if is_here else "")
        return "" if placed else problem

    def _made(self, path: str, field: VariedField | None, experiment: Experiment) -> SpaceRow:
        rule = None if field is None else field.rule
        row = SpaceRow(
            path,
            field_title(path, experiment) if field is None else field.title,
            has_range=rule is None or isinstance(rule, WholeNumber | RealNumber),
            theme=self._theme,
            name=f"{self.objectName()}_{path.replace('.', '_')}",
            parent=self,
        )
        row.edited.connect(self._space.vary)
        row.removed.connect(self._space.keep)
        self._column.insertWidget(self._column.indexOf(self._none), row)
        row.show()
        return row

    def _offer(self, fields: dict[str, VariedField]) -> None:
        wanted = [(one.title, path) for path, one in fields.items() if path not in self._rows]
        with QSignalBlocker(self._another):
            self._another.clear()
            self._another.addItem(ANOTHER, "")
            for title, path in wanted:
                self._another.addItem(title, path)
                self._another.setItemData(
                    self._another.count() - 1, fields[path].rule.explains,
                    Qt.ItemDataRole.ToolTipRole,
                )  # fmt: skip

    @Slot(int)
    def _on_another(self, at: int) -> None:
        path = self._another.itemData(at)
        for field in varied_fields(self._document.experiment):
            if field.path == path:
                self._space.vary(path, field.usual_values())
