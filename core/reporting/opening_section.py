"""What a run is, and how well it does, before everything else."""

from __future__ import annotations

from core.number_text import loss_text, percent_text
from core.number_words import counted
from core.reporting.markup import Html, element, join, lines, paragraph, words
from core.reporting.run_findings import RunFindings
from core.reporting.run_story import RunStory
from core.training.events import FinishReason, SessionFinished


def opening_section(story: RunStory, findings: RunFindings | None, trouble: str) -> Html:
    """Return the head of the page.

    Parameters
    ----------
    story : RunStory
    findings : RunFindings or None
    trouble : str
        Why there are no findings.
    """
    tags = " · ".join(story.labels.tags)
    made = "" if story.recipe is None else f" · begun {story.recipe.created[:10]}"
    return join(
        [
            paragraph(f"Report of a run{made}{f' · {tags}' if tags else ''}", "over"),
            element("h1", words(story.labels.name)),
            paragraph(_result(story, findings), "lead"),
            _ending(story),
            *([] if not trouble else [paragraph(trouble, "remark")]),
            *([] if not (findings and findings.are_others) else [_others(findings)]),
            _numbers(story, findings),
            _notes(story),
        ]
    )


def _result(story: RunStory, findings: RunFindings | None) -> str:
    if findings is not None:
        judgement = findings.judgement
        if findings.verdicts.is_broken:
            return "The network puts out no numbers any more: nothing it says means anything."
        images = counted(judgement.images, f"{findings.part.name} image")
        return (
            f"{percent_text(judgement.accuracy, 2)} of {images} are recognised at step "
            f"{story.weights.step:,}."
        )
    if story.best is not None:
        return (
            f"{percent_text(story.best.accuracy, 2)} of the held-back images were recognised "
            f"at step {story.best.step:,}."
        )
    return "How well it does is not known: it was never judged."


def _ending(story: RunStory) -> Html:
    ends = [event for event in story.events if isinstance(event, SessionFinished)]
    if story.ending is FinishReason.DIVERGED:
        return paragraph(
            f"The run diverged at step {ends[-1].step:,}. {ends[-1].explanation}".strip(),
            "trouble",
        )
    if story.ending is FinishReason.STOPPED_EARLY:
        return paragraph(
            f"It stopped early, at step {ends[-1].step:,}. {ends[-1].explanation}".strip()
        )
    if not story.step:
        return paragraph(
            "It has taken no step yet: what is shown is the untrained network.", "remark"
        )
    if story.ending is None and story.recipe is not None:
        return paragraph(
            f"It can go on: {counted(story.experiment.epochs, 'epoch')} planned, "
            f"{counted(story.step, 'step')} taken."
        )
    return Html("")


def _others(findings: RunFindings) -> Html:
    return paragraph(
        f"{findings.dataset.name}: these are not the images or labels that the run was "
        "trained on.",
        "remark",
    )


def _numbers(story: RunStory, findings: RunFindings | None) -> Html:
    outlines = story.experiment.network.outline()
    shown: list[tuple[str, str]] = []
    if findings is not None:
        judgement, part = findings.judgement, findings.part.name
        shown.append((percent_text(judgement.accuracy, 2), f"{part} accuracy"))
        shown.append((loss_text(judgement.loss), f"{part} loss"))
        if judgement.calibration_error is not None:
            shown.append((percent_text(judgement.calibration_error, 2), "calibration error"))
    if story.best is not None:
        shown.append((percent_text(story.best.accuracy, 2), "best validation"))
    shown.append((f"{story.step:,}", f"steps, {counted(story.epoch, 'epoch')}"))
    shown.append((f"{sum(one.parameter_count for one in outlines):,}", "parameters"))
    if story.seconds is not None:
        shown.append((_time(story.seconds), "of training"))
    return element(
        "div",
        *(
            element("div", element("strong", words(value)), element("span", words(name)))
            for value, name in shown
        ),
        kind="numbers",
    )


def _time(seconds: float) -> str:
    if seconds < 100:
        return f"{round(seconds)} s" if seconds >= 1 else "< 1 s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes:,} min {rest} s"


def _notes(story: RunStory) -> Html:
    if not story.labels.notes.strip():
        return Html("")
    return join([element("h3", words("Notes")), element("p", lines(story.labels.notes))])
