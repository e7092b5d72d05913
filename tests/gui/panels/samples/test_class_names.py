"""The headline beside names of classes that are longer than digits."""

import numpy as np

from core.datasets.dataset import Dataset, LabelledImages
from tests.support.people import find


def test_that_longer_names_of_other_data_get_their_room_at_once(headline, qtbot):
    state, view = headline._state, find(headline, "sample_verdict")
    images = np.zeros((30, 28, 28, 1), np.uint8)
    labelled = LabelledImages(images, np.arange(30, dtype=np.uint8) % 2)
    least = []
    for width in range(460, 860, 40):
        for names in (("0", "1"), ("a long name", "another")):
            state.data.use(Dataset("named", labelled, None, names), 0.1, 0)
            headline.refresh_now()
            least.append(view.least_width())
            assert view.width() >= least[-1], width
            if names[0] == "0":
                headline.resize(width, headline.height())
    assert max(least) > min(least) + 50
