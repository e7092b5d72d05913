"""Files are written by `AtomicFile`, and by nothing else but what is listed here."""

import ast

import pytest

from tests.architecture.one_reading import findings, read, search

#: Who may write in another way, and why.
MAY_WRITE = {
    "core/formats/atomic_file.py": "is the writer",
    "core/datasets/streaming/pixel_file.py": "says at the end, in one step, that it is whole",
    "core/catalogue/downloader.py": "writes into a folder that gets its name when all is there",
    "core/catalogue/unpacking.py": "writes into a folder that gets its name when all is there",
    "core/documents/shelter.py": "repairs a copy in a folder that goes at once",
    "gui/theme/icons.py": "writes into a folder that goes with the process",
}
WRITERS = frozenset(
    ("write_text", "write_bytes", "QSaveFile", "savez", "savez_compressed", "savetxt", "tofile")
)
COPIERS = frozenset(("copy", "copy2", "copyfile", "move"))
#: What pictures may be saved to: memory.
IN_MEMORY = frozenset(("buffer", "content"))
PICTURE_FORMATS = frozenset(("PNG", "GIF", "JPEG", "SVG"))


@search
def writes(source):
    """Return what writes a file in a piece of code, and in which line."""
    return [(node.lineno, found) for node in source.of(ast.Call) if (found := _writer(node))]


def _writer(call):
    function = call.func
    name = getattr(function, "attr", getattr(function, "id", ""))
    owner = getattr(getattr(function, "value", None), "id", "")
    if name in WRITERS or (name in COPIERS and owner == "shutil"):
        return name
    if name == "save":
        first = call.args[0] if call.args else None
        texts = {arg.value for arg in call.args[1:] if isinstance(arg, ast.Constant)}
        is_named = isinstance(first, ast.Call) and getattr(first.func, "id", "") == "str"
        to_memory = getattr(first, "id", "") in IN_MEMORY
        if owner in ("np", "numpy") or is_named or (texts & PICTURE_FORMATS and not to_memory):
            return "save"
    if name in ("open", "fdopen") and owner != "os":
        words = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
        modes = [word.value for word in words if isinstance(word, ast.Constant)]
        if any(isinstance(mode, str) and _is_for_writing(mode) for mode in modes):
            return "open"
    if name == "setOutputDevice" or name == "setFileName":
        return None if getattr(call.args[0], "id", "") in IN_MEMORY else name
    return None


def _is_for_writing(mode):
    return len(mode) <= 3 and set(mode) <= set("rwaxbt+") and bool(set(mode) & set("wax+"))


def test_that_nothing_but_the_one_writer_writes_files():
    assert {n: lines for n, lines in findings(writes).items() if n not in MAY_WRITE} == {}


@pytest.mark.parametrize("name", MAY_WRITE)
def test_that_who_may_write_still_does(name):
    assert findings(writes)[name]


@pytest.mark.parametrize(
    "source",
    [
        "open(path, 'w')",
        "path.open('xb')",
        "open(path, mode='ab')",
        "path.open(mode='r+')",
        "path.write_text('x')",
        "Path(name).write_bytes(b'x')",
        "QSaveFile(name)",
        "np.save(path, array)",
        "np.savez(path, array)",
        "array.tofile(path)",
        "picture.save(str(path))",
        "image.save(target, 'PNG')",
        "shutil.copyfile(a, b)",
        "generator.setFileName(name)",
    ],
)
def test_that_a_writer_is_seen(source):
    assert writes(read(source))


@pytest.mark.parametrize(
    "source",
    [
        "open(path)",
        "path.open('rb')",
        "painter.save()",
        "document.save(state, step)",
        "image.save(buffer, 'PNG')",
        "generator.setOutputDevice(buffer)",
        "webbrowser.open(url)",
    ],
)
def test_that_what_writes_no_file_is_let_be(source):
    assert not writes(read(source))
