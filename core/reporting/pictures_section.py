"""What a run has learned, and what it makes of a few images, as pictures."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray
from core.exporting.trained_model import TrainedModel
from core.figures.drawing import figure_svg
from core.figures.figure import Figure, MapLook, Maps
from core.figures.look import FigureLook
from core.index_words import index_words
from core.inspection.filter_bank import FilterBank, weight_banks
from core.inspection.map_stages import map_stages
from core.number_text import probability_text, size_words
from core.reporting.curves_section import PAGE_LOOK
from core.reporting.markup import Html, bar, element, join, paragraph, section, words
from core.reporting.run_findings import RunFindings, ShownImage

#: Filters of a layer, and their input channels side by side, that are drawn.
MOST_FILTERS, MOST_INPUTS = 32, 8
#: Layers with weights, and stages of maps, that are drawn.
MOST_LAYERS = 4
MOST_STAGES, MOST_MAPS = 5, 16
#: Classes whose probability is shown.
MOST_BARS = 4
_THUMB = FigureLook(width=112, font="inherit", size=12, inks=PAGE_LOOK.inks)


def filters_section(model: TrainedModel) -> Html:
    """Return the weights of the first layers as pictures."""
    banks = [bank for bank in weight_banks(model.outlines) if not bank.is_matrix]
    if not banks:
        return Html("")
    pieces = [
        Html(figure_svg(Figure("Filters", (_filters(model, bank),)), PAGE_LOOK))
        for bank in banks[:MOST_LAYERS]
    ]
    about = paragraph(
        "Each picture is the weights of one filter or unit, laid out as the image it looks at: "
        "blue adds where its input is large, orange takes away. Each layer has its own scale.",
        "quiet",
    )
    return section("What it looks for", about, *pieces)


def samples_section(model: TrainedModel, findings: RunFindings) -> Html:
    """Return a few images with all maps that the network makes of them."""
    if findings.verdicts.is_broken:
        return section(
            "What it makes of an image",
            paragraph("The network puts out no numbers, so there are no maps to show."),
        )
    pieces = [_sample(model, findings, shown) for shown in findings.shown]
    return section("What it makes of an image", *pieces)


def _filters(model: TrainedModel, bank: FilterBank) -> Maps:
    folded = bank.fold(model.values[bank.path])
    count, inputs = folded.shape[3], folded.shape[2]
    shown = min(count, MOST_FILTERS)
    images = tuple(_side_by_side(folded[:, :, :MOST_INPUTS, at]) for at in range(shown))
    note = f"The first {shown} of {count:,}." if shown < count else ""
    if inputs > MOST_INPUTS:
        note += f" Of each, the first {MOST_INPUTS} of {inputs:,} input channels."
    elif inputs > 1:
        note += f" Of each, its {inputs} input channels side by side."
    return Maps(
        f"Layer {index_words(bank.layer.position)}: {bank.layer.spec.TITLE}",
        tuple(index_words(at) for at in range(shown)),
        images,
        note=note.strip(),
    )


def _side_by_side(kernel: FloatArray) -> FloatArray:
    """Return the channels of (H, W, C) in a row with a cell of nothing between them."""
    height, width, channels = kernel.shape
    row = np.zeros((height, channels * (width + 1) - 1), kernel.dtype)
    for at in range(channels):
        row[:, at * (width + 1) : at * (width + 1) + width] = kernel[:, :, at]
    return row


def _sample(model: TrainedModel, findings: RunFindings, shown: ShownImage) -> Html:
    names = findings.dataset.class_names
    said, part = shown.trace.predicted, findings.part.name
    verdict = (
        element("span", words("✓ right"), kind="right")
        if shown.is_right
        else element("span", words("✗ wrong"), kind="wrong")
    )
    title = (
        f"{part.capitalize()} image {index_words(shown.index)} is {names[shown.label]}, "
        f"the network says {names[said]} "
    )
    picture = Maps("", ("",), (findings.picture_of(shown.image),), MapLook.INK)
    thumb = Html(figure_svg(Figure(title, (picture,)), _THUMB))
    # A picture for each stage: a page is printed full, and ends between two of them.
    drawn = [
        Html(figure_svg(Figure(f"{maps.title} of {title}", (maps,)), PAGE_LOOK))
        for maps in _maps(model, shown)
    ]
    return join(
        [
            element("h3", words(title), verdict),
            element("div", thumb, _bars(findings, shown), kind="sample"),
            *drawn,
        ]
    )


def _bars(findings: RunFindings, shown: ShownImage) -> Html:
    outputs = shown.trace.values[-1].ravel()
    names = findings.dataset.class_names
    order = np.argsort(-outputs, kind="stable")[:MOST_BARS].tolist()
    if shown.label not in order:
        order[-1] = shown.label
    is_sure = findings.verdicts.gives_probabilities
    rows = []
    for at in order:
        value = float(outputs[at])
        text = probability_text(value) if is_sure else size_words(value)
        kind = "truth" if at == shown.label else "plain"
        rows += [
            element("span", words(names[at])),
            bar(value if is_sure else 0.0, kind),
            element("b", words(text)),
        ]
    return element("div", *rows, kind="bars")


def _maps(model: TrainedModel, shown: ShownImage) -> tuple[Maps, ...]:
    found = []
    for stage in map_stages(model.outlines)[:MOST_STAGES]:
        at = stage.positions[-1]
        values = shown.trace.values[at + 1]
        count = min(values.shape[2], MOST_MAPS)
        kinds = " + ".join(model.outlines[place].spec.TITLE for place in stage.positions)
        rest = values.shape[2] - count
        found.append(
            Maps(
                f"Layer {index_words(stage.positions[0])}: {kinds}",
                tuple(index_words(channel) for channel in range(count)),
                tuple(values[:, :, channel] for channel in range(count)),
                note=f"{rest:,} more are not drawn." if rest else "",
            )
        )
    return tuple(found)
