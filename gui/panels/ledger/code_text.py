"""Breaks lines of source, and finds their comments."""

from __future__ import annotations

from collections.abc import Iterator

#: Pixels that the line numbers take.
NUMBER_ROOM = 30
#: Letters by which the rest of a broken line is set in.
INDENT = 4


def wrapped_code(text: str, letters: int) -> tuple[str, ...]:
    """Return a line of source in pieces of at most `letters`, broken where it reads best."""
    lines: list[str] = []
    indent = " " * min(len(text) - len(text.lstrip()) + INDENT, letters // 2)
    while len(text) > letters:
        bare = len(text) - len(text.lstrip())
        cut = text.rfind(" ", bare + 1, letters + 1)
        if cut < letters * 2 // 3:  # no blank near the end: after a bracket or before a dot
            opened = max(text.rfind(sign, bare + 1, letters) + 1 for sign in "([,")
            cut = max(cut, opened, text.rfind(".", bare + 1, letters))
        if cut <= bare + INDENT:
            cut = letters
        lines.append(text[:cut].rstrip())
        text = indent + text[cut:].lstrip()
    lines.append(text)
    return tuple(lines)


def code_parts(line: str, *, in_comment: bool = False) -> Iterator[tuple[int, str, bool]]:
    """Yield where a part begins, its text, and whether it is a comment.

    Parameters
    ----------
    line : str
        A piece that `wrapped_code` made.
    in_comment : bool
        Whether the piece before it ended in a comment.
    """
    if in_comment:
        yield len(line) - len(line.lstrip()), line.strip(), True
        return
    code, sign, comment = line.partition("#")
    if code.strip():
        indent = len(code) - len(code.lstrip())
        yield indent, code.strip(), False
    if sign:
        yield len(code), f"#{comment}", True
