"""What a network takes many images for, against one image at a time."""

import numpy as np

from core.datasets.batch import cut_batch
from core.inspection.predictions import predict_labels
from core.network_spec import build_network
from core.presets import SEED_CNN, SEED_MLP
from core.training.gradient_step import EVALUATION_SHARD


def test_that_every_asked_row_gets_the_class_of_its_largest_output():
    images = np.random.default_rng(3).integers(0, 256, (60, 28, 28, 1), np.uint8)
    rows = np.array([59, 3, 3, 0, 17])
    for preset in (SEED_CNN, SEED_MLP):
        spec = preset.network
        network = build_network(spec, rng=np.random.default_rng(2))
        said = predict_labels(network, images, rows, spec.input_shape)
        for row, label in zip(rows, said, strict=True):
            x = cut_batch(images, [row], spec.input_shape, batch_innermost=False)
            assert label == int(network.forward(x, training=False)[0].argmax())


def test_that_more_images_than_a_shard_and_none_at_all_are_judged():
    spec = SEED_MLP.network
    network = build_network(spec, rng=np.random.default_rng(2))
    images = np.random.default_rng(4).integers(0, 256, (9, 28, 28, 1), np.uint8)
    rows = np.arange(EVALUATION_SHARD + 5) % 9
    said = predict_labels(network, images, rows, spec.input_shape)
    alone = predict_labels(network, images, np.arange(9), spec.input_shape)
    assert np.array_equal(said, alone[rows])
    assert predict_labels(network, images, rows[:0], spec.input_shape).shape == (0,)
