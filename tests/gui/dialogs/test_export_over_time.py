"""A panel over time, exported as a person does it."""

import numpy as np
import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from core.presets import PRESETS
from gui.dialogs.export_over_time import ExportOverTime
from gui.film.film_plan import MOST_PICTURES, spread_steps
from gui.panels.filters.filters_panel import FiltersPanel
from tests.support.moments import make_lab_state, make_moment
from tests.support.people import find, open_panel, press, text_of
from tests.support.window_driving import LONG

WAIT = LONG


class Travel(QObject):
    """Shows real moments a little later, as the time slider does."""

    changed = Signal()

    def __init__(self, state, last=12, broken=()):
        super().__init__()
        self._state, self._broken = state, broken
        self._moments = {}
        self.first_step, self.last_step = 0, last
        self.wanted_step = last
        self.is_live = True
        self.visited = []
        self._timer = QTimer(self, singleShot=True, interval=5)
        self._timer.timeout.connect(self._arrive)
        self.show_now(last)

    inexact = ""

    @property
    def shown_step(self):
        return self._state.moment.moment.snapshot.step

    def moment(self, step):
        if step not in self._moments:
            self._moments[step] = make_moment("seed-cnn", steps=step)
        return self._moments[step]

    def show_now(self, step):
        self._state.moment.show(self.moment(step))
        self.changed.emit()

    def go_to(self, step):
        if self.is_live or step != self.wanted_step:
            self.wanted_step, self.is_live = step, False
            self.visited.append(step)
            self._timer.start()
            self.changed.emit()

    def go_live(self):
        self._timer.stop()
        self.wanted_step, self.is_live = self.last_step, True
        self.show_now(self.last_step)

    def _arrive(self):
        if self.wanted_step in self._broken:
            self.go_live()
        else:
            self.show_now(self.wanted_step)


class Answers:
    """Answers every question for a file name with the same path."""

    def __init__(self, path):
        self.path, self.asked = path, []

    def ask_to_save(self, title, suggestion, name_filter, then):
        self.asked.append(suggestion)
        then(self.path)


class Scene:
    def __init__(self, qtbot, tmp_path, **travel):
        self.qtbot = qtbot
        self.state = make_lab_state(experiment=PRESETS["seed-cnn"])
        self.panel = FiltersPanel(self.state)
        open_panel(qtbot, self.panel, 600, 260)
        self.travel = Travel(self.state, **travel)
        self.answers = Answers(tmp_path / "out")
        panels = {"Filters": self.panel, "Plain": QWidget(self.panel)}
        self.dialog = ExportOverTime(panels, self.travel, self.answers, self.state.theme)
        open_panel(qtbot, self.dialog, 420, 360)

    def set(self, name, value):
        find(self.dialog, f"export_over_time_{name}", QSpinBox).setValue(value)

    def start(self, path):
        self.answers.path = path
        press(self.dialog, "export_over_time_act")

    def wait(self):
        self.qtbot.waitUntil(lambda: not self.dialog.maker.is_busy, timeout=WAIT)
        jobs = self.dialog.maker._jobs
        self.qtbot.waitUntil(lambda: not jobs.is_busy, timeout=WAIT)

    @property
    def message(self):
        return text_of(self.dialog, "export_over_time_message")

    def picture_at(self, step):
        """Return the panel as it looks at a step."""
        self.travel.go_to(step)
        self.qtbot.waitUntil(lambda: self.travel.shown_step == step, timeout=WAIT)
        QTest.qWait(20)
        return pixels(self.panel.grab().toImage())


def pixels(image):
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), -1, 3).astype(int)


@pytest.fixture
def make_scene(qtbot, tmp_path):
    scenes = []

    def make(**travel):
        scenes.append(Scene(qtbot, tmp_path, **travel))
        return scenes[-1]

    yield make
    for scene in scenes:
        scene.dialog.close()


@pytest.fixture
def scene(make_scene):
    return make_scene()


def test_that_a_gif_shows_the_panel_at_every_chosen_step(scene, tmp_path):
    scene.set("first", 2)
    scene.set("last", 10)
    scene.set("count", 3)
    scene.set("rate", 5)
    path = tmp_path / "film.gif"
    scene.start(path)
    scene.wait()
    assert scene.message == "Written: film.gif"
    assert scene.answers.asked == ["filters-over-time.gif"]
    reader = QImageReader(str(path))
    frames = []
    while reader.canRead():
        frames.append(pixels(reader.read()))
        assert reader.nextImageDelay() == 200
    assert len(frames) == 3
    for frame, step in zip(frames, (2, 6, 10), strict=True):
        expected = scene.picture_at(step)
        assert frame.shape == (284, 600, 3)
        assert np.abs(frame[:260] - expected).mean() < 2
    captions = [frame[260:] for frame in frames]  # the step stands under every picture
    assert np.abs(captions[0] - captions[1]).max() > 60
    assert np.abs(frames[0] - frames[2]).mean() > 0.2  # the filters did learn
    assert [file.name for file in tmp_path.iterdir()] == ["film.gif"]


def test_that_png_pictures_go_to_a_folder_of_their_own_exactly_as_seen(scene, tmp_path):
    press(scene.dialog, "export_over_time_format_png")
    scene.set("count", 4)
    folder = tmp_path / "pictures"
    scene.start(folder)
    scene.wait()
    names = sorted(file.name for file in folder.iterdir())
    assert names == [f"step_{step:08}.png" for step in (0, 4, 8, 12)]
    for step in (0, 8):
        found = pixels(QImage(str(folder / f"step_{step:08}.png")))
        assert np.array_equal(found[:260], scene.picture_at(step))


def test_that_one_is_back_where_one_was(scene, tmp_path):
    scene.set("count", 2)
    scene.start(tmp_path / "a.gif")
    scene.wait()
    assert scene.travel.is_live
    scene.travel.go_to(5)
    scene.start(tmp_path / "b.gif")
    scene.wait()
    assert scene.travel.wanted_step == 5
    assert not scene.travel.is_live


@pytest.mark.parametrize("format_name", ["gif", "png"])
def test_that_cancelling_leaves_nothing_behind(scene, tmp_path, format_name, qtbot):
    press(scene.dialog, f"export_over_time_format_{format_name}")
    scene.set("count", 13)
    scene.start(tmp_path / "film")
    progress = find(scene.dialog, "export_over_time_progress")
    qtbot.waitUntil(lambda: progress.value() >= 3, timeout=WAIT)
    assert progress.isVisible()
    assert scene.message.startswith("Picture ")
    press(scene.dialog, "export_over_time_leave")
    scene.wait()
    assert scene.message == "Cancelled; nothing was written."
    assert list(tmp_path.iterdir()) == []
    assert scene.dialog.isVisible()
    press(scene.dialog, "export_over_time_leave")
    assert not scene.dialog.isVisible()


def test_that_closing_the_window_in_the_middle_leaves_nothing_behind(scene, tmp_path, qtbot):
    scene.start(tmp_path / "film.gif")
    progress = find(scene.dialog, "export_over_time_progress")
    qtbot.waitUntil(lambda: progress.value() >= 1, timeout=WAIT)
    scene.dialog.close()
    assert list(tmp_path.iterdir()) == []


def test_that_a_step_that_cannot_be_had_ends_the_film(make_scene, tmp_path):
    scene = make_scene(broken=(6,))
    scene.set("count", 3)
    scene.start(tmp_path / "film.gif")
    scene.wait()
    assert scene.message == "Step 6 cannot be shown, so no film was made."
    assert list(tmp_path.iterdir()) == []


def test_that_a_folder_with_something_in_it_is_not_touched(scene, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("dear")
    press(scene.dialog, "export_over_time_format_png")
    scene.start(folder)
    scene.wait()
    assert "not empty" in scene.message
    assert [file.name for file in folder.iterdir()] == ["letter.txt"]


def test_that_a_place_that_cannot_be_written_is_said(scene, tmp_path):
    scene.start(tmp_path / "no such folder" / "film.gif")
    scene.wait()
    assert scene.message.startswith("film.gif was not written: the folder does not exist")


def test_that_the_summary_says_what_will_come(scene):
    scene.set("count", 5)
    scene.set("rate", 10)
    summary = "export_over_time_summary"
    assert text_of(scene.dialog, summary) == "5 pictures of 600×284 pixels, 0.5 s"
    press(scene.dialog, "export_over_time_format_png")
    assert text_of(scene.dialog, summary) == "5 pictures of 600×284 pixels"
    assert not find(scene.dialog, "export_over_time_rate").isEnabled()
    scene.set("first", 9)
    scene.set("last", 3)
    assert "must not be after" in text_of(scene.dialog, summary)
    assert not find(scene.dialog, "export_over_time_act").isEnabled()


def test_that_another_panel_can_be_chosen(scene):
    scene.dialog.choose_panel("Plain")
    assert find(scene.dialog, "export_over_time_panel", QComboBox).currentText() == "Plain"
    scene.dialog.choose_panel("no such panel")
    assert find(scene.dialog, "export_over_time_panel", QComboBox).currentText() == "Filters"


@pytest.mark.parametrize(
    ("first", "last", "count", "expected"),
    [
        (0, 10, 3, (0, 5, 10)),
        (0, 2, 60, (0, 1, 2)),
        (7, 7, 9, (7,)),
        (3, 9, 1, (3, 9)),
    ],
)
def test_that_steps_are_spread_evenly_and_hold_both_ends(first, last, count, expected):
    assert spread_steps(first, last, count) == expected


def test_that_a_film_has_a_longest_length():
    steps = spread_steps(0, 10**6, 10**5)
    assert len(steps) == MOST_PICTURES
    assert (steps[0], steps[-1]) == (0, 10**6)
