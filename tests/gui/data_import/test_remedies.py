"""What the dialog offers against what is wrong: a click, and it is put right."""

import numpy as np
import pytest
from PIL import Image

from tests.support.import_person import images, write_csv

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_that_labels_from_one_lose_the_class_that_has_no_image(person, tmp_path):
    pixels, labels = images(60)
    labels = np.arange(60) % 12 + 1
    one = person(write_csv(tmp_path / "letters.csv", pixels, labels))
    one.wait(lambda: "labels begin at 1" in one.checks())
    assert one.columns.preview.class_names[0] == "0"
    one.press("Leave class 0 out")
    one.wait_to_read("import_headline", "60 images of 8×8 in 12 classes")
    one.wait(lambda: "labels begin at 1" not in one.checks())
    assert one.columns.preview.class_names == tuple(str(at) for at in range(1, 13))
    assert one.columns.preview.labels.tolist() == (labels - 1).tolist()
    one.click("import_act")
    one.wait(lambda: one.imported)
    assert one.imported[0].description.extra.first_label == 1
    assert one.imported[0].network.layers[-2].units == 12


def test_that_dark_ink_on_nothing_becomes_bright_ink_on_black_in_two_clicks(person, tmp_path):
    for kind in range(2):
        (tmp_path / str(kind)).mkdir()
        for at in range(4):
            pixels = np.zeros((12, 12, 4), np.uint8)
            pixels[3 + at, 2 : 6 + 4 * kind, 3] = 255
            Image.fromarray(pixels).save(tmp_path / str(kind) / f"{at}.png")
    one = person(tmp_path)
    one.wait_to_read("import_below", "8 images with transparency were laid on white.")
    one.wait(lambda: "all colours are shades of grey" in one.checks())
    one.press("Make them grey")
    one.wait(lambda: one.columns.preview.image_shape == (12, 12, 1))
    one.press("Invert")
    one.wait(lambda: one.columns.preview.description.invert)
    one.wait(lambda: "dark on bright, like ink on paper" not in one.checks())
    images_there = one.columns.preview.images
    assert images_there[:, 0].max() == 0
    assert images_there.max() == 255
