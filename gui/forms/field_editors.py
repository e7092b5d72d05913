"""The editor that fits a field's rule."""

from __future__ import annotations

from core.fields import (
    Choice,
    FieldRule,
    OptionalRealNumber,
    OptionalWholeNumber,
    PaddingChoice,
    YesOrNo,
)
from core.option_words import option_words
from gui.forms.check_editor import CheckEditor
from gui.forms.choice_editor import ChoiceEditor
from gui.forms.field_editor import FieldEditor
from gui.forms.field_text import FieldText
from gui.forms.optional_number_editor import OptionalNumberEditor
from gui.forms.padding_editor import PaddingEditor
from gui.forms.text_editor import TextEditor

#: Numbers offered first where "no number" is unchecked.
_USUAL = {"batch_size": 32, "validate_every": 200, "clip_norm": 1.0, "budget_mb": 52}


def make_editor(field: str, rule: FieldRule, name: str) -> FieldEditor:
    """Return a new editor.

    Parameters
    ----------
    field : str
        Name in the spec.
    rule : FieldRule
    name : str
        ``objectName`` of what is typed into or chosen from.
    """
    if isinstance(rule, Choice):
        return ChoiceEditor(
            {option: option_words(option) for option in rule.options}, name=name
        )
    if isinstance(rule, PaddingChoice):
        return PaddingEditor(rule, name=name)
    if isinstance(rule, YesOrNo):
        return CheckEditor(rule, name=name)
    if isinstance(rule, OptionalWholeNumber | OptionalRealNumber):
        return OptionalNumberEditor(rule, name=name, usual=_USUAL.get(field, rule.at_least))
    return TextEditor(FieldText(rule), name=name)
