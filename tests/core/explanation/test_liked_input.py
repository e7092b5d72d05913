"""What a unit likes, made up."""

import numpy as np
import pytest

from core.errors import SpecError
from core.explanation.liked_input import (
    BLANK,
    IN_MIDDLE,
    NO_SLOPE,
    NOT_FINITE,
    STEPS,
    liked_input,
    made_up,
)
from core.explanation.unit_answer import UnitAnswer
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.network_spec import NetworkSpec, build_network
from tests.support.captum_maps import SHAPE, SPEC, drawn_case

FILTER = NetworkSpec((9, 9, 1), (Conv2DSpec(filters=2, kernel_size=(3, 3)),))
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


def made_by_filter(kernel, bias=0.0):
    """Return what a single filter likes, and its answers at all places of that."""
    network = build_network(FILTER, rng=np.random.default_rng(4), dtype=np.float64)
    layer = network.layers[0].parameters
    layer["weight"].value[..., 0, 1] = kernel
    layer["bias"].value[1] = bias

    def answer(is_in_middle):
        return UnitAnswer(network, FILTER, 0, 1, is_in_middle=is_in_middle)

    return made_up(answer, (9, 9, 1), nothing), answer


def test_that_a_mostly_negative_filter_shows_the_pattern_that_one_place_looks_for():
    kernel = np.full((3, 3), -1.0)
    kernel[1, 1] = 0.8  # a dot, on paper
    liked, answer = made_by_filter(kernel)
    assert liked_input(answer(False), (9, 9, 1), nothing).is_blank
    assert (liked.is_in_middle, liked.is_blank, liked.remark) == (True, False, IN_MIDDLE)
    last = liked.frames[-1][..., 0]
    assert last[4, 4] > 0.2  # the middle of 7 × 7 places sees rows and columns 3 to 5
    around = last.copy()
    around[4, 4] = 0
    assert around.max() < 0.05
    assert liked.answers[-1] == pytest.approx(0.8 * last[4, 4], abs=0.1)


def test_that_only_a_filter_that_wants_no_ink_at_all_likes_blank_paper():
    liked, _ = made_by_filter(np.full((3, 3), -0.5), bias=2.0)
    assert (liked.is_in_middle, liked.is_blank, liked.remark) == (False, True, BLANK)
    liked, _ = made_by_filter(np.full((3, 3), 0.5))
    assert (liked.is_in_middle, liked.is_blank, liked.remark) == (False, False, "")


@pytest.mark.parametrize(
    ("layer", "channel", "middle"), [(0, 2, (3, 3)), (3, 1, (1, 1)), (8, 0, ())]
)
def test_that_the_place_in_the_middle_is_asked_alone(layer, channel, middle):
    case = drawn_case(3)
    value, _ = UnitAnswer(
        case.network, SPEC, layer, channel, is_in_middle=True
    ).value_and_gradient(case.x)
    y = case.x[None]
    for one in case.network.layers[: layer + 1]:
        y = one.forward(y, training=False)
    assert value == pytest.approx(float(y[(0, *middle, channel)]))
