"""Every number of every caption, in random networks at random steps, against counting."""

import re

import numpy as np
import pytest

from core.anatomy.titles import layer_title, unit_noun
from core.inspection.gradient_river import gradient_river
from core.inspection.layer_captions import backward_caption, forward_caption
from core.inspection.phases import phases_of
from core.inspection.survival import Survival
from core.layers.dense import DenseSpec
from core.layers.softmax import SoftmaxSpec
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from core.trace import trace_sample
from core.training.snapshot import load_values
from tests.support.caption_oracle import (
    assert_says,
    backward_numbers,
    flat,
    forward_numbers,
    loss_numbers,
    percent,
    rms,
    ways_from,
)
from tests.support.ledger_runs import noted_run
from tests.support.shown_numbers import on_screen, read_number

SEEDS = range(24)


class Looked:
    """One image at one step of a random run, and the step after it."""

    def __init__(self, seed):
        rng = np.random.default_rng([seed, 5])
        run = noted_run(seed, steps=4)
        at = int(rng.integers(len(run.snapshots) - 1))
        self.experiment = run.experiment
        self.before, self.after = run.snapshots[at : at + 2]
        self.outlines = run.experiment.network.outline()
        network = build_network(run.experiment.network, rng=rng)
        load_values(network, self.before.values)
        row = int(rng.integers(len(run.dataset.train.labels)))
        shape = run.experiment.network.input_shape
        x = (run.dataset.train.images[row].reshape(shape) / 255).astype(np.float32)
        self.label = int(run.dataset.train.labels[row])
        self.loss = run.experiment.make_loss()
        dropping = (seed, 1) if seed % 2 else None
        self.trace = trace_sample(network, self.loss, x, self.label, dropping=dropping)

    def phases(self):
        return phases_of(
            self.outlines,
            self.trace,
            self.loss,
            label=self.label,
            batch_size=self.experiment.batch_size,
            before=self.before,
            after=self.after,
        )


@pytest.fixture(scope="module", params=SEEDS)
def looked(request):
    return Looked(request.param)


def test_that_the_way_forward_is_counted(looked):
    for outline in looked.outlines:
        noun = unit_noun(looked.outlines, outline.position)
        said = forward_caption(looked.outlines, outline, looked.trace)
        assert_says(said, forward_numbers(outline, looked.trace, noun))


def test_that_the_way_back_is_counted(looked):
    for outline in looked.outlines:
        noun = unit_noun(looked.outlines, outline.position)
        said = backward_caption(looked.outlines, outline, looked.trace, looked.loss)
        named = re.sub(r"most .*? with ", "most ", said)  # a place has numbers as well
        assert_says(named, backward_numbers(outline, looked.trace, noun))


def test_that_a_softmax_that_is_sure_and_right_pulls_at_nobody():
    spec = NetworkSpec((3,), (DenseSpec(3), SoftmaxSpec()))
    network = build_network(spec, rng=np.random.default_rng(0))
    network.layers[0].bias.value[...] = [0, 500, 0]
    loss = CategoricalCrossEntropy()
    trace = trace_sample(network, loss, np.zeros(3, np.float32), 1)
    said = backward_caption(spec.outline(), spec.outline()[1], trace, loss)
    assert said.endswith("it is 0 for all of them, so none is pulled up or pushed down.")


def test_that_the_loss_is_worked_out(looked):
    said = next(phase.caption for phase in looked.phases() if phase.title == "Loss")
    assert_says(said, loss_numbers(looked.outlines, looked.trace, looked.loss, looked.label))


def test_that_the_update_is_counted_weight_by_weight(looked):
    said = looked.phases()[-1].caption
    rows = looked.after.record.rows
    begin = f"Step {looked.before.step} → {looked.after.step}, by the mean gradient of a batch"
    assert said.startswith(f"{begin} of {len(rows)}. ")
    ratios = {}
    for path in looked.before.gradients:
        if path.endswith(".weight"):
            old, new = flat(looked.before.values[path]), flat(looked.after.values[path])
            moved = rms([b - a for a, b in zip(old, new, strict=True)])
            ratios[layer_title(looked.outlines, int(path.split(".")[0]))] = moved / rms(old)
    shown = re.findall(r"([\d.e−]+) % of their size in (.+?)(?:, |\. )", said)
    falling = sorted(ratios.values(), reverse=True)
    if len(ratios) > 3:
        assert "changed most, by" in said
        assert ", and least, by" in said
        falling = [falling[0], falling[-1]]
    assert [read_number(text) for text, _ in shown] == pytest.approx(
        [100 * ratio for ratio in falling], rel=0.06
    )
    assert all(
        read_number(text) == pytest.approx(100 * ratios[name], rel=0.06) for text, name in shown
    )
    moves = [
        (abs(new - old), f", {on_screen(f'{old:+.4g}')} → {on_screen(f'{new:+.4g}')}.")
        for path in looked.before.gradients
        for old, new in zip(
            flat(looked.before.values[path]), flat(looked.after.values[path]), strict=True
        )
    ]
    most = max(moved for moved, _ in moves)  # Adam moves all equally far, but for rounding
    assert any(text in said for moved, text in moves if moved >= most * (1 - 1e-4))


def test_that_the_update_says_how_many_weights_it_speaks_of(looked):
    same = total = 0
    for path, own in looked.trace.parameter_gradients.items():
        for mine, ours in zip(flat(own), flat(looked.after.gradients[path]), strict=True):
            if mine != 0 and ours != 0:
                total += 1
                same += (mine > 0) == (ours > 0)
    said = looked.phases()[-1].caption
    assert_says(said.rpartition("would move ")[2], [percent(same, total), total, 0])


def test_that_each_position_is_counted_where_its_ways_end(looked):
    for outline in looked.outlines:
        if len(outline.output_shape) != 3:
            continue
        survival = Survival.of(looked.outlines, looked.trace, outline.position)
        rows, columns, channels = outline.output_shape
        for channel in range(channels):
            ends = {}
            lives = 0
            for row, column in np.ndindex(rows, columns):
                start = row, column, channel
                depth, is_whole = ways_from(
                    looked.outlines, looked.trace, outline.position, start
                )
                lives += is_whole
                if not is_whole:
                    kind = looked.outlines[outline.position + 1 + depth].spec.KIND
                    ends[kind] = ends.get(kind, 0) + 1
            said = survival.text(channel)
            total = rows * columns
            head = f"{lives:,} of {total:,} positions ({100 * lives / total:.0f} %) can still"
            assert said.startswith(head), said
            for kind, words in (
                ("relu", "ReLU closed"),
                ("max_pool2d", "pooling passed over"),
                ("dropout", "dropout took"),
                ("average_pool2d", "windows left out"),
            ):
                shown = [int(text) for text in re.findall(rf"{words} (\d+) %", said)]
                exact = 100 * ends.get(kind, 0) / total
                assert abs(sum(shown) - exact) <= 0.5 * max(len(shown), 1), (said, kind, ends)


def test_that_the_river_is_counted(looked):
    trace = looked.trace
    for reach in gradient_river(looked.outlines, trace)[1:]:
        assert reach.rms == pytest.approx(rms(trace.gradients[reach.layer + 1]), rel=1e-5)
        x = trace.values[reach.layer]
        if "closed" in reach.drain:
            assert_says(reach.drain, [percent(sum(v <= 0 for v in flat(x)), x.size)])
        elif reach.drain.startswith("dropout"):
            kept = flat(trace.kept[reach.layer])
            assert_says(reach.drain, [percent(kept.count(0.0), len(kept))])
        elif reach.drain:
            losers = forward_numbers(looked.outlines[reach.layer], trace, "unit")[-1]
            assert_says(reach.drain, [losers])
