"""Every word is explained, and what it says of the engine is there."""

import ast
import re
from functools import cache
from pathlib import Path

from core.explanation import liked_input
from core.explanation.catalog import EXPLANATION_METHODS
from core.fields import field_rules
from core.glossary.catalog import WORDS, glossary, term_named
from core.layers.catalog import LAYER_KINDS
from core.losses.catalog import LOSSES
from core.optimizers.catalog import OPTIMIZERS
from core.schedules.catalog import SCHEDULES

ROOT = Path(__file__).resolve().parents[3]
TERMS = {term.name: term for term in glossary().values()}


@cache
def defined_in(file):
    """Return the dotted names of all classes, functions and methods of a file."""
    names = set()

    def walk(node, prefix):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef | ast.FunctionDef):
                names.add(prefix + child.name)
                walk(child, f"{prefix}{child.name}.")

    walk(ast.parse((ROOT / file).read_text()), "")
    return names


@cache
def text_of(file):
    """Return the text of a file."""
    return (ROOT / file).read_text()


def test_that_a_word_says_in_a_sentence_what_it_means_and_where_it_is_computed():
    for term in TERMS.values():
        assert not term.meaning[0].islower(), term.name
        assert term.meaning.endswith((".", ")")), term.name
        file, _, name = term.place.partition(": ")
        assert (ROOT / file).is_file(), term.place
        owner, _, method = name.partition(".")
        assert owner in defined_in(file), term.place
        if method and f"{owner}.{method}" not in defined_in(file):
            inherits = "Activation" in text_of(file) or "FusedLoss" in text_of(file)
            assert inherits, term.place


def formulas_on_screen():
    """Return every formula that a card of the window shows, and where it comes from."""
    found = {term.name: term.formula for term in TERMS.values() if term.formula}
    found |= {kind: method.FORMULA for kind, method in EXPLANATION_METHODS.items()}
    found["liked_input"] = liked_input.FORMULA
    for file in (ROOT / "gui" / "help").glob("*.py"):
        written = re.findall(r'formula="([^"]+)"', file.read_text())
        found |= {f"{file.name}: {formula}": formula for formula in written}
    return found


def test_that_formulas_have_real_signs_and_their_indices_in_brackets():
    shown = formulas_on_screen()
    assert len(shown) > 40
    for place, formula in shown.items():
        for code in ("_", "{", "sqrt", "<=", ">=", "->", "<-", " * ", "sum over", "~="):
            assert code not in formula, f"{place}: {formula}"
        assert not re.search(r"(?<![A-Za-z])-", formula), f"a hyphen as minus: {formula}"


def test_that_every_kind_and_setting_there_is_has_its_word():
    for catalogue in (LAYER_KINDS, LOSSES, OPTIMIZERS, SCHEDULES):
        for kind in catalogue.values():
            assert term_named(kind.TITLE).meaning == kind.EXPLAINS
            for rule in field_rules(kind).values() if catalogue is not LOSSES else ():
                assert term_named(rule.label) is not None


def test_that_what_computes_has_the_formula_of_its_page_in_the_book():
    for kind in (*LAYER_KINDS.values(), *LOSSES.values(), *OPTIMIZERS.values()):
        formula = term_named(kind.TITLE).formula
        assert "=" in formula or "←" in formula, kind.TITLE
        assert len(formula.splitlines()) <= 6, kind.TITLE


def test_that_no_word_is_explained_twice():
    names = [name.lower() for term in WORDS for name in (term.name, *term.also)]
    assert sorted({name for name in names if names.count(name) > 1}) == []
