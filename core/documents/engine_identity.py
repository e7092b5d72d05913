"""What decides the last bits of everything that is computed."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from core.blas_threads import blas_kernels
from core.documents.run_mark import MarkKind, RunMark

#: Raised whenever a change of this program alters a bit of what a run computes.
ENGINE_REVISION = 1
#: Entries of a recipe's versions that the bits depend on.
DECISIVE = ("numpy", "machine", "blas", "engine")
_KNOWN_AS = "computed by "


class ForeignSpan(NamedTuple):
    """Steps of a run that were computed otherwise than they would be here.

    Attributes
    ----------
    first, last : int
    recorded_by : mapping of str to str
        What computed them, as far as it is known.
    """

    first: int
    last: int
    recorded_by: Mapping[str, str]


@cache
def engine_versions() -> Mapping[str, str]:
    """Return the revision of this engine, and the kernel of BLAS under it."""
    return MappingProxyType(
        {
            "numpy": np.__version__,
            "machine": f"{platform.system()} {platform.machine()}",
            "blas": "; ".join(blas_kernels()) or "unknown",
            "engine": str(ENGINE_REVISION),
        }
    )


def is_this_engine(versions: Mapping[str, str]) -> bool:
    """Return whether a run with these versions was computed as this program would.

    What an older program did not write down is no difference.
    """
    here = engine_versions()
    return all(versions.get(name, here[name]) == here[name] for name in DECISIVE)


def engine_text() -> str:
    """Return what computes here, in a line that `foreign_spans` understands."""
    return _KNOWN_AS + ", ".join(f"{name} {engine_versions()[name]}" for name in DECISIVE)


def foreign_spans(
    versions: Mapping[str, str], marks: Sequence[object]
) -> tuple[ForeignSpan, ...]:
    """Return which steps of a run were computed otherwise than they would be here.

    Parameters
    ----------
    versions : mapping of str to str
        Of the recipe: how the run began.
    marks : sequence
        What happened to it; each reopening may say what computed from there on.

    Returns
    -------
    tuple of ForeignSpan
    """
    reopened = [
        mark
        for mark in marks
        if isinstance(mark, RunMark)
        and mark.kind is MarkKind.REOPENED
        and mark.text.startswith(_KNOWN_AS)
    ]
    begins = [0, *(mark.step for mark in reopened)]
    ends = [*begins[1:], 2**62]
    recorded_by = [versions, *(_versions_in(mark.text) for mark in reopened)]
    is_foreign = [
        not is_this_engine(versions),
        *(mark.text != engine_text()[: len(mark.text)] for mark in reopened),
    ]
    return tuple(
        ForeignSpan(begin + 1, end, known)
        for begin, end, known, foreign in zip(
            begins, ends, recorded_by, is_foreign, strict=True
        )
        if foreign and end > begin
    )


def _versions_in(text: str) -> Mapping[str, str]:
    """Return what a line of `engine_text` says."""
    parts = (part.partition(" ") for part in text.removeprefix(_KNOWN_AS).split(", "))
    return {name: value for name, _, value in parts if name in DECISIVE}
