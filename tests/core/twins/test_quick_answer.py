"""What a network says of one image, asked the quick way."""

import numpy as np
import pytest

from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.sigmoid import SigmoidSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.optimizers.sgd import SGDSpec
from core.training.build import session_for
from core.training.whole_step import take_whole_step
from core.twins import answers
from core.twins.answers import answer_to, as_input, quick_answer
from tests.support.sessions import fingerprint, make_dataset
from tests.support.twins import EXPERIMENT

POOLED = (
    Conv2DSpec(3),
    ReLUSpec(),
    MaxPool2DSpec(),
    FlattenSpec(),
    DenseSpec(2),
    SoftmaxSpec(),
)
NETWORKS = {
    "pooled": (POOLED, "categorical_cross_entropy"),
    "normed": (
        (*POOLED[:1], BatchNormSpec(), *POOLED[1:4], DropoutSpec(0.5), *POOLED[4:]),
        "categorical_cross_entropy",
    ),
    "sigmoids": ((*POOLED[:5], SigmoidSpec()), "binary_cross_entropy"),
    "numbers": (POOLED[:5], "mean_squared_error"),
}


def session_of(name, rate=0.2):
    layers, loss = NETWORKS[name]
    recipe = EXPERIMENT.replace(
        network=NetworkSpec((6, 6, 1), layers), loss=loss, optimizer=SGDSpec(rate)
    )
    return session_for(recipe, make_dataset())


def agree(session, images):
    for image in images:
        x = as_input(image, (6, 6, 1))
        assert quick_answer(session.objective, x) == answer_to(session.network, x)


@pytest.mark.parametrize("name", NETWORKS)
def test_that_it_is_what_the_network_says_and_training_goes_on_as_without(name):
    session, alone = session_of(name), session_of(name)
    images = session.data.images[:12]
    for _ in range(6):
        agree(session, images)
        take_whole_step(session)
        take_whole_step(alone)
    assert fingerprint(session) == fingerprint(alone)


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("value", [0.0, 1e4, np.nan, np.inf, -np.inf])
def test_that_equal_and_broken_scores_are_left_to_the_network(name, value):
    session = session_of(name)
    for _, parameter in session.network.named_parameters():
        parameter.value.fill(value)
    agree(session, session.data.images[:3])
    parameter.value[...] = [value, 30.0]  # of the last layer: the biases
    agree(session, session.data.images[:3])
    parameter.value[...] = [40.0, 50.0]  # sigmoids of both are 1
    agree(session, session.data.images[:3])


def test_that_the_network_itself_is_asked_where_two_scores_are_close(monkeypatch):
    session = session_of("pooled")
    parameters = [parameter.value for _, parameter in session.network.named_parameters()]
    for value in parameters:
        value.fill(0)
    monkeypatch.setattr(answers, "answer_to", lambda *_: "the network")
    x = as_input(session.data.images[0], (6, 6, 1))
    for scores, said in (
        ([30.0, 30.0], "the network"),
        ([30.001, 30.0], "the network"),
        ([-30.0, -30.001], "the network"),
        ([31.0, 30.0], 0),
        ([-31.0, -30.0], 1),
        ([np.nan, 30.0], "the network"),
    ):
        parameters[-1][...] = scores
        assert quick_answer(session.objective, x) == said


def test_that_the_network_itself_is_seldom_asked(monkeypatch):
    session, asked = session_of("pooled"), []
    for _ in range(6):
        take_whole_step(session)
    monkeypatch.setattr(answers, "answer_to", lambda *_: asked.append(1) or 0)
    for image in session.data.images:
        quick_answer(session.objective, as_input(image, (6, 6, 1)))
    assert len(asked) < 5
