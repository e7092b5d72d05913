"""What is said to be wrong with a data set."""

import numpy as np
import pytest

from core.datasets.data_problems import data_problems
from core.datasets.dataset import Dataset, LabelledImages

NAMES = ("ant", "bee", "cat")


def part(count, seed, labels=None):
    images = np.random.default_rng(seed).integers(0, 256, (count, 4, 5, 1), dtype=np.uint8)
    labels = np.arange(count) % 3 if labels is None else np.asarray(labels)
    return LabelledImages(images, labels.astype(np.uint8))


def problems(train, test=None, names=NAMES, **rest):
    return data_problems(Dataset("set", train, test, names, **rest))


def test_that_nothing_is_wrong_with_good_images():
    assert problems(part(60, 1), part(12, 2)) == []


def test_that_what_could_not_be_read_is_a_problem():
    assert problems(part(9, 1), problems=("a.png is broken",)) == ["a.png is broken"]


def test_that_test_images_among_the_training_images_are_found():
    train, test = part(30, 1), part(10, 2)
    test.images[7] = train.images[21]
    test.images[9] = train.images[3]
    assert problems(train, test) == [
        "2 test images are among the training images, such as test image 7, which is training "
        "image 21"
    ]


def test_that_copies_are_counted_and_those_with_another_label_too():
    train = part(30, 1)
    train.images[12] = train.images[15] = train.images[3]  # labels 0, 0 and 0
    train.images[10] = train.images[2]  # labels 1 and 2
    assert problems(train) == [
        "3 training images are copies of earlier ones",
        "1 of the copies has another label",
    ]


def test_that_images_of_one_colour_are_told_once_and_nearly_such_apart():
    train = part(30, 1)
    train.images[4:7] = 50
    train.images[8] = train.images[8] % 9 + 100
    train.images[8, 0, 0], train.images[8, 1, 1] = 100, 108
    train.images[9, ..., 0] = 90
    train.images[9, 0, 0] = 99  # one more than nearly
    assert problems(train) == [
        "3 training images are of one colour",
        "1 training image is nearly of one colour, such as image 8",
    ]


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ((100, 20, 20), "classes are uneven: 100 training images of ant, 20 of bee"),
        ((20, 100, 19), "classes are uneven: 100 training images of bee, 19 of cat"),
        ((99, 20, 20), None),
        ((19, 1, 1), None),
    ],
)
def test_that_uneven_classes_are_told_by_name(counts, says):
    labels = np.repeat([0, 1, 2], counts)
    assert problems(part(len(labels), 1, labels)) == ([] if says is None else [says])


def test_that_missing_classes_are_told_and_those_only_for_testing():
    train, test = part(4, 1, [0, 0, 1, 1]), part(2, 2, [0, 2])
    assert problems(train, test, (*NAMES, "dog")) == [
        "there is no image of 1 class: dog",
        "there is no training image of 1 class: cat",
    ]


def test_that_a_single_class_and_labels_of_none_are_told():
    assert problems(part(4, 1, [1] * 4)) == [
        "there is no image of 2 classes: ant, cat", "all training images are of one class, bee"
    ]  # fmt: skip
    assert (
        problems(part(4, 1, [0, 1, 2, 4]))[0] == "labels go up to 4, but the data has 3 classes"
    )


def test_that_images_that_look_black_are_told():
    train = part(9, 1)
    train.images[:] = train.images // 4 % 17
    train.images[0, 0, 0] = 16
    assert "no pixel is brighter than 16 of 255: the images look nearly black" in problems(
        train
    )
