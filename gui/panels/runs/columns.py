"""What the columns of the list of runs say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.documents.recipe_differences import RecipeDifferences, recipe_differences
from core.documents.run_tree import parents_of, shared_starts
from core.number_text import fixed_text
from gui.lab.run_row import RunRow

if TYPE_CHECKING:  # SQLite is loaded when the first run is read, not when the window opens
    from core.documents.run_summary import RunSummary

NAME, BEST, STEPS, BRANCHED, START, TAGS, TIME, BEGUN = (
    *("name", "best", "steps", "branched", "start", "tags", "time", "begun"),
)
#: Place of the first setting among the columns.
FIRST_SETTING = 3
TITLES = {
    NAME: "Run",
    BEST: "Best acc.",
    STEPS: "Steps",
    TIME: "Time",
    BEGUN: "Begun",
    BRANCHED: "Branched at",
    START: "First weights",
    TAGS: "Tags",
}
TIPS = {
    NAME: "Tick runs to lay their curves over the shown ones. Double-click opens a run.",
    BEST: "The best validation accuracy: the share of held-back images judged right.",
    STEPS: "How often the optimiser changed the weights, up to the last save.",
    TIME: "Time of all steps together, without validation and pauses.",
    BEGUN: "When the run was begun or branched, on the clock of this computer.",
    BRANCHED: "The step of the run above at which this one left it.",
    START: "Runs with the same letter began with the very same weights, bit for bit.",
    TAGS: "Words of your own, between commas. F2 changes them.",
}


@dataclass(frozen=True, slots=True)
class RunColumns:
    """Texts and sortable values of all cells.

    Attributes
    ----------
    keys : tuple of str
        Of the columns.
    titles, tips : tuple of str
    texts : tuple of tuple of str
        Per row, per column.
    values : tuple of tuple of object
        Numbers or texts to sort by; None comes last.
    parents : tuple of int or None
        Per row: the row it was branched from.
    changed : frozenset of (int, int)
        Cells of settings that a branch has changed against its parent.
    """

    keys: tuple[str, ...]
    titles: tuple[str, ...]
    tips: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    values: tuple[tuple[object, ...], ...]
    parents: tuple[int | None, ...]
    changed: frozenset[tuple[int, int]]


def columns_of(rows: Sequence[RunRow]) -> RunColumns:
    """Return all columns of `rows`: of the settings only those in which they differ."""
    places = [place for place, row in enumerate(rows) if row.summary is not None]
    runs = [row.summary for row in rows if row.summary is not None]
    found = recipe_differences([run.recipe for run in runs])
    parents_of_runs = parents_of(runs)
    starts = shared_starts(runs)
    has_branches = any(run.recipe.parent is not None for run in runs)
    keys = [NAME, BEST, STEPS, *found.keys]
    keys += [BRANCHED] * has_branches + [START] * any(starts) + [TAGS, TIME, BEGUN]
    titles = dict(zip(found.keys, found.titles, strict=True))
    parents: list[int | None] = [None] * len(rows)
    texts = [[row.name, *[""] * (len(keys) - 1)] for row in rows]
    values: list[list[object]] = [[None] * len(keys) for _ in rows]
    for at, (place, run) in enumerate(zip(places, runs, strict=True)):
        above = parents_of_runs[at]
        parents[place] = None if above is None else places[above]
        cells = {
            **_cells(run, is_under_parent=above is not None),
            NAME: (rows[place].name, rows[place].name.casefold()),
            BEST: (rows[place].accuracy_text, run.best_accuracy),
            START: (starts[at], starts[at] or None),
            **_setting_cells(found, at),
        }
        for column, key in enumerate(keys):
            texts[place][column], values[place][column] = cells[key]
    return RunColumns(
        tuple(keys),
        tuple(titles.get(key, TITLES.get(key, "")) for key in keys),
        tuple(
            TIPS.get(key, f"{titles.get(key, '')}: these runs differ in it.") for key in keys
        ),
        tuple(map(tuple, texts)),
        tuple(map(tuple, values)),
        tuple(parents),
        _changed_cells(found, parents_of_runs, places),
    )


def duration_text(seconds: float) -> str:
    """Return a time as ``0.4 s``, ``12 s``, ``3:07`` or ``2:03:07``."""
    if seconds < 10:
        return f"{fixed_text(seconds, 1)} s"
    if seconds < 60:
        return f"{round(seconds)} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _date_text(created: str) -> str:
    """Return a date and time of this place, without seconds."""
    try:
        return datetime.fromisoformat(created).astimezone().strftime("%d %b %y, %H:%M")
    except (ValueError, OverflowError, OSError):  # a document may say anything
        return ""


def _cells(run: RunSummary, *, is_under_parent: bool) -> dict[str, tuple[str, object]]:
    origin = run.recipe.parent
    branched: tuple[str, object] = ("", None)
    if origin is not None:
        of = "" if is_under_parent else f" of “{origin.name}”"
        branched = (f"step {origin.step:,}{of}", origin.step)
    tags = ", ".join(run.labels.tags)
    return {
        STEPS: (f"{run.steps:,}", run.steps),
        BEGUN: (_date_text(run.recipe.created), run.recipe.created),
        TIME: (duration_text(run.seconds), run.seconds),
        BRANCHED: branched,
        TAGS: (tags, tags.casefold() or None),
    }


def _setting_cells(found: RecipeDifferences, at: int) -> dict[str, tuple[str, object]]:
    return {
        key: (text, _sortable(text))
        for key, text in zip(found.keys, found.values[at], strict=True)
    }


def _sortable(text: str) -> object:
    try:
        return float(text.replace(",", "").replace("−", "-"))
    except ValueError:
        return text.casefold()


def _changed_cells(
    found: RecipeDifferences, parents: Sequence[int | None], places: Sequence[int]
) -> frozenset[tuple[int, int]]:
    return frozenset(
        (places[at], FIRST_SETTING + column)
        for at, above in enumerate(parents)
        if above is not None
        for column in range(len(found.keys))
        if found.values[at][column] != found.values[above][column]
    )
