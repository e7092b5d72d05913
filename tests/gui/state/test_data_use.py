"""Which image is in sight when there are other images."""

from dataclasses import replace

import numpy as np
import pytest

from core.datasets.dataset import LabelledImages
from core.datasets.sample import Part, Sample
from core.presets import SEED_CNN
from gui.state.data_use import use_data
from gui.state.moment import CurrentMoment
from gui.state.sample_browser import SampleBrowser
from tests.support.moments import make_lab_state, small_mnist


@pytest.fixture
def state():
    state = make_lab_state()
    browser = SampleBrowser(state.data, state.sample, CurrentMoment())
    yield state
    browser.deleteLater()


def drawing():
    return Sample(Part.DRAWING, 0, np.zeros((28, 28, 1), np.uint8), None)


def test_that_other_data_shows_its_first_image_and_the_same_data_none_anew(state):
    state.sample.show(state.data.sample(Part.TRAIN, 5))
    use_data(state, state.data.dataset, SEED_CNN)
    assert (state.sample.sample.part, state.sample.sample.index) == (Part.TRAIN, 5)
    use_data(state, replace(small_mnist()), SEED_CNN)
    assert (state.sample.sample.part, state.sample.sample.index) == (Part.TEST, 0)


def test_that_a_drawing_stays_in_sight_where_it_is_one_for_the_other_data(state):
    drawn = drawing()
    state.data.set_drawing(drawn)
    state.sample.show(drawn)
    use_data(state, replace(small_mnist()), SEED_CNN)  # with images of one's own, say
    assert state.sample.sample is drawn
    smaller = [
        LabelledImages(one.images[:, 1:], one.labels)
        for one in (small_mnist().train, small_mnist().test)
    ]
    use_data(state, replace(small_mnist(), train=smaller[0], test=smaller[1]), SEED_CNN)
    assert (state.sample.sample.part, state.sample.sample.index) == (Part.TEST, 0)
