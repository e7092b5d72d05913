"""One map with its name, its largest number and its rule."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

from gui.panels.explain.explain_map import ExplainMap
from gui.theme.tensor_colors import ColorCode
from gui.theme.theme import CurrentTheme
from gui.widgets.dynamic_property import set_dynamic_property

LINE = 18
GAP = 3
WIDEST_LIMIT = "±0.00"


class LimitPlace(StrEnum):
    """Where the largest number of a map stands."""

    BESIDE_TITLE = "beside title"
    BESIDE_MAP = "beside map"
    BELOW_TITLE = "below title"


MISSING_MARGIN = 4


class ExplainTile(QWidget):
    """A map, a heading over it and one line under it.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        The parts are ``{name}_map``, ``{name}_title``, ``{name}_limit``, ``{name}_rule`` and
        ``{name}_missing``.
    position : int
        Which of the tiles this is.
    title : str
    code : ColorCode
    """

    def __init__(
        self,
        theme: CurrentTheme,
        name: str,
        position: int,
        title: str,
        code: ColorCode = ColorCode.SIGN,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._brief = self._short = ""
        self._verdict = ""  # what stands in place of the rule
        self._name = title
        self._way = LimitPlace.BESIDE_TITLE
        self._has_rule = True
        self._title = self._label(f"{name}_title", "title")
        self._limit = self._label(f"{name}_limit", "step")
        self._limit.setToolTip(
            "The largest number of the map, whatever its sign; 0 if nothing speaks at all."
        )
        self.map = ExplainMap(theme, f"{name}_map", position, code, self)
        self.map.setAccessibleName(title)
        self._rule = self._label(f"{name}_rule", "muted")
        self._missing = self._label(f"{name}_missing", "muted")
        self._missing.setWordWrap(True)
        self._missing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._missing.hide()

    @property
    def title(self) -> str:
        """What the map is called."""
        return self._name

    @property
    def limit_width(self) -> int:
        """Pixels that the largest number of a map may need."""
        return self._limit.fontMetrics().horizontalAdvance(WIDEST_LIMIT)

    @property
    def words_width(self) -> int:
        """Pixels that the name and the line under the map need."""
        name = self._title.fontMetrics().horizontalAdvance(self._name)
        brief = self._rule.fontMetrics().horizontalAdvance(self._brief)
        return max(name, brief) + 2 * self.map.MARGIN

    def set_rule(self, brief: str, rule: str, short: str = "") -> None:
        """Write one line under the map; `rule` is the whole of it, in the tip.

        Where there is no room for the name, `short` stands over the map.
        """
        self._brief, self._short = brief, short
        self._rule.setToolTip(rule)
        self._title.setToolTip(rule)
        self._write_rule()

    def show_verdict(self, text: str, role: str, tip: str) -> None:
        """Write something else in place of the rule, in a role; the rule again if empty."""
        self._verdict = text
        set_dynamic_property(self._rule, "role", role or "muted")
        self._rule.setToolTip(tip or self._title.toolTip())
        self._write_rule()

    def set_limit(self, text: str) -> None:
        """Write the largest number of the map."""
        self._limit.setText(text)
        self._place_heading()

    def show_missing(self, why: str) -> None:
        """Say in the place of the map why there is none; nothing if `why` is empty."""
        self._missing.setText(why)
        self._missing.setVisible(bool(why))
        self.map.setVisible(not why)
        self._limit.setVisible(not why)

    def fits_one_line(self, width: int) -> bool:
        """Whether name and number stand beside each other in `width` pixels."""
        title = self._title.fontMetrics().horizontalAdvance(self._name)
        return title + GAP + self.limit_width + 2 * self.map.MARGIN <= width

    def fits_rule(self, width: int) -> bool:
        """Whether the line under the map has room in `width` pixels."""
        brief = self._rule.fontMetrics().horizontalAdvance(self._brief)
        return brief + 2 * self.map.MARGIN <= width

    def place(
        self, area: QRect, size: QSize, zoom: int, way: LimitPlace, *, has_rule: bool = True
    ) -> None:
        """Fill `area`: the heading, the map in its size, and one line under it."""
        self.setGeometry(area)
        self._way, self._has_rule = way, has_rule
        heading = area.height() - size.height() - LINE
        self.map.set_zoom(zoom)
        self.map.setGeometry(QRect(0, heading, size.width(), size.height()))
        inner = self.map.geometry().adjusted(MISSING_MARGIN, 0, -MISSING_MARGIN, 0)
        inner.setWidth(area.width() - 2 * MISSING_MARGIN)
        self._missing.setGeometry(inner)
        margin = self.map.MARGIN
        width = area.width() - 2 * margin
        self._rule.setGeometry(margin, heading + size.height(), width, LINE)
        self._place_heading()
        self._write_rule()

    def _place_heading(self) -> None:
        margin, frame = self.map.MARGIN, self.map.geometry()
        width, number = self.width() - 2 * margin, self._limit.sizeHint().width()
        title = width
        if self._way is LimitPlace.BESIDE_TITLE:
            right = min(self.width(), frame.width()) if self._is_over_map() else self.width()
            self._limit.setGeometry(right - margin - number, 0, number, LINE)
            title = right - 2 * margin - number
        elif self._way is LimitPlace.BESIDE_MAP:
            self._limit.setGeometry(frame.right() + 1, frame.y() + margin, number, LINE)
        else:
            self._limit.setGeometry(margin, LINE, width, LINE)
        self._title.setGeometry(margin, 0, title, LINE)
        letters = self._title.fontMetrics()
        right_end = Qt.TextElideMode.ElideRight
        is_narrow = letters.horizontalAdvance(self._name) > title
        name = self._short if self._short and is_narrow else self._name
        self._title.setText(letters.elidedText(name, right_end, title))

    def _is_over_map(self) -> bool:
        """Whether name and number have room over the map alone."""
        return self.fits_one_line(self.map.width())

    def _write_rule(self) -> None:
        room = self.width() - 2 * self.map.MARGIN
        letters = self._rule.fontMetrics()
        text = letters.elidedText(self._verdict, Qt.TextElideMode.ElideRight, room)
        self._rule.setText(text or (self._brief if self._has_rule else ""))

    def _label(self, name: str, role: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label
