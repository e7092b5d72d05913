"""Two runs judged side by side: sentences, table, images, diagrams, and images made worse."""

import numpy as np
from PySide6.QtWidgets import QLabel, QPushButton

from core.datasets.sample import Part
from core.evaluation import robustness as robustness_module
from core.evaluation.two_judged import Agreement
from core.network_spec import build_network
from core.training.snapshot import load_values
from gui.judging import robustness_wish
from tests.support.compare_bench import WAIT, state_at
from tests.support.people import click, find, press, text_of

NAME = "compare_panel"
JUDGED = f"{NAME}_judged"


def said_by(path, dataset, step):
    """Return outputs of a run at a step for all test images, by another way."""
    experiment, snapshot = state_at(path, dataset, step)
    network = build_network(experiment.network, rng=np.random.default_rng(1))
    load_values(network, snapshot.values)
    images = dataset.test.images
    x = images.reshape(len(images), *experiment.network.input_shape).astype(np.float32) / 255
    return network.forward(x, training=False).astype(float)


def judge(bench, name, step=12):
    bench.show(step)
    bench.choose(name)
    press(bench.panel, f"{NAME}_part_judged")
    judged = bench.panel._judged
    bench.qtbot.waitUntil(lambda: judged._judging.is_complete, timeout=WAIT)
    return judged


def test_that_two_runs_are_judged_on_the_same_images(bench, qtbot, folder, dataset):
    judged = judge(bench, "fast", 12)
    labels = dataset.test.labels
    a = said_by(folder / "base.glassbox", dataset, 12)
    b = said_by(folder / "fast.glassbox", dataset, 12)
    right_a, right_b = (one.argmax(axis=1) == labels for one in (a, b))
    both = judged.answer.both
    expected = {
        Agreement.BOTH: right_a & right_b,
        Agreement.ONLY_FIRST: right_a & ~right_b,
        Agreement.ONLY_SECOND: ~right_a & right_b,
        Agreement.NEITHER: ~right_a & ~right_b,
    }
    for agreement, is_so in expected.items():
        assert both.places[agreement].tolist() == np.flatnonzero(is_so).tolist()
    words = text_of(bench.panel, f"{JUDGED}_words")
    only_b, only_a = int((~right_a & right_b).sum()), int((right_a & ~right_b).sum())
    assert f"only B is right, on {only_a} only A." in words
    assert words.startswith(f"On {only_b} image")
    assert f"{len(labels)} test images." in words
    title = text_of(bench.panel, f"{JUDGED}_title")
    share = f"{100 * right_a.mean():.2f} %"
    assert share in title
    errors = [text_of(bench.panel, f"{JUDGED}_{run}_error") for run in "ab"]
    assert all(text.endswith(" %") for text in errors)
    answered = text_of(bench.panel, f"{JUDGED}_unsure_value_0")
    assert answered.splitlines()[0].startswith("A ")
    assert answered.splitlines()[1].startswith("B ")

    table = find(bench.panel, f"{JUDGED}_table")
    for agreement in (Agreement.NEITHER, Agreement.ONLY_SECOND, Agreement.BOTH):
        click(table, table.rect_of(agreement))
        images = find(bench.panel, f"{JUDGED}_images")
        assert set(images.places.tolist()) == set(np.flatnonzero(expected[agreement]).tolist())
        if len(images.places):
            click(images, images.rect_of(0))
            sample = bench.state.sample.sample
            assert (sample.part, sample.index) == (Part.TEST, int(images.places[0]))


def test_that_images_are_made_worse_for_both_when_asked_for(bench, qtbot, monkeypatch):
    def some_rows(rows):
        return robustness_module.some_rows(rows, 20)

    monkeypatch.setattr(robustness_wish, "some_rows", some_rows)
    judged = judge(bench, "coarse")
    charts = find(bench.panel, f"{JUDGED}_robustness")
    assert not charts.isVisible()
    assert not judged._disturbing.is_under_way
    find(bench.panel, f"{JUDGED}_more", QPushButton).click()
    qtbot.waitUntil(lambda: judged._disturbing.is_complete, timeout=WAIT)
    qtbot.waitUntil(lambda: not charts.isHidden(), timeout=WAIT)
    chart = find(bench.panel, f"{JUDGED}_robustness_shift")
    assert all(len(point.right) == 2 for point in chart.points)
    assert ": A " in chart.sentence(1)
    assert "; B " in chart.sentence(1)


def test_that_another_step_pales_what_was_judged_and_other_networks_are_judged_too(
    bench, qtbot
):
    judged = judge(bench, "no filters", 3)
    first = judged.answer
    assert first.second.judgement.images == first.first.judgement.images
    bench.show(9)
    bench.settle()
    table = find(bench.panel, f"{JUDGED}_table")
    qtbot.waitUntil(lambda: table.is_faded or judged.answer is not first, timeout=WAIT)
    qtbot.waitUntil(
        lambda: judged.answer is not first and judged._judging.is_complete, timeout=WAIT
    )
    assert not table.is_faded
    press(bench.panel, f"{NAME}_part_filters")
    assert find(bench.panel, f"{NAME}_judged").isHidden()
    assert find(bench.panel, f"{NAME}_read_out_place", QLabel).isVisible()
