"""What the two compared runs are called, are made of, and have come to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from core.inspection.moment import Moment
from gui.lab.run_row import RunRow
from gui.lab.run_shelf import RunShelf
from gui.panels.compare.comparison import Comparison

SHOWN, OTHER = "The shown run", "The other run"
SAME = "the same settings"


class AboutRuns(QLabel):
    """A line for each run: its best accuracy, and the settings in which the two differ.

    Parameters
    ----------
    shelf : RunShelf
        Knows both of them.
    name : str
        ``objectName``.
    """

    def __init__(self, shelf: RunShelf, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._other: RunRow | None = None
        self.setObjectName(name)
        self.setProperty("role", "caption")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.hide()

    def show_runs(self, other: RunRow | None) -> None:
        """Speak of the shown run and another one; be hidden if there is none."""
        self._other = other
        self.setVisible(other is not None)
        if other is None:
            return
        ours = self._ours()
        texts = _differences([ours, other])
        self.setText(
            "\n".join(
                f"{letter}  {_accuracy(row)} · {text}"
                for letter, row, text in zip("AB", (ours, other), texts, strict=True)
            )
        )

    @property
    def names(self) -> str:
        """What A and B are called, in a line; empty if there is no other run."""
        if self._other is None:
            return ""
        row = self._ours()
        return f"A: {SHOWN if row is None else row.name} · B: {self._other.name}"

    def titles(self, moment: Moment, comparison: Comparison) -> tuple[str, str, str]:
        """Return what stands over the pictures of both runs, and over their difference."""
        ours, there = self._ours(), self._shelf.row(comparison.request.path)
        name = SHOWN if ours is None else ours.name
        other = OTHER if there is None else there.name
        return (
            f"A · {name} · {moment.step_text}",
            f"B · {other} · {comparison.place}",
            "B − A, on a scale of its own",
        )

    def _ours(self) -> RunRow | None:
        path = self._shelf.open_path
        return None if path is None else self._shelf.row(path)


def _accuracy(row: RunRow | None) -> str:
    if row is None or row.summary is None or row.summary.best_accuracy is None:
        return "not validated yet"
    return f"best accuracy {row.accuracy_text}"


def _differences(rows: Sequence[RunRow | None]) -> list[str]:
    """Return for each run, in words, the settings in which they differ."""
    # here, as SQLite is loaded when the first run is read
    from core.documents.recipe_differences import ABSENT, recipe_differences
    from core.documents.run_title import setting_text

    summaries = [row.summary for row in rows if row is not None and row.summary is not None]
    if len(summaries) < len(rows):
        return ["begun just now", ""][: len(rows)]
    found = recipe_differences([summary.recipe for summary in summaries])
    if not found.keys:
        return [SAME] * len(rows)
    return [
        ", ".join(
            setting_text(key, (title, text))
            for key, title, text in zip(found.keys, found.titles, values, strict=True)
            if text != ABSENT
        )
        for values in found.values
    ]
