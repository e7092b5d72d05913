"""All words, by their name and by what else they are called."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from core.glossary.kinds import kind_terms, setting_terms
from core.glossary.numbers import NUMBERS
from core.glossary.training import TRAINING
from core.glossary.word import Word

#: Words that are explained by hand; README lists them.
WORDS: tuple[Word, ...] = (*NUMBERS, *TRAINING)


@cache
def glossary() -> Mapping[str, Word]:
    """Return every term by its names in small letters; of two the first counts."""
    terms: dict[str, Word] = {}
    every = (*kind_terms(), *WORDS, *setting_terms())
    for term in every:
        terms.setdefault(term.name.lower(), term)
    for term in every:
        for name in term.also:
            terms.setdefault(name.lower(), term)
    return MappingProxyType(terms)


def term_named(text: str) -> Word | None:
    """Return the term that is called so, whatever its letters' size; None if there is none."""
    return glossary().get(text.strip().lower())


def as_table() -> str:
    """Return the words as the table that README holds."""
    rows = [f"| {term.name} | {term.meaning} |" for term in sorted(WORDS, key=_by_name)]
    return "\n".join(("| word | meaning |", "| --- | --- |", *rows))


def _by_name(term: Word) -> str:
    return term.name
