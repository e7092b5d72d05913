"""Nearest images, the figure to beat and suspects, against loops and scikit-learn."""

import json
from pathlib import Path

import numpy as np
import pytest

from core.datasets.dataset import LabelledImages
from core.datasets.sample import Part
from core.errors import Cancelled
from core.evaluation.verdicts import Verdicts
from core.exploring import baseline as baseline_module
from core.exploring import nearest_images as nearest_module
from core.exploring import suspects as suspects_module
from core.exploring.baseline import neighbour_baseline
from core.exploring.nearest_images import nearest_images, nearest_labels
from core.exploring.parts import ExploredPart, spread
from core.exploring.pixel_plane import pixel_plane
from core.exploring.pixel_reader import PixelReader
from core.exploring.suspects import neighbour_suspects, network_suspects
from tests.support.explored_data import clustered, never, part_of, whole

STORED = json.loads(Path(__file__).with_name("scikit_learn_neighbours.json").read_text("utf-8"))
TRAIN, TEST = whole(clustered(60)), whole(clustered(25, seed=4), Part.TEST)


def ignore(*_news):
    """Take note of nothing."""


@pytest.fixture(params=(7, 1024), ids=("small blocks", "one block"))
def blocks(request, monkeypatch):
    for module in (nearest_module, baseline_module, suspects_module):
        monkeypatch.setattr(module, "BLOCK", request.param)
    monkeypatch.setattr(nearest_module, "PIECE", 40 * request.param)


def square(one, other):
    return sum((int(a) - int(b)) ** 2 for a, b in zip(one.ravel(), other.ravel(), strict=True))


def test_that_neighbours_are_those_of_scikit_learn(blocks):
    for at, (indices, distances) in enumerate(
        zip(STORED["neighbours"], STORED["distances"], strict=True)
    ):
        found = nearest_images(TEST.image(at), TRAIN, 5, never)
        assert found.indices.tolist() == indices
        assert np.allclose(found.distances * 255 * np.sqrt(30), distances, rtol=1e-9)


def test_that_an_image_is_no_neighbour_of_itself(blocks):
    for at, nearest in enumerate(STORED["among_themselves"]):
        found = nearest_images(TRAIN.image(at), TRAIN, 1, never, without=at)
        assert found.indices.tolist() == [nearest]


def test_that_among_equals_the_first_comes_first():
    part = part_of([[[[3]]], [[[9]]], [[[3]]], [[[9]]]], [0, 1, 0, 1])
    found = nearest_images(np.full((1, 1, 1), 6, np.uint8), part, 9, never)
    assert found.indices.tolist() == [0, 1, 2, 3]


def test_that_the_nearest_of_both_kinds_are_those_of_a_loop(blocks):
    indices, chosen = np.array([3, 0, 24, 11]), np.arange(0, 60, 2)
    found = nearest_labels(TEST, indices, TRAIN, chosen, never)
    for line, at in enumerate(indices.tolist()):
        squares = {one: square(TEST.image(at), TRAIN.image(one)) for one in chosen.tolist()}
        for is_own, best, least in (
            (True, found.own, found.own_squares),
            (False, found.other, found.other_squares),
        ):
            fits = {
                one: away
                for one, away in squares.items()
                if (TRAIN.labels[one] == TEST.labels[at]) is np.bool_(is_own)
                or bool(TRAIN.labels[one] == TEST.labels[at]) is is_own
            }
            nearest = min(fits, key=fits.get)
            assert (best[line], least[line]) == (nearest, fits[nearest])


def test_that_a_label_nobody_else_has_has_no_neighbour(blocks):
    part = part_of([[[[0]]], [[[9]]], [[[4]]]], [0, 1, 1])
    found = nearest_labels(part, np.array([0]), part, np.arange(3), never)
    assert found.own.tolist() == [-1]
    assert np.isinf(found.own_squares).all()
    assert found.other.tolist() == [2]


def test_that_the_figure_to_beat_is_that_of_scikit_learn(blocks):
    found = neighbour_baseline((TRAIN, TEST), never, ignore)
    assert found.predicted.tolist() == STORED["predicted"]
    right = np.mean(np.array(STORED["predicted"]) == TEST.labels)
    assert 0.5 < right < 1
    assert found.accuracy == pytest.approx(right)
    assert found.words() == "25 test images, among 60 training images"


def test_that_without_other_images_training_images_judge_each_other(blocks):
    found = neighbour_baseline((TRAIN,), never, ignore)
    assert found.part is Part.TRAIN
    wanted = TRAIN.labels[STORED["among_themselves"]]
    assert found.predicted.tolist() == wanted.tolist()


def test_that_a_sample_is_spread_over_the_images_and_said(monkeypatch, blocks):
    for name in ("ASKED", "FEWEST_ASKED"):
        monkeypatch.setattr(baseline_module, name, 10)
    monkeypatch.setattr(baseline_module, "MOST_PRODUCTS", 30 * 10 * 20)
    found = neighbour_baseline((TRAIN, TEST), never, ignore)
    assert found.asked.tolist() == [0, 2, 5, 7, 10, 12, 15, 17, 20, 22]
    assert found.words() == "10 of 25 test images, among 20 of 60 training images"
    assert spread(60, 20).tolist() == list(range(0, 60, 3))


def test_that_one_image_has_nothing_to_compare_with():
    assert neighbour_baseline((part_of([[[[1]]]], [0]),), never, ignore) is None


def test_that_what_is_nearly_a_training_image_is_found_and_a_copy_is_not(blocks):
    images = TEST.data.images.copy()
    images[4] = TRAIN.image(9)
    images[6] = TRAIN.image(31)
    images[6, 0, 0, 0] ^= 4
    test = whole(LabelledImages(images, TEST.data.labels), Part.TEST)
    found = neighbour_baseline((TRAIN, test), never, ignore)
    assert found.near_copies == (((Part.TEST, 6), (Part.TRAIN, 31)),)


def test_that_wrong_labels_are_suspected_first_and_by_what_they_should_be(blocks):
    data = clustered(60, spread=12.0)
    labels = data.labels.copy()
    wrong = {5: (labels[5] + 1) % 4, 33: (labels[33] + 2) % 4}
    for at, label in wrong.items():
        labels[at] = label
    part = whole(LabelledImages(data.images, labels))
    found = neighbour_suspects(part, part, never, ignore)
    assert sorted(found.indices[:2].tolist()) == [5, 33]
    assert found.said[:2].tolist() == [int(data.labels[at]) for at in found.indices[:2]]
    assert (found.looked_at, found.of) == (60, 60)


def test_that_suspects_and_their_weights_are_those_of_a_loop(blocks):
    news = []
    found = neighbour_suspects(
        TRAIN, TRAIN, never, lambda share, one: news.append((share, one))
    )
    wanted = []
    for at in range(60):
        own, other = np.inf, np.inf
        for one in range(60):
            if one != at:
                away = square(TRAIN.image(at), TRAIN.image(one)) ** 0.5
                if TRAIN.labels[one] == TRAIN.labels[at]:
                    own = min(own, away)
                else:
                    other = min(other, away)
        if other < own:
            wanted.append((-own / other, at))
    wanted.sort()
    assert len(wanted) > 3
    assert found.indices.tolist() == [at for _, at in wanted]
    assert np.allclose(found.weights, [-weight for weight, _ in wanted], rtol=1e-6)
    assert news[-1][0] == 1
    assert news[-1][1] is found


def test_that_a_copy_with_another_label_is_the_most_suspect(blocks):
    images = TRAIN.data.images.copy()
    images[7] = images[8]
    labels = TRAIN.data.labels.copy()
    labels[7], labels[8] = 0, 1
    part = whole(LabelledImages(images, labels))
    found = neighbour_suspects(part, part, never, ignore)
    assert found.indices[:2].tolist() == [7, 8]
    assert found.said[:2].tolist() == [1, 0]
    assert np.isinf(found.weights[:2]).all()


def test_that_a_network_suspects_what_it_takes_for_something_else():
    true, predicted = np.array([0, 1, 2, 0, 1]), np.array([0, 2, 2, 1, 0])
    losses = np.array([0.1, 2.0, 0.2, np.nan, 7.5])
    nothing = np.zeros(5)
    verdicts = Verdicts(
        np.arange(5), true, predicted, nothing, nothing, losses, 0.0, True, nothing
    )
    found = network_suspects(verdicts)
    assert found.indices.tolist() == [3, 4, 1]
    assert found.said.tolist() == [1, 0, 2]
    assert found.weights.tolist() == [np.inf, 7.5, 2.0]


def test_that_large_images_are_compared_by_means_of_blocks():
    rng = np.random.default_rng(6)
    images = rng.integers(0, 256, (3, 70, 33, 2)).astype(np.uint8)
    reader = PixelReader(LabelledImages(images, np.zeros(3, np.uint8)))
    assert reader.size == (32, 32)
    found = reader.read(np.array([2, 0])).reshape(2, 32, 32, 2)
    downs = [at * 70 // 32 for at in range(33)]
    acrosses = [at * 33 // 32 for at in range(33)]
    for row in (0, 9, 31):
        for column in (0, 17, 31):
            block = images[
                2, downs[row] : downs[row + 1], acrosses[column] : acrosses[column + 1]
            ]
            assert np.allclose(found[0, row, column], block.mean(axis=(0, 1)), rtol=1e-6)


def test_that_small_images_are_compared_as_they_are():
    reader = PixelReader(TRAIN.data)
    assert np.array_equal(reader.read(np.array([4]))[0], TRAIN.image(4).ravel())


def test_that_the_plane_keeps_the_order_of_images_and_their_labels():
    plane = pixel_plane(TRAIN, never)
    assert plane.labels.tolist() == TRAIN.labels.tolist()
    x = TRAIN.data.images.reshape(60, -1).astype(float)
    x -= x.mean(axis=0)
    variances = np.linalg.svd(x, compute_uv=False) ** 2
    assert np.allclose((plane.layout**2).sum(axis=0), variances[:2])
    assert np.allclose(plane.shares, variances[:2] / variances.sum())


def test_that_a_plane_of_single_pixels_is_a_line_and_of_two_images_none():
    line = pixel_plane(part_of([[[[1]]], [[[5]]], [[[9]]]], [0, 1, 1]), never)
    assert np.abs(line.layout[:, 0]).tolist() == [4, 0, 4]
    assert not line.layout[:, 1].any()
    assert pixel_plane(part_of([[[[1]]], [[[5]]]], [0, 1]), never) is None


@pytest.mark.parametrize(
    "work",
    [
        lambda stop: nearest_images(TEST.image(0), TRAIN, 1, stop),
        lambda stop: neighbour_baseline((TRAIN, TEST), stop, ignore),
        lambda stop: neighbour_suspects(TRAIN, TRAIN, stop, ignore),
        lambda stop: pixel_plane(TRAIN, stop),
    ],
)
def test_that_looking_for_neighbours_ends_when_it_is_no_longer_wanted(work):
    def stop():
        raise Cancelled("no longer wanted")

    with pytest.raises(Cancelled):
        work(stop)


def test_that_memory_does_not_grow_with_the_images():
    """Of 4,000 × 4,000 distances, 64 MB, no more than a block is there at a time."""
    import tracemalloc

    data = clustered(4_000, size=(2, 2, 1))
    asked = ExploredPart(Part.TRAIN, data, np.arange(4_000))
    tracemalloc.start()
    nearest_labels(asked, np.arange(1_000), asked, np.arange(4_000), never)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 24_000_000
