"""Which of two is right where, against loops over the images."""

from dataclasses import replace

import numpy as np
import pytest

from core.errors import LoadError
from core.evaluation.two_judged import Agreement, two_judged
from tests.support.said_verdicts import said


def pair(seed):
    rng = np.random.default_rng(seed)
    true = rng.integers(0, 4, 120)
    first, second = (
        np.where(rng.random(120) < share, true, rng.integers(0, 4, 120)) for share in (0.6, 0.8)
    )
    return said(true, first), said(true, second)


@pytest.mark.parametrize("seed", range(4))
def test_that_every_image_is_in_the_cell_where_it_belongs(seed):
    a, b = pair(seed)
    found = two_judged(a, b)
    expected = {agreement: [] for agreement in Agreement}
    names = {
        (True, True): "both", (True, False): "first", (False, True): "second",
        (False, False): "neither",
    }  # fmt: skip
    by_class = {}
    for at, true in enumerate(a.true.tolist()):
        rights = bool(a.predicted[at] == true), bool(b.predicted[at] == true)
        expected[names[rights]].append(at)
        if rights[0] != rights[1]:
            counts = by_class.setdefault(true, [0, 0])
            counts[rights[1]] += 1
    assert {key: places.tolist() for key, places in found.places.items()} == expected
    assert found.test.only_first == len(expected["first"])
    assert found.test.only_second == len(expected["second"])
    assert {one.index: [one.only_first, one.only_second] for one in found.by_class} == by_class
    sizes = [abs(one.surplus) for one in found.by_class]
    assert sizes == sorted(sizes, reverse=True)


def test_that_only_the_same_images_are_compared():
    a, b = pair(0)
    with pytest.raises(LoadError, match="same images"):
        two_judged(a, replace(b, rows=b.rows + 1))
