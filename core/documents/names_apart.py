"""Tell runs apart that are called the same."""

from __future__ import annotations

from collections.abc import Sequence

from core.documents.recipe_differences import ABSENT, recipe_differences
from core.documents.run_summary import RunSummary
from core.documents.run_title import DOT, MOST_NAMED, setting_text

#: The name says these already, or no one could read them.
NOT_SAID = ("network", "data", "data_digest")


def names_apart(runs: Sequence[RunSummary]) -> list[str]:
    """Return what each of `runs` is called in a list: no two the same.

    Runs of one name are told apart by the settings in which they differ; those that differ in
    none are numbered, from the one begun first.
    """
    groups: dict[str, list[int]] = {}
    for at in sorted(range(len(runs)), key=lambda at: (runs[at].recipe.created, runs[at].path)):
        groups.setdefault(runs[at].labels.name, []).append(at)
    apart = [run.labels.name for run in runs]
    taken = {name for name, group in groups.items() if len(group) == 1}
    for name, group in groups.items():
        if len(group) == 1:
            continue
        wanted = _with_settings(name, [runs[at] for at in group])
        for at, whole in zip(group, wanted, strict=True):
            free, number = whole, 2
            while free in taken:
                free, number = f"{whole} ({number})", number + 1
            taken.add(free)
            apart[at] = free
    return apart


def _with_settings(name: str, group: Sequence[RunSummary]) -> list[str]:
    """Return for each of some runs of one name that name, and what sets it apart."""
    found = recipe_differences([run.recipe for run in group])
    names = []
    for values in found.values:
        texts = [
            setting_text(key, (title, text))
            for key, title, text in zip(found.keys, found.titles, values, strict=True)
            if key not in NOT_SAID and text != ABSENT
        ]
        said = [text for text in texts if text not in name.split(DOT)]
        names.append(DOT.join([name, *said[:MOST_NAMED]]))
    return names
