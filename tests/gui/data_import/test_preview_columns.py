"""A column of images to import is a class, and holds no image of another."""

import numpy as np

from core.data_description import DataDescription
from core.data_import.preview import preview_of
from core.datasets.dataset import Dataset, LabelledImages
from gui.data_import.preview_columns import PreviewColumns
from gui.theme.theme import CurrentTheme


def test_that_a_column_has_the_images_of_its_class_alone_in_their_order(qtbot):
    labels = np.array([1, 3, 0, 1, 3], np.uint8)
    part = LabelledImages(np.zeros((5, 8, 8, 1), np.uint8), labels)
    dataset = Dataset("some", part, None, ("a", "b", "none", "d"))
    columns = PreviewColumns(CurrentTheme())
    qtbot.addWidget(columns)
    columns.fit_height(600)
    columns.show_preview(preview_of(dataset, DataDescription("some.csv")))
    assert columns.columns == ((2,), (0, 3), (), (1, 4))
