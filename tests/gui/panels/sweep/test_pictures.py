"""Four pictures and a table that follow each other, as a person uses them."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from core.sweeping.trial_row import TrialState

LEFT = Qt.MouseButton.LeftButton


def drag(widget, start, end):
    QTest.mousePress(widget, LEFT, pos=start)
    QTest.mouseMove(widget, (start + end) / 2)
    QTest.mouseMove(widget, end)
    QTest.mouseRelease(widget, LEFT, pos=end)


def on_axis(picture, at, share):
    return QPoint(round(picture.x_of(at)), round(picture.y_of(share)))


def said(panel, name):
    return panel.findChild(QLabel, f"sweep_panel_{name}").text()


def test_that_dragging_along_an_axis_brushes_and_everything_follows(shown):
    picture, table = shown._results.parallel, shown._results.table
    everything = table.model().rowCount()
    last = len(shown.focus.axes) - 1
    drag(picture, on_axis(picture, last, 0.98), on_axis(picture, last, 0.6))
    low, high = shown.focus.brushes["objective"]
    axis, trials = shown.focus.axis_of_objective, shown.focus.trials
    expected = {
        row.number for row in trials.rows if low <= axis.place(trials.reached(row)) <= high
    }
    assert 0 < len(expected) < everything
    assert shown.focus.brushed == expected
    assert table.model().rowCount() == len(expected)
    assert f"{len(expected)} trials" in said(shown, "brushed")
    QTest.mouseDClick(picture, LEFT, pos=on_axis(picture, last, 0.3))
    assert shown.focus.brushed is None
    assert table.model().rowCount() == everything


def test_that_the_button_clears_every_brush(shown, qtbot):
    picture = shown._results.parallel
    for at in (1, 2):
        drag(picture, on_axis(picture, at, 0.9), on_axis(picture, at, 0.4))
    assert len(shown.focus.brushes) == 2
    qtbot.mouseClick(shown.findChild(QPushButton, "sweep_panel_clear"), LEFT)
    assert shown.focus.brushes == {}


def test_that_an_axis_goes_where_its_name_is_dragged(shown):
    picture = shown._results.parallel
    before = [axis.name for axis in shown.focus.axes]
    names = QPoint(0, 10)
    start, end = (names + QPoint(round(picture.x_of(at)), 0) for at in (0, 2))
    drag(picture, start, end)
    assert [axis.name for axis in shown.focus.axes] == [
        before[1], before[2], before[0], *before[3:],
    ]  # fmt: skip
    shown.refresh_now()
    assert [axis.name for axis in shown.focus.axes][2] == before[0]  # news change no order


def test_that_pointing_lights_a_trial_and_a_click_chooses_it(shown):
    picture, trials = shown._results.parallel, shown.focus.trials
    row, axes = trials.best, shown.focus.axes
    places = [trials.place(row, axis) for axis in axes[:2]]
    middle = QPoint(
        round((picture.x_of(0) + picture.x_of(1)) / 2),
        round((picture.y_of(places[0]) + picture.y_of(places[1])) / 2),
    )
    QTest.mouseMove(picture, middle)
    assert shown.focus.hovered is not None
    hovered = shown.focus.hovered
    QTest.mouseClick(picture, LEFT, pos=middle)
    assert shown.focus.selected == hovered
    table = shown._results.table
    assert table.model().number_at(table.currentIndex().row()) == hovered


def test_that_enter_opens_the_trial_in_the_table_and_in_a_picture(shown, qtbot):
    opened = []
    shown.control.folder = shown._shelf.folder
    shown.open_wanted.connect(opened.append)
    table = shown._results.table
    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    best = shown.focus.trials.best
    assert [path.name for path in opened] == [f"{best.name}.glassbox"]
    picture = shown._results.curves
    picture.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(picture, Qt.Key.Key_Down)
    second = shown.focus.trials.ranked()[1]
    assert shown.focus.hovered == second.number
    assert f"trial {second.number}" in picture.spoken_value()
    QTest.keyClick(picture, Qt.Key.Key_Return)
    assert opened[-1].stem == second.name


def test_that_the_table_ranks_by_value_and_stars_the_best(shown):
    model = shown._results.table.model()
    shown_values = [row.value for row in model._rows if row.state is TrialState.FINISHED]
    assert shown_values == sorted(shown_values, reverse=True)
    assert model.index(0, 0).data().startswith("★")
    assert not model.index(1, 0).data().startswith("★")


def test_that_the_best_line_passes_through_the_best_trials(shown):
    picture, trials = shown._results.best, shown.focus.trials
    steps = picture.steps()
    heights = [steps.at(at).y() for at in range(steps.count())]
    assert heights == sorted(heights, reverse=True)
    assert heights[-1] == picture.y_of(trials.best.value)


def test_that_all_parts_paint_in_both_widths(shown, qtbot):
    page = shown._results
    for size in ((1320, 760), (700, 420)):
        shown.resize(*size)
        for part in ("trials", "curves", "slices", "matters"):
            page._parts.choose(part)
            qtbot.waitUntil(lambda: not shown.grab().isNull())
    assert page.importance.isVisible()
    assert not page.table.isVisible()


def test_that_what_matters_is_shown_by_its_name(shown, qtbot):
    picture = shown._results.importance
    qtbot.waitUntil(lambda: bool(picture.shares))
    assert picture.shares == {"learning rate": 0.83, "optimiser": 0.17}
    assert "PED-ANOVA" in said(shown, "matters_method")
