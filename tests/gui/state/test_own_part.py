"""Kept drawings as a part of the data, and stepping through them."""

from dataclasses import replace

import numpy as np
import pytest

from core.datasets.dataset import LabelledImages
from core.datasets.sample import Part, Sample
from gui.state.moment import CurrentMoment
from gui.state.sample_browser import SampleBrowser
from tests.support.moments import make_lab_state, small_mnist


def own(*labels):
    images = np.zeros((len(labels), 28, 28, 1), np.uint8)
    images[:, 3, 3, 0] = np.arange(len(labels)) + 1
    return LabelledImages(images, np.array(labels, np.uint8))


@pytest.fixture
def state():
    return make_lab_state()


@pytest.fixture
def browser(state):
    return SampleBrowser(state.data, state.sample, CurrentMoment())


def test_that_kept_drawings_are_a_part_like_others(state, qtbot):
    data = state.data
    before = data.parts()
    with qtbot.waitSignal(data.own_changed):
        data.set_own(own(7, 2))
    assert data.parts() == (*before, Part.OWN)
    assert data.labels(Part.OWN).tolist() == [7, 2]
    sample = data.sample(Part.OWN, 1)
    assert (sample.part, sample.index, sample.label) == (Part.OWN, 1, 2)
    assert sample.image[3, 3, 0] == 2
    rows = data.rows(Part.OWN)
    data.use(data.dataset, 0.3, 5)  # split anew
    assert data.rows(Part.OWN) is rows
    data.set_own(None)
    assert data.parts() == before
    with qtbot.assertNotEmitted(data.own_changed):
        data.set_own(None)


def test_that_data_with_more_images_of_the_kind_keeps_what_is_drawn_in_sight(state, browser):
    data, sample = state.data, state.sample
    data.set_own(own(7, 2))
    drawing = Sample(Part.DRAWING, 0, np.zeros((28, 28, 1), np.uint8), None)
    data.set_drawing(drawing)
    sample.show(drawing)
    data.use(replace(small_mnist()), 0.1, 7)
    assert sample.sample is drawing
    sample.show(data.sample(Part.OWN, 1))
    data.use(replace(small_mnist()), 0.1, 7)
    assert (sample.sample.part, sample.sample.index) == (Part.OWN, 1)


def other_data(is_smaller):
    data = small_mnist()
    if not is_smaller:
        return replace(data, class_names=tuple("abcdefghij"))
    parts = [LabelledImages(one.images[:, 1:], one.labels) for one in (data.train, data.test)]
    return replace(data, train=parts[0], test=parts[1])


@pytest.mark.parametrize("is_smaller", [True, False])
def test_that_other_data_has_no_drawings_until_they_are_offered_again(state, is_smaller):
    state.data.set_own(own(1))
    state.data.set_drawing(Sample(Part.DRAWING, 0, np.zeros((28, 28, 1), np.uint8), None))
    state.data.use(other_data(is_smaller), 0.1, 7)
    assert Part.DRAWING not in state.data.parts()
    assert Part.OWN not in state.data.parts()
    with pytest.raises(IndexError):
        state.data.images(Part.OWN)


def test_that_one_steps_through_them_while_they_become_fewer(state, browser):
    data, sample = state.data, state.sample
    data.set_own(own(7, 2, 1))
    browser.choose_part(Part.OWN)
    browser.show_index(2)
    assert (sample.sample.part, sample.sample.label) == (Part.OWN, 1)
    data.set_own(own(7, 2))
    assert (sample.sample.index, sample.sample.label) == (1, 2)
    assert browser.matching.tolist() == [0, 1]
    data.set_own(None)
    assert browser.part is Part.TEST
    assert sample.sample.part is Part.TEST


def test_that_one_gets_out_of_a_drawing_whose_neighbour_was_deleted(state, browser):
    data, sample = state.data, state.sample
    data.set_own(own(7, 2))
    sample.show(data.sample(Part.OWN, 1))
    drawing = Sample(Part.DRAWING, 0, np.zeros((28, 28, 1), np.uint8), None)
    data.set_drawing(drawing)
    sample.show(drawing)
    data.set_own(own(7))
    browser.choose_next()
    assert sample.sample.part is not Part.DRAWING
