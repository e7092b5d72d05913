"""Everything that is known of a data set before training, stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from core.exploring.baseline import Baseline, neighbour_baseline
from core.exploring.class_images import ClassImages, class_images
from core.exploring.copies import find_copies
from core.exploring.finding import Finding, FindingKind
from core.exploring.findings import (
    class_findings,
    copy_findings,
    in_order,
    is_even,
    is_uneven,
    near_findings,
    pixel_findings,
)
from core.exploring.parts import ExploredPart
from core.exploring.pixel_facts import PixelFacts, pixel_facts
from core.exploring.pixel_plane import PixelPlane, pixel_plane
from core.number_text import percent_text
from core.number_words import counted

#: Shares of the work that are done after each stage.
_CLASSES, _PIXELS, _COPIES, _PLANE = 0.1, 0.15, 0.25, 0.4


@dataclass(frozen=True, slots=True, eq=False)
class Exploration:
    """What is known so far; what is not is None.

    Attributes
    ----------
    parts : tuple of ExploredPart
    names : tuple of str
        Of the classes.
    classes : ClassImages
    facts : PixelFacts or None
    plane : PixelPlane or None
        None also if there are too few images.
    baseline : Baseline or None
        None also if there is nothing to compare with.
    findings : tuple of Finding
        Problems first.
    is_complete : bool
        Whether nothing more will be known.
    """

    parts: tuple[ExploredPart, ...]
    names: tuple[str, ...]
    classes: ClassImages
    facts: PixelFacts | None = None
    plane: PixelPlane | None = None
    baseline: Baseline | None = None
    findings: tuple[Finding, ...] = ()
    is_complete: bool = False

    @property
    def images(self) -> int:
        """How many there are, all parts together."""
        return sum(len(part) for part in self.parts)

    @property
    def problems(self) -> int:
        """How many findings are to be looked at."""
        return sum(finding.is_problem for finding in self.findings)

    def headline(self) -> str:
        """Return ``70,000 images of 10 classes, balanced``, and the figure to beat if known."""
        there = int((self.classes.counts > 0).sum())
        noun = "class" if there == 1 else "classes"
        if there == 1:
            balance = ""
        elif is_even(self.classes):
            balance = ", balanced"
        else:
            balance = ", uneven" if is_uneven(self.classes) else ", not of one size"
        said = f"{counted(self.images, 'image')} of {there:,} {noun}{balance}"
        if self.baseline is None:
            return said
        return f"{said}; a nearest neighbour gets {percent_text(self.baseline.accuracy)}"


def explore(
    parts: Sequence[ExploredPart],
    names: tuple[str, ...],
    problems: Sequence[str],
    check: Callable[[], object],
    advance: Callable[[float, Exploration], object],
) -> Exploration:
    """Return what is known of a data set; what is known earlier is handed over on the way.

    Parameters
    ----------
    parts : sequence of ExploredPart
        At least one.
    names : tuple of str
        Of the classes.
    problems : sequence of str
        What was wrong while reading.
    check : callable
        Called between two pieces of work; raises `Cancelled` to end.
    advance : callable
        Called with the share that is done, and what is known so far.
    """
    findings = [Finding(FindingKind.READING, True, problem) for problem in problems]
    classes = class_images(parts, len(names), check)
    findings += class_findings(classes, names)
    so_far = Exploration(tuple(parts), names, classes, findings=in_order(findings))
    advance(_CLASSES, so_far)
    facts = pixel_facts(parts, check)
    findings += pixel_findings(facts)
    so_far = replace(so_far, facts=facts, findings=in_order(findings))
    advance(_PIXELS, so_far)
    findings += copy_findings(find_copies(parts, check))
    so_far = replace(so_far, findings=in_order(findings))
    advance(_COPIES, so_far)
    so_far = replace(so_far, plane=pixel_plane(parts[0], check))
    advance(_PLANE, so_far)

    def follow(share: float) -> None:
        advance(_PLANE + (1 - _PLANE) * share, so_far)

    baseline = neighbour_baseline(parts, check, follow)
    if baseline is not None:
        findings += near_findings(baseline)
    return replace(so_far, baseline=baseline, findings=in_order(findings), is_complete=True)
