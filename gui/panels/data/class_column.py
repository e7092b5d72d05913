"""What is shown of one class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import ByteArray
from core.exploring.exploration import Exploration
from core.exploring.parts import Place

EXAMPLES = 1
#: With more classes they are sorted by how many images they have.
IN_ORDER = 10


@dataclass(frozen=True, slots=True, eq=False)
class ClassColumn:
    """One class.

    Attributes
    ----------
    label : int
    name : str
    count : int
        Images of all parts.
    mean, variance : ndarray of uint8, shape (H, W, C)
        Ready to be painted; the variance of all classes in one scale.
    examples : tuple of ((Part, int), ndarray)
        A few images, and where they are.
    """

    label: int
    name: str
    count: int
    mean: ByteArray
    variance: ByteArray
    examples: tuple[tuple[Place, ByteArray], ...]


def columns_of(exploration: Exploration) -> tuple[ClassColumn, ...]:
    """Return all classes that have images, in the order in which they stand."""
    classes, names = exploration.classes, exploration.names
    order = np.arange(len(classes.shown))
    if len(order) > IN_ORDER:
        order = np.argsort(-classes.counts[classes.shown], kind="stable")
    spans = np.sqrt(classes.variances)
    scale = 255 / max(float(spans.max()), 1e-9)
    examples = _examples(exploration)
    found = []
    for at in order.tolist():
        label = int(classes.shown[at])
        found.append(
            ClassColumn(
                label,
                names[label] if label < len(names) else f"{label}",
                int(classes.counts[label]),
                np.rint(classes.means[at]).astype(np.uint8),
                np.rint(spans[at] * scale).astype(np.uint8),
                tuple(examples[label]),
            )
        )
    return tuple(found)


def _examples(exploration: Exploration) -> list[list[tuple[Place, ByteArray]]]:
    """Return the first images of every class, of the first part that has any."""
    found: list[list[tuple[Place, ByteArray]]] = [[] for _ in exploration.classes.counts]
    for part in exploration.parts:
        labels = part.labels
        order = np.argsort(labels, kind="stable")
        there, starts = np.unique(labels[order], return_index=True)
        ends = [*starts[1:].tolist(), len(order)]
        for label, start, end in zip(there.tolist(), starts.tolist(), ends, strict=True):
            missing = EXAMPLES - len(found[label])
            for index in order[start : min(end, start + missing)].tolist():
                found[label].append(((part.part, index), part.image(index)))
    return found
