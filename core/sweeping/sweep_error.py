"""What a sweep says when it cannot go on."""

from __future__ import annotations

from importlib.util import find_spec

from core.errors import CoreError

#: Of the extra ``sweep``.
PACKAGES = ("optuna", "distributed")


class SweepError(CoreError):
    """A sweep cannot begin or go on; the text says why in one sentence, and nothing is lost."""


def needed_extra(what: str) -> SweepError:
    """Return what to say where a package is missing."""
    return SweepError(
        f"a sweep needs the package {what}: install it with pip install 'glassbox-lab[sweep]'"
    )


def missing_package() -> str:
    """Return the name of a package that sweeps need and that is not installed; else nothing."""
    return next((name for name in PACKAGES if find_spec(name) is None), "")
