"""Which corrected labels an experiment learns with."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any, ClassVar

from core.data_extra import is_text
from core.errors import SpecError
from core.json_text import refuse_unknown_keys

_LONGEST_PATH = 4096
_MOST_CHANGES = 10_000_000
_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class DataLabels:
    """The first changes of a list of corrected labels.

    A list only grows, so that the first N changes mean the same for ever.

    Attributes
    ----------
    file : str
        Where the list lies.
    count : int or None
        How many of its changes count; None for all.
    digest : str or None
        SHA-256 of these changes, by which a list that was written anew is noticed.
    """

    OWNER: ClassVar[str] = "data: labels"

    file: str
    count: int | None = None
    digest: str | None = None

    def __post_init__(self) -> None:
        if not is_text(self.file, _LONGEST_PATH):
            raise _refusal("file", "the place of a list of corrected labels", self.file)
        if self.count is not None and not (
            type(self.count) is int and 0 <= self.count <= _MOST_CHANGES
        ):
            expected = f"a whole number from 0 to {_MOST_CHANGES:,}, or null"
            raise _refusal("count", expected, self.count)
        if not _is_digest(self.digest):
            raise _refusal("digest", "64 figures of a SHA-256, or null", self.digest)

    @classmethod
    def from_plain(cls, data: object) -> DataLabels | None:
        """Read what `to_plain` returned; null stands for no corrected labels.

        Raises
        ------
        SpecError
            If a key is unknown or missing, or a value is not accepted.
        """
        if data is None:
            return None
        if not isinstance(data, dict):
            raise SpecError(f"{cls.OWNER} must be an object or null, received {data!r:.60}")
        refuse_unknown_keys(data, {field.name for field in fields(cls)}, cls.OWNER)
        if "file" not in data:
            raise SpecError(f"{cls.OWNER}: the key 'file' is missing")
        return cls(**data)

    def to_plain(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def _is_digest(digest: object) -> bool:
    return digest is None or (isinstance(digest, str) and bool(_SHA256.fullmatch(digest)))


def _refusal(name: str, expected: str, received: object) -> SpecError:
    return SpecError(f"{DataLabels.OWNER}.{name} must be {expected}, received {received!r:.60}")
