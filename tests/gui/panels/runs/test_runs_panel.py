"""The list of runs, used as a person does."""

import shutil

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTreeView

from core.documents.run_document import RunDocument
from core.documents.run_summary import read_summary
from core.optimizers.sgd import SGDSpec
from core.presets import SEED_CNN
from gui.lab.run_shelf import RunShelf
from gui.panels.runs.runs_panel import NO_MATCH, NO_RUNS, RunsPanel
from gui.theme.fonts import CONTROL, number_font
from gui.theme.theme import LIGHT
from tests.support.moments import make_lab_state
from tests.support.people import click, find, open_panel, press, text_of
from tests.support.short_runs import branch_run, digits, open_and_train, train_run

WAIT = 20_000


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return digits(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def made(tmp_path_factory, dataset):
    """Five real runs, two of them branches."""
    folder = tmp_path_factory.mktemp("made")
    base = train_run(folder / "base.glassbox", dataset, name="base", tags=("class",))
    slow = SGDSpec(0.02)
    branch = branch_run(base, folder / "slow.glassbox", dataset, 6, 6, optimizer=slow)
    branch_run(branch, folder / "twig.glassbox", dataset, 8, 2, optimizer=SGDSpec(0.3))
    train_run(folder / "other.glassbox", dataset, 4, name="other seed", seed=8)
    train_run(folder / "big.glassbox", dataset, 2, name="big batches", batch_size=50)
    return folder


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made, tmp_path / "runs")


@pytest.fixture
def open_runs(qtbot):
    panels = []

    def open_one(folder, width=1000, height=400):
        panel = RunsPanel(make_lab_state(), RunShelf(folder))
        panels.append(panel)
        open_panel(qtbot, panel, width, height)
        settle(qtbot, panel)
        return panel

    yield open_one
    for panel in panels:
        panel.shelf.shut_down()


@pytest.fixture
def panel(open_runs, folder):
    return open_runs(folder)


def settle(qtbot, panel):
    """Wait until the list is read and nothing is under way."""
    qtbot.waitUntil(
        lambda: not panel.shelf.is_busy and not panel.shelf._timer.isActive(), timeout=WAIT
    )


def view_of(panel):
    return find(panel, "runs_panel_view", QTreeView)


def cells(panel, column=0):
    """Return the texts of a column from top to bottom, each with how deep it is indented."""
    view = view_of(panel)
    found = []
    index = view.model().index(0, 0)
    while index.isValid():
        depth, above = 0, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        found.append((depth, index.siblingAtColumn(column).data()))
        index = view.indexBelow(index)
    return found


def names(panel):
    return [text for _, text in cells(panel)]


def titles(panel):
    model = view_of(panel).model()
    horizontal = Qt.Orientation.Horizontal
    return [model.headerData(at, horizontal) for at in range(model.columnCount())]


def column_of(panel, title):
    return [text for _, text in cells(panel, titles(panel).index(title))]


def index_of(panel, name, title="Run"):
    view = view_of(panel)
    index = view.model().index(0, 0)
    while index.isValid() and index.data() != name:
        index = view.indexBelow(index)
    assert index.isValid(), name
    return index.siblingAtColumn(titles(panel).index(title))


def click_row(panel, name, title="Run", button=Qt.MouseButton.LeftButton):
    view = view_of(panel)
    index = index_of(panel, name, title)
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), button, pos=view.visualRect(index).center())
    return index


def double_click(panel, name):
    view = view_of(panel)
    place = view.visualRect(click_row(panel, name)).center()
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def tick(panel, name):
    """Click the box before a name."""
    view = view_of(panel)
    index = index_of(panel, name)
    view.scrollTo(index)
    rect = view.visualRect(index)
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(rect.left() + 13, rect.center().y()),
    )


def click_header(panel, title):
    header = view_of(panel).header()
    at = titles(panel).index(title)
    view_of(panel).horizontalScrollBar().setValue(header.sectionPosition(at))
    place = QPoint(header.sectionViewportPosition(at) + 10, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def type_into(panel, text):
    search = find(panel, "runs_panel_search", QLineEdit)
    search.setFocus()
    search.clear()
    QTest.keyClicks(search, text)


def editor_of(panel):
    """Return where one types now; editors that were closed go a little later."""
    editors = view_of(panel).findChildren(QLineEdit)
    return next(editor for editor in editors if editor.isVisible() and editor.hasFocus())


def edit_and_enter(panel, text):
    editor = editor_of(panel)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    while view_of(panel).is_editing:  # Qt commits in the event loop's next turn
        QTest.qWait(5)


def test_that_runs_stand_in_a_tree_of_branches(panel):
    found = cells(panel)
    assert sorted(found) == [
        (0, "base"),
        (0, "big batches"),
        (0, "other seed"),
        (1, "slow"),
        (2, "twig"),
    ]
    at = found.index((0, "base"))
    assert found[at + 1 : at + 3] == [(1, "slow"), (2, "twig")]
    assert dict(zip(names(panel), column_of(panel, "Branched at"), strict=True)) == {
        "base": "",
        "big batches": "",
        "other seed": "",
        "slow": "step 6",
        "twig": "step 8",
    }


def test_that_only_settings_that_differ_are_columns(panel):
    assert titles(panel)[:3] == ["Run", "Best acc.", "Steps"]
    assert titles(panel)[3:6] == ["Learning rate", "Batch size", "Seed"]
    rates = dict(zip(names(panel), column_of(panel, "Learning rate"), strict=True))
    assert rates["slow"] == "0.02"
    assert rates["base"] == "0.1"


def test_that_what_a_branch_changed_is_highlighted(panel):
    theme = panel._state.theme.theme
    changed = index_of(panel, "slow", "Learning rate")
    same = index_of(panel, "slow", "Batch size")
    role = Qt.ItemDataRole.ForegroundRole
    assert changed.data(role).color().name() == theme.selection
    assert changed.data(Qt.ItemDataRole.FontRole).bold()
    assert "branched from: 0.1" in changed.data(Qt.ItemDataRole.ToolTipRole)
    assert same.data(role).color().name() == theme.text


def test_that_the_numbers_are_those_of_the_documents(panel, folder):
    for path in folder.glob("*.glassbox"):
        summary = read_summary(path)
        best, steps = (
            index_of(panel, summary.labels.name, title).data()
            for title in ("Best acc.", "Steps")
        )
        known = summary.best_accuracy
        assert best == ("–" if known is None else f"{100 * known:.2f} %")
        assert steps == str(summary.steps)


def test_that_runs_of_the_same_start_have_the_same_letter(panel):
    letters = dict(zip(names(panel), column_of(panel, "Start"), strict=True))
    assert letters == {
        "base": "A",
        "slow": "A",
        "twig": "A",
        "big batches": "A",
        "other seed": "",
    }


def test_that_typing_searches_names_tags_and_settings(panel, qtbot):
    type_into(panel, "other")
    assert names(panel) == ["other seed"]
    type_into(panel, "class")
    assert names(panel) == ["base"]
    type_into(panel, "batch size 50")
    assert names(panel) == ["big batches"]
    type_into(panel, "nothing of the kind")
    assert text_of(panel, "runs_panel_message") == NO_MATCH
    type_into(panel, "")
    assert len(names(panel)) == 5


def test_that_a_branch_that_is_found_keeps_what_it_came_from(panel):
    type_into(panel, "twig")
    assert cells(panel) == [(0, "base"), (1, "slow"), (2, "twig")]
    assert "Batch size" not in titles(panel)  # these three do not differ in it


def test_that_clicking_a_header_sorts_siblings_and_clicking_again_turns_round(panel):
    click_header(panel, "Steps")
    rising = [(depth, int(text)) for depth, text in cells(panel, titles(panel).index("Steps"))]
    tops = [steps for depth, steps in rising if depth == 0]
    assert tops == sorted(tops)
    click_header(panel, "Steps")
    tops = [
        int(text) for depth, text in cells(panel, titles(panel).index("Steps")) if not depth
    ]
    assert tops == sorted(tops, reverse=True)


def test_that_the_order_stays_while_columns_come_and_go(panel):
    click_header(panel, "Seed")
    before = names(panel)
    type_into(panel, "twig")
    type_into(panel, "")
    assert names(panel) == before
    header = view_of(panel).header()
    assert titles(panel)[header.sortIndicatorSection()] == "Seed"


def test_that_a_double_click_and_enter_open(panel, folder, qtbot):
    with qtbot.waitSignal(panel.open_wanted) as wanted:
        double_click(panel, "slow")
    assert wanted.args == [folder / "slow.glassbox"]
    click_row(panel, "base")
    with qtbot.waitSignal(panel.open_wanted) as wanted:
        QTest.keyClick(view_of(panel), Qt.Key.Key_Return)
    assert wanted.args == [folder / "base.glassbox"]


def test_that_f2_renames_in_place(panel, folder, qtbot):
    click_row(panel, "other seed")
    QTest.keyClick(view_of(panel), Qt.Key.Key_F2)
    edit_and_enter(panel, "seed eight")
    qtbot.waitUntil(lambda: "seed eight" in names(panel), timeout=WAIT)
    assert read_summary(folder / "other.glassbox").labels.name == "seed eight"
    assert panel.selected == [folder / "other.glassbox"]


def test_that_an_empty_name_changes_nothing_and_one_too_long_is_refused(panel, folder, qtbot):
    click_row(panel, "other seed")
    QTest.keyClick(view_of(panel), Qt.Key.Key_F2)
    edit_and_enter(panel, " ")
    settle(qtbot, panel)
    assert "other seed" in names(panel)
    QTest.keyClick(view_of(panel), Qt.Key.Key_F2)
    edit_and_enter(panel, "x" * 201)
    qtbot.waitUntil(
        lambda: "1 to 200 characters" in text_of(panel, "runs_panel_notice_text"), timeout=WAIT
    )
    assert read_summary(folder / "other.glassbox").labels.name == "other seed"


def test_that_the_list_waits_until_a_name_is_typed(panel, folder, qtbot):
    click_row(panel, "other seed")
    QTest.keyClick(view_of(panel), Qt.Key.Key_F2)
    QTest.keyClicks(editor_of(panel), "half")
    document = RunDocument(folder / "base.glassbox")
    document.relabel(document.labels.renamed("renamed elsewhere"))
    document.close()
    panel.shelf.look()
    settle(qtbot, panel)
    assert editor_of(panel).text() == "half"
    assert "base" in names(panel)
    edit_and_enter(panel, "half a name")
    qtbot.waitUntil(
        lambda: {"half a name", "renamed elsewhere"} <= set(names(panel)), timeout=WAIT
    )


def test_that_tags_are_written_between_commas(panel, folder, qtbot):
    click_row(panel, "base")
    find(panel, "runs_panel_menu_tags", QAction).trigger()
    edit_and_enter(panel, "good, for monday,, good")
    qtbot.waitUntil(lambda: "good, for monday" in column_of(panel, "Tags"), timeout=WAIT)
    assert read_summary(folder / "base.glassbox").labels.tags == ("good", "for monday")
    type_into(panel, "monday")
    assert names(panel) == ["base"]


def test_that_a_duplicate_is_a_run_of_its_own(panel, folder, qtbot):
    click_row(panel, "base")
    press(panel, "runs_panel_duplicate")
    qtbot.waitUntil(lambda: "base copy" in names(panel), timeout=WAIT)
    copy = read_summary(folder / "base copy.glassbox")
    original = read_summary(folder / "base.glassbox")
    assert copy.recipe.run_id != original.recipe.run_id
    assert copy.recipe.experiment == original.recipe.experiment
    assert (copy.steps, copy.start_digest) == (original.steps, original.start_digest)
    qtbot.waitUntil(lambda: panel.selected == [folder / "base copy.glassbox"], timeout=WAIT)


def test_that_delete_moves_to_the_trash_and_undo_fetches_back(panel, folder, qtbot):
    content = (folder / "slow.glassbox").read_bytes()
    click_row(panel, "slow")
    QTest.keyClick(view_of(panel), Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "slow" not in names(panel), timeout=WAIT)
    assert not (folder / "slow.glassbox").exists()
    assert (folder / "trash" / "slow.glassbox").read_bytes() == content
    assert text_of(panel, "runs_panel_notice_text") == "Deleted “slow”."
    assert (0, "twig") in cells(panel)  # what it was branched from is not there any more
    assert "step 8 of “slow”" in column_of(panel, "Branched at")
    press(panel, "runs_panel_notice_undo")
    qtbot.waitUntil(lambda: (1, "slow") in cells(panel), timeout=WAIT)
    assert (folder / "slow.glassbox").read_bytes() == content
    assert (2, "twig") in cells(panel)
    assert find(panel, "runs_panel_notice").isHidden()


def test_that_ctrl_z_in_the_list_fetches_back_what_was_deleted_there(panel, folder, qtbot):
    click_row(panel, "slow")
    QTest.keyClick(view_of(panel), Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "slow" not in names(panel), timeout=WAIT)
    QTest.keyClick(view_of(panel), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "slow" in names(panel), timeout=WAIT)
    assert (folder / "slow.glassbox").exists()


def test_that_several_runs_are_deleted_and_fetched_back_together(panel, qtbot):
    click_row(panel, "base")
    QTest.keyClick(view_of(panel), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(panel.selected) == 5
    QTest.keyClick(view_of(panel), Qt.Key.Key_Delete)
    qtbot.waitUntil(
        lambda: text_of(panel, "runs_panel_message") == NO_RUNS and not names(panel),
        timeout=WAIT,
    )
    press(panel, "runs_panel_notice_undo")
    qtbot.waitUntil(lambda: len(names(panel)) == 5, timeout=WAIT)


def test_that_ticked_runs_tell_their_curves_until_they_are_unticked(panel, folder, qtbot):
    told = []
    panel.overlays.changed.connect(told.append)
    tick(panel, "base")
    tick(panel, "slow")
    qtbot.waitUntil(lambda: bool(told) and len(told[-1]) == 2, timeout=WAIT)
    base, slow = told[-1]
    assert (base.name, slow.name) == ("base", "slow")
    assert base.color_index != slow.color_index
    document = RunDocument(folder / "slow.glassbox")
    expected = document.history.batches()["loss"].tolist()
    document.close()
    assert slow.history.batches["loss"].tolist() == expected
    tick(panel, "base")
    qtbot.waitUntil(lambda: [one.name for one in told[-1]] == ["slow"], timeout=WAIT)
    assert told[-1][0].color_index == slow.color_index  # its colour stays


def test_that_a_deleted_run_takes_its_curves_with_it(panel, qtbot):
    told = []
    panel.overlays.changed.connect(told.append)
    tick(panel, "other seed")
    qtbot.waitUntil(lambda: bool(told) and len(told[-1]) == 1, timeout=WAIT)
    click_row(panel, "other seed", "Steps")
    QTest.keyClick(view_of(panel), Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: told[-1] == [], timeout=WAIT)


def test_that_the_open_run_is_marked_and_cannot_be_ticked_or_deleted(
    panel, folder, dataset, qtbot
):
    path = folder / "other.glassbox"
    document = open_and_train(path, dataset, 3)
    panel.shelf.set_open_run(path, document)
    settle(qtbot, panel)
    qtbot.waitUntil(lambda: index_of(panel, "other seed", "Steps").data() == "7", timeout=WAIT)
    index = index_of(panel, "other seed")
    assert index.data(Qt.ItemDataRole.FontRole).bold()
    assert index.data(Qt.ItemDataRole.CheckStateRole) is None
    tick(panel, "other seed")
    assert panel.ticked == []
    click_row(panel, "other seed")
    QTest.keyClick(view_of(panel), Qt.Key.Key_Delete)
    assert "cannot be deleted" in text_of(panel, "runs_panel_notice_text")
    assert path.exists()
    QTest.keyClick(view_of(panel), Qt.Key.Key_F2)
    edit_and_enter(panel, "still open")
    qtbot.waitUntil(lambda: "still open" in names(panel), timeout=WAIT)
    assert document.labels.name == "still open"
    panel.shelf.set_open_run(path, None)
    document.close()
    panel.shelf.look_soon()
    settle(qtbot, panel)
    assert read_summary(path).labels.name == "still open"


def spoil(folder, content):
    (folder / "truncated.glassbox").write_bytes(content[: len(content) // 2])
    (folder / "foreign.glassbox").write_bytes(b"PK\x03\x04" * 2000)
    (folder / "empty.glassbox").write_bytes(b"")
    (folder / "a folder.glassbox").mkdir()
    (folder / "nowhere.glassbox").symlink_to(folder / "gone")
    flipped = bytearray(content)
    flipped[60:64] = (99).to_bytes(4, "big")  # SQLite's user version
    (folder / "newer.glassbox").write_bytes(flipped)


def test_that_bad_files_are_rows_with_a_sentence(open_runs, folder, qtbot):
    spoil(folder, (folder / "base.glassbox").read_bytes())
    panel = open_runs(folder)
    found = [text for _, text in cells(panel) if "glassbox —" in text]
    assert len(found) == 6
    said = "\n".join(sorted(found))
    for part in (
        "a folder.glassbox — Expected a file, received a folder",
        "empty.glassbox — This is not a Glassbox run",
        "foreign.glassbox — This is not a Glassbox run",
        "newer.glassbox — This run was saved by a newer Glassbox",
        "nowhere.glassbox — There is no such file",
        "truncated.glassbox — This file is damaged",
    ):
        assert part in said
    assert len(names(panel)) == 11
    bad = next(text for text in found if text.startswith("foreign"))
    double_click(panel, bad)
    assert "not a Glassbox run" in text_of(panel, "runs_panel_notice_text")
    QTest.keyClick(view_of(panel), Qt.Key.Key_F2)
    assert view_of(panel).findChild(QLineEdit) is None
    click_row(panel, bad)
    QTest.keyClick(view_of(panel), Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: bad not in names(panel), timeout=WAIT)
    assert (folder / "trash" / "foreign.glassbox").exists()
    directory = next(text for text in found if text.startswith("a folder"))
    click_row(panel, directory)
    QTest.keyClick(view_of(panel), Qt.Key.Key_Delete)
    qtbot.waitUntil(
        lambda: "received a folder" in text_of(panel, "runs_panel_notice_text"), timeout=WAIT
    )


def test_that_files_that_come_and_go_are_noticed(panel, folder, made, qtbot):
    shutil.copy(made / "base.glassbox", folder / "new.glassbox")
    qtbot.waitUntil(lambda: names(panel).count("base") == 2, timeout=WAIT)
    (folder / "new.glassbox").unlink()
    qtbot.waitUntil(lambda: names(panel).count("base") == 1, timeout=WAIT)


def test_that_a_run_from_elsewhere_is_listed_and_only_taken_off_the_list(
    panel, made, tmp_path, qtbot
):
    elsewhere = shutil.copy(made / "base.glassbox", tmp_path / "mine.glassbox")
    panel.shelf.add(elsewhere)
    qtbot.waitUntil(lambda: len(names(panel)) == 6, timeout=WAIT)
    place = [row.path for row in panel.shelf.rows if not row.is_here]
    assert place == [elsewhere]
    view = view_of(panel)
    index = panel._order.mapFromSource(panel._model.index_of(elsewhere))
    click(view.viewport(), view.visualRect(index))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(names(panel)) == 5, timeout=WAIT)
    assert elsewhere.exists()
    assert "stays where it is" in text_of(panel, "runs_panel_notice_text")
    press(panel, "runs_panel_notice_undo")
    qtbot.waitUntil(lambda: len(names(panel)) == 6, timeout=WAIT)


@pytest.mark.parametrize("place", [None, "not there"])
def test_that_no_folder_and_an_empty_one_say_how_runs_come_about(open_runs, tmp_path, place):
    panel = open_runs(None if place is None else tmp_path / place)
    assert text_of(panel, "runs_panel_message") == NO_RUNS


def test_that_a_hidden_panel_reads_nothing(folder, qtbot):
    panel = RunsPanel(make_lab_state(experiment=SEED_CNN), RunShelf(folder))
    qtbot.addWidget(panel)
    panel.shelf.look_soon()
    assert not panel.shelf.is_busy
    assert not panel.shelf._timer.isActive()
    panel.shelf.shut_down()


def test_that_comparing_is_asked_for_by_a_button(panel, folder, qtbot):
    click_row(panel, "big batches")
    with qtbot.waitSignal(panel.compare_wanted) as wanted:
        press(panel, "runs_panel_compare")
    assert wanted.args == [folder / "big.glassbox"]


def test_that_nothing_can_be_done_while_nothing_is_selected(open_runs, folder):
    panel = open_runs(folder)
    for what in ("open", "duplicate", "delete", "compare"):
        assert not find(panel, f"runs_panel_{what}").isEnabled()
    click_row(panel, "base")
    for what in ("open", "duplicate", "delete", "compare"):
        assert find(panel, f"runs_panel_{what}").isEnabled()


def test_that_the_light_theme_colours_what_changed(panel):
    panel._state.theme.use(LIGHT)
    changed = index_of(panel, "slow", "Learning rate")
    color = changed.data(Qt.ItemDataRole.ForegroundRole).color().name()
    assert color == LIGHT.selection


def test_that_folded_branches_stay_folded_when_the_list_is_read_again(panel, folder, qtbot):
    view = view_of(panel)
    view.collapse(index_of(panel, "base"))
    assert "slow" not in names(panel)
    train = folder / "other.glassbox"
    document = RunDocument(train)
    document.relabel(document.labels.renamed("renamed elsewhere"))
    document.close()
    panel.shelf.look()
    qtbot.waitUntil(lambda: "renamed elsewhere" in names(panel), timeout=WAIT)
    assert "slow" not in names(panel)


@pytest.mark.parametrize("width", [400, 1000, 1600])
def test_that_the_last_column_is_whole_and_ends_at_the_edge_or_beyond(open_runs, folder, width):
    panel = open_runs(folder, width, 300)
    view, header = view_of(panel), view_of(panel).header()
    last = view.model().columnCount() - 1
    letters = QFontMetrics(number_font(CONTROL))
    needed = max(letters.horizontalAdvance(text) for text in column_of(panel, "Begun"))
    assert header.sectionSize(last) >= needed + 12  # and the padding of the style sheet
    assert header.length() >= view.viewport().width()


def test_that_the_run_on_screen_is_not_deleted_when_nothing_writes_it(panel, folder, qtbot):
    panel.shelf.set_open_run(folder / "base.glassbox")
    click_row(panel, "base")
    QTest.keyClick(view_of(panel), Qt.Key.Key_Delete)
    assert "cannot be deleted" in text_of(panel, "runs_panel_notice_text")
    settle(qtbot, panel)
    assert (folder / "base.glassbox").exists()


def test_that_all_of_the_selected_runs_are_deleted_or_none(panel, folder, qtbot):
    (folder / "z folder.glassbox").mkdir()
    panel.shelf.look()
    qtbot.waitUntil(lambda: any("z folder" in name for name in names(panel)), timeout=WAIT)
    click_row(panel, "base")
    QTest.keyClick(view_of(panel), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view_of(panel), Qt.Key.Key_Delete)
    notice = "runs_panel_notice_text"
    qtbot.waitUntil(lambda: "received a folder" in text_of(panel, notice), timeout=WAIT)
    settle(qtbot, panel)
    assert len(list(folder.glob("*.glassbox"))) == 6
    assert len(names(panel)) == 6
