"""What is taken for what, class by class, and the worst mistakes."""

from __future__ import annotations

from dataclasses import replace

from core.evaluation.class_figures import ClassFigures
from core.figures.drawing import figure_svg
from core.figures.figure import CountTable, Figure, MapLook, Maps
from core.index_words import index_words
from core.number_text import percent_text, probability_text
from core.number_words import counted
from core.reporting.curves_section import PAGE_LOOK
from core.reporting.markup import Html, element, join, paragraph, section, table, words
from core.reporting.run_findings import RunFindings

#: More classes have no room on a page.
MOST_CELLS = 30
MOST_CLASSES = 40
MOST_MISTAKES = 12
#: So few leave room beside the table.
FEW_CLASSES = 12
BESIDE_LOOK = replace(PAGE_LOOK, width=424)
#: Letters of a class's name where there is little room.
SHORT = 24


def confusion_section(findings: RunFindings) -> Html:
    """Return the table of what is taken for what, and the figures of every class."""
    judgement, names = findings.judgement, findings.dataset.class_names
    pieces, most = [], _most_frequent(findings)
    if judgement.confusion is not None and len(names) <= MOST_CELLS:
        title = counted(judgement.images, f"{findings.part.name} image")
        counts = CountTable(title, "true class", "predicted class", names, judgement.confusion)
        figure = Figure("What is taken for what", (counts,))
        is_narrow = len(names) <= FEW_CLASSES
        drawn = Html(figure_svg(figure, BESIDE_LOOK if is_narrow else PAGE_LOOK))
        if is_narrow and most:
            pieces.append(element("div", drawn, element("div", most), kind="pair"))
        else:
            pieces += [drawn, most]
    else:
        pieces.append(most)
    pieces.append(element("h3", words("Class by class")))
    pieces.append(_classes(judgement.per_class))
    return section("What it takes for what", *pieces)


def _most_frequent(findings: RunFindings) -> Html:
    names = findings.dataset.class_names
    rows = [
        (names[one.true], names[one.predicted], f"{one.count:,}")
        for one in findings.judgement.top_confusions
    ]
    if not rows:
        return Html("")
    head = element("h3", words("Most frequent mistakes"))
    return join([head, table(("is", "taken for", "images"), rows, numbers_from=2)])


def mistakes_section(findings: RunFindings) -> Html:
    """Return the images with the largest loss."""
    mistakes = findings.judgement.top_mistakes[:MOST_MISTAKES]
    if not mistakes or findings.verdicts.is_broken:
        return Html("")
    names, part = findings.dataset.class_names, findings.part
    images, captions = [], []
    for one in mistakes:
        images.append(findings.picture_of(part.data.images[int(part.rows[one.index])]))
        captions.append(f"{names[one.label][:SHORT]} → {names[one.predicted][:SHORT]}")
    maps = Maps("", tuple(captions), tuple(images), MapLook.INK)
    rows = [
        (
            index_words(one.index),
            names[one.label],
            names[one.predicted],
            "" if one.probability is None else probability_text(one.probability),
        )
        for one in mistakes
    ]
    return section(
        "The worst mistakes",
        paragraph("True class → what the network says, the largest loss first.", "quiet"),
        Html(figure_svg(Figure("The worst mistakes", (maps,)), PAGE_LOOK)),
        table(
            (f"{part.name} image", "is", "is taken for", "probability"), rows, numbers_from=3
        ),
    )


def _classes(figures: tuple[ClassFigures, ...]) -> Html:
    shown = list(figures)
    note = Html("")
    if len(shown) > MOST_CLASSES:
        shown.sort(key=lambda one: 1.0 if one.f1 is None else one.f1)
        shown = shown[:MOST_CLASSES]
        note = paragraph(
            f"The {MOST_CLASSES} of {len(figures):,} classes with the lowest F1.", "quiet"
        )
    rows = [
        (
            one.name,
            _share(one.recall),
            _share(one.precision),
            _share(one.f1),
            f"{one.support:,}",
        )
        for one in shown
    ]
    head = ("class", "recall", "precision", "F1", "images")
    return join([note, table(head, rows, numbers_from=1)])


def _share(value: float | None) -> str:
    return "–" if value is None else percent_text(value, 1)
