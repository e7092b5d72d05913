"""What a sweep says when it cannot go on."""

from __future__ import annotations

from core.errors import CoreError


class SweepError(CoreError):
    """A sweep cannot begin or go on; the text says why in one sentence, and nothing is lost."""


def needed_extra(what: str) -> SweepError:
    """Return what to say where a package is missing."""
    return SweepError(
        f"a sweep needs the package {what}: install it with pip install 'glassbox-lab[sweep]'"
    )
