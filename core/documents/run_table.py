"""The one row of a document that says which run it is."""

from __future__ import annotations

import hashlib
import sqlite3

from core.documents.document_file import DocumentFile
from core.documents.labels import Labels
from core.documents.plain_data import from_json, to_json
from core.documents.recipe import Recipe, recipe_from_json, recipe_to_json
from core.errors import LoadError, SpecError
from core.formats.file_access import short_name

MAX_CHARACTERS = 1_000_000


class RunTable:
    """Reads recipe and labels.

    Parameters
    ----------
    file : DocumentFile

    Attributes
    ----------
    recipe : Recipe
    labels : Labels

    Raises
    ------
    LoadError
        If they are damaged, or not understood by this version.
    """

    def __init__(self, file: DocumentFile) -> None:
        name = short_name(file.path)
        found = file.rows(
            "SELECT CASE WHEN length(recipe) <= ? THEN recipe END, "
            "CASE WHEN length(labels) <= ? THEN labels END, digest FROM run WHERE id = 1",
            MAX_CHARACTERS,
            MAX_CHARACTERS,
        )
        if not found or not all(isinstance(text, str) for text in found[0][:2]):
            raise LoadError(f"{name}: this file is damaged: it does not say which run it holds")
        recipe, labels, digest = found[0]
        if digest != _digest(recipe, labels):
            raise LoadError(f"{name}: this file is damaged: it does not say which run it holds")
        try:
            self.recipe: Recipe = recipe_from_json(recipe)
            self.labels: Labels = from_json(labels, Labels, "run")
        except SpecError as error:
            raise LoadError(f"{name}: {error}"[:300]) from None

    @staticmethod
    def write(connection: sqlite3.Connection, recipe: Recipe, labels: Labels) -> None:
        """Write the row anew, inside a transaction of the caller."""
        texts = recipe_to_json(recipe), to_json(labels)
        connection.execute(
            "INSERT OR REPLACE INTO run VALUES (1, ?, ?, ?)", (*texts, _digest(*texts))
        )


def _digest(recipe: str, labels: str) -> bytes:
    content = recipe.encode("utf-8", "replace")
    return hashlib.sha256(
        len(content).to_bytes(8, "little") + content + labels.encode("utf-8", "replace")
    ).digest()
