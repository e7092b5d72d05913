import numpy as np
import pytest
from PIL import Image

from core.explanation.catalog import EXPLANATION_METHODS


def arguments(run_path, out, sample="test:3", method="gradient"):
    return ("explain", run_path, "--sample", sample, "--method", method, "--out", out)


@pytest.mark.parametrize("method", EXPLANATION_METHODS)
def test_that_a_map_over_the_image_is_written(run, run_path, tmp_path, method):
    out = tmp_path / "map.npy"
    code, report, _ = run(*arguments(run_path, out, method=method), "--json")
    assert code == 0
    found = np.load(out, allow_pickle=False)
    assert found.shape[:2] == (28, 28)
    assert report["method"] == method
    assert report["target"] in range(10)
    assert report["sum"] == pytest.approx(found.sum())
    assert np.isfinite(report["delta"])
    assert report["against"] is None
    assert (report["steps"] in (64, 128, 256, 512, 1024)) is (method == "integrated-gradients")


def test_that_a_picture_is_written_and_the_class_can_be_named(run, run_path, tmp_path):
    out = tmp_path / "map.png"
    code, report, _ = run(
        *arguments(run_path, out, "validation:0", "occlusion"), "--target", "4", "--json"
    )
    assert code == 0
    assert report["target"] == 4
    with Image.open(out) as picture:
        assert picture.size == (280, 280)


def test_that_both_classes_of_images_of_the_data_are_counted_as_in_the_window(
    run, run_path, tmp_path
):
    deltas = set()
    for place in ("test:0", "training:0", "validation:0"):
        out = tmp_path / f"{place.partition(':')[0]}.npy"
        code, report, _ = run(*arguments(run_path, out, place), "--target", "1", "--json")
        assert code == 0
        deltas.add(report["delta"])
    assert len(deltas) == 3


def test_that_a_file_that_is_there_is_replaced_only_when_asked(
    run, refusal, run_path, tmp_path
):
    out = tmp_path / "map.npy"
    out.write_bytes(b"mine")
    code, said = refusal(*arguments(run_path, out))
    assert code == 1
    assert "--overwrite" in said
    assert out.read_bytes() == b"mine"
    assert run(*arguments(run_path, out), "--overwrite")[0] == 0
    assert np.load(out).shape == (28, 28, 1)


def test_that_a_class_is_set_against_another_and_the_map_adds_up(run, run_path, tmp_path):
    given = ("--target", "4", "--against", "9")
    integrated = "integrated-gradients"
    out = tmp_path / "map.npy"
    _, report, _ = run(*arguments(run_path, out, method=integrated), *given, "--json")
    assert (report["target"], report["against"]) == (4, 9)
    assert report["sum"] == pytest.approx(report["delta"], rel=0.01) or report["steps"] == 1024
    parts = []
    for wanted in ("4", "9"):
        single = tmp_path / f"{wanted}.npy"
        _, alone, _ = run(*arguments(run_path, single), "--target", wanted, "--json")
        parts.append((np.load(single), alone["delta"]))
    assert report["delta"] == pytest.approx(parts[0][1] - parts[1][1], abs=1e-4)
    both = tmp_path / "both.npy"
    code, _, _ = run(*arguments(run_path, both), *given)
    assert code == 0
    np.testing.assert_allclose(np.load(both), parts[0][0] - parts[1][0], atol=1e-5)


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        ({"--sample": "test"}, 1, "as in test:0, received 'test'"),
        ({"--sample": "mine:0"}, 1, "the parts are test, validation, training"),
        ({"--sample": "test:-1"}, 1, "received 'test:-1'"),
        ({"--sample": "test:300"}, 1, "from 0 to 299, received 300"),
        ({"--sample": "test:" + "9" * 60}, 1, "from 0 to 299"),
        ({"--target": "ten"}, 1, "from 0 to 9, received 'ten'"),
        ({"--sample": "test:" + "0" * 40 + "300"}, 1, "from 0 to 299, received 300"),
        ({"--target": "0" * 5000 + "10"}, 1, "a number from 0 to 9, received '0000"),
        ({"--target": "10"}, 1, "from 0 to 9, received '10'"),
        ({"--target": "3", "--against": "three"}, 1, "--against: expected a class"),
        ({"--target": "3", "--against": "3"}, 1, "another class than the explained one"),
        ({"--method": "magic"}, 2, "invalid choice: 'magic'"),
        ({"--out": "map.jpg"}, 1, "ending in .npy"),
        ({"--out": "nowhere/map.npy"}, 1, "does not exist"),
        ({"--step": "7"}, 1, "no step 7"),
    ],
)
def test_that_what_cannot_be_explained_is_one_sentence(
    refusal, run_path, tmp_path, change, code, says, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    command, run_name, *pairs = arguments(run_path, "map.npy")
    options = dict(zip(pairs[::2], pairs[1::2], strict=True)) | change
    given = [word for pair in options.items() for word in pair]
    found, said = refusal(command, run_name, *given)
    assert (found, says in said) == (code, True), said
    assert list(tmp_path.iterdir()) == []
