"""The one window in which people come with their questions."""

import numpy as np

from gui.state.run_state import RunState
from gui.state.selection import Unit
from tests.support.people import is_clipped
from tests.support.window_driving import has_settled

FILTER = 3


def train(qtbot, window, steps):
    """Train at least so many steps, and rest."""
    window.lab.start_or_pause()
    qtbot.waitUntil(lambda: window.lab.session.step >= steps)
    window.lab.start_or_pause()
    qtbot.waitUntil(lambda: window.lab.run_state is not RunState.RUNNING)
    qtbot.waitUntil(lambda: has_settled(window))


def is_in_sight(view, row):
    """Return whether some of a row of a ledger page can be read without scrolling."""
    return not view.visibleRegion().intersected(view.rect_of(row)).isEmpty()


def is_seen(label):
    return label.isVisible() and not label.visibleRegion().isEmpty() and not is_clipped(label)


def fired_most(moment):
    """Return row and column where filter 3 fires most."""
    fired = moment.trace.values[1][..., FILTER]
    return divmod(int(fired.argmax()), fired.shape[1])


def clear_winner(moment):
    """Return a window of four different numbers to which a gradient comes back."""
    below, arrived = moment.trace.values[2], moment.trace.gradients[3]
    for place in np.argwhere(arrived != 0).tolist():
        row, column, channel = place
        four = below[2 * row : 2 * row + 2, 2 * column : 2 * column + 2, channel]
        if len(np.unique(four)) == four.size:
            return row, column, channel
    raise AssertionError("no window has a clear winner")


def put_back(window):
    """Leave the window as the next person wants to find it."""
    window.state.timeline.go_live()
    window.state.selection.select(Unit(0, 0))
    window.views.show_in_tabs()
    window.docks["network_panel"].raise_()
    browser = window.sample_browser
    if browser.only_mistakes:
        browser.choose_mistakes(False)
