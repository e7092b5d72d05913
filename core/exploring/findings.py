"""Say what is wrong with the data, and what is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from core.datasets.data_problems import DARK, ENOUGH, UNEVEN
from core.exploring.baseline import Baseline
from core.exploring.class_images import ClassImages
from core.exploring.copies import Copies
from core.exploring.finding import Finding, FindingKind
from core.exploring.parts import Place
from core.exploring.pixel_facts import PixelFacts
from core.number_words import are, counted

#: Classes are even if the largest has at most so many times the images of the smallest.
EVEN = 1.5
_NAMED = 6
_LONGEST_NAME = 24


def class_findings(classes: ClassImages, names: tuple[str, ...]) -> Iterator[Finding]:
    """Yield what is to be said of the labels.

    Parameters
    ----------
    classes : ClassImages
    names : tuple of str
        Of the classes; labels beyond them are of none.
    """
    counts = classes.counts
    if beyond := int(counts[len(names) :].sum()):
        text = f"{counted(beyond, 'label')} {are(beyond)} of no class"
        yield Finding(
            FindingKind.MISSING, True, text, f"The data has {counted(len(names), 'class')}."
        )
    if empty := np.flatnonzero(counts[: len(names)] == 0).tolist():
        listed = ", ".join(_short(names[at]) for at in empty[:_NAMED])
        more = ",\N{NO-BREAK SPACE}…" if len(empty) > _NAMED else ""
        noun = "class has" if len(empty) == 1 else "classes have"
        yield Finding(
            FindingKind.MISSING, True, f"{len(empty):,} {noun} no image", f"{listed}{more}"
        )
    there = counts[counts > 0]
    fewest, most = int(there.min()), int(there.max())
    images = f"{fewest:,} to {counted(most, 'image')}"
    if fewest == most:
        images = f"{counted(most, 'image')} each"
    if len(there) == 1:
        alone = _short(_name(names, int(counts.argmax())))
        yield Finding(FindingKind.CLASSES, True, f"all images are of one class, {alone}")
    elif is_uneven(classes):
        yield Finding(
            FindingKind.CLASSES,
            True,
            f"classes are uneven: {images}",
            "Ignoring the small ones pays: look at the figures of each class.",
        )
    elif is_even(classes):
        yield Finding(FindingKind.CLASSES, False, f"classes are even: {images}")
    else:
        yield Finding(FindingKind.CLASSES, False, f"classes are not of one size: {images}")


def is_even(classes: ClassImages) -> bool:
    """Return whether all classes have about as many images."""
    there = classes.counts[classes.counts > 0]
    return len(there) > 1 and bool(there.max() <= EVEN * there.min())


def is_uneven(classes: ClassImages) -> bool:
    """Return whether some class has so few images that it is to be said."""
    there = classes.counts[classes.counts > 0]
    return bool(there.max() >= ENOUGH and there.max() >= UNEVEN * there.min())


def pixel_findings(facts: PixelFacts) -> Iterator[Finding]:
    """Yield what is to be said of brightness."""
    blank = len(facts.blank) + len(facts.near_blank)
    if blank:
        count, near = len(facts.blank), len(facts.near_blank)
        text = f"{counted(blank, 'image')} {are(blank)} empty or nearly of one colour"
        detail = f"{count:,} of one colour, {near:,} nearly: nothing can be learned from them."
        yield Finding(FindingKind.BLANK, True, text, detail, (*facts.blank, *facts.near_blank))
    else:
        yield Finding(FindingKind.BLANK, False, "no empty or constant image")
    if 0 < facts.high <= DARK:
        yield Finding(
            FindingKind.DARK,
            True,
            f"no pixel is brighter than {facts.high} of 255",
            "The images look nearly black: were values from 0 to 1 or to 16 taken for bytes?",
        )
    numbers = counted(facts.numbers, "pixel")
    verb = "changes" if facts.constant == 1 else "change"
    constant = f"{facts.constant:,} of {numbers} never {verb}"
    yield Finding(
        FindingKind.CONSTANT, False, constant if facts.constant else "every pixel changes"
    )


def copy_findings(copies: Sequence[Copies]) -> Iterator[Finding]:
    """Yield what is to be said of images that are there twice."""
    across = [one for one in copies if one.is_across]
    if across:
        yield Finding(
            FindingKind.ACROSS,
            True,
            f"{counted(len(across), 'image')} {are(len(across))} in two parts",
            "What is judged on was learned from: the figures come out too good.",
            _places(across),
        )
    unlike = [one for one in copies if one.is_contradictory]
    if unlike:
        yield Finding(
            FindingKind.CONTRADICTION,
            True,
            f"{counted(len(unlike), 'image')} {_have(len(unlike))} two different labels",
            "One of them is wrong: correct it under Labels.",
            _places(unlike),
        )
    within = [one for one in copies if not one.is_across]
    if within:
        more = sum(len(one.places) - 1 for one in within)
        yield Finding(
            FindingKind.COPIES,
            True,
            f"{counted(len(within), 'image')} {'occurs' if len(within) == 1 else 'occur'} "
            "more than once",
            f"{counted(more, 'copy')} within a part: they count more than others.",
            _places(within),
        )
    if not copies:
        yield Finding(FindingKind.COPIES, False, "no image is there twice")


def near_findings(baseline: Baseline) -> Iterator[Finding]:
    """Yield what is to be said of images that nearly are copies."""
    near = baseline.near_copies
    looked = f"{len(baseline.asked):,} looked at"
    if near:
        count = "1 near copy" if len(near) == 1 else f"{len(near):,} near copies"
        yield Finding(
            FindingKind.NEAR_COPIES,
            True,
            f"{count} of training images",
            f"Of {looked}; judging them says little about new images.",
            tuple(place for pair in near for place in pair),
        )
    else:
        yield Finding(
            FindingKind.NEAR_COPIES, False, f"no near copy of a training image ({looked})"
        )


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return problems first, each kind in the order it was found."""
    return tuple(sorted(findings, key=lambda one: not one.is_problem))


def _places(copies: Sequence[Copies]) -> tuple[Place, ...]:
    return tuple(place for one in copies for place in one.places)


def _name(names: tuple[str, ...], at: int) -> str:
    return names[at] if at < len(names) else f"{at}"


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _have(count: int) -> str:
    return "has" if count == 1 else "have"
