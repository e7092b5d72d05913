"""A drawing as text, to be kept with a run."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from dataclasses import dataclass, fields

import numpy as np

from core.arrays import ByteArray
from core.drawing.preparation import DigitPreparation
from core.errors import LoadError
from core.json_text import parse_json_object

#: Pixels along each side of a board.
MOST_SIDE = 1024
MOST_CLASSES = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class KeptDrawing:
    """What is on a board, what it is meant to be, and how it is prepared.

    Attributes
    ----------
    board : ndarray of uint8, shape (H, W)
    paper : int
        How light it is where nothing is drawn.
    is_picture, is_ready : bool
        Whether it began as a picture from elsewhere; whether it was prepared before.
    target : int or None
    how : DigitPreparation
    """

    board: ByteArray
    paper: int
    is_picture: bool
    is_ready: bool
    target: int | None
    how: DigitPreparation


def drawing_to_text(drawing: KeptDrawing) -> str:
    """Return a drawing as JSON text."""
    height, width = drawing.board.shape
    packed = zlib.compress(np.ascontiguousarray(drawing.board).tobytes(), 6)
    switches = {name: getattr(drawing.how, name) for name in _switches()}
    return json.dumps(
        {
            "height": height,
            "width": width,
            "board": base64.b64encode(packed).decode("ascii"),
            "paper": drawing.paper,
            "is_picture": drawing.is_picture,
            "is_ready": drawing.is_ready,
            "target": drawing.target,
            "how": switches,
        },
        separators=(",", ":"),
    )


def drawing_from_text(text: str) -> KeptDrawing:
    """Read what `drawing_to_text` wrote.

    Raises
    ------
    LoadError
        If the text is no drawing.
    """
    try:
        data = parse_json_object(text, "drawing")
        height, width = (_whole(data[name], 1, MOST_SIDE) for name in ("height", "width"))
        target = data["target"]
        switches = {name: _flag(data["how"][name]) for name in _switches()}
        return KeptDrawing(
            _board(data["board"], height, width),
            _whole(data["paper"], 0, 255),
            _flag(data["is_picture"]),
            _flag(data["is_ready"]),
            None if target is None else _whole(target, 0, MOST_CLASSES),
            DigitPreparation(**switches),
        )
    except (KeyError, TypeError, ValueError, zlib.error):
        raise LoadError("the drawing that was kept with this run is damaged") from None


def _switches() -> tuple[str, ...]:
    return tuple(field.name for field in fields(DigitPreparation))


def _board(text: object, height: int, width: int) -> ByteArray:
    if not isinstance(text, str):
        raise ValueError
    try:
        packed = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError from None
    unpacked = zlib.decompressobj().decompress(packed, height * width + 1)
    if len(unpacked) != height * width:
        raise ValueError
    return np.frombuffer(bytearray(unpacked), np.uint8).reshape(height, width)


def _whole(value: object, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ValueError
    return value


def _flag(value: object) -> bool:
    if type(value) is not bool:
        raise ValueError
    return value
