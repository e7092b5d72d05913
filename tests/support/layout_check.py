"""Finds what does not fit in a window: overlaps, cut texts, numbers that were shortened."""

import re
from contextlib import contextmanager

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontInfo, QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from gui.panels.experiment.vary_lock import VaryLock

NUMBER = re.compile(r"^[+\-−]?[\d.,]+(e[+\-−]?\d+)?\s*%?$")
#: What is read whole or not at all; names may be shortened, and then show whole on hover.
SENTENCE = re.compile(r"^[^\s·]+( [^\s·]+){4,}$")
#: What lies over others on purpose.
FLOATING = {
    "network_kernel",
    "notice_bar",
    "rail_overlay",
    "end_card",
    "tile_opener",
    "more_tabs",
}
#: How often what is laid out late is looked at again.
LOOKS = 20
#: Pixels of the smallest letters that are read.
LEAST_LETTERS = 10
SLACK = 1.5  # pixels: fonts are measured in fractions, widgets in whole ones


def children(widget):
    own = Qt.FindChildOption.FindDirectChildrenOnly
    return [
        child
        for child in widget.findChildren(QWidget, options=own)
        if child.isVisible() and not child.isWindow()
    ]


def name_of(widget):
    names = []
    while widget is not None and len(names) < 4:
        names.append(widget.objectName() or type(widget).__name__)
        widget = widget.parentWidget()
    return " < ".join(names)


def is_scrolled(widget):
    """Whether what `widget` holds may be larger than it is."""
    parent = widget.parentWidget()
    return isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget


def is_over_others(widget):
    return (
        widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        or widget.objectName() in FLOATING
        or widget.property("role") == "floating"
    )


def faults_of(widget, floating=()):
    """Return a sentence for everything within `widget` that does not fit."""
    faults = []
    inside = [child for child in children(widget) if not is_over_others(child)]
    if isinstance(widget, QMainWindow):  # panels behind tabs are laid aside, and seen nowhere
        inside = [child for child in inside if not child.visibleRegion().isEmpty()]
    for child in inside:
        may_be_larger = is_scrolled(widget) or isinstance(widget, QAbstractScrollArea)
        if not may_be_larger and not widget.rect().contains(child.geometry()):
            place = child.geometry().getRect()
            faults.append(f"outside: {name_of(child)} {place} in {widget.size()}")
    for number, one in enumerate(inside):
        for other in inside[number + 1 :]:
            both = one.geometry().intersected(other.geometry())
            if both.width() > 1 and both.height() > 1 and not _may_overlap(widget, one, other):
                faults.append(f"overlap: {name_of(one)} and {name_of(other)} by {both.size()}")
    for child in inside:
        faults += text_faults_of(child)
        faults += faults_of(child)
    return faults


def _may_overlap(parent, one, other):
    if isinstance(parent, (QAbstractScrollArea, QComboBox)):
        return True
    label, lock = (one, other) if isinstance(one, QLabel) else (other, one)
    if not isinstance(label, QLabel) or not isinstance(lock, VaryLock):
        return False
    # it stands at the right end of a label, behind its words
    words = label.fontMetrics().horizontalAdvance(label.text())
    return label.x() + words <= lock.x()


def room_of_words(button):
    """Return the pixels that a button leaves for its words, within its padding."""
    if not isinstance(button, QPushButton):
        return button.width() - 2
    option = QStyleOptionButton()
    button.initStyleOption(option)
    contents = QStyle.SubElement.SE_PushButtonContents
    inside = button.style().subElementRect(contents, option, button).width()
    return inside if button.icon().isNull() else inside - button.iconSize().width() - 4


def text_faults_of(widget):
    """Return what is wrong with the text of one of Qt's own widgets."""
    letters = widget.fontMetrics()
    room = widget.contentsRect()
    if isinstance(widget, QLabel):
        text = widget.text()
        if not text or widget.textFormat() is Qt.TextFormat.RichText:
            return []
        whole = widget.toolTip()
        is_part = text.endswith("…") and whole != text
        if is_part and whole.startswith(text[:-1].rstrip()) and SENTENCE.match(whole):
            return [f"sentence shortened: {whole!r} to {text!r} {name_of(widget)}"]
        if widget.wordWrap():
            needed = widget.heightForWidth(widget.width())
            return (
                [f"cut below: {text!r} {name_of(widget)}"] if needed > widget.height() else []
            )
        wide = max(letters.horizontalAdvance(line) for line in text.split("\n"))
        high = letters.height() * len(text.split("\n"))
        if (
            wide > room.width() + SLACK
            or letters.tightBoundingRect(text).height() > room.height()
        ):
            return [f"cut: {text!r} needs {wide}×{high} in {room.size()} {name_of(widget)}"]
    elif isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        control = QStyle.ComplexControl.CC_ComboBox
        room = widget.style().subControlRect(control, option, field, widget).width()
        text = option.currentText
        wide = letters.horizontalAdvance(text)
        if wide > room + SLACK:  # Qt cuts it anywhere, without dots
            return [f"cut: {text!r} needs {wide} in {room} {name_of(widget)}"]
    elif isinstance(widget, (QPushButton, QToolButton)) and widget.text():
        is_alone = isinstance(widget, QToolButton) and (
            widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        is_upright = widget.property("role") == "rail"
        wide = letters.horizontalAdvance(widget.text().replace("&", ""))
        room = room_of_words(widget)
        if not (is_alone or is_upright) and wide > room + SLACK:
            return [f"cut: {widget.text()!r} needs {wide} in {room} {name_of(widget)}"]
        if is_upright and wide > widget.height():
            return [f"cut: {widget.text()!r} {name_of(widget)}"]
    elif isinstance(widget, QLineEdit):
        text = widget.text()
        wide = letters.horizontalAdvance(text)
        if NUMBER.match(text) and wide > room.width():
            return [f"number cut: {text!r} {name_of(widget)}"]
    elif isinstance(widget, QTabBar):
        cut = [
            widget.tabText(tab)
            for tab in range(widget.count())
            if letters.horizontalAdvance(widget.tabText(tab)) > widget.tabRect(tab).width()
            and not widget.tabToolTip(tab)
        ]
        return [f"tab cut without a tip: {text!r}" for text in cut]
    return []


def what_does_not_fit(window, size, panels):
    """Show one panel after the other in a window of this size, and look at each.

    Yields
    ------
    tuple (PanelSpec, list of str)
        A panel, and a sentence for everything that does not fit, once all is laid out.
    """
    window.resize(*size)
    for spec in panels:
        window.docks[spec.id].come_forward()
        for _ in range(LOOKS):
            QTest.qWait(20)
            painted = []
            with painted_texts(painted):
                window.grab()
            found = painted + faults_of(window)
            if not found:
                break
        yield spec, sorted(set(found))
    window.layout_of_docks.rails.close()


@contextmanager
def painted_texts(found):
    """Record in `found` painted texts without room, and shortened numbers and sentences."""
    draw, elide, elide_f = QPainter.drawText, QFontMetrics.elidedText, QFontMetricsF.elidedText
    painted = {}  # by what they are painted on

    def watched_draw(painter, *arguments):
        _look_at(painter, arguments, found)
        _look_around(painter, arguments, painted.setdefault(id(painter.device()), []), found)
        return draw(painter, *arguments)

    def watch(original):
        def watched(metrics, text, mode, width, *rest):
            result = original(metrics, text, mode, width, *rest)
            for kind, pattern in (("number", NUMBER), ("sentence", SENTENCE)):
                if result != text and pattern.match(text.strip()):
                    found.append(f"{kind} shortened: {text!r} to {result!r}")
            return result

        return watched

    QPainter.drawText = watched_draw
    QFontMetrics.elidedText, QFontMetricsF.elidedText = watch(elide), watch(elide_f)
    try:
        yield
    finally:
        QPainter.drawText = draw
        QFontMetrics.elidedText, QFontMetricsF.elidedText = elide, elide_f


def _look_at(painter, arguments, found):
    """Compare the rectangle that a text is given with what its letters need."""
    first = arguments[0]
    text = next((one for one in arguments if isinstance(one, str)), "")
    if text.strip() and QFontInfo(painter.font()).pixelSize() < LEAST_LETTERS:
        found.append(f"too small to read: {text!r}")
    if not text or not isinstance(first, (QRect, QRectF)):
        return
    flags = arguments[1] if len(arguments) > 2 else 0
    flags = int(getattr(flags, "value", flags)) if not isinstance(flags, int) else flags
    if flags & Qt.TextFlag.TextWordWrap.value:
        return
    letters = QFontMetricsF(painter.font())
    wide = max(letters.horizontalAdvance(line) for line in text.split("\n"))
    if wide > first.width() + SLACK:
        found.append(
            f"painted beyond its place: {text!r} needs {wide:.0f} in {first.width():.0f}"
        )


def _look_around(painter, arguments, painted, found):
    """Compare where a text is painted with where others of the same widget are."""
    first = arguments[0]
    text = next((one for one in arguments if isinstance(one, str)), "")
    if not text.strip() or not isinstance(first, (QRect, QRectF)) or len(arguments) < 3:
        return
    flags = arguments[1]
    flags = int(getattr(flags, "value", flags)) if not isinstance(flags, int) else flags
    letters = QFontMetricsF(painter.font())
    place = letters.boundingRect(QRectF(first), flags, text)
    place = painter.combinedTransform().mapRect(place.adjusted(1, 3, -1, -3))  # the letters
    for other, there in painted:
        both = place.intersected(there)
        if both.width() > 1 and both.height() > 1 and (text, place) != (other, there):
            found.append(f"painted over each other: {text!r} and {other!r}")
    painted.append((text, place))
