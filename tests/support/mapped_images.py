"""Tells images that are in a file from those in memory."""

import mmap

import numpy as np


def is_mapped(images):
    """Return whether an array's bytes are those of a file."""
    while isinstance(images, np.ndarray):
        images = images.base
    return isinstance(images, memoryview) and isinstance(images.obj, mmap.mmap)
