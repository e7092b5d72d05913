"""How far a run had come, counted one image at a time."""

import numpy as np
import pytest

from core.documents.epochs_seen import EpochsSeen, pace_of
from core.documents.run_document import RunDocument
from tests.support.short_runs import branch_run, digits, train_run

IMAGES = 108  # of 120, a tenth is held back


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return digits(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def way(tmp_path_factory, dataset):
    """Return the way of a run of batches of 12 that went on with 40 from step 13."""
    folder = tmp_path_factory.mktemp("runs")
    base = train_run(folder / "base.glassbox", dataset, 14)
    path = branch_run(base, folder / "other.glassbox", dataset, 13, 5, batch_size=40)
    document = RunDocument(path)
    way = EpochsSeen.of(document, IMAGES)
    document.close()
    return way


def test_that_a_branch_with_other_batches_is_counted_image_by_image(way):
    # 13 batches of 12: an epoch of nine, and 48 images of the second; then 40 and the last 20
    seen = {13: 156, 14: 196, 15: 216, 16: 256, 17: 296, 18: 324}
    for step, images in seen.items():
        assert way.at(step) == pytest.approx(images / IMAGES, rel=1e-12), step
        assert way.step_at(images / IMAGES) == step


def test_that_the_nearest_step_is_taken_and_never_simply_the_one_before(way):
    assert way.step_at((156 + 0.4 * 40) / IMAGES) == 13
    assert way.step_at((156 + 0.6 * 40) / IMAGES) == 14
    assert way.step_at(0) == 13  # nothing is known of the steps before


def test_that_steps_that_are_not_written_down_count_by_their_batch_size(way):
    assert way.at(20) == pytest.approx((324 + 80) / IMAGES, rel=1e-12)
    assert way.step_at((324 + 80) / IMAGES) == 20


@pytest.mark.parametrize(("batch", "pace"), [(None, 1.0), (27, 0.25), (1000, 1.0)])
def test_that_full_batches_and_larger_ones_are_an_epoch_each(batch, pace):
    assert pace_of(batch, IMAGES) == pace


def test_that_a_run_from_the_start_has_seen_nothing_at_first(tmp_path, dataset):
    document = RunDocument(train_run(tmp_path / "run.glassbox", dataset, 4, batch_size=36))
    way = EpochsSeen.of(document, IMAGES)
    document.close()
    np.testing.assert_allclose([way.at(step) for step in range(5)], np.arange(5) / 3)
