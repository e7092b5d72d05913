"""The sliding window on screen."""

from gui.panels.sliding_window.sliding_map import SlidingMap
from tests.support.people import (
    find,
)

NAME = "sliding_window_panel"


def the_map(panel, part):
    return find(panel, f"{NAME}_{part}", SlidingMap)
