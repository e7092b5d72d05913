"""Images whose channels are brought to mean 0 and standard deviation 1."""

import numpy as np
import pytest

from core.data_description import DataDescription
from core.datasets.batch import cut_batch
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.split import split_rows
from core.errors import SpecError
from core.experiment import Experiment
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.optimizers.sgd import SGDSpec
from core.training.build import session_for
from core.training.session_state import capture, resumed_session
from core.training.standardising import channel_moments, with_standardiser

RNG = np.random.default_rng(3)
IMAGES = (RNG.random((30, 5, 4, 3)) * [255, 60, 9]).astype(np.uint8)
DATA = Dataset(
    "set", LabelledImages(IMAGES, RNG.integers(0, 3, 30, np.uint8)), None, ("a", "b", "c")
)
LAYERS = (DenseSpec(3), SoftmaxSpec())


def experiment(input_shape, layers, normalise="standardise"):
    data = DataDescription("set", normalise=normalise)
    plain = Experiment(
        NetworkSpec(input_shape, layers), SGDSpec(), data=data, batch_size=10, epochs=2
    )
    return with_standardiser(plain)


@pytest.mark.parametrize(
    ("shape", "layers"), [((5, 4, 3), (FlattenSpec(), *LAYERS)), ((60,), LAYERS)]
)
def test_that_the_training_images_reach_the_network_standardised(shape, layers):
    one = experiment(shape, layers)
    session = session_for(one, DATA)
    rows, _ = split_rows(30, one.validation_share, one.seed)
    x = cut_batch(IMAGES, rows, shape, batch_innermost=False)
    seen = session.network.layers[0].forward(x, training=False).reshape(-1, 3)
    np.testing.assert_allclose(seen.mean(axis=0, dtype=float), 0, atol=1e-5)
    np.testing.assert_allclose(seen.std(axis=0, dtype=float), 1, atol=1e-4)


def test_that_moments_are_those_of_numpy_and_a_plain_channel_becomes_zero():
    images = IMAGES.copy()
    images[..., 2] = 40
    mean, variance = channel_moments(images, np.arange(5, 25))
    unit = images[5:25].reshape(-1, 3) / 255
    np.testing.assert_allclose(mean, unit.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(variance[:2], unit.var(axis=0)[:2], rtol=1e-12)
    assert variance[2] == 1


def test_that_training_leaves_the_numbers_alone_and_a_resumed_run_has_the_same_bits():
    one = experiment((60,), LAYERS)
    whole = session_for(one, DATA)
    before = whole.network.layers[0].state["running_mean"].copy()
    half = None
    for count, _ in enumerate(whole.run()):
        if count == 2:
            half = capture(whole)
    np.testing.assert_array_equal(whole.network.layers[0].state["running_mean"], before)
    again = resumed_session(one, DATA, half)
    for _ in again.run():
        pass
    for name, parameter in whole.network.named_parameters():
        other = dict(again.network.named_parameters())[name]
        assert other.value.tobytes() == parameter.value.tobytes()


def test_that_the_layer_comes_and_goes_with_the_choice_and_once_only():
    with_one = experiment((60,), LAYERS)
    assert len(with_one.network.layers) == 3
    assert with_standardiser(with_one) == with_one
    plain = with_standardiser(with_one.replace(data="set"))
    assert plain.network == NetworkSpec((60,), LAYERS)


def test_that_marked_channels_move_with_their_layers():
    network = NetworkSpec((60,), (DenseSpec(5), *LAYERS), ((0, 3),), ((1, 2),), True)
    data = DataDescription("set", normalise="standardise")
    one = with_standardiser(Experiment(network, SGDSpec(), data=data))
    assert (one.network.silenced, one.network.frozen_units) == (((1, 3),), ((2, 2),))
    assert one.network.keeps_zeros
    assert with_standardiser(one.replace(data="set")).network == network


def test_that_a_network_without_the_layer_is_refused_for_such_data():
    bare = experiment((60,), LAYERS).replace(network=NetworkSpec((60,), LAYERS))
    with pytest.raises(SpecError, match="must begin with a frozen BatchNorm"):
        session_for(bare, DATA)
