"""Every download of these tests comes from this computer and goes to a folder of the test."""

import pytest

from core.catalogue.data_folders import DATA_VARIABLE
from core.formats.cache_folder import CACHE_VARIABLE
from tests.support.data_server import data_server


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """The cache folder; nothing else on this computer holds sets."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    monkeypatch.setattr("core.catalogue.data_folders.SYSTEM_FOLDERS", ())
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path / "cache"


@pytest.fixture
def server():
    with data_server() as one:
        yield one
