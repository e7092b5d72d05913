"""What the window keeps from run to run."""

import pytest

from core.documents.recorded_run import Place
from core.training.build import session_for
from core.training.snapshot import take_snapshot
from gui.documents.prepared_run import PreparedRun
from gui.documents.run_recording import RunRecording
from gui.lab.run_control import RunControl
from gui.lab.training_controller import TrainingController
from tests.support.random_runs import random_experiment, small_dataset
from tests.support.window_driving import LONG


@pytest.fixture
def controller(qtbot):
    controller = TrainingController()
    yield controller
    assert controller.shut_down()


def recording(folder):
    experiment, dataset = random_experiment(3), small_dataset(3)
    session = session_for(experiment, dataset)
    start = take_snapshot(session.network, step=0, epoch=0)
    return RunRecording(PreparedRun(experiment, dataset, session, start, start), Place(folder))


def test_that_slow_motion_stays_for_the_next_run(controller, tmp_path, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(RunControl, "set_period", lambda _, seconds: asked.append(seconds))
    controller.set_period(0.3)
    for _ in range(2):
        asked.clear()
        controller.start(recording(tmp_path), paused=True)
        assert asked == [0.3]
        with qtbot.waitSignal(controller.ended, timeout=LONG):
            controller.control.stop()


def test_that_a_second_run_is_refused_while_one_goes_on(controller, tmp_path):
    controller.start(recording(tmp_path), paused=True)
    with pytest.raises(RuntimeError, match="another run is active"):
        controller.start(recording(tmp_path), paused=True)
