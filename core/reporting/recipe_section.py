"""What a run was made from, and how to make it again."""

from __future__ import annotations

import shlex

from core.arrays import shape_text
from core.data_description import DataDescription
from core.documents.recipe_differences import ABSENT, experiment_settings
from core.experiment import LOSSES, experiment_to_json
from core.fields import RealNumber, YesOrNo, field_rules
from core.index_words import index_words
from core.layers.spec import LayerSpec
from core.number_text import digits_text, percent_text
from core.number_words import counted
from core.reporting.markup import (
    Html,
    code,
    element,
    facts,
    paragraph,
    section,
    table,
    words,
)
from core.reporting.run_findings import RunFindings
from core.reporting.run_story import RunStory
from core.training.events import FinishReason

#: What is not worth a line: how it is by itself.
_SILENT = (ABSENT, "off", "0", "none")


def recipe_section(story: RunStory, findings: RunFindings | None) -> Html:
    """Return what the run was made from."""
    experiment = story.experiment
    settings = experiment_settings(experiment)
    settings["loss"] = "Loss", LOSSES[experiment.loss].TITLE
    settings["validation_share"] = "Validation", percent_text(experiment.validation_share)
    chosen = [
        (title, text)
        for key, (title, text) in settings.items()
        if key != "network" and not (text in _SILENT and key != "seed")
        and not (key.startswith("augmentation.") and not _changes_images(story))
    ]  # fmt: skip
    return section(
        "Recipe",
        _layers(story),
        facts([*_data(story, findings), *chosen]),
    )


def repeat_section(story: RunStory) -> Html:
    """Return what to type to get the same run, and what has to be equal."""
    run = shlex.quote(story.path.name)
    length = ""
    if story.ending is not FinishReason.COMPLETED and story.step:
        length = f" --iterations {story.step}"
    typed = (
        f"glassbox export {run} recipe.json\n"
        f"glassbox train --experiment recipe.json{length} --out again.glassbox\n"
        "glassbox show again.glassbox\n"
        f"glassbox evaluate {run}"
    )
    equal = [("Weights after the last step, SHA-256", story.digest), ("Seed",
             str(story.experiment.seed))]  # fmt: skip
    recipe = story.recipe
    pieces = [code(typed)]
    if recipe is not None:
        equal.append(("Images and labels, SHA-256", recipe.data_digest))
        equal += [(f"Version: {name}", text) for name, text in sorted(recipe.versions.items())]
        if recipe.parent is not None:
            pieces.append(
                paragraph(
                    f"This run is a branch: it left {recipe.parent.name} at step "
                    f"{recipe.parent.step:,}, and begins with the weights of that.",
                    "remark",
                )
            )
    pieces.append(
        paragraph(
            "Where NumPy, processor type and BLAS are the same, the same recipe and seed give "
            "the same bits: then show prints the digest below.",
            "quiet",
        )
    )
    stored = element(
        "details",
        element("summary", words("The recipe as a file (recipe.json)")),
        code(experiment_to_json(story.experiment)),
    )
    return section("How to repeat it", *pieces, facts(equal), stored)


def _layers(story: RunStory) -> Html:
    rows = [
        (
            index_words(outline.position),
            outline.spec.TITLE,
            _settings(outline.spec),
            shape_text(outline.output_shape),
            f"{outline.parameter_count:,}",
        )
        for outline in story.experiment.network.outline()
    ]
    return table(("Layer", "Kind", "Settings", "Output", "Parameters"), rows, numbers_from=3)


def _settings(spec: LayerSpec) -> str:
    texts = []
    for name, rule in field_rules(spec).items():
        value = getattr(spec, name)
        if isinstance(rule, YesOrNo):
            texts += [rule.label.lower()] if value else []
        elif isinstance(rule, RealNumber) and rule.short_label and not value:
            continue  # at zero it does nothing
        else:
            texts.append(f"{rule.label.lower()} {_plain(value)}")
    return ", ".join(texts)


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return "×".join(_plain(one) for one in value)
    if isinstance(value, float):
        return digits_text(value, 6)
    return "none" if value is None else str(value).replace("_", " ")


def _data(story: RunStory, findings: RunFindings | None) -> list[tuple[str, object]]:
    recipe = story.recipe
    description = DataDescription.of(story.experiment.data)
    name = description.source if recipe is None else recipe.data_name
    found: list[tuple[str, object]] = [("Data", name)]
    if findings is not None:
        dataset = findings.dataset
        test = 0 if dataset.test is None else len(dataset.test)
        found.append(
            (
                "Images",
                f"{len(dataset.train):,} for training and validation, {test:,} for testing; "
                f"{shape_text(dataset.image_shape)}, "
                f"{counted(len(dataset.class_names), 'class')}",
            )
        )
        if chosen := description.choice_words():
            found.append(("Read as", chosen))
        if dataset.notes:
            found.append(("Of the data", " ".join(dataset.notes)))
    if (credit := story.credit) is not None:
        source = ", ".join(text for text in (credit.title, credit.home) if text)
        said = (
            ("Source of the data", source),
            ("Licence of the data", credit.licence),
            ("To cite", credit.citation),
        )
        found += [(what, text) for what, text in said if text]
    return found


def _changes_images(story: RunStory) -> bool:
    return not story.experiment.augmentation.is_off
