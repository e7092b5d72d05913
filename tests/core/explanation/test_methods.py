"""What holds of explanations, whatever the network."""

import numpy as np
import pytest

from core.drawing.scaled import scaled
from core.errors import ShapeError, SpecError
from core.explanation.catalog import EXPLANATION_METHODS
from core.explanation.class_score import ClassScore, Target
from core.explanation.explained_image import MOST_LOOKS
from core.explanation.map_picture import AGAINST, FOR, colored
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.layers.tanh import TanhSpec
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from tests.support.captum_maps import CLASSES, SHAPE, SPEC, drawn_case

LOSS = CategoricalCrossEntropy()


def by_differences(score, x, step=1e-6):
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[place] += step
        down[place] -= step
        high, low = score.values(np.stack([up, down]))
        gradient[place] = (high - low) / (2 * step)
    return gradient


def flat_network(input_shape):
    layers = (DenseSpec(units=5), ReLUSpec(), DenseSpec(units=3), SoftmaxSpec())
    if len(input_shape) == 3:
        layers = (FlattenSpec(), *layers)
    spec = NetworkSpec(input_shape, layers)
    return build_network(spec, rng=np.random.default_rng(1), dtype=np.float64), spec


@pytest.mark.parametrize("against", [None, 2])
def test_that_the_gradient_is_that_of_the_score_or_of_a_difference_of_scores(against):
    case = drawn_case(1)
    score = ClassScore(case.network, SPEC, LOSS, Target(1, against))
    assert score.gradients(case.x[None])[0] == pytest.approx(
        by_differences(score, case.x), abs=1e-6
    )


def test_that_a_score_is_the_number_before_the_softmax():
    case = drawn_case(2)
    scores = case.score.of_all(case.x[None])[0]
    likely = np.exp(scores) / np.exp(scores).sum()
    assert case.network.forward(case.x[None], training=False)[0] == pytest.approx(likely)
    ahead = ClassScore(case.network, SPEC, LOSS, Target(3, 0)).values(case.x[None])
    assert ahead[0] == pytest.approx(scores[3] - scores[0])


def test_that_integrated_gradients_add_up_to_what_the_ink_made_of_the_score():
    smooth = (FlattenSpec(), DenseSpec(units=5), TanhSpec(), DenseSpec(units=3))
    spec = NetworkSpec((5, 4, 1), smooth)
    method = EXPLANATION_METHODS["integrated-gradients"]
    for seed in range(6):
        rng = np.random.default_rng(seed)
        network = build_network(spec, rng=rng, dtype=np.float64)
        x = rng.random((5, 4, 1))
        score = ClassScore(network, spec, LOSS, Target(seed % 3))
        with_ink, blank = score.values(np.stack([x, np.zeros_like(x)]))
        assert method.explain(score, x).sum() == pytest.approx(with_ink - blank, rel=1e-3)


def test_that_gradient_times_input_adds_up_where_there_is_no_bias():
    case = drawn_case(0)
    for path, parameter in case.network.named_parameters():
        if path.endswith("bias"):
            parameter.value[...] = 0
    found = EXPLANATION_METHODS["gradient-x-input"].explain(case.score, case.x)
    assert found.sum() == pytest.approx(case.score.values(case.x[None])[0], rel=1e-9)


def test_that_covering_is_done_at_every_place():
    case = drawn_case(3)
    whole = case.score.values(case.x[None])[0]
    lost = [[[] for _ in range(SHAPE[1])] for _ in range(SHAPE[0])]
    for row in range(SHAPE[0] - 3):
        for column in range(SHAPE[1] - 3):
            covered = case.x.copy()
            covered[row : row + 4, column : column + 4] = 0
            loss = whole - case.score.values(covered[None])[0]
            for i in range(4):
                for j in range(4):
                    lost[row + i][column + j].append(loss)
    expected = [[np.mean(cell) for cell in line] for line in lost]
    seen = []
    found = EXPLANATION_METHODS["occlusion"].explain(case.score, case.x, seen.append)
    assert found == pytest.approx(np.array(expected))
    assert seen[-1] == 1
    assert seen == sorted(seen)


def test_that_more_images_than_go_through_at_once_are_each_explained_alone():
    case = drawn_case(1)
    many = np.random.default_rng(3).random((70, *SHAPE))
    together = case.score.gradients(many)
    assert together[-1] == pytest.approx(case.score.gradients(many[-1:])[0], abs=1e-12)
    assert case.score.values(many)[65] == pytest.approx(case.score.values(many[65:66])[0])


def test_that_a_network_of_flat_samples_is_explained_over_its_images():
    network, spec = flat_network((20,))
    score = ClassScore(network, spec, LOSS, Target(2), image_shape=(5, 4, 1))
    x = np.random.default_rng(0).random((5, 4, 1))
    for method in EXPLANATION_METHODS.values():
        if method.NAME != "grad-cam":
            assert method.explain(score, x).shape[:2] == (5, 4), method.NAME
    assert score.gradients(x[None])[0] == pytest.approx(by_differences(score, x), abs=1e-6)
    with pytest.raises(ShapeError, match="20, which are not images of 5×5×1"):
        ClassScore(network, spec, LOSS, Target(2), image_shape=(5, 5, 1))


def test_that_grad_cam_without_a_convolution_is_refused():
    network, spec = flat_network((5, 4, 1))
    with pytest.raises(SpecError, match="needs a convolution: there is none"):
        EXPLANATION_METHODS["grad-cam"].explain(
            ClassScore(network, spec, LOSS, Target(0)), np.zeros((5, 4, 1))
        )


@pytest.mark.parametrize(
    ("target", "says"),
    [
        (Target(CLASSES), "from 0 to 3, received 4"),
        (Target(0, -1), "received -1"),
        (Target(1, 1), "are the same"),
    ],
)
def test_that_classes_that_are_not_there_are_refused(target, says):
    with pytest.raises(SpecError, match=says):
        ClassScore(drawn_case(0).network, SPEC, LOSS, target)


def test_that_a_small_map_is_enlarged_edge_to_edge():
    assert scaled(np.array([[2.0]]), (3, 4)) == pytest.approx(np.full((3, 4), 2.0))
    ramp = scaled(np.array([[0.0, 1.0]]), (1, 4))
    assert ramp[0] == pytest.approx([0, 0.25, 0.75, 1])
    small = np.random.default_rng(0).random((5, 6))
    assert scaled(small, (5, 6)) == pytest.approx(small)
    assert scaled(small, (2, 3)).shape == (2, 3)


def test_that_a_picture_is_white_where_a_map_says_nothing():
    picture = colored(np.array([[0.0, 2.0], [-2.0, np.nan]]))
    assert picture[0, 0].tolist() == picture[1, 1].tolist() == [255, 255, 255]
    assert tuple(picture[0, 1]) == FOR
    assert tuple(picture[1, 0]) == AGAINST
    assert (colored(np.zeros((2, 3, 3))) == 255).all()


def test_that_every_method_says_how_to_read_it():
    for method in EXPLANATION_METHODS.values():
        assert method.RULE.endswith(".")
        assert method.FORMULA
        assert method.SOURCE[-4:].isdecimal()


@pytest.mark.parametrize(
    "shape", [(28, 28, 1), (64, 96, 3), (200, 91, 3), (171, 256, 3), (3, 50, 1)]
)
def test_that_a_large_image_is_covered_wholly_by_patches_few_enough_to_wait_for(shape):
    occlusion = EXPLANATION_METHODS["occlusion"]

    class Sum:
        """A network that adds up what it is shown, in the middle of a pixel more."""

        def values(self, images):
            return images.sum(axis=(1, 2, 3), dtype=np.float64)

    assert occlusion.looks(shape) <= MOST_LOOKS
    x = np.full(shape, 0.25, np.float32)
    seen = []
    found = occlusion.explain(Sum(), x, seen.append)
    patch = max(4, min(shape[:2]) // 7)  # every patch takes away what lies under it
    area = min(patch, shape[0]) * min(patch, shape[1]) * shape[2]
    np.testing.assert_allclose(found, np.full(shape[:2], 0.25 * area), rtol=1e-5)
    assert seen[-1] == 1
