"""One thing has one word, in the window, in commands and in README."""

import re

import pytest

from tests.architecture.one_reading import ROOT, findings, search
from tests.architecture.visible_strings import strings

#: What is not said, and what is said instead; the glossary explains those words.
OTHERWISE = {
    r"\btrain(?:ing)? on\b(?! the)": "resume",
    r"\b(?:go|goes|gone|going) on with\b": "resume",
    r"^go on$|\bcontinu|\bcarry on\b": "resume",
    r"\bto judge on\b": "validation",
    r"\bbest val\b": "validation",
    r"\b(?:from|since) birth\b": "step",
}
MEANT = {re.compile(pattern, re.IGNORECASE): word for pattern, word in OTHERWISE.items()}


@search
def visible(source):
    return [] if source.name.startswith("core/textbook/") else list(strings(source))


def texts():
    for name, found in findings(visible).items():
        yield from ((f"{name}:{line}", text) for line, text in found)
    for number, line in enumerate((ROOT / "README.md").read_text().splitlines(), start=1):
        yield f"README.md:{number}", line


def said_otherwise(text):
    return [f"say {word}" for pattern, word in MEANT.items() if pattern.search(text)]


def test_that_every_text_uses_the_words_of_the_glossary():
    found = {place: said for place, text in texts() if (said := said_otherwise(text))}
    assert found == {}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Train on", 1),
        ("Continue training", 1),
        ("it can be gone on with exactly", 1),
        ("This run was trained on MNIST.", 0),
        ("Training may go on meanwhile.", 0),
        ("what fits on the training thread", 0),
    ],
)
def test_that_the_search_knows_one_from_the_other(text, count):
    assert len(said_otherwise(text)) == count


@search
def lone_dots(source):
    """Return the strings that end in dots which a line may be broken before."""
    return [text for _, text in strings(source) if text.endswith(" …")]


def test_that_no_line_is_broken_before_the_dots_at_its_end():
    """`Judging…` and what is cut short have them at their last word."""
    assert findings(lone_dots) == {}
