"""What is said of a data set as a whole."""

import numpy as np
import pytest

from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.sample import Part
from core.exploring.exploration import explore
from core.exploring.finding import FindingKind
from core.exploring.parts import explored_parts
from tests.support.explored_data import clustered_dataset, never, part_of


def explored(parts, names=("a", "b", "c"), problems=()):
    return explore(parts, names, problems, never, lambda _share, _so_far: None)


def said(exploration, kind):
    found = [one for one in exploration.findings if one.kind is kind]
    assert len(found) == 1
    return found[0]


def distinct(count, start=0):
    """Return so many images, no two alike."""
    values = np.arange(start, start + count)
    return np.stack([values, values * 7 % 251, 255 - values], axis=1).reshape(-1, 1, 3, 1)


def test_that_the_headline_judges_and_names_the_figure_to_beat():
    data = clustered_dataset(train=80, test=40)
    found = explored(explored_parts(data, 0.1, 7), data.class_names)
    right = found.baseline.accuracy
    assert found.headline() == (
        f"120 images of 4 classes, balanced; a nearest neighbour gets {100 * right:.1f} %"
    )


@pytest.mark.parametrize(
    ("counts", "words", "is_problem", "text"),
    [
        ((4, 6), ", balanced", False, "classes are even: 4 to 6 images"),
        ((4, 7), ", not of one size", False, "classes are not of one size: 4 to 7 images"),
        ((4, 20), ", uneven", True, "classes are uneven: 4 to 20 images"),
        ((1, 19), ", not of one size", False, "classes are not of one size: 1 to 19 images"),
        ((5, 0), "", True, "all images are of one class, a"),
    ],
)  # fmt: skip
def test_that_classes_are_called_what_they_are(counts, words, is_problem, text):
    labels = np.repeat([0, 1], counts)
    found = explored([part_of(distinct(len(labels)), labels)], ("a", "b"))
    there = sum(count > 0 for count in counts)
    noun = "class" if there == 1 else "classes"
    assert found.headline().startswith(f"{sum(counts)} images of {there} {noun}{words}")
    finding = said(found, FindingKind.CLASSES)
    assert (finding.is_problem, finding.text) == (is_problem, text)


def test_that_problems_stand_first_and_show_the_very_images():
    images = distinct(8)
    images[3] = images[1]  # a copy, with another label
    images[5] = 44  # of one colour
    test = images[[2, 6]].copy()
    test[0, 0, 0] += 40
    parts = (
        part_of(images, [0, 1, 2, 0, 1, 2, 0, 1]),
        part_of(test, [2, 0], Part.TEST),
    )
    found = explored(parts, problems=("2 rows are too short",))
    order = [one.is_problem for one in found.findings]
    assert order == sorted(order, reverse=True)
    assert found.problems == sum(order)
    assert found.findings[0].text == "2 rows are too short"
    assert said(found, FindingKind.CONTRADICTION).places == ((Part.TRAIN, 1), (Part.TRAIN, 3))
    assert said(found, FindingKind.ACROSS).places == ((Part.TRAIN, 6), (Part.TEST, 1))
    assert said(found, FindingKind.ACROSS).text == "1 image is in two parts"
    assert said(found, FindingKind.COPIES).places == ((Part.TRAIN, 1), (Part.TRAIN, 3))
    assert said(found, FindingKind.COPIES).text == "1 image occurs more than once"
    blank = said(found, FindingKind.BLANK)
    assert blank.places == ((Part.TRAIN, 5),)
    assert blank.text == "1 image is empty or nearly of one colour"


def test_that_all_is_well_is_said_too():
    found = explored([part_of(distinct(180)[::20], [0, 1, 2] * 3)])
    assert found.problems == 0
    assert {one.text for one in found.findings} >= {
        "classes are even: 3 images each",
        "no empty or constant image",
        "no image is there twice",
        "every pixel changes",
    }


def test_that_images_taken_for_nearly_black_are_reported():
    found = explored([part_of(distinct(9) // 16, [0, 1, 2] * 3)])
    assert said(found, FindingKind.DARK).text == "no pixel is brighter than 15 of 255"


def test_that_classes_without_images_and_labels_without_class_are_reported():
    found = explored([part_of(distinct(3), [0, 0, 5])])
    texts = [one.text for one in found.findings if one.kind is FindingKind.MISSING]
    assert texts == ["1 label is of no class", "2 classes have no image"]


def test_that_what_is_known_is_handed_over_stage_by_stage():
    news = []
    data = clustered_dataset(train=40, test=20)
    parts = explored_parts(data, 0.0, 7)
    last = explore(parts, data.class_names, (), never, lambda *one: news.append(one))
    shares = [share for share, _ in news]
    assert shares == sorted(shares)
    assert shares[0] < 0.2
    first = news[0][1]
    assert first.classes is not None
    assert first.facts is None
    assert first.baseline is None
    assert first.headline() == "60 images of 4 classes, balanced"
    assert last.is_complete
    assert not any(one.is_complete for _, one in news)


def test_that_an_empty_data_set_has_no_parts():
    nothing = LabelledImages(np.zeros((0, 2, 2, 1), np.uint8), np.zeros(0, np.uint8))
    assert explored_parts(Dataset("none", nothing, None, ("a",)), 0.1, 7) == ()
