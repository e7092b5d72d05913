"""Two runs side by side, used as a person does."""

import shutil

import numpy as np
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from core.datasets.batch import cut_batch
from core.datasets.sample import Part
from core.documents.run_document import RunDocument
from core.documents.time_machine import TimeMachine
from core.inspection.moment import Moment
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from core.optimizers.sgd import SGDSpec
from core.trace import trace_sample
from core.training.snapshot import load_values
from gui.lab.run_shelf import RunShelf
from gui.panels.compare.compare_panel import NO_OTHERS, NO_RUN, WAITING, ComparePanel
from gui.panels.compare.compared_maps import ComparedArrays, ComparedMaps
from gui.state.selection import Unit
from gui.widgets.map_mosaic import MapMosaic
from tests.support.moments import make_lab_state, small_mnist
from tests.support.people import click, find, open_panel, point_at, press, text_of
from tests.support.short_runs import branch_run, digits, open_and_train, train_run

WAIT = 20_000


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return digits(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def made(tmp_path_factory, dataset):
    folder = tmp_path_factory.mktemp("made")
    base = train_run(folder / "base.glassbox", dataset, 12, name="base")
    branch_run(base, folder / "fast.glassbox", dataset, 6, 6, optimizer=SGDSpec(0.3))
    train_run(folder / "big.glassbox", dataset, 4, name="big batches", batch_size=36)
    layers = (FlattenSpec(), DenseSpec(10), SoftmaxSpec())
    plain = NetworkSpec((28, 28, 1), layers)
    train_run(folder / "plain.glassbox", dataset, 3, name="no filters", network=plain)
    wide = (Conv2DSpec(6, 5), ReLUSpec(), *layers)
    train_run(
        folder / "wide.glassbox",
        dataset,
        3,
        name="wide",
        network=NetworkSpec((28, 28, 1), wide),
    )
    return folder


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made, tmp_path / "runs")


def state_at(path, dataset, step):
    """Return the values of a run at a step, by another way than the panel's."""
    document = RunDocument(path)
    recalled = TimeMachine.of_document(document, dataset).at(step)
    experiment = document.recipe.experiment
    document.close()
    return experiment, recalled.snapshot


def moment_at(path, dataset, step, sample):
    experiment, snapshot = state_at(path, dataset, step)
    network = build_network(experiment.network, rng=np.random.default_rng(1))
    load_values(network, snapshot.values)
    shape = experiment.network.input_shape
    x = cut_batch(sample.image[None], slice(None), shape, batch_innermost=False)[0]
    trace = trace_sample(network, CategoricalCrossEntropy(), x, sample.label)
    outlines = experiment.network.outline()
    return Moment(experiment.network, outlines, snapshot, {}, sample, trace, experiment)


class Bench:
    """A panel, its shelf, and what a person can do with them."""

    def __init__(self, qtbot, folder, dataset):
        self.qtbot, self.folder, self.dataset = qtbot, folder, dataset
        self.state = make_lab_state()
        self.state.data.use(dataset, 0.1, 7)
        self.sample = self.state.data.sample(Part.TEST, 3)
        self.shelf = RunShelf(folder)
        self.shelf.set_open_run(folder / "base.glassbox")
        self.panel = ComparePanel(self.state, self.shelf)
        self.shelf.look()
        open_panel(qtbot, self.panel, 720, 460)
        qtbot.waitUntil(lambda: not self.shelf.is_busy, timeout=WAIT)

    def show(self, step, sample=None):
        path = self.folder / "base.glassbox"
        moment = moment_at(path, self.dataset, step, sample or self.sample)
        self.state.moment.show(moment)
        return moment

    def choose(self, name):
        runs = find(self.panel, "compare_panel_runs", QComboBox)
        at = runs.findText(name)
        assert at >= 0, name
        runs.setCurrentIndex(at)
        runs.activated.emit(at)
        self.settle()

    def settle(self):
        self.qtbot.waitUntil(lambda: not self.panel._comparer.is_busy, timeout=WAIT)

    def maps(self, row):
        return find(self.panel, f"compare_panel_maps_{row}", MapMosaic)

    def title(self, row):
        label = find(self.panel, f"compare_panel_maps_{row}_title")
        return label.toolTip() or label.text()

    @property
    def message(self):
        label = find(self.panel, "compare_panel_message")
        return label.text() if label.isVisible() else ""


@pytest.fixture
def bench(qtbot, folder, dataset):
    bench = Bench(qtbot, folder, dataset)
    yield bench
    assert bench.panel._comparer.shut_down()
    bench.shelf.shut_down()


def test_that_the_other_run_is_shown_at_the_very_same_step(bench):
    ours = bench.show(9)
    bench.choose("fast")
    _, theirs = state_at(bench.folder / "fast.glassbox", bench.dataset, 9)
    name = "0.conv2d.weight"
    a, b = ours.snapshot.values[name], theirs.values[name]
    assert np.array_equal(bench.maps("a").maps, a[:, :, 0])
    assert np.array_equal(bench.maps("b").maps, b[:, :, 0])
    assert np.array_equal(bench.maps("difference").maps, b[:, :, 0] - a[:, :, 0])
    assert np.any(bench.maps("difference").maps)
    assert bench.title("a") == "A · base · step 9"
    assert bench.title("b").startswith("B · fast · step 9 (")


def test_that_it_follows_the_step_and_the_sample(bench):
    bench.show(7)
    bench.choose("fast")
    press(bench.panel, "compare_panel_part_maps")
    for step, index in ((8, 3), (12, 5), (7, 1)):
        sample = bench.state.data.sample(Part.TEST, index)
        ours = bench.show(step, sample)
        bench.settle()
        theirs = moment_at(bench.folder / "fast.glassbox", bench.dataset, step, sample)
        assert np.array_equal(bench.maps("a").maps, ours.trace.values[1])
        assert np.array_equal(bench.maps("b").maps, theirs.trace.values[1])


def test_that_both_runs_have_one_scale_and_the_difference_its_own(bench):
    bench.show(9)
    bench.choose("fast")
    legends = [
        find(bench.panel, f"compare_panel_maps_{row}_legend").limit
        for row in ("a", "b", "difference")
    ]
    largest = [float(np.abs(bench.maps(row).maps).max()) for row in ("a", "b", "difference")]
    assert legends == pytest.approx([max(largest[:2]), max(largest[:2]), largest[2]])


def test_that_clicking_a_pixel_of_either_selects_it_everywhere(bench):
    bench.show(9)
    bench.choose("fast")
    press(bench.panel, "compare_panel_part_maps")
    click(bench.maps("b"), bench.maps("b").cell_rect(2, 7, 11))
    assert bench.state.selection.unit == Unit(0, 2, 7, 11)
    for row in ("a", "b", "difference"):
        assert bench.maps(row)._selected == (2, 7, 11)
    bench.state.selection.select(Unit(2, 1, 4, 5))  # the pooled map, elsewhere
    assert bench.maps("a").maps.shape == (13, 13, 4)
    assert bench.maps("b")._selected == (1, 4, 5)
    press(bench.panel, "compare_panel_part_filters")
    assert bench.maps("a")._selected == (1, None, None)  # the filter that drew it


def test_that_pointing_reads_both_runs_and_their_difference(bench):
    bench.show(9)
    bench.choose("fast")
    point_at(bench.maps("a"), bench.maps("a").cell_rect(3, 1, 2))
    a, b = (float(bench.maps(row).maps[1, 2, 3]) for row in "ab")
    read_out = find(bench.panel, "compare_panel_read_out")
    assert f"A {a:+.4f}" in read_out.text
    assert f"B {b:+.4f}" in read_out.text
    assert text_of(bench.panel, "compare_panel_read_out_value") == f"{b - a:+.4f}"
    assert "channel 4 · row 1, column 2" in read_out.text


def test_that_the_same_epoch_is_another_step_with_other_batches(bench):
    bench.show(9)  # batches of 12: an epoch of 108 images to train on
    bench.choose("big batches")
    assert "step 4 (" in bench.title("b")  # its end
    assert "its end" in bench.title("b")
    press(bench.panel, "compare_panel_pace_epoch")
    bench.settle()
    assert bench.title("b").startswith("B · big batches · step 3 (")  # batches of 36


def test_that_before_its_beginning_a_branch_shows_its_beginning(bench):
    bench.show(2)
    bench.choose("fast")
    assert "step 6 (stored)" in bench.title("b")


def test_that_other_images_leave_the_nearest_stored_state(bench, qtbot):
    bench.state.data.use(small_mnist(), 0.1, 7)
    bench.show(9, bench.state.data.sample(Part.TEST, 0))
    bench.choose("fast")
    document = RunDocument(bench.folder / "fast.glassbox")
    stored = max(step for step in document.stored_steps().tolist() if step <= 9)
    expected = document.read(stored).snapshot.values["0.conv2d.weight"]
    document.close()
    assert np.array_equal(bench.maps("b").maps, expected[:, :, 0])
    assert f"step {stored}" in bench.title("b")


def test_that_other_shapes_are_shown_without_differences(bench):
    bench.show(9)
    bench.choose("wide")
    assert bench.maps("b").maps.shape == (5, 5, 6)
    assert not find(bench.panel, "compare_panel_maps_difference").isVisible()
    assert "No differences: A is 3×3×4, B 5×5×6." in bench.title("difference")
    bench.choose("fast")
    assert find(bench.panel, "compare_panel_maps_difference").isVisible()


def test_that_other_layers_are_said(bench):
    bench.show(9)
    bench.choose("no filters")
    assert "another kind of layer in place 1" in bench.message
    assert "Flatten · Dense · Softmax" in bench.message


def test_that_one_is_told_what_to_do(qtbot, bench, tmp_path):
    assert bench.message == WAITING
    bench.show(0)
    assert bench.message == NO_RUN
    shelf = RunShelf(tmp_path / "none")
    panel = ComparePanel(bench.state, shelf)
    open_panel(qtbot, panel, 600, 400)
    assert text_of(panel, "compare_panel_message") == NO_OTHERS


def test_that_the_shown_run_itself_is_not_on_offer(bench):
    bench.show(9)
    runs = find(bench.panel, "compare_panel_runs", QComboBox)
    assert runs.findText("base") < 0
    assert runs.count() == 4


def test_that_a_run_that_goes_bad_gives_a_sentence(bench, qtbot):
    bench.show(9)
    (bench.folder / "fast.glassbox").write_bytes(b"no run any more")
    bench.choose("fast")
    qtbot.waitUntil(lambda: "not a Glassbox run" in bench.message, timeout=WAIT)
    bench.choose("big batches")
    qtbot.waitUntil(lambda: bench.title("b").startswith("B · big"), timeout=WAIT)
    assert bench.message == ""


def test_that_a_run_that_is_being_written_can_be_looked_at(bench, qtbot):
    path = bench.folder / "big.glassbox"
    document = open_and_train(path, bench.dataset, 2)
    bench.shelf.set_open_run(bench.folder / "base.glassbox", document)
    bench.shelf.look()
    qtbot.waitUntil(lambda: bench.shelf.row(path).summary.steps == 6, timeout=WAIT)
    bench.show(5)
    bench.choose("big batches")
    assert "step 5" in bench.title("b")
    assert document.is_writing
    bench.shelf.set_open_run(bench.folder / "base.glassbox", None)
    document.close()


def test_that_asking_elsewhere_brings_the_panel_forward(bench, qtbot):
    bench.show(9)
    with qtbot.waitSignal(bench.panel.sight_wanted):
        bench.panel.compare_with(bench.folder / "fast.glassbox")
    bench.settle()
    assert bench.title("b").startswith("B · fast")


def test_that_scrubbing_quickly_ends_at_the_last_step(bench, qtbot):
    bench.show(12)
    bench.choose("fast")
    moments = {
        step: moment_at(bench.folder / "base.glassbox", bench.dataset, step, bench.sample)
        for step in range(6, 13)
    }
    for step in (12, 6, 11, 7, 10, 8, 9):
        bench.state.moment.show(moments[step])
        QTest.qWait(1)
    qtbot.waitUntil(lambda: bench.title("b").startswith("B · fast · step 9 "), timeout=WAIT)
    _, theirs = state_at(bench.folder / "fast.glassbox", bench.dataset, 9)
    assert np.array_equal(bench.maps("b").maps, theirs.values["0.conv2d.weight"][:, :, 0])


@pytest.mark.parametrize("size", [(480, 260), (720, 430), (1200, 500)])
def test_that_all_tiles_have_the_same_place_in_every_row(bench, size, qtbot):
    bench.show(9)
    bench.choose("fast")
    bench.panel.resize(*size)
    QTest.qWait(20)
    mosaics = [bench.maps(row) for row in ("a", "b", "difference")]
    assert len({mosaic.zoom for mosaic in mosaics}) == 1
    assert len({mosaic.tile_rect(3).topLeft().toTuple() for mosaic in mosaics}) == 1
    assert all(
        bench.panel.rect().contains(part.geometry())
        for part in bench.panel.findChildren(
            type(find(bench.panel, "compare_panel_maps")), "compare_panel_maps"
        )
    )


@pytest.mark.parametrize("sizes", [(1.0, 4.0), (4.0, 1.0)])
def test_that_the_larger_of_both_runs_gives_the_scale(qtbot, sizes):
    maps = open_panel(qtbot, ComparedMaps(make_lab_state().theme, "maps"), 500, 400)
    ours, theirs = (np.full((3, 3, 2), size, np.float32) for size in sizes)
    maps.show_arrays(ComparedArrays(ours, theirs))
    limits = [find(maps, f"maps_{row}_legend").limit for row in ("a", "b", "difference")]
    assert limits == [4.0, 4.0, 3.0]
