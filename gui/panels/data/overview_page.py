"""Classes, checks, pixels, the sample and the plane: beside each other, or below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QScrollArea, QWidget

from core.exploring.parts import Place
from core.number_text import percent_text
from core.number_words import counted
from gui.panels.data.class_columns import ClassColumns
from gui.panels.data.exploring import Explored
from gui.panels.data.finding_list import FindingList
from gui.panels.data.histogram import HEIGHT as HISTOGRAM
from gui.panels.data.histogram import PixelHistogram
from gui.panels.data.plane_view import PixelPlaneView
from gui.panels.data.sample_section import SampleSection
from gui.theme.theme import CurrentTheme

MARGIN, BETWEEN, TITLE, LINE = 16, 24, 28, 18
LEAST_SIDE = 260  # of the list of checks beside the classes
WHOLE_CLASSES = 604  # ten columns of images at twice their size
BAR = 16  # room for the scroll bar under many classes
PLANE = 260


class OverviewPage(QScrollArea):
    """All that is known of the data, at whatever width.

    Parameters
    ----------
    theme : CurrentTheme
    name : str

    Signals
    -------
    chosen(Place)
        An image was clicked.
    """

    chosen = Signal(object)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet = self._sheet = QWidget()
        self.columns = ClassColumns(theme, f"{name}_classes")
        self.columns.chosen.connect(self.chosen)
        self._scroll = QScrollArea(sheet)
        self._scroll.setObjectName(f"{name}_classes_scroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.columns)
        self._variance = QCheckBox("Variance", sheet)
        self._variance.setObjectName(f"{name}_variance")
        self._variance.setToolTip(
            "How much the images of a class differ, in place of the mean."
        )
        self._variance.toggled.connect(self._on_variance)
        self.findings = FindingList(f"{name}_findings", sheet)
        self.histogram = PixelHistogram(theme, f"{name}_histogram", sheet)
        self.sample = SampleSection(theme, f"{name}_sample", sheet)
        self.sample.chosen.connect(self.chosen)
        self.plane = PixelPlaneView(theme, f"{name}_plane", sheet)
        self.plane.chosen.connect(self.chosen)
        self._titles = [
            _label(sheet, f"{name}_{word}_title", "title", text)
            for word, text in (
                ("classes", "Classes"),
                ("pixels", "Brightness of pixels"),
                ("plane", "Images by their pixels"),
            )
        ]
        self._shares = _label(sheet, f"{name}_plane_shares", "caption", "")
        self.setWidget(sheet)

    def show_explored(self, explored: Explored) -> None:
        """Show what is known so far."""
        exploration = explored.exploration
        if self.columns.columns is not explored.columns:
            self.columns.show_columns(explored.columns)
        self.findings.show_findings(exploration.findings)
        if exploration.facts is not None:
            self.histogram.show_counts(exploration.facts.histogram)
        plane = exploration.plane
        self.plane.show_plane(plane, exploration.names)
        if plane is None:
            self._shares.setText("" if exploration.is_complete else "being worked out…")
        else:
            along, up = (percent_text(share, 0) for share in plane.shares)
            images = counted(len(plane.indices), "image")
            self._shares.setText(f"PCA of {images}: {along} along, {up} up")
            self._shares.setToolTip(
                f"The two directions in which training images differ most: {along} of the "
                f"variance lies along, {up} up."
            )
        self._arrange()

    def show_findings(self) -> None:
        """Bring what was checked into sight, as much of it as fits."""
        top = self.findings.geometry().top()
        self.verticalScrollBar().setValue(top)

    def show_selected(self, place: Place | None) -> None:
        """Frame the shown sample wherever it is."""
        self.columns.show_selected(place)
        self.plane.show_selected(place)

    def arrange_again(self) -> None:
        """Give the parts their places, as one of them wants another height."""
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the checks beside the classes, or below; the rest in two columns, or in one."""
        width = self.viewport().width() - 2 * MARGIN
        is_beside = width >= WHOLE_CLASSES + BETWEEN + LEAST_SIDE
        is_double = width >= 2 * LEAST_SIDE + BETWEEN
        if is_beside:
            side = min(340, width - BETWEEN - WHOLE_CLASSES)
        else:
            side = (width - BETWEEN) // 2 if is_double else width
        left = width - side - BETWEEN if is_double else width
        bottom = self._place_classes(left if is_beside else width)
        right = MARGIN + left + BETWEEN if is_double else MARGIN
        if is_beside:
            y = self._place_pixels(right, self._place_findings(right, 0, side), side)
            ends: tuple[int, ...] = (
                self._place_plane(right, y, side),
                self._place_sample(bottom, left),
            )
        elif is_double:
            y = self._place_findings(MARGIN, bottom, left)
            below = self._place_plane(right, self._place_pixels(right, bottom, side), side)
            ends = (below, self._place_sample(y, left))
        else:
            y = self._place_sample(self._place_findings(MARGIN, bottom, width), width)
            ends = (self._place_plane(MARGIN, self._place_pixels(MARGIN, y, width), width),)
        self._sheet.setFixedSize(self.viewport().width(), max(ends))

    def _place_classes(self, width: int) -> int:
        self._titles[0].setGeometry(MARGIN, 0, width // 2, TITLE)
        self.columns.fit(width)
        right = MARGIN + min(self.columns.width(), width)  # over the last class
        box = self._variance.sizeHint().width()
        self._variance.setGeometry(right - box, 0, box, TITLE)
        high = self.columns.height() + (BAR if self.columns.width() > width else 0)
        self._scroll.setGeometry(MARGIN, TITLE, width, high)
        return TITLE + high + BETWEEN

    def _place_findings(self, x: int, y: int, width: int) -> int:
        high = max(
            self.findings.heightForWidth(width), self.findings.minimumSizeHint().height()
        )
        self.findings.setGeometry(x, y, width, high)
        return y + high + BETWEEN

    def _place_pixels(self, x: int, y: int, width: int) -> int:
        self._titles[1].setGeometry(x, y, width, TITLE)
        self.histogram.setGeometry(x, y + TITLE, width, HISTOGRAM)
        return y + TITLE + HISTOGRAM + BETWEEN

    def _place_plane(self, x: int, y: int, width: int) -> int:
        self._titles[2].setGeometry(x, y, width, TITLE)
        self._shares.setGeometry(x, y + TITLE, width, LINE)
        self.plane.setGeometry(x, y + TITLE + LINE, width, PLANE)
        return y + TITLE + LINE + PLANE + MARGIN

    def _place_sample(self, y: int, width: int) -> int:
        high = max(self.sample.heightForWidth(width), self.sample.minimumSizeHint().height())
        self.sample.setGeometry(MARGIN, y, width, high)
        return y + high + MARGIN

    def _on_variance(self, is_on: bool) -> None:
        self.columns.show_variance(is_shown=is_on)


def _label(parent: QWidget, name: str, role: str, text: str) -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName(name)
    label.setProperty("role", role)
    return label
