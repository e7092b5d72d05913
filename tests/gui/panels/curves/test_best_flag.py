"""The flag of the best validation, while training makes it move."""

from PySide6.QtCore import QPointF

from core.training.events import BatchFinished, ValidationFinished
from gui.state.time_flag import FlagKind


def test_that_there_is_one_best_validation_however_often_it_moves(panel, qtbot):
    """In the strip over the curves, and among the dots over the slider."""
    timeline = panel.figure._timeline
    batches = [BatchFinished(step, 1, 2 / step, 0.5, 32, 0.001, 0.1) for step in range(1, 96)]
    timeline.add_events(batches)
    panel._curves.add(batches)
    qtbot.waitUntil(lambda: panel.figure.plots["loss"].isVisible())
    strip, track = panel.figure._flags, panel.figure.timeline_bar.track
    for before, step, accuracy in ((0, 20, 0.85), (20, 50, 0.9), (50, 90, 0.95)):
        timeline.add_events([ValidationFinished(step, 1, 0.4, accuracy)])
        flags = [flag for label in strip.labels for flag in label.flags]
        best = [flag.step for flag in flags if flag.kind is FlagKind.BEST_VALIDATION]
        assert best == [step]
        assert [label.text for label in strip.labels].count("best") == 1
        assert track.flags_at(QPointF(track.place_of(before), 4)) == ()
        assert len(track.flags_at(QPointF(track.place_of(step), 4))) == 1
