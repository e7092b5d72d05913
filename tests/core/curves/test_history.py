"""A run's history: columns, decimation, smoothing, CSV."""

import csv
import math

import numpy as np
import pytest

from core.curves.curve_stretches import decimate_ends
from core.curves.growing_extremes import GrowingExtremes
from core.curves.growing_table import GrowingTable
from core.curves.history import RunHistory
from core.curves.smoothing import ExponentialSmoother
from core.training.events import (
    BatchFinished,
    EpochFinished,
    FinishReason,
    SessionFinished,
    ValidationFinished,
)


def batch(step, loss, accuracy=0.5, epoch=1):
    return BatchFinished(step, epoch, loss, accuracy, 32, 0.001)


def naive_extremes(y, columns):
    """Smallest and largest finite value of every stretch, by loops."""
    width = 1
    while width * columns < len(y):
        width *= 2
    pairs = []
    for start in range(0, len(y), width):
        finite = [v for v in y[start : start + width] if not math.isnan(v)]
        pairs += [min(finite), max(finite)] if finite else [math.nan, math.nan]
    return pairs


def test_that_batches_become_columns_in_their_order():
    history = RunHistory()
    history.add([batch(1, 2.5, 0.1), batch(2, 2.0, 0.2)])
    history.add([batch(3, 1.5, 0.3, epoch=2)])
    assert history.batches["step"].tolist() == [1, 2, 3]
    assert history.batches["epoch"].tolist() == [1, 1, 2]
    assert history.batches["loss"].tolist() == [2.5, 2.0, 1.5]
    assert history.batches["accuracy"].tolist() == [0.1, 0.2, 0.3]


def test_that_a_history_is_empty_until_something_was_measured():
    history = RunHistory()
    assert history.is_empty
    history.add([SessionFinished(FinishReason.COMPLETED, 0)])
    assert history.is_empty
    history.add([ValidationFinished(0, 0, 2.3, 0.1)])
    assert not history.is_empty


def test_that_a_column_cannot_be_written_to_and_later_rows_do_not_change_it():
    history = RunHistory()
    history.add([batch(1, 1.0)])
    early = history.batches["loss"]
    with pytest.raises(ValueError, match="read-only"):
        early[0] = 9.0
    history.add([batch(step, 0.5) for step in range(2, 5000)])
    assert early.tolist() == [1.0]
    assert len(history.batches) == 4999


def test_that_a_row_of_the_wrong_length_is_refused_and_nothing_is_added():
    table = GrowingTable({"step": np.int64, "loss": np.float64})
    with pytest.raises(ValueError, match="zip"):
        table.extend([(1, 2.0), (2,)])
    with pytest.raises(ValueError, match="zip"):
        table.extend([(1,)])
    assert len(table) == 0


def test_that_the_row_at_a_step_is_the_last_one_up_to_it():
    history = RunHistory()
    history.add([ValidationFinished(step, step // 10, step / 100, 0.5) for step in (10, 20)])
    found = [history.validations.at(step, "loss") for step in (9, 10, 19, 20, 999)]
    assert found == [None, 0.1, 0.1, 0.2, 0.2]
    assert history.validations.at(None, "loss") == 0.2
    assert history.validations.at(1, "loss", by="epoch") == 0.1


def test_that_smoothing_weighs_every_older_value_by_the_memory():
    smoother = ExponentialSmoother(memory=0.5)
    assert smoother.add(8.0) == 8.0
    assert smoother.add(2.0) == pytest.approx((2 + 0.5 * 8) / 1.5)
    assert smoother.add(5.0) == pytest.approx((5 + 0.5 * 2 + 0.25 * 8) / 1.75)


def test_that_a_constant_stays_itself_when_smoothed():
    smoother = ExponentialSmoother()
    assert [smoother.add(0.7) for _ in range(50)] == pytest.approx([0.7] * 50)


def test_that_a_broken_value_leaves_a_gap_and_does_not_poison_the_smoothed_curve():
    smoother = ExponentialSmoother(memory=0.5)
    smoother.add(1.0)
    assert math.isnan(smoother.add(math.inf))
    assert math.isnan(smoother.add(math.nan))
    assert smoother.add(1.0) == pytest.approx(1.0)


@pytest.mark.parametrize("memory", [-0.1, 1.0, math.nan])
def test_that_a_memory_outside_its_range_is_refused(memory):
    with pytest.raises(ValueError, match="memory must be from 0 to below 1, received"):
        ExponentialSmoother(memory)


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 64, 65, 1000])
@pytest.mark.parametrize("columns", [1, 8, 100])
def test_that_decimation_keeps_the_extremes_of_every_stretch(count, columns):
    y = np.random.default_rng(count).normal(size=count)
    x, shown = GrowingExtremes().points(np.arange(count), y, columns)
    assert len(x) == len(shown) <= 2 * columns
    if count <= columns:
        assert shown.tolist() == y.tolist()
        assert x.tolist() == list(range(count))
    else:
        assert shown.tolist() == naive_extremes(y.tolist(), columns)
        assert np.all(np.diff(x) >= 0)


def test_that_decimating_a_growing_curve_piece_by_piece_equals_decimating_it_at_once():
    rng = np.random.default_rng(3)
    y = rng.normal(size=3000)
    y[rng.integers(0, 3000, 40)] = np.nan
    x = np.arange(1, 3001)
    growing = GrowingExtremes()
    for count in np.cumsum(rng.integers(0, 60, 100)):
        columns = 50 if count % 7 else 64  # the plot is resized now and then
        found_x, found_y = growing.points(x[:count], y[:count], columns)
        want_x, want_y = GrowingExtremes().points(x[:count], y[:count], columns)
        np.testing.assert_array_equal(found_x, want_x)
        np.testing.assert_array_equal(found_y, want_y)


def test_that_a_single_spike_among_a_hundred_thousand_steps_stays_visible():
    y = np.ones(100_000)
    y[77_777] = 50.0
    x, shown = GrowingExtremes().points(np.arange(100_000), y, 800)
    peak = int(np.argmax(shown))
    assert shown[peak] == 50.0
    assert abs(x[peak] - 77_777) <= 128


def test_that_what_is_not_finite_is_a_gap_and_its_neighbours_stay():
    y = np.array([1.0, np.nan, 3.0, np.inf, 5.0, 6.0, np.nan, np.nan])
    assert naive_gap_free(GrowingExtremes().points(np.arange(8), y, 8)[1]) == [1, 3, 5, 6]
    _, pairs = GrowingExtremes().points(np.arange(8), y, 4)
    np.testing.assert_array_equal(pairs, [1, 1, 3, np.nan, 5, 6, np.nan, np.nan])


def naive_gap_free(values):
    return [value for value in values.tolist() if not math.isnan(value)]


@pytest.mark.parametrize("count", [0, 1, 5, 17, 1000])
def test_that_a_smooth_curve_keeps_its_first_and_its_last_point(count):
    y = np.arange(count) / 10.0
    x, shown = decimate_ends(np.arange(count), y, 10)
    assert len(x) == len(shown) <= 11
    if count:
        assert (x[0], x[-1]) == (0, count - 1)
        assert shown.tolist() == (x / 10).tolist()


def test_that_no_columns_at_all_are_refused():
    with pytest.raises(ValueError, match="columns must be at least 1, received 0"):
        decimate_ends(np.arange(3), np.ones(3), 0)


def test_that_only_the_start_of_a_broken_stretch_is_marked():
    history = RunHistory()
    losses = [1.0, math.nan, math.nan, 1.0, math.inf]
    history.add([batch(step, loss) for step, loss in enumerate(losses, 1)])
    history.add([SessionFinished(FinishReason.DIVERGED, 5, "loss is infinite")])
    assert history.broken_steps == [2, 5]


def test_that_a_divergence_is_marked_even_if_its_loss_was_never_reported():
    history = RunHistory()
    history.add([batch(1, 1.0), SessionFinished(FinishReason.DIVERGED, 2, "a weight is NaN")])
    assert history.broken_steps == [2]


@pytest.mark.parametrize("epoch_comes_first", [True, False])
def test_that_a_validation_at_an_epoch_end_is_told_from_one_in_between(epoch_comes_first):
    history = RunHistory()
    end = [EpochFinished(20, 1, 0.9, 0.8), ValidationFinished(20, 1, 0.7, 0.85)]
    history.add([ValidationFinished(0, 0, 2.3, 0.1), ValidationFinished(10, 1, 1.1, 0.6)])
    history.add(end if epoch_comes_first else end[::-1])
    history.add([ValidationFinished(30, 2, 0.6, 0.9)])
    assert history.validations["step"].tolist() == [0, 10, 20, 30]
    assert history.epoch_validations["epoch"].tolist() == [0, 1]
    assert history.epoch_validations["loss"].tolist() == [2.3, 0.7]


def test_that_the_csv_reads_back_as_the_same_numbers():
    history = RunHistory()
    losses = (0.1 + 0.2, 1 / 3, math.nan)
    history.add([ValidationFinished(0, 0, 2.302585, 0.1)])
    history.add([batch(step, loss, step / 7) for step, loss in enumerate(losses, 1)])
    history.add([EpochFinished(3, 1, 0.25, 0.75), ValidationFinished(3, 1, 0.125, 0.875)])
    rows = list(csv.DictReader(history.csv_text().splitlines()))
    assert [row["step"] for row in rows] == ["0", "1", "2", "3"]
    assert [row["epoch"] for row in rows] == ["0", "1", "1", "1"]
    read = [float(row["batch_loss"]) for row in rows[1:]]
    assert read[:2] == list(losses[:2])
    assert math.isnan(read[2])
    assert [float(row["batch_accuracy"]) for row in rows[1:]] == [1 / 7, 2 / 7, 3 / 7]
    assert rows[0]["batch_loss"] == ""
    assert float(rows[0]["validation_loss"]) == 2.302585
    assert [row["epoch_loss"] for row in rows] == ["", "", "", "0.25"]
    assert [row["validation_accuracy"] for row in rows] == ["0.1", "", "", "0.875"]


def test_that_drawing_a_longer_curve_looks_only_at_the_new_points():
    x, y = np.arange(100_000), np.ones(100_000)
    growing = GrowingExtremes()
    growing.points(x[:90_000], y[:90_000], 800)
    y[:80_000] = 99.0  # it shows which code looks there again
    y[95_000] = 7.0
    _, shown = growing.points(x, y, 800)
    assert shown.max() == 7.0


def test_that_a_hundred_thousand_steps_are_a_history_of_less_than_10_megabytes():
    history = RunHistory()
    row = (1.0,) * 6
    for _ in range(10):
        history.batches.extend([row] * 10_000)
    names = ("step", "epoch", "loss", "accuracy", "smooth_loss", "smooth_accuracy")
    assert len(history.batches) == 100_000
    assert sum(history.batches[name].base.nbytes for name in names) < 10e6


def test_that_an_earlier_history_is_what_it_was_then():
    events = []
    for step in range(1, 48):
        loss = math.nan if step == 30 else 1.0 / step
        events.append(BatchFinished(step, (step - 1) // 10 + 1, loss, 0.5, 32, 0.001))
        if step % 10 == 0:
            events.append(ValidationFinished(step, step // 10, 0.3, 0.9))
            events.append(EpochFinished(step, step // 10, 0.4, 0.8))
        elif step % 7 == 0:
            events.append(ValidationFinished(step, step // 10 + 1, 0.2, 0.7))
    whole = RunHistory()
    whole.add(events)
    for last in (0, 9, 10, 30, 35, 47):
        expected = RunHistory()
        expected.add([event for event in events if event.step <= last])
        earlier = whole.until(last)
        assert earlier.csv_text() == expected.csv_text()
        assert earlier.broken_steps == expected.broken_steps
        for table in ("batches", "epochs", "validations", "epoch_validations"):
            got, wanted = getattr(earlier, table), getattr(expected, table)
            assert repr(list(got.rows())) == repr(list(wanted.rows()))
        assert [points.tolist() for points in earlier.batch_points("accuracy", 50)] == [
            points.tolist() for points in expected.batch_points("accuracy", 50)
        ]


def test_that_each_measure_is_smoothed_by_itself():
    history = RunHistory()
    history.add(BatchFinished(step, 1, 3.0, 0.5, 8, 0.01) for step in range(1, 30))
    np.testing.assert_allclose(history.batches["smooth_loss"], 3.0, rtol=1e-12)
    np.testing.assert_allclose(history.batches["smooth_accuracy"], 0.5, rtol=1e-12)
