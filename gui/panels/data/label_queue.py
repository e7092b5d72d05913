"""Which images are walked through, and what is said against the label of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.datasets.label_changes import Row, row_of
from core.exploring.exploration import Exploration
from core.exploring.parts import PART_WORDS, ExploredPart, Place, part_named
from core.exploring.suspects import Suspects
from core.index_words import index_words
from core.number_text import digits_text, loss_text
from gui.judging.class_words import short_name
from gui.panels.data.suspecting import Witness
from gui.panels.data.tile_grid import Tile

#: Images that are walked through.
MOST = 300


@dataclass(frozen=True, slots=True)
class Doubt:
    """One image, and why its label may be wrong.

    Attributes
    ----------
    place : (Part, int)
    said : int or None
        What it seems to be.
    words : str
        Who says so, and how much that is worth.
    """

    place: Place
    said: int | None
    words: str


def doubts_of_places(places: tuple[Place, ...], why: str) -> tuple[Doubt, ...]:
    """Return images that a check found, to be walked through."""
    return tuple(Doubt(place, None, why) for place in places[:MOST])


def doubts_of_suspects(
    suspects: Suspects, part: ExploredPart, names: tuple[str, ...], witness: Witness
) -> tuple[Doubt, ...]:
    """Return suspects, the likeliest first."""
    columns = suspects.indices, suspects.said, suspects.weights
    counts = np.bincount(part.labels)
    found = []
    for index, said, weight in zip(*(one[:MOST].tolist() for one in columns), strict=True):
        called = class_name(names, said)
        if witness is Witness.NETWORK:
            words = f"The network says {called}; the loss of its label is {loss_text(weight)}."
        elif np.isfinite(weight):
            words = (
                f"Its nearest neighbour is called {called}; the nearest of its own label is "
                f"{digits_text(weight, 3)} times as far away."
            )
        elif counts[part.data.labels[part.rows[index]]] > 1:
            words = f"An image with the very same pixels is called {called}."
        else:
            words = f"It is alone in its class; its nearest neighbour is called {called}."
        found.append(Doubt((part.part, index), said, words))
    return tuple(found)


def tiles_of_doubts(
    doubts: tuple[Doubt, ...], exploration: Exploration, label: Callable[[Row | None, int], int]
) -> tuple[Tile, ...]:
    """Return images in doubt as tiles: what each is called, and what it seems to be.

    Parameters
    ----------
    doubts : tuple of Doubt
    exploration : Exploration
    label : callable
        Returns what an image is called now, of which the data says something.
    """
    tiles, names = [], exploration.names
    for doubt in doubts:
        there = image_at(exploration, doubt.place)
        if there is None:
            continue
        part, row = there
        read = int(part.data.labels[row])
        now = label(row_of(part.part, part.data, row), read)
        name = class_name(names, now)
        note = "" if doubt.said is None else f"{class_name(names, doubt.said)}?"
        if now != read:
            name, note = f"{class_name(names, read)} → {name}", "✓"
        which = f"{PART_WORDS[part.part]} image {index_words(doubt.place[1])}"
        said = f"{which}, called {name}. {doubt.words}"
        tiles.append(Tile(part.data.images[row], name, note, said, doubt.place))
    return tuple(tiles)


def image_at(exploration: Exploration, place: Place) -> tuple[ExploredPart, int] | None:
    """Return the part of a place and its row there; None if there is no such image."""
    part = part_named(exploration.parts, place[0])
    if part is None or not 0 <= place[1] < len(part):
        return None
    return part, int(part.rows[place[1]])


def source_row(exploration: Exploration, place: Place) -> Row | None:
    """Return which image of the source is at a place; None if it is not from there."""
    there = image_at(exploration, place)
    return None if there is None else row_of(there[0].part, there[0].data, there[1])


def class_name(names: tuple[str, ...], label: int) -> str:
    """Return what a class is called in a sentence."""
    return short_name(names[label]) if 0 <= label < len(names) else f"{label}"
