"""What a person says of a file of images that it does not tell itself."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar

from core.arrays import Shape
from core.errors import SpecError
from core.json_text import refuse_unknown_keys

#: Which column of a table holds the labels; any other text is the name of one.
FIRST, LAST, NONE = "first", "last", "none"
BRIGHTEST = 255
LARGEST_SIDE, MOST_CHANNELS = 256, 4
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class DataExtra:
    """Choices that only some kinds of data have; None leaves one to what the file tells.

    Attributes
    ----------
    label : str or None
        Which column of a table holds the labels: ``first``, ``last``, ``none``, or its name.
    header : bool or None
        Whether the first line of a table holds names.
    separator : str or None
        What stands between the cells of a table, one letter.
    shape : tuple (H, W, C), or None
        Of one image of a table, channels innermost.
    white : int or None
        The value that is full brightness, from 1 to 255: 16 in a table of 0 to 16.
    transposed : bool or None
        Whether rows and columns of the images are exchanged, as EMNIST's are.
    first_label : int or None
        1 if labels begin there, so that no class 0 stays empty.
    """

    OWNER: ClassVar[str] = "data: extra"

    label: str | None = None
    header: bool | None = None
    separator: str | None = None
    shape: Shape | None = None
    white: int | None = None
    transposed: bool | None = None
    first_label: int | None = None

    def __post_init__(self) -> None:
        for name in ("header", "transposed"):
            if not isinstance(getattr(self, name), bool | None):
                raise _refusal(name, "true, false or null", getattr(self, name))
        if self.white is not None and not (
            type(self.white) is int and 1 <= self.white <= BRIGHTEST
        ):
            expected = f"a whole number from 1 to {BRIGHTEST}, or null"
            raise _refusal("white", expected, self.white)
        if self.first_label is not None and (
            type(self.first_label) is not int or self.first_label != 1
        ):
            raise _refusal("first_label", "1 or null", self.first_label)
        if self.label is not None and not is_text(self.label, _LONGEST_NAME):
            raise _refusal("label", "first, last, none or the name of a column", self.label)
        if self.separator is not None and not _is_separator(self.separator):
            raise _refusal("separator", "one sign between cells", self.separator)
        if self.shape is not None:
            object.__setattr__(self, "shape", self._accepted_shape(self.shape))

    @classmethod
    def from_plain(cls, data: object) -> DataExtra:
        """Read what `to_plain` returned.

        Raises
        ------
        SpecError
            If a key is unknown, or a value is not accepted.
        """
        if not isinstance(data, dict):
            raise SpecError(f"{cls.OWNER} must be an object, received {data!r:.60}")
        refuse_unknown_keys(data, {field.name for field in fields(cls)}, cls.OWNER)
        return cls(**data)

    def to_plain(self) -> dict[str, Any]:
        """Return what was chosen, as JSON can hold it."""
        pairs = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in pairs
            if value is not None
        }

    @staticmethod
    def _accepted_shape(shape: object) -> Shape:
        if (
            isinstance(shape, list | tuple)
            and len(shape) == 3
            and all(type(side) is int for side in shape)
            and all(1 <= side <= LARGEST_SIDE for side in shape[:2])
            and 1 <= shape[2] <= MOST_CHANNELS
        ):
            return tuple(shape)
        raise _refusal(
            "shape",
            f"height and width from 1 to {LARGEST_SIDE} and from 1 to {MOST_CHANNELS} channels",
            shape,
        )


def is_text(value: object, longest: int) -> bool:
    """Return whether `value` is a text of 1 to `longest` letters without zero bytes."""
    return isinstance(value, str) and 1 <= len(value) <= longest and "\0" not in value


def _is_separator(sign: object) -> bool:
    is_one = isinstance(sign, str) and len(sign) == 1
    return is_one and str(sign) not in '\r\n\0"' and not str(sign).isalnum()


def _refusal(name: str, expected: str, received: object) -> SpecError:
    return SpecError(f"{DataExtra.OWNER}.{name} must be {expected}, received {received!r:.60}")
