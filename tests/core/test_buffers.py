"""Memory that a layer reuses."""

import copy

import numpy as np

from core.buffers import MAX_KEPT, Buffers


def test_that_the_same_name_and_shape_give_the_same_array():
    buffers = Buffers()
    first = buffers.take("y", (2, 3), np.float32)
    assert buffers.take("y", (2, 3), np.float32) is first
    assert buffers.take("x", (2, 3), np.float32) is not first
    assert buffers.take("y", (3, 2), np.float32) is not first
    assert buffers.take("y", (2, 3), np.float64) is not first
    assert buffers.take("y", (2, 3), np.float32) is first


def test_that_an_array_like_another_has_its_shape_and_memory_order():
    buffers, model = Buffers(), np.zeros((4, 3, 2), np.float32).transpose(2, 0, 1)
    array = buffers.take_like("y", model)
    assert (array.shape, array.strides, array.dtype) == (
        model.shape, model.strides, model.dtype
    )  # fmt: skip
    assert buffers.take_like("y", model) is array
    assert buffers.take_like("y", model, np.bool_).dtype == np.bool_
    assert buffers.take_like("y", np.zeros(model.shape, np.float32)) is not array


def test_that_the_oldest_array_is_forgotten_when_there_are_too_many():
    buffers = Buffers()
    arrays = [buffers.take("y", (length,), np.float32) for length in range(MAX_KEPT + 1)]
    assert buffers.take("y", (MAX_KEPT,), np.float32) is arrays[-1]
    assert buffers.take("y", (1,), np.float32) is arrays[1]
    assert buffers.take("y", (0,), np.float32) is not arrays[0]


def test_that_a_deep_copy_shares_no_memory():
    buffers = Buffers()
    array = buffers.take("y", (3,), np.float32)
    assert copy.deepcopy(buffers).take("y", (3,), np.float32) is not array
