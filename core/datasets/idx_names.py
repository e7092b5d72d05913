"""What names of IDX files tell: which files belong together, and what they are for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_ENDINGS = re.compile(r"(\.(gz|gzip|zip|idx|bin|dat|ubyte|npy))+$")
_FORMAT = re.compile(r"[-_. ]?idx\d?([-_. ]?(ubyte|byte|int|short))?|[-_. ]ubyte")
#: What a browser puts behind the name of what it has downloaded before.
_AGAIN = re.compile(r" ?\(\d+\)| - copy| copy")
_CONTENT = re.compile(r"images?|imgs?|labels?|lbls?|targets?|(?<![a-z])[xy](?![a-z])")
_TRAINING = re.compile(r"train(ing)?")
_TEST = re.compile(r"t10k|test(ing)?")
_BETWEEN = re.compile(r"[^a-z0-9]+")


class Purpose(StrEnum):
    """What the images of a file are for."""

    TRAINING = "training"
    TEST = "test"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SetName:
    """What the files of one part of one data set have in common.

    Attributes
    ----------
    title : str
        Of the data set, in small letters without signs; empty for MNIST's own names.
    purpose : Purpose
    """

    title: str
    purpose: Purpose


def set_name(file_name: str) -> SetName:
    """Return what the name of a file of images or labels tells, in any public spelling.

    ``train-images-idx3-ubyte``, ``Train_Labels.idx1-ubyte.gz`` and ``y_train.idx`` are all
    parts for training of a set without a title;
    ``emnist-letters-test-images-idx3-ubyte`` is for testing on ``emnistletters``.
    """
    text = _ENDINGS.sub("", file_name.lower())
    for pattern in (_FORMAT, _AGAIN, _CONTENT):
        text = pattern.sub("", text)
    purpose = Purpose.UNKNOWN
    for pattern, meant in ((_TRAINING, Purpose.TRAINING), (_TEST, Purpose.TEST)):
        if pattern.search(text):
            purpose = meant
            text = pattern.sub("", text, count=1)
            break
    return SetName(_BETWEEN.sub("", text), purpose)
