"""Curves of networks over images made worse."""

import numpy as np
import pytest

from core.errors import Cancelled, LoadError
from core.evaluation.disturbance import DISTURBANCES, Disturbance, disturbed
from core.evaluation.robustness import Robustness, robustness, some_rows
from core.network_spec import build_network
from core.presets import SEED_CNN, SEED_MLP
from tests.support.data_files import real_digits


@pytest.fixture(scope="module")
def networks():
    return [
        (build_network(spec, rng=np.random.default_rng(2)), spec.input_shape)
        for spec in (SEED_MLP.network, SEED_CNN.network)
    ]


@pytest.fixture(scope="module")
def digits():
    images, labels = real_digits()
    return images[:60].reshape(-1, 28, 28, 1), labels[:60].astype(np.int64)


def right(network, shape, images, labels):
    """Ask the network about one image after the other."""
    count = 0
    for image, label in zip(images, labels, strict=True):
        x = image.astype(np.float32).reshape(1, *shape) / 255
        count += int(network.forward(x, training=False)[0].argmax() == label)
    return count


def test_that_every_point_is_what_the_networks_say_of_such_images(networks, digits):
    images, labels = digits
    news = []
    found = robustness(networks, images, labels, advance=news.append)
    for kind in (Disturbance.ROTATION, Disturbance.CONTRAST):
        levels = (0.0, *DISTURBANCES[kind].levels)
        curve = found.curve(kind)
        assert [point.level for point in curve] == list(levels)
        for at, point in enumerate(curve):
            seen = images if not at else disturbed(images, kind, levels[at], at - 1)
            expected = tuple(right(*network, seen, labels) for network in networks)
            assert point.right == expected
            assert point.share(1) == expected[1] / 60
    assert len(found.points) == sum(len(one.levels) + 1 for one in DISTURBANCES.values())
    shares = [one.share for one in news]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert news[-1].points == found.points
    assert Robustness().curve(Disturbance.NOISE) == ()


def test_that_it_can_be_given_up(networks, digits):
    def stop():
        raise Cancelled("enough")

    with pytest.raises(Cancelled):
        robustness(networks[:1], *digits, check=stop)
    with pytest.raises(LoadError, match="no image"):
        robustness(networks[:1], digits[0][:0], digits[1][:0])


def test_that_some_rows_are_always_the_same_ones():
    rows = np.arange(5000) * 3
    some = some_rows(rows, 100)
    assert len(set(some.tolist())) == 100
    assert set(some.tolist()) <= set(rows.tolist())
    assert np.array_equal(some, np.sort(some))
    assert np.array_equal(some, some_rows(rows, 100))
    assert some_rows(rows[:50], 100) is not None
    assert np.array_equal(some_rows(rows[:50], 100), rows[:50])
