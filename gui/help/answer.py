"""What is under the pointer, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGraphicsView,
    QHeaderView,
    QLabel,
    QTabBar,
    QWidget,
)

from core.glossary.catalog import term_named
from core.glossary.word import Word
from gui.help.panel_terms import PANEL_TERMS
from gui.help.window_terms import COLUMN_TERMS, NAMED

#: What follows a noun: which one of how many.
_INDEX = re.compile(r"\s+\d.*$", re.DOTALL)

#: Dynamic property with which a widget names its term.
TERM = "term"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of a widget.

    Attributes
    ----------
    term : Word
    here : str
        What this very widget says of itself: its tip.
    is_own : bool
        Whether it is said of the widget, and not of the panel it is in.
    """

    term: Word
    here: str = ""
    is_own: bool = True


def answer_for(widget: QWidget, point: QPoint | None = None) -> Answer | None:
    """Return what is known of a widget; of what it is in, if of itself nothing is.

    Parameters
    ----------
    widget : QWidget
    point : QPoint, optional
        In the widget's coordinates.

    Returns
    -------
    Answer or None
        None for what is part of nothing that has a name.
    """
    tip, node = "", widget
    while node is not None:
        tip = tip or _tip_of(node)
        panel = PANEL_TERMS.get(node.objectName().removesuffix("_dock"))
        term = None if panel else term_of(node, point if node is widget else None)
        if term is not None:
            here = _said_at(widget, point) or ("" if tip == term.meaning else tip)
            return Answer(term, here)
        if tip and (isinstance(node, QAbstractButton) or _buddy_of(node) is not None):
            return _of_tip(node, tip)
        if panel is not None:
            if not tip:
                return Answer(panel, is_own=node is widget)
            return Answer(Word(_name(widget, panel.name), tip))
        above = node.parentWidget()
        if above is None or node.isWindow():
            break
        node = above
    return _of_tip(widget, tip) if tip else None


def _buddy_of(widget: QWidget) -> QWidget | None:
    """Return what a label names, if it is one that does."""
    return widget.buddy() if isinstance(widget, QLabel) else None


def _tip_of(widget: QWidget) -> str:
    buddy = _buddy_of(widget)
    return widget.toolTip() or ("" if buddy is None else buddy.toolTip())


def term_of(widget: QWidget, point: QPoint | None = None) -> Word | None:
    """Return the term that a widget itself stands for, as far as it has one."""
    named = widget.property(TERM)
    if isinstance(named, str) and (term := term_named(named)) is not None:
        return term
    text = _text_at(widget, point)
    if text:
        term = PANEL_TERMS.get(_panel_called(text)) if isinstance(widget, QTabBar) else None
        term = term or COLUMN_TERMS.get(text.lower()) or term_named(text)
        term = term or term_named(_INDEX.sub("", text))  # ``filter 3 of 0…7``
        if term is not None:
            return term
    return _by_name(widget.objectName())


@lru_cache(maxsize=512)
def _by_name(name: str) -> Word | None:
    if not name:
        return None
    for pattern, found in NAMED.items():
        if fnmatchcase(name, pattern):
            return term_named(found) if isinstance(found, str) else found
    return None


def _text_at(widget: QWidget, point: QPoint | None) -> str:
    """Return what can be read on a widget, or under a point of it."""
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text().replace("&", "").strip(" :…")
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if widget.objectName().endswith("_row"):  # a line of a form: what its label says
        label = widget.findChild(QLabel, widget.objectName().removesuffix("row") + "label")
        return "" if label is None else label.text()
    if point is None:
        return ""
    if isinstance(widget, QTabBar):
        return widget.tabText(widget.tabAt(point))
    view = widget.parentWidget()
    if isinstance(view, QHeaderView):
        return _header_text(view, view.logicalIndexAt(point))
    if isinstance(view, QAbstractItemView) and hasattr(view, "header"):
        return _header_text(view.header(), view.indexAt(point).column())
    if isinstance(view, QGraphicsView):
        return _axis_text(view, point)
    return ""


def _header_text(header: QHeaderView, column: int) -> str:
    model: QAbstractItemModel | None = header.model()
    if model is None or column < 0:
        return ""
    return str(model.headerData(column, Qt.Orientation.Horizontal) or "")


def _axis_text(view: QGraphicsView, point: QPoint) -> str:
    """Return what the axis under a point of a chart counts; the other axis is the chart's."""
    for item in view.items(point):
        if getattr(item, "orientation", None) == "bottom":
            return "step"
    return ""


def _panel_called(title: str) -> str:
    return next((key for key, term in PANEL_TERMS.items() if term.name == title), "")


def _said_at(widget: QWidget, point: QPoint | None) -> str:
    """Return what a page of the ledger says of the number under a point."""
    say: object = getattr(widget, "said_at", None)
    return str(say(point)) if point is not None and callable(say) else ""


def _of_tip(widget: QWidget, tip: str) -> Answer:
    return Answer(Word(_name(widget, "This control"), tip))


def _name(widget: QWidget, otherwise: str) -> str:
    text = _text_at(widget, None)
    name = widget.accessibleName()
    return text or (name if name and len(name) <= 40 else otherwise)
