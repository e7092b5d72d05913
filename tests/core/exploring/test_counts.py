"""Classes, pixels and copies, against plain loops."""

from collections import Counter

import numpy as np
import pytest

from core.datasets.dataset import LabelledImages
from core.datasets.sample import Part
from core.errors import Cancelled
from core.exploring import class_images as class_images_module
from core.exploring import copies as copies_module
from core.exploring import pixel_facts as pixel_facts_module
from core.exploring.class_images import class_images
from core.exploring.copies import find_copies
from core.exploring.parts import ExploredPart, explored_parts
from core.exploring.pixel_facts import pixel_facts
from tests.support.explored_data import clustered, clustered_dataset, never, part_of, whole

PARTS = explored_parts(clustered_dataset(train=41, test=17), 0.2, 5)


@pytest.fixture(params=(30, 10_000), ids=("in pieces", "at once"), autouse=True)
def _pieces(request, monkeypatch):
    """Let everything be counted one image after the other, too."""
    for module in (class_images_module, pixel_facts_module, copies_module):
        monkeypatch.setattr(module, "PIECE", request.param)


def all_images():
    return [(part.image(at), int(part.labels[at])) for part in PARTS for at in range(len(part))]


def test_that_the_parts_together_hold_every_image_once():
    assert [part.part for part in PARTS] == [Part.TRAIN, Part.VALIDATION, Part.TEST]
    assert [len(part) for part in PARTS] == [33, 8, 17]
    held = np.sort(np.concatenate([PARTS[0].rows, PARTS[1].rows]))
    assert held.tolist() == list(range(41))


def test_that_mean_and_variance_are_those_of_the_images_one_by_one():
    found = class_images(PARTS, 4, never)
    for at, label in enumerate(found.shown.tolist()):
        images = [image.astype(float) for image, one in all_images() if one == label]
        mean = sum(images) / len(images)
        variance = sum((image - mean) ** 2 for image in images) / len(images)
        assert found.counts[label] == len(images)
        assert np.allclose(found.means[at], mean, atol=1e-9)
        assert np.allclose(found.variances[at], variance, atol=1e-6)


def test_that_classes_without_images_are_counted_and_not_drawn():
    part = part_of(np.full((3, 2, 2, 1), 9), [1, 5, 5])
    found = class_images([part], 8, never)
    assert found.counts.tolist() == [0, 1, 0, 0, 0, 2, 0, 0]
    assert found.shown.tolist() == [1, 5]
    assert found.variances.max() == 0


def test_that_only_the_most_frequent_classes_are_drawn_where_memory_is_short(monkeypatch):
    monkeypatch.setattr(class_images_module, "MOST_NUMBERS", 8)
    rng = np.random.default_rng(1)
    part = part_of(rng.integers(0, 255, (7, 2, 2, 1)), [0, 1, 1, 2, 3, 3, 3])
    found = class_images([part], 4, never)
    assert found.shown.tolist() == [1, 3]
    assert np.allclose(found.means[1], part.data.images[4:].mean(axis=0))


def test_that_labels_beyond_the_names_are_counted():
    part = part_of(np.ones((2, 1, 1, 1)), [0, 3])
    assert class_images([part], 2, never).counts.tolist() == [1, 0, 0, 1]


def test_that_the_histogram_counts_every_pixel():
    facts = pixel_facts(PARTS, never)
    counted = Counter(int(value) for image, _ in all_images() for value in image.ravel())
    assert facts.histogram.tolist() == [counted[value] for value in range(256)]
    assert (facts.low, facts.high) == (min(counted), max(counted))
    assert facts.numbers == 30


def test_that_blank_images_and_dead_pixels_are_found_where_they_are():
    images = np.zeros((5, 2, 3, 1), np.uint8)
    images[:, 0, 0] = 100  # the same in all
    images[1] = 100  # of one colour
    images[2, 1, :] = 93  # 7 apart in that row, but 100 from the rest
    images[3] = 100
    images[3, 1, 2] = 92  # hardly differs
    images[4, 1, 2] = 255
    facts = pixel_facts(
        [part_of(images[:2], [0, 1]), part_of(images[2:], [0, 1, 1], Part.TEST)], never
    )
    assert facts.blank == ((Part.TRAIN, 1),)
    assert facts.near_blank == ((Part.TEST, 1),)
    assert facts.constant == 1
    assert (facts.low, facts.high) == (0, 255)


def test_that_an_image_of_one_colour_is_named_by_its_place_in_its_part():
    images = np.random.default_rng(4).integers(0, 256, (20, 2, 3, 1)).astype(np.uint8)
    images[[2, 17]] = 9
    facts = pixel_facts([part_of(images, np.zeros(20))], never)
    assert facts.blank == ((Part.TRAIN, 2), (Part.TRAIN, 17))


def test_that_copies_are_found_within_and_across_parts_with_their_labels():
    rng = np.random.default_rng(2)
    images = rng.integers(0, 256, (6, 3, 3, 2)).astype(np.uint8)
    train = LabelledImages(images[[0, 1, 2, 1, 3]], np.array([0, 1, 2, 1, 0], np.uint8))
    test = LabelledImages(images[[4, 3, 5, 2]], np.array([0, 0, 1, 1], np.uint8))
    found = {
        one.places: one for one in find_copies([whole(train), whole(test, Part.TEST)], never)
    }
    twice = found.pop(((Part.TRAIN, 1), (Part.TRAIN, 3)))
    assert (twice.is_across, twice.is_contradictory) == (False, False)
    across = found.pop(((Part.TRAIN, 4), (Part.TEST, 1)))
    assert (across.is_across, across.is_contradictory) == (True, False)
    unlike = found.pop(((Part.TRAIN, 2), (Part.TEST, 3)))
    assert (unlike.labels, unlike.is_contradictory) == ((2, 1), True)
    assert found == {}


def test_that_blank_images_are_no_copies_of_each_other():
    part = part_of(np.full((3, 2, 2, 1), 7), [0, 0, 0])
    assert find_copies([part], never) == ()


def test_that_copies_agree_with_a_comparison_of_every_pair():
    rng = np.random.default_rng(8)
    part = part_of(rng.integers(0, 2, (40, 2, 2, 1)), np.zeros(40))
    groups = {}
    for at in range(40):
        image = part.image(at)
        if image.min() < image.max():
            first = next(other for other in range(40) if (part.image(other) == image).all())
            groups.setdefault(first, []).append((Part.TRAIN, at))
    wanted = {tuple(group) for group in groups.values() if len(group) > 1}
    assert wanted
    assert {one.places for one in find_copies([part], never)} == wanted


@pytest.mark.parametrize("count", [class_images, pixel_facts, find_copies])
def test_that_counting_ends_when_it_is_no_longer_wanted(count):
    def stop():
        raise Cancelled("no longer wanted")

    arguments = (4,) if count is class_images else ()
    with pytest.raises(Cancelled):
        count(PARTS, *arguments, stop)


def test_that_rows_of_a_part_and_not_of_the_file_are_counted():
    data = clustered(9)
    part = ExploredPart(Part.VALIDATION, data, np.array([2, 7]))
    found = class_images([part], 4, never)
    assert found.counts.sum() == 2
    assert pixel_facts([part], never).histogram.sum() == 60
