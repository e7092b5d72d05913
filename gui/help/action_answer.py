"""What an entry of a menu is, in words."""

from __future__ import annotations

from PySide6.QtGui import QAction, QKeySequence

from core.glossary.catalog import term_named
from core.glossary.word import Word
from gui.help.answer import TERM, Answer
from gui.help.key_groups import plain
from gui.help.panel_terms import PANEL_TERMS


def entry_of(found: object) -> QAction | None:
    """Return what Qt found in a menu or bar, which may be nothing whatever its stubs say."""
    return found if isinstance(found, QAction) else None


def answer_for_action(action: QAction) -> Answer | None:
    """Return what is known of an action: the word it stands for, and its tip.

    Returns
    -------
    Answer or None
        None for an action without a word and a tip of its own.
    """
    name = plain(action.text()).partition("\t")[0].strip(" …:")
    said = _said(action, name)
    term = _term(action, name)
    if term is not None:
        return Answer(term, here=said)
    return Answer(Word(_with_keys(action, name), said)) if said else None


def _said(action: QAction, name: str) -> str:
    """Return the tip without the name that it may begin with; Qt makes the name a tip."""
    head, _, rest = action.toolTip().partition("\n")
    said = rest or head
    return "" if plain(said).strip(" .…:").casefold() == name.casefold() else said


def _term(action: QAction, name: str) -> Word | None:
    named = action.property(TERM)
    if isinstance(named, str):
        return term_named(named)
    panel = PANEL_TERMS.get(action.objectName().partition(".")[2])
    return panel or term_named(name)


def _with_keys(action: QAction, name: str) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    keys = ", ".join(keys.toString(native) for keys in action.shortcuts())
    return f"{name} ({keys})" if keys else name
