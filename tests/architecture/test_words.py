"""Names are plain technical English: words that a newcomer would not search for stay out."""

import ast
import re

import pytest

from tests.architecture.import_graph import source_files

#: Pictures instead of what is done: set, add, report, announce, take over, make, show.
ODD = frozenset(
    {"tell", "tells", "telling", "told", "hear", "hears", "heard", "wear", "wears", "worn"}
    | {"adopt", "adopts", "adopted", "furnish", "furnisher", "furnished", "hush", "hushed"}
    | {"clerk", "scribe", "desk", "scout", "turnstile", "somebody", "anybody", "nobody"}
    | {"whoever"}
)
PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
#: In docstrings and comments.
VAGUE = re.compile(r"\b(somebody|anybody|nobody|everybody|whoever)\b", re.IGNORECASE)
FILES = [path for top in ("core", "gui") for path in source_files(top)]


def names_in(tree):
    """Yield what a file defines or uses: classes, functions, arguments, variables, fields."""
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.Name(id=name) | ast.Attribute(attr=name):
                yield name
            case ast.keyword(arg=str(name)) | ast.alias(asname=str(name)):
                yield name


def odd_parts(name):
    return {part.lower() for part in PART.findall(name)} & ODD


def classes_of(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node.name for node in tree.body if isinstance(node, ast.ClassDef)]


def names_of(path):
    names = {path.stem, *names_in(ast.parse(path.read_text(encoding="utf-8")))}
    return names - {"tell"} if "seek" in names else names  # as Python's files have it


@pytest.mark.parametrize("top", ["core", "gui"])
def test_that_names_are_plain_words(top):
    found = {
        f"{path.name}: {name}"
        for path in source_files(top)
        for name in names_of(path)
        if odd_parts(name)
    }
    assert found == set()


def test_that_sentences_say_who():
    found = [
        f"{path.name}: {line.strip()}"
        for path in FILES
        for line in path.read_text(encoding="utf-8").splitlines()
        if VAGUE.search(line)
    ]
    assert found == []


def test_that_no_two_public_classes_share_a_name():
    homes = {}
    for path in FILES:
        for name in classes_of(path):
            if not name.startswith("_"):
                homes.setdefault(name, []).append(path.name)
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("_tell_all", {"tell"}),
        ("LedgerClerk", {"clerk"}),
        ("TELL_TROUBLE", {"tell"}),
        ("batch_desk", {"desk"}),
        ("linear_earning", set()),
        ("IntelMath", set()),
        ("desktop", set()),
    ],
)
def test_that_only_whole_parts_of_a_name_count(name, odd):
    assert odd_parts(name) == odd
