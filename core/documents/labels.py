"""What people write on a run."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.errors import SpecError

MAX_NAME, MAX_TAG, MAX_NOTES = 200, 60, 100_000
MAX_TAGS = 32


@dataclass(frozen=True, slots=True)
class Labels:
    """Name, notes and tags of a run; none of them decides anything.

    Attributes
    ----------
    name : str
    notes : str
    tags : tuple of str
    """

    name: str
    notes: str = ""
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > MAX_NAME:
            raise SpecError(f"run: expected a name of 1 to {MAX_NAME} characters")
        if len(self.notes) > MAX_NOTES:
            raise SpecError(f"run: expected notes of at most {MAX_NOTES:,} characters")
        if len(self.tags) > MAX_TAGS or any(not t or len(t) > MAX_TAG for t in self.tags):
            raise SpecError(
                f"run: expected at most {MAX_TAGS} tags of 1 to {MAX_TAG} characters"
            )

    def renamed(self, name: str) -> Labels:
        """Return the same with another name."""
        return replace(self, name=name)
