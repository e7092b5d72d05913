"""What was chosen and typed in a dialog that was left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.data_description import DataDescription


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """Is put back when the dialog is opened on the same source again.

    Attributes
    ----------
    description : DataDescription
    refused : mapping of str to str
        What was typed and not accepted, by the name of its field.
    names : str
        Names of classes that were not accepted.
    """

    description: DataDescription
    refused: Mapping[str, str] = field(default_factory=dict)
    names: str = ""
