"""Which runs are searched for."""

from __future__ import annotations

from collections.abc import Sequence

from core.documents.recipe_differences import recipe_settings
from core.documents.run_tree import parents_of
from gui.lab.run_row import RunRow


def matching_rows(rows: Sequence[RunRow], text: str) -> list[RunRow]:
    """Return the rows in which every word of `text` occurs, and what they were branched from.

    Name, file, tags, notes, and the text of every setting are looked through.
    """
    words = text.casefold().split()
    if not words:
        return list(rows)
    wanted = {row.path for row in rows if all(word in _text(row) for word in words)}
    readable = [row for row in rows if row.summary is not None]
    parents = parents_of([row.summary for row in readable if row.summary is not None])
    for place, row in enumerate(readable):
        if row.path in wanted:
            at = parents[place]
            while at is not None:
                wanted.add(readable[at].path)
                at = parents[at]
    return [row for row in rows if row.path in wanted]


def _text(row: RunRow) -> str:
    parts = [row.name, row.path.name, row.trouble]
    if row.summary is not None:
        labels = row.summary.labels
        parts += [*labels.tags, labels.notes]
        for title, value in recipe_settings(row.summary.recipe).values():
            parts.append(f"{title} {value}")
    return "\n".join(parts).casefold()
