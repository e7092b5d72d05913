"""README lists the words of the window as the window explains them."""

from pathlib import Path

from core.glossary.catalog import as_table

README = Path(__file__).resolve().parents[2] / "README.md"


def test_that_readme_holds_every_word_as_it_is_explained_on_screen():
    # to renew it: print(as_table())
    assert as_table() in README.read_text()
