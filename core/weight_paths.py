"""Paths of the arrays that multiply what layers read: kernels and matrices."""

from __future__ import annotations

from collections.abc import Sequence

from core.network_spec import LayerOutline


def weight_paths(outlines: Sequence[LayerOutline]) -> tuple[str, ...]:
    """Return the paths of all kernels and matrices."""
    return tuple(
        _weight_path(outline)
        for outline in outlines
        if outline.spec.SLIDES_FILTERS or outline.spec.SUMS_ALL_INPUTS
    )


def kept_zeros(outlines: Sequence[LayerOutline]) -> tuple[str, ...]:
    """Return the paths of those in which numbers that are 0 stay 0 in training."""
    return tuple(_weight_path(outline) for outline in outlines if outline.keeps_zeros)


def _weight_path(outline: LayerOutline) -> str:
    return f"{outline.position}.{outline.spec.KIND}.weight"
