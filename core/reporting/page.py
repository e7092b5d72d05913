"""A run as one self-contained HTML page."""

from __future__ import annotations

from core.datasets.dataset import Dataset
from core.documents.stored_run import StoredRun, Weights
from core.errors import Cancelled, CoreError
from core.exporting.trained_model import TrainedModel, trained_model
from core.reporting.curves_section import curves_section
from core.reporting.events_section import events_section
from core.reporting.judgement_section import confusion_section, mistakes_section
from core.reporting.markup import Html, element, join, words
from core.reporting.opening_section import opening_section
from core.reporting.page_style import STYLE
from core.reporting.pictures_section import filters_section, samples_section
from core.reporting.recipe_section import recipe_section, repeat_section
from core.reporting.run_findings import Progress, RunFindings, run_findings
from core.reporting.run_story import RunStory, run_story
from core.sentence import sentence

#: A page that is larger goes without the maps of its images.
MOST_BYTES = 3_000_000
#: Nothing is loaded from anywhere, and nothing is run.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def report_page(
    run: StoredRun,
    dataset: Dataset | None,
    progress: Progress,
    *,
    weights: Weights | None = None,
    trouble: str = "",
) -> bytes:
    """Return the report of a run as HTML that needs nothing else.

    Parameters
    ----------
    run : StoredRun
    dataset : Dataset or None
        Its images; without them the page says so and shows what it can.
    progress : callable
        Called with the share that is done; what it raises ends the work.
    weights : Weights, optional
        The moment to show; by default the best that was kept, else the last.
    trouble : str
        Why there are no images.

    Raises
    ------
    LoadError
        If the file of the run is damaged.
    Cancelled
        If `progress` raises it.
    """
    progress(0.0, "Reading the run")
    story = run_story(run, weights)
    model = trained_model(story.experiment, story.weights.values, story.weights.step)
    findings = None
    if dataset is not None:
        try:
            findings = run_findings(story, model, dataset, progress)
        except Cancelled:
            raise
        except CoreError as error:
            trouble = sentence(f"{dataset.name}: {error}")
    progress(1.0, "Drawing")
    page = _page(story, model, findings, trouble)
    if len(page) > MOST_BYTES:
        page = _page(story, model, findings, trouble, has_maps=False)
    return page


def _page(
    story: RunStory,
    model: TrainedModel,
    findings: RunFindings | None,
    trouble: str,
    *,
    has_maps: bool = True,
) -> bytes:
    judged = []
    if findings is not None:
        judged = [samples_section(model, findings)] if has_maps else []
        judged += [confusion_section(findings), mistakes_section(findings)]
    body = element(
        "main",
        opening_section(story, findings, trouble),
        curves_section(story),
        filters_section(model),
        *judged,
        recipe_section(story, findings),
        repeat_section(story),
        events_section(story),
        element("footer", words("Written by Glassbox. This page holds everything it shows.")),
    )
    return join(
        [
            Html('<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'),
            Html(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
            Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            element("title", words(f"{sentence(story.labels.name, 120)} – report")),
            element("style", Html(STYLE)),
            Html("</head><body>"),
            body,
            Html("</body></html>\n"),
        ]
    ).encode("utf-8", "replace")
