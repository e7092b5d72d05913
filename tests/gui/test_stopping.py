"""Early stopping and the best weights in the real window."""

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QToolButton

from core.early_stopping_spec import EarlyStoppingSpec
from core.optimizers.sgd import SGDSpec
from core.presets import SEED_CNN
from core.training.events import BestRestored, FinishReason
from gui.app import build_window
from gui.lab.speed import Speed
from gui.settings import Settings
from gui.state.run_state import RunState
from tests.support.data_files import write_idx_folder
from tests.support.window_driving import LONG


@pytest.fixture
def open_window(qtbot, tmp_path):
    """Return a function that opens a window on 300 digits and waits until it can train."""
    windows = []
    folder = write_idx_folder(tmp_path / "digits", 300, 50)
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    settings.speed = Speed.FULL.value

    def open_one(experiment):
        window = build_window(
            experiment=experiment.replace(data=str(folder)), settings=settings
        )
        windows.append(window)
        window.late_panels.shut_down()
        window.show()
        qtbot.waitExposed(window)
        ready = (RunState.READY, RunState.BLOCKED)
        qtbot.waitUntil(lambda: window.lab.run_state in ready, timeout=LONG)
        return window

    yield open_one
    for window in windows:
        window.close()
        window.deleteLater()


def start(qtbot, window):
    button = window.findChild(QToolButton, "training_start_pause_button")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def run_to_end(qtbot, window):
    start(qtbot, window)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.FINISHED, timeout=LONG)


@pytest.mark.slow
def test_that_an_early_stop_is_told_as_information_and_start_goes_on(qtbot, open_window):
    hopeless = EarlyStoppingSpec(patience=1, min_change=9.0)
    window = open_window(
        SEED_CNN.replace(optimizer=SGDSpec(1e-9), epochs=40, early_stopping=hopeless)
    )
    notices = []
    window.lab.notice.connect(lambda level, text: notices.append((level, text)))
    run_to_end(qtbot, window)
    assert window.lab.session.finished.reason is FinishReason.STOPPED_EARLY
    ((level, text),) = [notice for notice in notices if notice[1]]
    assert level == "info"
    assert text.startswith("Stopped early: the validation loss did not get better")
    steps = window.lab.session.step
    run_to_end(qtbot, window)
    assert window.lab.session.step == 1.5 * steps


def test_that_the_weights_on_screen_at_the_end_are_the_best(qtbot, open_window):
    window = open_window(
        SEED_CNN.replace(
            optimizer=SGDSpec(3.0), validate_every=1, epochs=2, keep_best=True, seed=3
        )
    )
    events = []
    window.lab.events_arrived.connect(events.extend)
    run_to_end(qtbot, window)
    session = window.lab.session
    restored = [event for event in events if isinstance(event, BestRestored)]
    assert restored[0].best_step == session.best.step < session.step
    judged = session.evaluate(session.data, session.validation_rows)
    assert judged == (restored[0].loss, restored[0].accuracy)
    moment = window.state.moment

    def shows_the_best():
        shown = moment.moment.snapshot.values["0.conv2d.weight"]
        weight = dict(session.network.named_parameters())["0.conv2d.weight"].value
        return (shown == weight).all()

    qtbot.waitUntil(shows_the_best, timeout=LONG)


def test_that_a_listener_without_validation_blocks_the_run_with_a_sentence(qtbot, open_window):
    window = open_window(SEED_CNN.replace(keep_best=True, validation_share=0.0))
    assert window.lab.run_state is RunState.BLOCKED
    assert (
        "set Validation above 0 %" in window.notice_bar.findChild(object, "notice_text").text()
    )
