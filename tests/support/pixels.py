"""What is on a picture, all pixels at once: to ask Qt for each takes a second for a panel."""

import numpy as np
from PySide6.QtGui import QImage


def pixels(picture):
    """Return red, green and blue of every pixel, as rows of the picture."""
    picture = picture.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), -1)
    return rows[:, : 3 * picture.width()].reshape(picture.height(), -1, 3).copy()


def color_names(colors):
    """Return the different colours of some pixels, each as ``#rrggbb``."""
    return {f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in _different(colors)}


def _different(colors):
    return np.unique(colors.reshape(-1, 3), axis=0).tolist()
