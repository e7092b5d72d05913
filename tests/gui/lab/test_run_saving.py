"""Before a run is let go it is saved, and it is looked whether it is really kept."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject

from gui.lab.run_saving import RunSaving
from tests.support.window_driving import LONG


class FakeRecording:
    """A run that was trained, and is saved as it is told to be."""

    def __init__(self, *, steps=5, saved=5, is_there=True, document=True, trouble=""):
        self.run = SimpleNamespace(
            session=SimpleNamespace(step=steps), latest=SimpleNamespace(step=0)
        )
        there = SimpleNamespace(is_at_its_place=is_there, path="/runs/run.glassbox")
        self.recorder = SimpleNamespace(
            document=there if document else None,
            saved_step=saved,
            session=self.run.session,
            warning="",
        )
        self.trouble = trouble
        self.ended = 0

    def end(self):
        self.ended += 1


@pytest.fixture
def keeper():
    keeper = QObject()
    keeper.recording = FakeRecording()
    return keeper


@pytest.fixture
def saving(keeper):
    saving = RunSaving(keeper)
    saving.said = []
    saving.saved.connect(lambda: saving.said.append("saved"))
    saving.failed.connect(saving.said.append)
    yield saving
    assert saving.shut_down()


def save(qtbot, saving):
    saving.said.clear()
    saving.begin()
    qtbot.waitUntil(lambda: bool(saving.said), timeout=LONG)
    (said,) = saving.said
    return said


def test_that_a_trained_run_has_to_be_saved_and_then_goes_a_single_time(qtbot, saving, keeper):
    assert saving.is_due()
    assert save(qtbot, saving) == "saved"
    assert keeper.recording.ended == 1
    assert not saving.is_due()
    assert saving.is_due()


def test_that_no_run_and_one_without_a_step_need_no_saving(saving, keeper):
    keeper.recording = FakeRecording(steps=0)
    assert not saving.is_due()
    keeper.recording = None
    assert not saving.is_due()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ({"saved": 4, "trouble": "the disk is full"}, "the disk is full"),
        ({"saved": 4}, "The run is in no file."),
        ({"document": False}, "The run is in no file."),
        ({"is_there": False}, "run.glassbox: this file was deleted, moved or replaced"),
    ],
)
def test_that_a_run_that_is_not_kept_is_let_go_at_the_second_wish_alone(
    qtbot, saving, keeper, harm, said
):
    keeper.recording = FakeRecording(**harm)
    assert save(qtbot, saving) == said
    assert saving.is_due()
    assert save(qtbot, saving) == "saved"
    assert not saving.is_due()


def test_that_training_on_after_the_question_asks_anew(qtbot, saving, keeper):
    keeper.recording = FakeRecording(saved=4)
    save(qtbot, saving)
    saving.forget()
    assert save(qtbot, saving) == "The run is in no file."


def test_that_a_run_let_go_does_not_let_another_go(qtbot, saving, keeper):
    save(qtbot, saving)
    keeper.recording = FakeRecording()
    assert saving.is_due()


def test_that_a_save_that_raises_is_a_reason_too(qtbot, saving, keeper):
    def end():
        raise OSError("the disk does not answer")

    keeper.recording.end = end
    assert "the disk does not answer" in save(qtbot, saving)
    assert saving.is_due()
