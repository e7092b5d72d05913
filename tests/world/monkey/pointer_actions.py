"""What one does with the mouse, wherever it is."""

from __future__ import annotations

import random

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QSlider, QTabBar, QWidget

from gui.panels.curves.timeline_track import TimelineTrack
from tests.world.monkey import hand, sights

KEYS = (Qt.KeyboardModifier.NoModifier,) * 4 + (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def press_any_button(monkey, rng: random.Random) -> str:
    window = rng.choice(sights.windows())
    button = sights.any_button(rng, window)
    if button is None:
        return click_anywhere(monkey, rng)
    name = sights.name_of(button)
    hand.click(button, sights.any_place(rng, button))
    return f"press {name}"


def click_anywhere(_monkey, rng: random.Random) -> str:
    window = rng.choice(sights.windows())
    at = sights.any_place(rng, window)
    name = sights.name_of(window.childAt(at))
    if rng.random() < 0.15:
        hand.double_click(window, at)
        return f"double click {name} at {at.toTuple()}"
    button = Qt.MouseButton.RightButton if rng.random() < 0.15 else hand.LEFT
    hand.click(window, at, button, keys=rng.choice(KEYS))
    return f"click {name} with {button.name} at {at.toTuple()}"


def click_an_item(_monkey, rng: random.Random) -> str:
    """Click a row of a list, or a tab."""
    window = rng.choice(sights.windows())
    found = sights.seen(window, QAbstractItemView) + sights.seen(window, QTabBar)
    if not found:
        return "see no list"
    widget = rng.choice(found)
    at, name = sights.any_place(rng, widget), sights.name_of(widget)
    (hand.double_click if rng.random() < 0.2 else hand.click)(widget, at)
    return f"click an item of {name} at {at.toTuple()}"


def point_around(_monkey, rng: random.Random) -> str:
    window = rng.choice(sights.windows())
    places = [sights.any_place(rng, window) for _ in range(rng.randint(1, 6))]
    for place in places:
        hand.move(window, place)
    return f"move the mouse over {[place.toTuple() for place in places]}"


def drag_anywhere(_monkey, rng: random.Random) -> str:
    """Drag whatever is there: docks, separators, cards, tiles, text."""
    window = rng.choice(sights.windows())
    start = sights.any_place(rng, window)
    way, name = _way(rng, window, start), sights.name_of(window.childAt(start))
    hand.drag(window, *way)
    return f"drag {name} {[at.toTuple() for at in way]}"


def drag_a_separator(monkey, rng: random.Random) -> str:
    """Drag what is between two docks."""
    window = monkey.window
    gaps = (sights.any_place(rng, window) for _ in range(400))
    start = next((at for at in gaps if window.childAt(at) is None), None)
    if start is None or window not in sights.windows():
        return "see no separator"
    by = QPoint(rng.randint(-300, 300), rng.randint(-300, 300))
    hand.drag(window, start, start + by / 2, start + by)
    return f"drag a separator from {start.toTuple()} by {by.toTuple()}"


def slide(_monkey, rng: random.Random) -> str:
    window = rng.choice(sights.windows())
    found = sights.seen(window, QSlider)
    if not found:
        return "see no slider"
    slider = rng.choice(found)
    name = sights.name_of(slider)
    hand.drag(slider, *(sights.any_place(rng, slider) for _ in range(3)))
    return f"slide {name}"


def scrub(monkey, rng: random.Random) -> str:
    found = sights.seen(monkey.window, TimelineTrack)
    if not found or monkey.window not in sights.windows():
        return "see no timeline"
    track = found[0]
    places = [QPoint(rng.randrange(track.width()), 10) for _ in range(rng.randint(2, 12))]
    hand.drag(track, *places)
    return f"scrub over {[place.x() for place in places]}"


def turn_wheel(_monkey, rng: random.Random) -> str:
    window = rng.choice(sights.windows())
    at = sights.any_place(rng, window)
    hit = window.childAt(at) or window
    name = sights.name_of(hit)
    notches, keys = rng.choice((-5, -1, 1, 5)), rng.choice(KEYS)
    hand.turn_wheel(hit, hit.mapFrom(window, at), notches, keys)
    return f"turn the wheel by {notches} over {name} with {keys.name}"


def choose_in_a_box(monkey, rng: random.Random) -> str:
    """Open a box of choices, such as the presets, and choose."""
    window = rng.choice(sights.windows())
    found = sights.seen(window, QComboBox)
    if not found:
        return "see no box of choices"
    box: QComboBox = rng.choice(found)
    name = sights.name_of(box)
    hand.click(box)
    view = box.view()
    if not view.isVisible() or not box.count():
        return f"open {name}"
    row = rng.randrange(box.count())
    text = box.itemText(row)
    item = view.model().index(row, box.modelColumn(), view.rootIndex())
    view.scrollTo(item)
    hand.move(view.viewport(), view.visualRect(item).center())
    monkey.wait(10)
    if view.isVisible():
        hand.click(view.viewport(), view.visualRect(item).center())
    return f"choose {text!r} in {name}"


def _way(rng: random.Random, window: QWidget, start: QPoint) -> list[QPoint]:
    if rng.random() < 0.5:
        return [start, *(sights.any_place(rng, window) for _ in range(rng.randint(1, 4)))]
    steps = [QPoint(rng.randint(-40, 40), rng.randint(-40, 40)) for _ in range(3)]
    return [start, *(start + step for step in steps)]
