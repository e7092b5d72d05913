"""Ten questions a person comes with, each answered in sight by four clicks and keys at most.

The window is one for all: a trained network, another run beside it. A test leaves it as it was.
"""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from core.anatomy.addresses import ParameterAddress, ValueAddress
from core.datasets.sample import Part
from core.ledger.source_lines import source_of
from core.presets import SEED_CNN
from gui.app import build_window
from gui.lab.speed import Speed
from gui.panels.ledger.code_row import CodeRow
from gui.panels.ledger.difference_row import ClassChoiceRow, PartsRow
from gui.panels.ledger.rows import GridRow, TermRow
from gui.panels.ledger.share_row import ShareRow
from gui.settings import RUNS_VARIABLE, Settings
from gui.theme.zoom import Zoom
from gui.widgets.map_mosaic import MapMosaic
from tests.support.counting_person import CountingPerson
from tests.support.ledger_reader import BLAMED, MADE, LedgerReader
from tests.support.people import find, text_of
from tests.support.pooling_panel import grid
from tests.support.task_window import (
    FILTER,
    clear_winner,
    fired_most,
    is_in_sight,
    is_seen,
    put_back,
    train,
)
from tests.support.window_driving import has_settled, steps_shown

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

MOST = 4
CONV, KERNEL = 0, "0.conv2d.weight"
INPUT, CONVOLVED, POOLED, DENSE = 0, 1, 3, 5  # stages of the Network
STEPS = 400


@pytest.fixture(autouse=True)
def no_thread_outlives_its_test():
    """Let the threads of the one window live as long as it does."""


@pytest.fixture(scope="module")
def one_window(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tasks")
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    settings.speed = Speed.FULL.value
    window = build_window(experiment=SEED_CNN, settings=settings)
    window.resize(1440, 900)
    window.show()
    yield window
    window.close()
    window.deleteLater()
    Zoom().use(100)


@pytest.fixture(scope="module")
def module_patch():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module", autouse=True)
def runs_folder(tmp_path_factory, module_patch):
    """Keep both runs in one place, whichever test asks for them."""
    folder = tmp_path_factory.mktemp("runs")
    module_patch.setenv(RUNS_VARIABLE, str(folder))
    return folder


@pytest.fixture
def window(one_window, qtbot):
    """The trained window, with all panels at their places and nothing opened."""
    window = one_window
    qtbot.waitUntil(lambda: window.state.moment.moment is not None)
    qtbot.waitUntil(lambda: window.late_panels.is_done)
    if window.lab.session.step == 0:
        train(qtbot, window, 20)
        document = window.state.experiment
        document.edit(document.experiment.replace(seed=5), "seed")
        window.lab.restart()
        qtbot.waitUntil(lambda: window.lab.session.step == 0 and has_settled(window))
        train(qtbot, window, STEPS)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: window.layout_of_docks.is_settled)
    yield window
    put_back(window)


@pytest.fixture
def person(window):
    return CountingPerson(window)


@pytest.fixture
def reader(qtbot, window):
    return LedgerReader(qtbot, window.ledger_panel, window.state)


def test_that_one_click_says_which_pixels_made_filter_3_fire_here(
    qtbot, window, person, reader
):
    moment = window.state.moment.moment
    row, column = fired_most(moment)
    person.click_stage(CONVOLVED, (row, column, FILTER))
    reader.wait_for(ValueAddress(CONV, (row, column, FILTER)))
    products = reader.rows(MADE, GridRow)[0]
    patch = moment.trace.values[0][row : row + 3, column : column + 3, 0]
    np.testing.assert_allclose(products.grids[0].values, patch)
    assert is_in_sight(reader.page(MADE), products)
    assert person.presses == 1


def test_that_two_clicks_say_which_of_four_pixels_gets_the_gradient_and_why(
    qtbot, window, person
):
    moment = window.state.moment.moment
    row, column, channel = clear_winner(moment)
    person.click_stage(POOLED, (row, column, channel))
    person.click_tab("Pooling")
    panel = window.docks["pooling_panel"].panel
    qtbot.waitUntil(lambda: grid(panel, "routed").isVisible())
    routed, values = grid(panel, "routed"), grid(panel, "values")
    four = moment.trace.values[2][2 * row : 2 * row + 2, 2 * column : 2 * column + 2, channel]
    qtbot.waitUntil(lambda: np.array_equal(values.values, four))
    arrived = moment.trace.gradients[3][row, column, channel]
    np.testing.assert_array_equal(routed.values, arrived * (four == four.max()))
    assert np.count_nonzero(routed.values) == 1
    assert is_seen(find(panel, "pooling_panel_card_why"))
    assert text_of(panel, "pooling_panel_card_why") == "the largest"
    assert person.presses == 2


def test_that_four_clicks_say_what_the_gradient_of_a_kernel_cell_is_made_of(
    qtbot, window, person, reader
):
    mosaic = find(window, "network_kernel_mosaic", MapMosaic)
    person.click_stage(CONVOLVED, (9, 12, FILTER))
    reader.wait_for(ValueAddress(CONV, (9, 12, FILTER)))
    person.click(mosaic, mosaic.cell_rect(0, 2, 1))
    weight = reader.wait_for(ParameterAddress(KERNEL, (2, 1, 0, FILTER)))
    page = reader.page(BLAMED)
    assert is_in_sight(page, reader.rows(BLAMED, GridRow)[0])  # δ × input of this image
    assert is_in_sight(page, reader.rows(BLAMED, TermRow)[0])
    title = window.docks["ledger_panel"].titleBarWidget()
    person.double_click(title, QPoint(60, title.height() // 2))  # all of it
    qtbot.waitUntil(lambda: is_in_sight(page, reader.line(BLAMED, "stored")))
    assert reader.rows(BLAMED, ShareRow), "and what every image of the batch adds"
    gradient = window.state.moment.moment.snapshot.gradients[KERNEL][weight.index]
    assert reader.number(BLAMED, "gradient of the batch") == pytest.approx(gradient, rel=5e-3)
    assert person.presses == MOST


def test_that_one_key_says_what_the_last_batch_changed(qtbot, window, person):
    before = window.state.moment.moment.snapshot
    person.key(Qt.Key.Key_B)
    qtbot.waitUntil(lambda: window.state.moment.moment.snapshot.step == before.step + 1)
    qtbot.waitUntil(lambda: has_settled(window))
    row = find(window, "network_change_row")
    qtbot.waitUntil(lambda: row.title == "Changed by the last batch")
    changed = window.state.moment.moment.snapshot.values[KERNEL] - before.values[KERNEL]
    np.testing.assert_array_equal(row.changes, changed[:, :, 0])
    assert not row.visibleRegion().isEmpty()
    assert row.scores.startswith("score ")
    assert person.presses == 1


def test_that_two_clicks_say_why_it_is_this_class_and_not_another(
    qtbot, window, person, reader
):
    said = window.state.moment.moment.trace.predicted
    other = (said + 5) % 10
    network = find(window, "network_pipeline")
    person.click_stage(DENSE, (said,))
    reader.wait_for(ValueAddress(4, (said,)))
    (row,) = reader.rows(MADE, ClassChoiceRow)
    spots = reader.page(MADE).spots_of(row)
    person.click(reader.page(MADE), spots[row.others.index(other)].rect)
    qtbot.waitUntil(lambda: reader.panel.spread.is_of(ValueAddress(4, (said,)), other))
    (picture,) = reader.rows(MADE, PartsRow)
    assert is_in_sight(reader.page(MADE), picture)
    parts = window.state.question.parts(window.state.moment.moment)
    qtbot.waitUntil(lambda: (network.views[INPUT].mosaic.maps == parts.parts[0]).all())
    assert person.presses == 2


def test_that_three_clicks_show_the_code_of_a_number_as_it_runs_and_as_in_the_book(
    qtbot, window, person, reader
):
    person.click_stage(CONVOLVED, (9, 12, FILTER))
    pixel = reader.wait_for(ValueAddress(CONV, (9, 12, FILTER)))
    assert not [line for view in reader.panel._view.code for line in view.sheet.rows]
    person.click_button("ledger_panel_code")
    made, blamed = reader.panel._view.code
    qtbot.waitUntil(lambda: bool(made.sheet.rows and blamed.sheet.rows))
    lines = [line for line in made.sheet.rows if isinstance(line, CodeRow)]
    computes = [line for line in lines if line.is_arithmetic]
    assert is_in_sight(made, computes[0])
    parts = source_of(reader.panel.spread.pages[MADE].code)
    assert {line.number for line in computes} <= {n for part in parts for n in part.numbers}
    person.click_button("ledger_panel_pages_lines_book")
    qtbot.waitUntil(lambda: any("def forward(" in row.text for row in code_rows(made)))
    assert reader.is_open(pixel)
    assert person.presses == 3
    CountingPerson(window).click_button("ledger_panel_code")  # put away for the next test


def code_rows(view):
    return [row for row in view.sheet.rows if isinstance(row, CodeRow)]


def test_that_one_click_leads_through_the_images_it_gets_wrong(qtbot, window, person):
    person.click_button("sample_mistakes")
    browser, state = window.sample_browser, window.state
    qtbot.waitUntil(lambda: browser.only_mistakes and not browser.is_judging)
    qtbot.waitUntil(lambda: state.moment.moment.sample is state.sample.sample)
    moment = state.moment.moment
    assert moment.sample.part is Part.TEST
    assert moment.trace.predicted != moment.sample.label
    said = window.findChildren(QWidget, "sample_verdict")
    verdict = next(one for one in said if not one.visibleRegion().isEmpty())
    qtbot.waitUntil(lambda: "wrong" in verdict.spoken_value())
    step = f"{moment.snapshot.step:,}"
    assert f"{len(browser.matching):,} mistakes at step {step}" in verdict.quiet_line()
    assert person.presses == 1


def test_that_three_clicks_set_the_filters_of_two_runs_side_by_side(qtbot, window, person):
    shelf = window.library.shelf
    qtbot.waitUntil(lambda: any(row.path != shelf.open_path for row in shelf.rows))
    person.click_tab("Compare")
    panel = window.docks["compare_panel"].panel
    runs = find(panel, "compare_panel_runs", QComboBox)
    qtbot.waitUntil(lambda: runs.isVisible() and runs.count() > 0)
    person.click(runs)
    listed = runs.view()
    qtbot.waitUntil(listed.isVisible)
    person.click(listed.viewport(), listed.visualRect(runs.model().index(0, 0)))
    ours, theirs, difference = (
        find(panel, f"compare_panel_maps_{row}", MapMosaic) for row in ("a", "b", "difference")
    )
    qtbot.waitUntil(lambda: difference.isVisible() and difference.maps.size > 0)
    kernel = window.state.moment.moment.snapshot.values[KERNEL][:, :, 0]
    np.testing.assert_array_equal(ours.maps, kernel)
    np.testing.assert_array_equal(difference.maps, theirs.maps - ours.maps)
    assert np.abs(difference.maps).max() > 0
    for mosaic in (ours, theirs, difference):
        assert not mosaic.visibleRegion().isEmpty()
    assert person.presses == 3


def test_that_one_key_fills_the_projector(qtbot, window, person):
    size, tile = window.size(), find(window, "network_pipeline").views[CONVOLVED].mosaic.width()
    person.key(Qt.Key.Key_F5)
    qtbot.waitUntil(window.isFullScreen)
    assert [name for name, dock in window.docks.items() if not dock.isHidden()] == [
        "network_panel"
    ]
    assert window.views.zoom.zoom.percent > 100
    assert not window.menuWidget().isVisible()
    assert find(window, "presentation_bar").isVisible()
    assert window.minimumHeight() == 0  # else a small screen cuts the transport off
    assert person.presses == 1
    person.key(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.size() == size)
    assert find(window, "network_pipeline").views[CONVOLVED].mosaic.width() == tile


def test_that_four_presses_go_back_to_step_100_and_branch_with_another_rate(
    qtbot, window, person
):
    rate = window.state.moment.moment.experiment.optimizer.learning_rate
    bar = window.curves_panel.figure.timeline_bar
    person.click(bar.track, QPoint(round(bar.track.place_of(100)), 15))
    qtbot.waitUntil(lambda: window.state.moment.moment.snapshot.step == 100)
    person.key(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    dialog = find(window, "branch_dialog", QDialog)
    qtbot.waitUntil(lambda: dialog.isActiveWindow())
    assert text_of(dialog, "branch_title") == "Branch from step 100"
    assert find(dialog, "branch_learning_rate", QLineEdit).hasFocus()
    person.type("1")
    person.key(Qt.Key.Key_Return)
    state = window.state
    qtbot.waitUntil(lambda: state.moment.moment.experiment.optimizer.learning_rate == 1 != rate)
    qtbot.waitUntil(lambda: has_settled(window))
    assert steps_shown(window) == 100
    qtbot.waitUntil(
        lambda: window.notice_bar.isVisible() and "step 100" in window.notice_bar.text
    )
    assert person.presses == MOST
