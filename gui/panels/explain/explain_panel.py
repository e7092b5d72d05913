"""Why the network says what it says: pixels, a path, a filter, and a map of the data."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import ClassVar

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.figures.figure import Figure
from gui.panels.explain.class_choice import ClassChoice
from gui.panels.explain.explain_page import ExplainPage
from gui.panels.explain.pixels_page import PixelsPage
from gui.panels.explain.toolbar import INSET, ExplainToolbar
from gui.panels.moment_panel import MomentPanel
from gui.state.lab_state import LabState
from gui.widgets.segmented_control import SegmentedControl

LEAST_SIZE = QSize(440, 132)
GAP, APART = 10, 24
#: Size from which the map of the data stands beside the pixels.
WIDE, TALL = 1240, 460
#: What both have of the width together, and what of it the pixels get.
WHOLE, LEAST_SHARE, MOST_SHARE = 1000, 560, 670
#: Height of what stands over and under the maps of pixels.
AROUND_MAPS = 90


class ExplainView(StrEnum):
    """What is asked."""

    PIXELS = "pixels"
    PATH = "path"
    FILTER = "filter"
    MAP = "map"


_VIEWS = (
    (ExplainView.PIXELS, "Pixels", "Which pixels speak for a class: seven maps side by side."),
    (
        ExplainView.PATH,
        "Path",
        "Integrated gradients step by step: the image fades in, and the score with it.",
    ),
    (
        ExplainView.FILTER,
        "Filter",
        "What the selected filter or unit answers to most strongly, found and made up.",
    ),
    (
        ExplainView.MAP,
        "Map of the data",
        "Many images as points, near each other where a layer finds them alike.",
    ),
)
#: What is asked of one class.
_OF_A_CLASS = (ExplainView.PIXELS, ExplainView.PATH)


class ExplainPanel(MomentPanel):
    """Lets one of four views answer, or two where there is room; each is made when first seen.

    Parameters
    ----------
    state : LabState
    """

    PANEL_ID: ClassVar[str] = "explain_panel"
    TITLE: ClassVar[str] = "Explain"

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._choice = ClassChoice()
        self._pages: dict[ExplainView, ExplainPage] = {}
        self._build()

    @property
    def view(self) -> ExplainView:
        """What is asked."""
        return ExplainView(self._views.current)

    @property
    def page(self) -> ExplainPage:
        """The view that answers."""
        return self._pages[self.view]

    @property
    def is_current(self) -> bool:
        """Whether what is seen is of the shown moment, or it is said why it cannot be."""
        return self.page.is_current

    def refresh(self) -> None:
        moment = self._state.moment.moment
        if moment is not None:
            self._choice.follow(moment)
            dataset = self._state.data.dataset
            self._toolbar.offer(self._choice, () if dataset is None else dataset.class_names)
        for view in self._in_sight():
            page = self._pages[view]
            if moment is None:
                page.show_waiting()
                continue
            if isinstance(page, PixelsPage):
                page.share_scale(is_shared=self._toolbar.is_shared)
            is_against = self._toolbar.is_against
            page.show_moment(moment, self._choice.target(is_against=is_against))

    def paper_figure(self) -> Figure | None:
        return self.page.paper_figure()

    def rest(self) -> None:
        for page in self._pages.values():
            page.rest()

    def shut_down(self) -> None:
        """End the threads, before the window goes."""
        for page in self._pages.values():
            page.shut_down()

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def sizeHint(self) -> QSize:
        return QSize(820, 560)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = event.key() - Qt.Key.Key_0
        is_digit = Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9 and event.text().isdecimal()
        if is_digit and index < self._choice.classes and self.view in _OF_A_CLASS:
            self._on_class_chosen(index)
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _on_view_chosen(self, _view: str) -> None:
        view = self.view
        self._toolbar.setVisible(view in _OF_A_CLASS)
        self._toolbar.offer_scale(is_offered=view is ExplainView.PIXELS)
        self._arrange()
        self.refresh_now()

    @Slot(int)
    def _on_class_chosen(self, index: int) -> None:
        self._choice.choose(index)
        self.refresh_now()

    @Slot(int)
    def _on_other_chosen(self, index: int) -> None:
        self._choice.choose_against(index)
        self.refresh_now()

    @Slot()
    def _on_changed(self) -> None:
        self.refresh_now()

    def _in_sight(self) -> tuple[ExplainView, ...]:
        """Return the views that are seen: the map too, where there is room beside pixels."""
        is_large = self.width() >= WIDE and self.height() >= TALL
        if self.view is ExplainView.PIXELS and is_large:
            return ExplainView.PIXELS, ExplainView.MAP
        return (self.view,)

    def _show_views(self) -> None:
        """Let those views be seen that are to be, and the others rest."""
        in_sight = self._in_sight()
        for view in in_sight:
            if view not in self._pages:
                self._pages[view] = page = _maker(view)(self._state, self)
                page.stale.connect(self.refresh_later)
                # the shares alone decide: what pages would like changes with what they say
                page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
                self._row.addWidget(page, 3 if view is ExplainView.PIXELS else 2)
                self.refresh_later()
        for view, page in self._pages.items():
            if page.isHidden() == (view in in_sight):
                page.setVisible(view in in_sight)
                if view in in_sight:
                    self.refresh_later()
                else:
                    page.rest()

    def _arrange(self) -> None:
        """Put the controls of a view beside the views, or below where both do not fit."""
        self._show_views()
        self._share_width()
        room = self.width() - 32
        needed = self._views.sizeHint().width() + GAP + self._toolbar.one_line_width()
        ways = QBoxLayout.Direction
        self._top.setDirection(ways.LeftToRight if room >= needed else ways.TopToBottom)

    def _share_width(self) -> None:
        """Give the pixels what their largest maps need, and the map of the data the rest."""
        pixels, room = self._pages.get(ExplainView.PIXELS), max(1, self.width() - APART)
        if not isinstance(pixels, PixelsPage) or self._row.count() < len(self._in_sight()):
            return
        wanted = WHOLE * pixels.wanted_width(self.height() - AROUND_MAPS) // room
        share = max(LEAST_SHARE, min(wanted, MOST_SHARE))
        for page in self._pages.values():
            self._row.setStretchFactor(page, share if page is pixels else WHOLE - share)

    def _build(self) -> None:
        name = self.PANEL_ID
        self._views = SegmentedControl(_VIEWS, name=f"{name}_view")
        self._views.chosen.connect(self._on_view_chosen)
        self._toolbar = ExplainToolbar(name)
        self._toolbar.class_chosen.connect(self._on_class_chosen)
        self._toolbar.other_chosen.connect(self._on_other_chosen)
        self._toolbar.changed.connect(self._on_changed)
        left = Qt.AlignmentFlag.AlignLeft
        top = self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.setSpacing(GAP)
        top.setContentsMargins(INSET, 0, 0, 0)
        top.addWidget(self._views, 0, left)
        top.addWidget(self._toolbar, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16 - INSET, 5, 16 - INSET, 5)
        column.setSpacing(6)
        column.addLayout(top)
        self._row = QHBoxLayout()
        self._row.setSpacing(APART)
        column.addLayout(self._row, 1)
        self._show_views()


def _maker(view: ExplainView) -> Callable[[LabState, QWidget], ExplainPage]:
    """Return what makes a view, imported when it is first wanted."""
    if view is ExplainView.PIXELS:
        return PixelsPage
    if view is ExplainView.PATH:
        from gui.panels.explain.path_page import PathPage

        return PathPage
    if view is ExplainView.FILTER:
        from gui.panels.explain.filter_page import FilterPage

        return FilterPage
    from gui.panels.explain.map_page import MapPage

    return MapPage
