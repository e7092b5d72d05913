"""What the latest batch and step did to a weight, read in the ledger."""

import runpy
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from core.anatomy.addresses import ParameterAddress, ValueAddress
from core.datasets.sample import Part
from core.optimizers.catalog import OPTIMIZERS
from core.presets import PRESETS, SEED_CNN
from core.schedules.cosine import CosineSpec
from gui.panels.ledger.rows import (
    BadgeRow,
    CaptionRow,
    GridRow,
    LineRow,
    MoreRow,
    NoteRow,
    TermRow,
)
from gui.panels.ledger.share_row import ShareRow
from tests.support.ledger_panel import PIXEL, WEIGHT, copied, open_page
from tests.support.ledger_reader import BLAMED, MADE
from tests.support.moments import make_moment, trained_moment
from tests.support.people import without_label
from tests.support.shown_numbers import read_number, shown

# The latest batch


def test_that_a_weight_tells_what_the_latest_batch_did_to_it(reader, seed_moment):
    open_page(reader, WEIGHT)
    gradient = float(seed_moment.snapshot.gradients[WEIGHT.path][WEIGHT.index])
    assert reader.number(BLAMED, "gradient of the batch") == pytest.approx(gradient, rel=5e-3)
    change = reader.number(BLAMED, "change of the weight")
    assert change == pytest.approx(-0.1 * gradient, rel=5e-3)
    before, now = (
        read_number(reader.line(BLAMED, label).hint.split(": ")[1])
        for label in ("value w before", "value now")
    )
    assert now - before == pytest.approx(-0.1 * gradient, rel=1e-4)
    verdicts = [row.verdict[:1] for row in reader.rows(BLAMED, LineRow) if row.verdict]
    assert verdicts == ["✓", "✓", "✓"]


def test_that_the_latest_step_is_told_apart_from_those_before(reader, seed_moment):
    open_page(reader, WEIGHT)
    snapshot = seed_moment.snapshot
    first, before, now = (
        float(arrays[WEIGHT.path][WEIGHT.index])
        for arrays in (seed_moment.initial, snapshot.record.values, snapshot.values)
    )
    assert reader.number(MADE, "drawn at step 0") == pytest.approx(first, abs=1e-4)
    assert reader.number(MADE, "all earlier steps") == pytest.approx(before - first, rel=1e-2)
    assert reader.number(MADE, "the latest step") == pytest.approx(now - before, rel=1e-2)
    latest = reader.number(MADE, "the latest step")
    assert reader.number(BLAMED, "change of the weight") == pytest.approx(latest, rel=1e-2)


def test_that_the_numbers_of_a_step_say_what_they_mean(open_ledger, seed_moment):
    reader = open_ledger(seed_moment, height=2400)
    open_page(reader, WEIGHT)
    view, line = reader.page(BLAMED), reader.line(BLAMED, "learning rate")
    QTest.mouseMove(view, view.rect_of(line).center())
    assert reader.label("hint") == (
        "learning rate η: 0.1. How far a weight moves per unit of the update."
    )


def test_that_the_samples_of_a_batch_stand_largest_first_and_more_on_demand(qtbot, reader):
    open_page(reader, WEIGHT)

    def shares():
        return [row.value for row in reader.rows(BLAMED, ShareRow)]

    few = shares()
    assert len(few) == 8
    assert [abs(share) for share in few] == sorted(map(abs, few), reverse=True)
    rest = next(row for row in reader.rows(BLAMED, MoreRow) if row.wish is not None)
    assert rest.text == "and 24 more: sum"
    mean_text = reader.line(BLAMED, "mean over 32").number
    mean = read_number(mean_text)
    assert sum(few) + read_number(rest.number) == pytest.approx(mean, abs=2e-4)
    listed = [shown(row.number).value for row in reader.rows(BLAMED, ShareRow)]
    assert sum(listed) + shown(rest.number).value == shown(mean_text).value, "to the last digit"
    reader.click(BLAMED, rest)
    qtbot.waitUntil(lambda: len(shares()) == 32)
    assert sum(shares()) == pytest.approx(mean, abs=1e-4)
    fewer = next(row for row in reader.rows(BLAMED, MoreRow) if row.wish is not None)
    reader.click(BLAMED, fewer)
    qtbot.waitUntil(lambda: len(shares()) == 8)
    assert len(reader.rows(BLAMED, TermRow)) == 6, "the positions are a list of their own"


def test_that_a_click_on_a_sample_of_the_batch_shows_it(open_ledger):
    experiment = SEED_CNN.replace(validation_share=0.1, batch_size=16)
    moment = trained_moment(experiment, steps=3)
    reader = open_ledger(moment)
    open_page(reader, WEIGHT)
    largest = reader.rows(BLAMED, ShareRow)[0]
    reader.click(BLAMED, largest)
    sample, record = reader.state.sample.sample, moment.snapshot.record
    assert sample.part is Part.TRAIN
    assert f"“{sample.label}”" == largest.label
    rows = reader.state.data.rows(Part.TRAIN)
    assert rows[sample.index] in record.rows
    np.testing.assert_array_equal(sample.image.max(axis=-1), largest.image)


def test_that_a_batch_of_other_data_says_so_instead_of_showing_a_wrong_image(reader):
    open_page(reader, WEIGHT)
    record = reader.state.moment.moment.snapshot.record
    other = replace(record, data=replace(record.data))
    moment = reader.state.moment.moment
    reader.state.moment.show(replace(moment, snapshot=replace(moment.snapshot, record=other)))
    reader.wait_for(WEIGHT)
    before = reader.state.sample.sample
    reader.click(BLAMED, reader.rows(BLAMED, ShareRow)[0])
    assert reader.state.sample.sample is before
    assert "other data" in reader.label("hint")


def test_that_a_full_batch_is_told_class_by_class_and_each_class_can_be_opened(
    qtbot, open_ledger
):
    experiment = PRESETS["seed-mlp"].replace(validation_share=0.8)
    moment = trained_moment(experiment, steps=1)
    reader = open_ledger(moment)
    weight = ParameterAddress("1.dense.weight", (350, 2))
    reader.state.trail.walk(weight)
    qtbot.waitUntil(lambda: reader.rows(BLAMED, ShareRow) != [])
    classes = reader.rows(BLAMED, ShareRow)
    assert len(classes) == 10
    counts = [int(row.aside.split()[0].replace(",", "")) for row in classes]
    assert sum(counts) == len(moment.snapshot.record) == 1800
    gradient = float(moment.snapshot.gradients[weight.path][weight.index])
    assert sum(row.value for row in classes) == pytest.approx(gradient, rel=1e-4, abs=1e-9)
    reader.click(BLAMED, classes[1])
    qtbot.waitUntil(lambda: len(reader.rows(BLAMED, ShareRow)) == 16)
    opened = reader.rows(BLAMED, ShareRow)[2:8]
    assert {row.label for row in opened} == {classes[1].label.removeprefix("all ")}
    reader.click(BLAMED, reader.rows(BLAMED, ShareRow)[1])
    qtbot.waitUntil(lambda: len(reader.rows(BLAMED, ShareRow)) == 10)


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_that_the_step_of_every_optimiser_is_told_line_by_line(open_ledger, kind):
    experiment = SEED_CNN.replace(
        optimizer=OPTIMIZERS[kind](), schedule=CosineSpec(), clip_norm=0.3, batch_size=16
    )
    reader = open_ledger(trained_moment(experiment, steps=4))
    open_page(reader, WEIGHT)
    assert [row.text for row in reader.rows(BLAMED, BadgeRow)][1:] == [
        "what the batch says", "the step it took",
    ]  # fmt: skip
    verdicts = [row.verdict[:1] for row in reader.rows(BLAMED, LineRow) if row.verdict]
    assert verdicts == ["✓", "✓", "✓"]
    assert any("Cosine" in row.text for row in reader.rows(BLAMED, NoteRow))
    assert 0 < float(reader.line(BLAMED, "clipping").number) < 1
    code = reader.panel._view.code[0].sheet.rows
    assert any(isinstance(row, CaptionRow) and ".update" in row.text for row in code)


def test_that_batch_and_step_can_be_copied_and_the_snippets_run(reader, seed_moment, tmp_path):
    open_page(reader, WEIGHT)
    for side, tensors in (
        ("batch", seed_moment.snapshot.gradients),
        ("step", seed_moment.snapshot.values),
    ):
        path = tmp_path / f"{side}.py"
        path.write_text(copied(reader, side, "numpy"), encoding="utf-8")
        total = runpy.run_path(str(path))["total"]
        assert total == pytest.approx(float(tensors[WEIGHT.path][WEIGHT.index]), rel=1e-4)
        assert "agrees" in copied(reader, side, "text")
        assert "\\begin{align*}" in copied(reader, side, "latex")


def test_that_only_a_weight_offers_to_copy_batch_and_step(reader):
    menu = reader.panel.findChild(QMenu, "ledger_panel_copies")
    for address, is_offered in ((WEIGHT, True), (PIXEL, False)):
        open_page(reader, address)
        menu.aboutToShow.emit()
        action = reader.panel.findChild(QAction, "ledger_panel_copy_batch_text")
        assert action.isVisible() == is_offered


def test_that_what_can_be_copied_stands_under_headings_that_are_painted(reader):
    menu = reader.panel.findChild(QMenu, "ledger_panel_copies")
    open_page(reader, WEIGHT)
    menu.aboutToShow.emit()
    shown = [action for action in menu.actions() if action.isVisible()]
    assert not any(action.isSeparator() for action in shown)  # style sheets hide their texts
    headings = [action.text() for action in shown if not action.isEnabled()]
    assert len(headings) == len(set(headings)) >= 3
    copies = [action.text() for action in shown if action.isEnabled()]
    assert len(copies) == 3 * len(headings)
    for action in shown:
        assert menu.actionGeometry(action).height() > 12


def test_that_a_moment_without_its_batch_says_what_to_do(open_ledger, seed_moment):
    bare = replace(seed_moment.snapshot, record=None)
    reader = open_ledger(replace(seed_moment, snapshot=bare))
    open_page(reader, WEIGHT)
    assert "stored without its batch" in reader.rows(BLAMED, NoteRow)[-1].text
    gradient = float(bare.gradients[WEIGHT.path][WEIGHT.index])
    assert reader.number(BLAMED, "gradient of the batch") == pytest.approx(gradient, rel=5e-3)


def test_that_a_pixel_tells_its_share_and_the_batch_s_gradient_of_its_kernel(
    reader, seed_moment
):
    trace = seed_moment.trace
    inked = trace.values[0][1:27, 1:27, 0] * np.abs(trace.gradients[1][..., 3])
    row, column = divmod(int(inked.argmax()), 26)
    open_page(reader, ValueAddress(0, (row, column, 3)))
    own, batch = reader.rows(BLAMED, GridRow)[-1].grids
    delta = float(trace.gradients[1][row, column, 3])
    patch = trace.values[0][row : row + 3, column : column + 3, 0].astype(np.float64)
    assert abs(delta * patch[1, 1]) > 1e-6
    np.testing.assert_allclose(own.values, delta * patch, rtol=1e-12)
    stored = seed_moment.snapshot.gradients["0.conv2d.weight"][:, :, 0, 3]
    np.testing.assert_array_equal(batch.values, stored.astype(np.float64))
    reader.click(BLAMED, reader.rows(BLAMED, GridRow)[-1], 4)
    reader.wait_for(WEIGHT)


def test_that_an_untrained_weight_says_that_no_batch_was_seen(open_ledger):
    reader = open_ledger(make_moment())
    open_page(reader, WEIGHT)
    assert "No batch has been seen yet" in reader.rows(BLAMED, NoteRow)[-1].text
    assert reader.number(MADE, "all steps since") == 0


def test_that_without_a_label_the_batch_of_a_weight_is_still_told(open_ledger, seed_moment):
    reader = open_ledger(without_label(seed_moment))
    open_page(reader, WEIGHT)
    assert len(reader.rows(BLAMED, ShareRow)) == 8
    verdicts = [row.verdict[:1] for row in reader.rows(BLAMED, LineRow) if row.verdict]
    assert verdicts == ["✓", "✓"]


def test_that_a_batch_of_broken_weights_is_read_and_explained(open_ledger, seed_moment):
    snapshot = seed_moment.snapshot
    broken = {path: np.full_like(a, np.nan) for path, a in snapshot.record.values.items()}
    record = replace(snapshot.record, values=broken)
    reader = open_ledger(replace(seed_moment, snapshot=replace(snapshot, record=record)))
    open_page(reader, WEIGHT)
    texts = [row.text for row in reader.rows(BLAMED, NoteRow)]
    assert "A gradient of this batch is not finite." in texts
    assert "This step leads to no finite number." in texts
    assert len(reader.rows(BLAMED, ShareRow)) == 8
    reader.panel.grab()
