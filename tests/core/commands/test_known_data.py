"""Sets that are known by name, from a terminal."""

import json

import pytest

from core.catalogue.data_folders import DATA_VARIABLE
from core.catalogue.known_sets import FASHION_MNIST, KNOWN_SETS
from core.formats.cache_folder import CACHE_VARIABLE
from tests.support.data_server import data_server
from tests.support.known_sets import CREDIT, know, toy_files, toy_set, write_fashion


@pytest.fixture(autouse=True)
def shared(tmp_path, monkeypatch):
    """The only folder with sets in it."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "shared"))
    monkeypatch.setattr("core.catalogue.data_folders.SYSTEM_FOLDERS", ())
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path / "shared"


def test_that_the_list_says_what_is_here(run, shared):
    folder = write_fashion(shared)
    assert run("data")[0] == 0
    code, report, _ = run("data", "--list", "--json")
    assert code == 0
    by_name = {one["name"]: one for one in report["sets"]}
    assert list(by_name) == list(KNOWN_SETS)
    assert by_name["mnist"]["state"] == "built_in"
    fashion = by_name["fashion-mnist"]
    assert (fashion["state"], fashion["place"]) == ("here", str(folder))
    assert fashion["classes"][9] == "Ankle boot"
    assert fashion["licence"].startswith("MIT")
    kmnist = by_name["kmnist"]
    assert (kmnist["state"], kmnist["place"]) == ("downloadable", None)
    assert kmnist["download_bytes"] == 21_240_888
    one = run("data", "cifar-10", "--list", "--json")[1]["sets"]
    assert [known["name"] for known in one] == ["cifar-10"]


def test_that_a_set_trains_by_its_name_and_its_credit_goes_along(run, shared, tmp_path):
    write_fashion(shared)
    path = tmp_path / "run.glassbox"
    code, report, _ = run(
        "train", "--data", "fashion-mnist", "--iterations", "2", "--out", path, "--json"
    )
    assert code == 0
    assert report["steps"] == 2
    shown = run("show", path, "--json")[1]
    assert shown["experiment"]["data"] == "fashion-mnist"
    credit = FASHION_MNIST.credit
    assert shown["data_credit"] == {
        "title": credit.title, "licence": credit.licence, "citation": credit.citation,
        "home": credit.home,
    }  # fmt: skip
    run("show", path)
    told = run("data", "fashion-mnist", "--json")[1]
    assert (told["format"], told["licence"]) == ("idx", credit.licence)
    assert run("evaluate", path, "--json")[1]["per_class"][0]["name"] == "T-shirt/top"
    for name in ("model.safetensors", "model.py", "model.npz"):
        assert run("export", path, tmp_path / name)[0] == 0
    script = (tmp_path / "model.py").read_text()
    assert f"# Licence of the data: {credit.licence}\n" in script
    assert f"# To cite: {credit.citation}\n" in script
    content = (tmp_path / "model.safetensors").read_bytes()
    header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
    assert header["__metadata__"]["data_licence"] == credit.licence
    assert header["__metadata__"]["data_citation"] == credit.citation


def test_that_a_set_is_fetched_on_request_alone(run, refusal, monkeypatch):
    pytest.importorskip("pooch")
    with data_server() as server:
        server.files = toy_files()
        know(monkeypatch, toy_set(server.address))
        code, said = refusal("data", "toys")
        assert code == 1
        assert "“data toys --download”" in said
        assert server.asked == []
        code, report, said = run("data", "toys", "--download", "--json")
        assert (code, report["images"], report["licence"]) == (0, 80, CREDIT.licence)
        assert "Downloading Toys" in said
    assert run("data", "toys", "--download", "--json")[1] == report


def test_that_a_failed_download_says_how_to_use_a_copy(refusal, run, monkeypatch, tmp_path):
    pytest.importorskip("pooch")
    know(monkeypatch, toy_set("http://127.0.0.1:9/"))
    code, said = refusal("data", "toys", "--download")
    assert code == 1
    assert said.endswith("open a local copy instead (data toys --copy PATH)")
    copy = write_fashion(tmp_path / "stick")
    assert run("data", "toys", "--copy", copy, "--json")[1]["images"] == 240
    assert run("train", "--data", "toys", "--iterations", "1", "--json")[0] == 0


@pytest.mark.parametrize("option", [["--download"], ["--copy", "x"], ["--list"]])
def test_that_no_other_name_is_taken(refusal, option):
    code, said = refusal("data", "no-such-set", *option)
    assert code == 1
    assert "no-such-set: expected one of mnist, fashion-mnist" in said


def test_that_a_download_needs_a_name(refusal):
    code, said = refusal("data", "--download")
    assert code != 0
    assert "NAME" in said
