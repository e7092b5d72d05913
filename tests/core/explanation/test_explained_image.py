"""All maps of an image at once."""

import numpy as np
import pytest

from core.errors import Cancelled, SpecError
from core.explanation.catalog import EXPLANATION_METHODS
from core.explanation.class_score import ClassScore, Target
from core.explanation.explained_image import NOT_FINITE, explain_image
from core.explanation.occlusion import Occlusion
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from tests.support.captum_maps import SPEC, drawn_case

TARGET = Target(1)
LINEAR = NetworkSpec((3, 3, 2), (FlattenSpec(), DenseSpec(units=3), SoftmaxSpec()))


def linear(weight=None):
    network = build_network(LINEAR, rng=np.random.default_rng(1), dtype=np.float64)
    if weight is not None:
        network.layers[1].parameters["weight"].value[...] = weight
    return network


def explained(network, target=TARGET, check=lambda: None):
    x = np.random.default_rng(0).random((3, 3, 2))
    score = ClassScore(network, LINEAR, CategoricalCrossEntropy(), target)
    return x, explain_image(score, target, x, check)


def test_that_of_a_linear_score_each_pixel_says_its_weights_times_its_ink():
    network = linear()
    weight = network.layers[1].parameters["weight"].value
    x, image = explained(network, Target(1, 2))
    ahead = (weight[:, 1] - weight[:, 2]).reshape(3, 3, 2)
    by_name = {one.method.NAME: one for one in image.maps}
    assert by_name["gradient"].values == pytest.approx(ahead.sum(axis=2))
    for name in ("gradient-x-input", "integrated-gradients"):
        assert by_name[name].values == pytest.approx((x * ahead).sum(axis=2))
        assert image.missed(by_name[name]) < 1e-9
    assert image.delta == pytest.approx((x * ahead).sum())
    assert image.limit == max(np.abs(one.values).max() for one in image.maps if not one.missing)


def test_that_a_method_that_lacks_something_says_so_and_the_others_have_their_maps():
    _, image = explained(linear())
    without = [one for one in image.maps if one.values is None]
    assert [one.method.NAME for one in without] == ["grad-cam"]
    assert "convolution" in without[0].missing
    assert (without[0].limit, without[0].total) == (0, 0)
    case = drawn_case(1)
    target = Target(0)
    score = ClassScore(case.network, SPEC, CategoricalCrossEntropy(), target)
    image = explain_image(score, target, case.x, lambda: None)
    assert [one.method for one in image.maps] == list(EXPLANATION_METHODS.values())
    assert all(one.values.shape == case.x.shape[:2] for one in image.maps)


@pytest.mark.parametrize("broken", [np.nan, np.inf])
def test_that_weights_that_are_no_numbers_are_refused_in_one_sentence(broken):
    with pytest.raises(SpecError) as error:
        explained(linear(broken))
    assert str(error.value) == NOT_FINITE


def test_that_it_ends_between_two_parts_once_it_is_not_wanted():
    asked = []

    def check():
        asked.append(1)
        if len(asked) == 3:
            raise Cancelled("not wanted")

    with pytest.raises(Cancelled):
        explained(linear(), check=check)
    assert len(asked) == 3


def test_that_every_rule_has_a_short_form():
    for method in EXPLANATION_METHODS.values():
        assert 0 < len(method.BRIEF) <= 25
        assert method.RULE.endswith(".")


def test_that_a_method_that_would_ask_for_ever_is_left_out_with_a_sentence(monkeypatch):
    monkeypatch.setattr("core.explanation.explained_image.MOST_LOOKS", 64)
    asked = Occlusion().looks((12, 9, 1))
    assert asked == 9 * 6 + 1
    _, image = explained(linear())
    assert all(one.values is not None or "Grad-CAM" in one.missing for one in image.maps)
    monkeypatch.setattr("core.explanation.explained_image.MOST_LOOKS", 63)
    _, image = explained(linear())
    by_name = {one.method.NAME: one for one in image.maps}
    assert by_name["integrated-gradients"].values is None
    assert "about 64 images, too many" in by_name["integrated-gradients"].missing
    assert by_name["gradient"].values is not None
