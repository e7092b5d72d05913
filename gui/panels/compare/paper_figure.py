"""Two runs beside each other, as a figure."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray, frozen_copy
from core.evaluation.two_judged import Agreement
from core.figures.figure import Figure, Maps
from core.figures.text_table import TextTable
from core.index_words import index_words
from gui.panels.compare.agreement_table import WORDS
from gui.panels.compare.compared_maps import ComparedMaps
from gui.panels.compare.judged_pair import PairAnswer


def compared_figure(
    panel: QWidget, maps: ComparedMaps, answer: PairAnswer | None, names: str
) -> Figure | None:
    """Return the numbers of both runs, and how they differ; None if nothing is compared.

    Parameters
    ----------
    panel : QWidget
    maps : ComparedMaps
        Filters or maps, if these are what `panel` shows.
    answer : PairAnswer or None
        What came of judging both, which is shown else.
    names : str
        Of the two runs, for the caption.
    """
    arrays = maps.arrays if maps.isVisibleTo(panel) else None
    if arrays is None:
        return None if answer is None else _judged_figure(answer, names)
    first, second, _ = (title.partition(" · ")[2] for title in maps.titles)
    parts = [_maps("A", arrays.ours, first), _maps("B", arrays.theirs, second)]
    if arrays.ours.shape == arrays.theirs.shape:
        parts.append(_maps("B − A", arrays.theirs - arrays.ours))
    return Figure("Compare", tuple(parts))


def _judged_figure(answer: PairAnswer, names_of_runs: str) -> Figure:
    both, names = answer.both, answer.first.names
    cells = tuple((WORDS[kind], both.count(kind)) for kind in Agreement)
    parts = [TextTable("Who is right", ("who", "images"), cells)]
    if both.by_class:
        head = ("class", "only A is right", "only B is right")
        rows = tuple((names[one.index], one.only_first, one.only_second)
                     for one in both.by_class)  # fmt: skip
        parts.append(TextTable("Class by class", head, rows))
    return Figure("Compare", tuple(parts), names_of_runs)


def _maps(title: str, values: FloatArray, note: str = "") -> Maps:
    channels = range(values.shape[2])
    names = tuple(index_words(at) for at in channels)
    drawn = tuple(frozen_copy(values[:, :, at]) for at in channels)
    return Maps(title, names, drawn, note=note)
