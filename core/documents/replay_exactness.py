"""What is said of a replayed step that is not the run's own, bit for bit: said here alone."""

from __future__ import annotations

from collections.abc import Mapping

from core.documents.engine_identity import DECISIVE, engine_versions
from core.sentence import sentence

#: Stands beside the number of such a step, wherever one is shown.
INEXACT_MARK = "≈ replayed"
_BEGINNING = "Replayed, and not bit for bit what the run computed:"
OTHER_LOSSES = f"{_BEGINNING} the losses on the way are not those that were recorded."
_TITLES = {"numpy": "NumPy", "machine": "", "blas": "BLAS", "engine": "engine revision"}
_LONGEST = 60


def inexact_text(recorded_by: Mapping[str, str]) -> str:
    """Return why steps that were recorded elsewhere are not replayed to the last bit here.

    Parameters
    ----------
    recorded_by : mapping of str to str
        Versions as a recipe has them; may come from anywhere.

    Returns
    -------
    str
        Names what recorded them and what replays them, as far as the two differ.
    """
    here = engine_versions()
    others = [name for name in DECISIVE if recorded_by.get(name, here[name]) != here[name]]
    return sentence(
        f"{_BEGINNING} recorded with {_named(recorded_by, others)}; replayed with "
        f"{_named(here, others)}."
    )


def _named(versions: Mapping[str, str], names: list[str]) -> str:
    return ", ".join(
        f"{_TITLES[name]} {sentence(versions[name], _LONGEST)}".strip() for name in names
    )
