"""Read a batch of CIFAR's python version without executing its pickle.

A pickle is a program for a small machine.  This machine knows the instructions that such a
batch consists of and no other: none of them can import, build or call anything.  Where a
pickle wants to build an array of NumPy, the bytes of the array are kept instead.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

from core.errors import LoadError

#: Instructions of one file: a batch of 50,000 images has some 200,000.
MOST_STEPS = 1_000_000
_MARK = object()
#: What may be named, and none of it is imported: these names only stand for “an array”.
_ARRAYS = {
    (module, name)
    for module in ("numpy.core.multiarray", "numpy._core.multiarray")
    for name in ("_reconstruct",)
} | {("numpy", "ndarray"), ("numpy", "dtype"), ("_codecs", "encode")}


class PickledArray:
    """An array that a pickle describes.

    Attributes
    ----------
    shape : tuple of int
    content : bytes
        Row by row; unsigned bytes.
    """

    def __init__(self) -> None:
        self.shape: tuple[int, ...] = ()
        self.content = b""


class _Name:
    """The name of something that is not imported."""

    def __init__(self, module: str, name: str) -> None:
        self.is_known = (module, name) in _ARRAYS
        self.name = name
        self.text = f"{module}.{name}"


class _Type:
    """The type of the numbers of an array."""

    def __init__(self, code: object) -> None:
        self.is_bytes = code in ("u1", b"u1")


def read_pickled_batch(content: bytes, where: str) -> dict[str, Any]:
    """Return what a pickled dictionary holds: text, bytes, numbers, lists and arrays.

    Parameters
    ----------
    content : bytes
        Of the file.
    where : str
        What it is called in sentences.

    Raises
    ------
    LoadError
        If it is damaged, holds anything else, or asks for something to be called.
    """
    try:
        found = _Machine(content, where).run()
    except LoadError:
        raise
    except (IndexError, ValueError, TypeError, KeyError, AttributeError, struct.error,
            OverflowError, RecursionError, UnicodeError):  # fmt: skip
        raise LoadError(f"{where}: the pickled data is damaged") from None
    if not isinstance(found, dict):
        raise LoadError(f"{where}: expected a batch of CIFAR, received other pickled data")
    return {_text(key): value for key, value in found.items()}


def _text(key: object) -> str:
    return key.decode("latin-1") if isinstance(key, bytes) else str(key)


class _Machine:
    """Runs the instructions."""

    def __init__(self, content: bytes, where: str) -> None:
        self._content = content
        self._where = where
        self._at = 0
        self._stack: list[Any] = []
        self._memory: dict[int, Any] = {}
        self._simple: dict[int, Callable[[], None]] = {
            ord("("): lambda: self._stack.append(_MARK),
            ord("}"): lambda: self._stack.append({}),
            ord("]"): lambda: self._stack.append([]),
            ord(")"): lambda: self._stack.append(()),
            ord("N"): lambda: self._stack.append(None),
            0x88: lambda: self._stack.append(True),
            0x89: lambda: self._stack.append(False),
            ord("K"): lambda: self._stack.append(self._number("<B")),
            ord("M"): lambda: self._stack.append(self._number("<H")),
            ord("J"): lambda: self._stack.append(self._number("<i")),
            ord("I"): lambda: self._stack.append(int(self._line())),
            0x8A: lambda: self._stack.append(
                int.from_bytes(self._take(self._number("<B")), "little", signed=True)
            ),
            ord("U"): lambda: self._stack.append(self._take(self._number("<B"))),
            ord("C"): lambda: self._stack.append(self._take(self._number("<B"))),
            ord("T"): lambda: self._stack.append(self._take(self._number("<i"))),
            ord("B"): lambda: self._stack.append(self._take(self._number("<I"))),
            ord("X"): lambda: self._stack.append(
                self._take(self._number("<I")).decode("utf-8", errors="replace")
            ),
            0x8C: lambda: self._stack.append(
                self._take(self._number("<B")).decode("utf-8", errors="replace")
            ),
            ord("q"): lambda: self._remember(self._number("<B")),
            ord("r"): lambda: self._remember(self._number("<I")),
            ord("p"): lambda: self._remember(int(self._line())),
            0x94: lambda: self._remember(len(self._memory)),
            ord("h"): lambda: self._stack.append(self._memory[self._number("<B")]),
            ord("j"): lambda: self._stack.append(self._memory[self._number("<I")]),
            ord("0"): lambda: self._drop(),
            0x95: lambda: self._drop_bytes(8),
            0x80: lambda: self._drop_bytes(1),
            ord("a"): self._append,
            ord("e"): self._extend,
            ord("s"): self._set_item,
            ord("u"): self._set_items,
            ord("t"): lambda: self._stack.append(tuple(self._since_mark())),
            0x85: lambda: self._tuple(1),
            0x86: lambda: self._tuple(2),
            0x87: lambda: self._tuple(3),
            ord("c"): lambda: self._name(self._line(), self._line()),
            0x93: self._stack_name,
            ord("R"): self._describe,
            ord("b"): self._fill,
        }

    def run(self) -> object:
        """Return what is left at the end."""
        for _ in range(MOST_STEPS):
            code = self._number("<B")
            if code == ord("."):
                return self._stack.pop()
            step = self._simple.get(code)
            if step is None:
                raise LoadError(
                    f"{self._where}: the pickled data has the instruction {code:#04x}, which "
                    "no batch of CIFAR needs"
                )
            step()
        raise LoadError(f"{self._where}: the pickled data does not end")

    def _take(self, count: int) -> bytes:
        end = self._at + count
        if count < 0 or end > len(self._content):
            raise LoadError(f"{self._where}: the pickled data ends too early")
        taken = self._content[self._at : end]
        self._at = end
        return taken

    def _number(self, form: str) -> int:
        (number,) = struct.unpack(form, self._take(struct.calcsize(form)))
        return int(number)

    def _line(self) -> str:
        end = self._content.index(b"\n", self._at, self._at + 200)
        return self._take(end + 1 - self._at)[:-1].decode("ascii")

    def _remember(self, at: int) -> None:
        self._memory[at] = self._stack[-1]

    def _drop(self) -> None:
        self._stack.pop()

    def _drop_bytes(self, count: int) -> None:
        self._take(count)

    def _since_mark(self) -> list[Any]:
        at = len(self._stack) - 1
        while self._stack[at] is not _MARK:
            at -= 1
            if at < 0:
                raise IndexError
        found = self._stack[at + 1 :]
        del self._stack[at:]
        return found

    def _append(self) -> None:
        value = self._stack.pop()
        self._last_list().append(value)

    def _extend(self) -> None:
        values = self._since_mark()
        self._last_list().extend(values)

    def _set_item(self) -> None:
        value, key = self._stack.pop(), self._stack.pop()
        self._put([key], [value])

    def _set_items(self) -> None:
        values = self._since_mark()
        self._put(values[::2], values[1::2])

    def _put(self, keys: list[Any], values: list[Any]) -> None:
        if not all(type(key) in (str, bytes) for key in keys):  # others may take ages to hash
            raise TypeError
        target = self._stack[-1]
        if type(target) is not dict:
            raise TypeError
        target.update(zip(keys, values, strict=True))

    def _last_list(self) -> list[Any]:
        target = self._stack[-1]
        if type(target) is not list:
            raise TypeError
        return target

    def _tuple(self, count: int) -> None:
        if len(self._stack) < count:
            raise IndexError
        values = tuple(self._stack[-count:])
        del self._stack[-count:]
        self._stack.append(values)

    def _name(self, module: str, name: str) -> None:
        named = _Name(module, name)
        if not named.is_known:
            raise LoadError(
                f"{self._where}: the pickled data asks for {named.text:.60}, which could run "
                "foreign code and is not done"
            )
        self._stack.append(named)

    def _stack_name(self) -> None:
        name, module = self._stack.pop(), self._stack.pop()
        self._name(str(module), str(name))

    def _describe(self) -> None:
        """Put an empty description where the pickle wants something called."""
        arguments, named = self._stack.pop(), self._stack.pop()
        if not isinstance(named, _Name) or not isinstance(arguments, tuple):
            raise TypeError
        match named.name:
            case "_reconstruct":
                self._stack.append(PickledArray())
            case "dtype":
                self._stack.append(_Type(arguments[0]))
            case "encode" if isinstance(arguments[0], str) and arguments[1] == "latin1":
                self._stack.append(arguments[0].encode("latin-1"))
            case _:
                raise TypeError

    def _fill(self) -> None:
        state = self._stack.pop()
        target = self._stack[-1]
        if isinstance(target, _Type):
            return
        if not isinstance(target, PickledArray):
            raise TypeError
        _, shape, kind, is_fortran, content = state
        if not kind.is_bytes or is_fortran or type(shape) is not tuple:
            raise LoadError(f"{self._where}: expected arrays of bytes, row by row")
        target.shape = tuple(int(side) for side in shape)
        target.content = content if isinstance(content, bytes) else content.encode("latin-1")
