"""A document is not any more what was read from it."""

from __future__ import annotations


class DocumentChanged(OSError):
    """Someone else has the document, or went on in it: what was read must go on elsewhere.

    Attributes
    ----------
    is_held : bool
        Whether another program is writing it, so that it cannot even be read now.
    """

    def __init__(self, text: str, *, is_held: bool = False) -> None:
        super().__init__(text)
        self.is_held = is_held
