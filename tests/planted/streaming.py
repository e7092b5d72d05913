"""Faults of data sets that are kept in a file, and of short ways to read them."""

from tests.planted.fault import Fault

FILE, STORED = (
    "core/datasets/streaming/pixel_file.py",
    "core/datasets/streaming/stored_dataset.py",
)
LAYOUT, GROWING = (
    "core/datasets/streaming/layout.py",
    "core/datasets/streaming/growing_images.py",
)
STORAGE, CACHE = (
    "core/datasets/streaming/image_storage.py",
    "core/datasets/streaming/image_cache.py",
)
WITHIN, FACTS = (
    "core/datasets/streaming/within_memory.py",
    "core/datasets/streaming/source_facts.py",
)
PNG, ROWS, ZIP = (
    "core/formats/plain_png.py",
    "core/datasets/plain_rows.py",
    "core/formats/zip_directory.py",
)

SETS = "tests/core/datasets/streaming/test_streamed_sets.py"
KEPT = "tests/core/datasets/streaming/test_image_cache.py"
WATCHING = {
    **dict.fromkeys((GROWING, STORAGE, WITHIN, FACTS), (SETS,)),
    **dict.fromkeys((CACHE, LAYOUT, FILE, STORED), (KEPT,)),
}

FAULTS = (
    Fault(LAYOUT, "if hashlib.sha256(content).digest() != digest:", "if False:",
          "a changed description is believed"),
    Fault(STORED, 'found.get("key") != key', "False", "the images of another source are taken"),
    Fault(STORED, "if blocks and _sum(view, region, int(at)) != region.sums[at]:", "if False:",
          "changed pixels are believed"),
    Fault(STORED, "int(part.labels.max()) >= len(names)", "False",
          "labels of no class are believed"),
    Fault(FILE, "zlib.crc32(part, self._sums[-1])", "zlib.crc32(part)",
          "a check sum is that of the last piece alone"),
    Fault(FILE, "if self._end + len(content) > self._most:", "if False:",
          "a file may be larger than all the room"),
    Fault(FILE, "self.path.unlink()", "pass", "what was given up stays on the disk"),
    Fault(GROWING, "self._pieces.append(piece.copy())", "self._pieces.append(piece[:0])",
          "images are lost on their way to the file"),
    Fault(STORAGE, "self._taken <= self._most", "self._taken < 2 * self._most",
          "twice the share of memory is taken"),
    Fault(STORAGE, "before, self._file, self._regions = self._file, None, []", "pass",
          "images that are not used stay in the file"),
    Fault(STORAGE, "if images is part.images]", "]", "the test images are the training images"),
    Fault(CACHE, "if _is_in_the_making(path):\n                continue",
          "if False:\n                continue", "a file that is being written is emptied"),
    Fault(CACHE, "os.utime(path)  # used", "pass  # used", "the set in use makes room first"),
    Fault(WITHIN, "_check_unchanged(facts, _facts(description, watch, 1.0))", "pass",
          "a folder that changes while it is read is not noticed"),
    Fault(WITHIN, "same.to_plain(), sorted", "sorted", "other choices find the same images"),
    Fault(WITHIN, "        storage.abandon()", "        pass",
          "a cancel leaves half a file behind"),
    Fault(FACTS, "or _RUNS in entry.name", "", "a run in the folder of its data changes it"),
    Fault(FACTS, "facts = file.stat()", "facts = Path().stat()",
          "a changed file finds the old images"),
    Fault(PNG, "zlib.crc32(memoryview(content)[at + 4 : body]) == expected", "True",
          "damaged files are read"),
    Fault(PNG, "or interlaced:", "or False:", "interlaced files are read row by row"),
    Fault(PNG, "elif pieces or _HARMLESS.get(kind) != length:", "elif pieces:",
          "what can be seen through is opaque"),
    Fault(ROWS, "np.uint8(_TEN * _TEN)", "np.uint8(_TEN)", "hundreds are tens"),
    Fault(ROWS, "or (low * (high == 2)).max() > 55", "", "256 is read as 0"),
    Fault(ZIP, "and zlib.crc32(content) != entry.CRC", "and False",
          "changed files of an archive are read"),
    Fault(ZIP, "or raw_name != entry.raw_name", "", "a file of another name is read"),
)  # fmt: skip
