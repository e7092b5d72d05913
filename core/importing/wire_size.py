"""How much of an ONNX file is structure: what a parser would turn into objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from core.errors import LoadError

#: An empty message of two bytes becomes an object of a hundred: so many bytes are harmless.
MOST_STRUCTURE = 2_000_000
#: That are looked at one by one.
MOST_FIELDS = 200_000
_VARINT, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5
_MODEL, _GRAPH, _NODE, _ATTRIBUTE, _TENSOR = range(5)
#: In which field of which message numbers of tensors are looked for.
_INNER: Mapping[int, Mapping[int, int]] = MappingProxyType(
    {
        _MODEL: {7: _GRAPH},
        _GRAPH: {1: _NODE, 5: _TENSOR},
        _NODE: {5: _ATTRIBUTE},
        _ATTRIBUTE: {5: _TENSOR},
        _TENSOR: {},
    }
)
#: Fields of a tensor that stay as long as they are: float_data, raw_data, double_data.
_NUMBERS = (4, 9, 10)


def check_structure(content: bytes) -> None:
    """Raise if parsing a file could take far more memory than the file is long.

    Parameters
    ----------
    content : bytes
        A ModelProto as Protocol Buffers write it.

    Raises
    ------
    LoadError
        Without the name of the file.

    References
    ----------
    .. [1] Google, "Protocol Buffers: Encoding", sections "Message Structure" and "Packed
       Repeated Fields".
    """
    view = memoryview(content)
    numbers = seen = 0
    waiting = [(_MODEL, 0, len(view))]
    while waiting:
        kind, start, stop = waiting.pop()
        for field, first, last in _fields(view, start, stop):
            seen += 1
            if seen > MOST_FIELDS:
                raise LoadError(f"expected at most {MOST_FIELDS:,} parts, there are more")
            inner = _INNER[kind].get(field)
            if inner is not None:
                waiting.append((inner, first, last))
            elif kind == _TENSOR and field in _NUMBERS:
                numbers += last - first
    if len(view) - numbers > MOST_STRUCTURE:
        raise LoadError(
            f"expected at most {MOST_STRUCTURE:,} bytes besides weights, received "
            f"{len(view) - numbers:,}"
        )


def _fields(view: memoryview, start: int, stop: int) -> Iterator[tuple[int, int, int]]:
    """Yield number, start and stop of every field; -1 for those without a length."""
    at = start
    while at < stop:
        key, at = _number(view, at, stop)
        field, wire = key >> 3, key & 7
        if wire == _BYTES:
            length, at = _number(view, at, stop)
            if length > stop - at:
                raise LoadError("this is no ONNX model, or it is cut off")
            yield field, at, at + length
            at += length
        elif wire == _VARINT:
            _, at = _number(view, at, stop)
            yield -1, at, at
        elif wire in (_EIGHT, _FOUR):
            at += 8 if wire == _EIGHT else 4
            yield -1, at, at
        else:
            raise LoadError("this is no ONNX model")
    if at != stop:
        raise LoadError("this is no ONNX model, or it is cut off")


def _number(view: memoryview, at: int, stop: int) -> tuple[int, int]:
    """Return a whole number of up to ten bytes, and where it ends."""
    value = 0
    for shift in range(0, 70, 7):
        if at >= stop:
            break
        byte = view[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
    raise LoadError("this is no ONNX model, or it is cut off")
