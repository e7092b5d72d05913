"""Names of classes as a person types them, one a line."""

from __future__ import annotations

from core.data_description import LONGEST_NAME, MOST_CLASSES
from core.number_words import are, counted

#: Joins letters into one sign, as in some of the pictures people put into names.
_JOINER = "\u200d"
_SHOWN = 40


def typed_names(text: str, needed: int) -> tuple[str, ...] | None:
    """Return the names in a text; None if there are none, and those of the source are meant.

    Parameters
    ----------
    text : str
        A name a line; blanks around it, and lines without one at the end, do not count.
    needed : int
        Classes that have images.

    Raises
    ------
    ValueError
        If a name is missing, there twice, too long or not to be seen; one sentence says which.
    """
    lines = [line.strip() for line in text.rstrip().split("\n")]
    if lines == [""]:
        return None
    if len(lines) > MOST_CLASSES:
        raise ValueError(f"At most {MOST_CLASSES:,} classes can have names.")
    first: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line:
            raise ValueError(f"Line {number:,} is blank, and every class needs a name.")
        if len(line) > LONGEST_NAME:
            raise ValueError(
                f"The name in line {number:,} is over {LONGEST_NAME} letters long."
            )
        if not line.replace(_JOINER, "").isprintable():
            raise ValueError(f"The name in line {number:,} holds letters that cannot be seen.")
        if line in first:
            raise ValueError(
                f"Lines {first[line]:,} and {number:,} are the same, “{line[:_SHOWN]}”: two "
                "classes cannot have one name."
            )
        first[line] = number
    if len(lines) < needed:
        raise ValueError(
            f"The data has {counted(needed, 'class')}, and there {are(len(lines))} "
            f"{counted(len(lines), 'name')} for them."
        )
    return tuple(lines)
