"""Settings are never kept on the null device: Qt would put a plain file in its place."""

import re

from tests.architecture.one_reading import ROOT, source_files

KEPT_NOWHERE = re.compile(r"QSettings\(\s*(?:str\()?\s*(?:os\.devnull|[\"']/dev/null)")


def test_that_no_settings_are_kept_on_the_null_device():
    tops = ("benchmarks", "core", "gui", "packaging", "tests")
    files = [path for top in tops for path in source_files(top)]
    assert [path.relative_to(ROOT).as_posix() for path in files
            if KEPT_NOWHERE.search(path.read_text(encoding="utf-8"))] == []  # fmt: skip


def test_that_the_search_finds_such_settings():
    assert KEPT_NOWHERE.search("store = QSettings(os." + "devnull, QSettings.Format.IniFormat)")
