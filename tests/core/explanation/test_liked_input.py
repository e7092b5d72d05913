"""What a unit likes, made up."""

import numpy as np
import pytest

from core.errors import SpecError
from core.explanation.liked_input import (
    NO_SLOPE,
    NOT_FINITE,
    STEPS,
    liked_input,
)
from core.explanation.unit_answer import UnitAnswer
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.network_spec import NetworkSpec, build_network
from tests.support.captum_maps import SHAPE, SPEC, drawn_case

LINEAR = NetworkSpec((6, 6, 1), (FlattenSpec(), DenseSpec(units=2)))


def nothing():
    pass


def linear():
    return build_network(LINEAR, rng=np.random.default_rng(4), dtype=np.float64)


@pytest.mark.parametrize(("layer", "channel"), [(0, 2), (3, 1), (6, 5), (8, 0)])
def test_that_the_gradient_is_that_of_the_strongest_quarter_of_the_answers(layer, channel):
    case = drawn_case(3)
    answer = UnitAnswer(case.network, SPEC, layer, channel)
    value, gradient = answer.value_and_gradient(case.x)
    y = case.x[None]
    for one in case.network.layers[: layer + 1]:
        y = one.forward(y, training=False)
    answers = np.sort(y[..., channel].ravel())[::-1]
    assert value == pytest.approx(answers[: max(1, len(answers) // 4)].mean())
    for place in [(0, 0, 0), (4, 3, 1), (8, 7, 0)]:
        up, down = case.x.copy(), case.x.copy()
        up[place] += 1e-6
        down[place] -= 1e-6
        slope = (answer.value_and_gradient(up)[0] - answer.value_and_gradient(down)[0]) / 2e-6
        assert gradient[place] == pytest.approx(slope, abs=1e-6)


def test_that_the_answer_grows_and_every_frame_is_an_image():
    case = drawn_case(1)
    answer = UnitAnswer(case.network, SPEC, 3, 2)
    liked = liked_input(answer, SHAPE, nothing)
    assert liked.answers[-1] > liked.answers[0]
    assert liked.frames.shape == (STEPS + 1, *SHAPE)
    assert liked.frames.min() >= 0
    assert liked.frames.max() <= 1
    assert liked.steps.tolist() == list(range(STEPS + 1))
    last, _ = answer.value_and_gradient(liked.frames[-1].astype(float))
    assert liked.answers[-1] == pytest.approx(last, abs=1e-5)
    again = liked_input(answer, SHAPE, nothing)
    np.testing.assert_array_equal(again.frames, liked.frames)


def test_that_a_linear_unit_likes_ink_where_its_weights_are_large():
    network = linear()
    weight = network.layers[1].parameters["weight"].value
    weight[:, 0] = -1.0
    weight[:18, 0] = 1.0  # the upper half
    last = liked_input(UnitAnswer(network, LINEAR, 1, 0), (6, 6, 1), nothing).frames[-1]
    assert last[:2].min() > 0.9
    assert last[4:].max() == 0


def test_that_large_images_keep_fewer_frames_and_the_last(monkeypatch):
    monkeypatch.setattr("core.explanation.liked_input.MOST_NUMBERS", 36 * 10)
    liked = liked_input(UnitAnswer(linear(), LINEAR, 1, 0), (6, 6, 1), nothing)
    assert len(liked.frames) <= 12
    assert liked.steps[-1] == STEPS
    assert len(liked.answers) == STEPS + 1


def test_that_a_unit_nothing_moves_and_broken_weights_are_a_sentence_each():
    network = linear()
    weight = network.layers[1].parameters["weight"].value
    for value, sentence in ((0.0, NO_SLOPE), (np.nan, NOT_FINITE)):
        weight[...] = value
        with pytest.raises(SpecError) as error:
            liked_input(UnitAnswer(network, LINEAR, 1, 0), (6, 6, 1), nothing)
        assert str(error.value) == sentence
