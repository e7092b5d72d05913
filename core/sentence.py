"""Make one printable line of text that may come from anywhere."""

from __future__ import annotations

#: Letters of a sentence that is shown; what is longer is not read.
LONGEST = 300


def sentence(text: str, longest: int = LONGEST) -> str:
    """Return `text` as one line of printable letters, cut to `longest` of them.

    Breaks of lines become spaces; what cannot be seen, or would turn the line round, becomes
    a question mark.  What was cut ends in three dots.
    """
    # of a text of millions of letters no more is looked at than can be shown
    line = printable(" ".join(text[: 16 * longest].split()))
    is_whole = len(line) <= longest and len(text) <= 16 * longest
    return line if is_whole else f"{line[: longest - 3].rstrip()}..."


def printable(text: str) -> str:
    """Return `text` with a question mark for every letter that cannot be seen."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else "?" for letter in text)
