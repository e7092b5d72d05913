"""A network judged, against loops over its own outputs one image at a time."""

import math

import numpy as np
import pytest

from core.datasets.dataset import Dataset, LabelledImages
from core.errors import LoadError
from core.evaluation.judgement import MOST_CLASSES, judge
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.sigmoid import SigmoidSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.presets import SEED_MLP
from core.training.build import session_for

COUNT = 300  # more than one shard
ENDS = {
    "softmax": ("categorical_cross_entropy", (SoftmaxSpec(),)),
    "sigmoid": ("binary_cross_entropy", (SigmoidSpec(),)),
    "scores": ("mean_squared_error", ()),
}


def made_up(classes, count=COUNT):
    rng = np.random.default_rng(classes)
    images = rng.integers(0, 256, (count, 3, 2, 1), np.uint8)
    labels = (np.arange(count) % min(classes, 256)).astype(np.uint8)
    names = tuple(f"class {index}" for index in range(classes))
    return Dataset("made up", LabelledImages(images, labels), None, names)


def session_on(dataset, end="softmax", l2=0.0):
    loss, last = ENDS[end]
    layers = (FlattenSpec(), DenseSpec(len(dataset.class_names), l2=l2), *last)
    network = NetworkSpec((3, 2, 1), layers)
    experiment = SEED_MLP.replace(network=network, loss=loss, batch_size=None)
    return experiment, session_for(experiment, dataset)


def judged(dataset, rows, end="softmax", l2=0.0):
    experiment, session = session_on(dataset, end, l2)
    judgement = judge(
        session.objective, dataset.train, rows, experiment.network, dataset.class_names
    )
    return judgement, session


@pytest.mark.parametrize("end", ENDS)
def test_that_every_figure_is_what_single_images_give(end):
    dataset = made_up(4)
    rows = np.arange(COUNT)[::-1].copy()
    judgement, session = judged(dataset, rows, end)
    weight, bias = (p.value.astype(float) for _, p in session.network.named_parameters())
    matrix = [[0] * 4 for _ in range(4)]
    losses, wrong, sure = [], [], []
    for at, row in enumerate(rows.tolist()):
        x = dataset.train.images[row].astype(float).ravel() / 255
        scores = x @ weight + bias
        if end == "softmax":
            outputs = np.exp(scores) / np.exp(scores).sum()
        else:
            outputs = 1 / (1 + np.exp(-scores)) if end == "sigmoid" else scores
        label = int(dataset.train.labels[row])
        predicted = int(scores.argmax())
        target = np.eye(4)[label]
        if end == "softmax":
            loss = -math.log(outputs[label])
        elif end == "sigmoid":
            each = target * np.log(outputs) + (1 - target) * np.log(1 - outputs)
            loss = -each.mean()
        else:
            loss = ((outputs - target) ** 2).mean()
        matrix[label][predicted] += 1
        losses.append(loss)
        sure.append((outputs[predicted], predicted == label))
        if predicted != label:
            wrong.append((at, label, predicted, outputs[predicted], loss))
    assert judgement.images == COUNT
    assert judgement.confusion.tolist() == matrix
    assert judgement.accuracy == sum(matrix[i][i] for i in range(4)) / COUNT
    scale = judgement.loss / np.mean(losses)  # a loss may be a mean or a sum over classes
    assert scale == pytest.approx(1 if end == "softmax" else round(scale), rel=1e-4)
    worst = sorted(wrong, key=lambda one: -one[4])[:20]
    found = judgement.top_mistakes
    assert [(m.index, m.label, m.predicted) for m in found] == [one[:3] for one in worst]
    for mistake, (*_, probability, loss) in zip(found, worst, strict=True):
        assert mistake.loss == pytest.approx(loss * scale, rel=1e-4)
        if end == "scores":
            assert mistake.probability is None
        else:
            assert mistake.probability == pytest.approx(probability, rel=1e-4)
    if end == "scores":
        assert judgement.calibration_error is None
    else:
        assert 0 < judgement.calibration_error < 1


def test_that_weight_decay_is_no_part_of_the_loss():
    dataset = made_up(4)
    rows = np.arange(COUNT)
    plain, _ = judged(dataset, rows)
    decayed, session = judged(dataset, rows, l2=0.5)
    assert decayed.loss == plain.loss
    assert session.evaluate(dataset.train, rows)[0] > plain.loss


@pytest.mark.parametrize("classes", [MOST_CLASSES, MOST_CLASSES + 1])
def test_that_there_is_no_table_above_a_thousand_classes(classes):
    judgement, _ = judged(made_up(classes), np.arange(50))
    assert (judgement.confusion is None) == (classes > 1000)
    assert len(judgement.per_class) == classes
    assert len(judgement.top_mistakes) == 20


def test_that_nothing_to_judge_and_labels_of_no_class_are_refused():
    dataset = made_up(4)
    with pytest.raises(LoadError, match="no image"):
        judged(dataset, np.arange(0))
    experiment, session = session_on(dataset)
    foreign = LabelledImages(dataset.train.images, np.full(COUNT, 4, np.uint8))
    with pytest.raises(LoadError, match="image 7 has label 4"):
        judge(
            session.objective,
            foreign,
            np.array([7, 8]),
            experiment.network,
            dataset.class_names,
        )
