"""What was checked about data before anyone trains on it, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from core.arrays import IntArray, shape_text
from core.data_description import COLOR, GREY, DataDescription
from core.data_extra import BRIGHTEST, FIRST, LAST
from core.data_import.found_labels import FoundLabels
from core.data_import.preview import Preview
from core.data_labels import DataLabels
from core.datasets.data_problems import DARK
from core.datasets.first_label import begin_at_one
from core.datasets.sample import Part
from core.exploring.exploration import Exploration
from core.exploring.finding import FindingKind
from core.exploring.parts import Place
from core.formats.file_access import short_name
from core.number_text import percent_text
from core.number_words import counted

#: Images are drawn on paper if their edge is so bright.
PAPER = 160
TEST_SHARE = 0.1
#: Images with a longer side are worth making smaller, to this longer side.
_LARGE_SIDE, _EASY_SIDE = 128, 96
_SHOWN = 60
#: Images in which colours are looked for.
_LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class Remedy:
    """What can be done about something.

    Attributes
    ----------
    label : str
        On a button.
    change : callable
        Returns the description with the remedy, of one without.
    """

    label: str
    change: Callable[[DataDescription], DataDescription]


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check.

    Attributes
    ----------
    text : str
        In a few words.
    detail : str
        A sentence below it; may be empty.
    is_problem : bool
        Whether it is something to look at, rather than all is well.
    shown : tuple of int
        Images that show it, by their place in the preview.
    remedy : Remedy or None
    """

    text: str
    detail: str = ""
    is_problem: bool = True
    shown: tuple[int, ...] = ()
    remedy: Remedy | None = None


def checked_of(
    preview: Preview,
    exploration: Exploration | None = None,
    *,
    is_table: bool = False,
    labels: FoundLabels | None = None,
) -> tuple[Checked, ...]:
    """Return what is wrong with data, then what is well.

    Parameters
    ----------
    preview : Preview
    exploration : Exploration, optional
        Of the very same images; without it only what a sample tells is checked.
    is_table : bool
        Whether one of several columns holds the labels.
    labels : FoundLabels, optional
        Corrected labels that lie beside the data.
    """
    found = [*_labels(preview, labels), *_brightness(preview), *_testing(preview)]
    found += _size(preview)
    if exploration is not None:
        for one in exploration.findings:
            if one.kind is FindingKind.DARK:
                continue  # has a remedy, above
            shown = _shown(one.places, preview, exploration)
            remedy = None
            text, detail = one.text, one.detail
            if one.kind is FindingKind.MISSING:
                if begin_at_one(preview.counts, preview.class_names):
                    text, remedy = "labels begin at 1", Remedy("Leave class 0 out", from_one)
                    detail = "Class 0 has no image, but would get an output of the network."
                elif is_table:
                    remedy = _other_column(preview.description)
            checked = Checked(text, detail, one.is_problem, shown, remedy)
            # what concerns every label is said first
            found.insert(0 if one.kind is FindingKind.MISSING else len(found), checked)
    return tuple(sorted(found, key=lambda one: not one.is_problem))


def _shown(
    places: tuple[Place, ...], preview: Preview, exploration: Exploration
) -> tuple[int, ...]:
    rows: dict[Part, IntArray] = {part.part: part.rows for part in exploration.parts}
    start = len(preview) - preview.test_count
    return tuple(
        int(rows[part][index]) + (start if part is Part.TEST else 0)
        for part, index in places[:_SHOWN]
        if part in rows
    )


def _labels(preview: Preview, found: FoundLabels | None) -> Iterator[Checked]:
    used = preview.description.labels
    if used is not None:
        name = short_name(used.file)
        detail = f"{name} calls some images something else than the data does."
        remedy = Remedy("Leave them out", partial(_with_labels, None))
        yield Checked("corrected labels are used", detail, is_problem=False, remedy=remedy)
    elif found is not None:
        detail = f"{short_name(found.labels.file)} lies beside the data."
        remedy = Remedy("Use them", partial(_with_labels, found.labels))
        text = f"{counted(found.corrected, 'corrected label')} found"
        yield Checked(text, detail, remedy=remedy)


def _with_labels(labels: DataLabels | None, description: DataDescription) -> DataDescription:
    return replace(description, labels=labels)


def _is_colorless(preview: Preview) -> bool:
    """Return whether red, green and blue of every pixel are equal, in a part of the images."""
    if preview.image_shape[2] != COLOR:
        return False
    part = preview.images[:: max(1, len(preview) // _LOOKED_AT)]
    return bool(np.array_equal(part[..., :2], part[..., 1:]))


def _brightness(preview: Preview) -> Iterator[Checked]:
    images, high = preview.images, preview.value_range[1]
    is_grey = images.shape[3] == GREY
    if not is_grey and (is_grey := _is_colorless(preview)):
        yield Checked(
            "all colours are shades of grey",
            "Each pixel is three equal numbers, where one is enough.",
            remedy=Remedy("Make them grey", _greyed),
        )
    if 0 < high <= DARK:
        white = Remedy(f"Take {high} for white", partial(with_white, high))
        yield Checked(f"no pixel is brighter than {high} of 255", remedy=white)
    edges = (images[:, 0], images[:, -1], images[:, :, 0], images[:, :, -1])
    edge = float(np.mean([np.median(part) for part in edges]))
    if is_grey and edge >= PAPER and float(images.mean()) > edge / 2:
        yield Checked(
            "dark on bright, like ink on paper",
            "MNIST and its kin are bright on black.",
            remedy=Remedy("Invert", _inverted),
        )


def with_white(high: int, description: DataDescription) -> DataDescription:
    """Return a description that takes for white what comes out as `high` now, from 1."""
    before = description.extra.white or BRIGHTEST
    white = max(1, round(high * before / BRIGHTEST))
    return replace(description, extra=replace(description.extra, white=white))


def _other_column(description: DataDescription) -> Remedy:
    """Return what helps if pixels were taken for labels."""
    other = FIRST if description.extra.label == LAST else LAST
    return Remedy(f"Take the {other} column for the label", partial(_with_label, other))


def _with_label(label: str, description: DataDescription) -> DataDescription:
    return replace(description, extra=replace(description.extra, label=label))


def from_one(description: DataDescription) -> DataDescription:
    """Return a description whose labels begin at 1."""
    return replace(description, extra=replace(description.extra, first_label=1))


def _greyed(description: DataDescription) -> DataDescription:
    return replace(description, channels=GREY)


def _inverted(description: DataDescription) -> DataDescription:
    return replace(description, invert=not description.invert)


def _testing(preview: Preview) -> Iterator[Checked]:
    is_known = len(preview) > 1 or preview.is_whole
    if is_known and not preview.test_count and preview.description.split is None:
        yield Checked(
            "no images for testing",
            "What a run is judged on at its end would have helped to choose it.",
            remedy=Remedy(f"Set {percent_text(TEST_SHARE, 0)} aside", _with_test),
        )


def _size(preview: Preview) -> Iterator[Checked]:
    height, width, channels = preview.image_shape
    if preview.description.size is None and max(height, width) > _LARGE_SIDE:
        smaller = _within(_EASY_SIDE, height, width)
        yield Checked(
            f"large images: {height * width * channels:,} numbers each",
            "What they show is mostly learned from small ones as well, many times faster.",
            remedy=Remedy(f"Make them {shape_text(smaller)}", partial(_with_size, smaller)),
        )


def _within(side: int, height: int, width: int) -> tuple[int, int]:
    """Return the size with the same proportions whose longer side is `side`."""
    share = side / max(height, width)
    return max(1, round(height * share)), max(1, round(width * share))


def _with_size(size: tuple[int, int], description: DataDescription) -> DataDescription:
    return replace(description, size=size)


def _with_test(description: DataDescription) -> DataDescription:
    return replace(description, split=TEST_SHARE)
