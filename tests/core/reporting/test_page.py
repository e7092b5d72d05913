"""What a page does with odd runs and odd images."""

from dataclasses import replace

import numpy as np
import pytest

from core.datasets.dataset import Dataset, LabelledImages
from core.documents.recipe import Recipe
from core.documents.run_document import RunDocument
from core.documents.stored_run import StoredRun
from core.documents.weights_digest import weights_digest
from core.errors import Cancelled
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.presets import SEED_CNN
from core.reporting.page import MOST_BYTES, report_page
from core.reporting.run_findings import RunFindings
from core.reporting.run_story import run_story
from core.training.build import session_for
from core.training.session_state import capture
from tests.support.html_page import HtmlPage

RNG = np.random.default_rng(8)


def dataset(shape, names, count=60):
    def part(number):
        return LabelledImages(
            RNG.integers(0, 255, (number, *shape), dtype=np.uint8),
            (np.arange(number) % len(names)).astype(np.uint8),
        )

    return Dataset("some", part(count), part(count), tuple(names))


def document(path, layers, data):
    network = NetworkSpec(data.image_shape, layers)
    experiment = SEED_CNN.replace(network=network, batch_size=8)
    state = capture(session_for(experiment, data, threads=1))
    RunDocument.create(path, Recipe.for_run(experiment, data), state).close()
    return StoredRun(path)


def quiet(share, text):
    pass


def page_of(path, layers, data, progress=quiet):
    with document(path / "a.glassbox", layers, data) as run:
        content = report_page(run, data, progress)
    page = HtmlPage(content)
    page.check()
    return page


@pytest.mark.slow  # convolutions of large images
def test_that_large_colour_images_and_many_maps_stay_within_3_mb(tmp_path):
    names = [f"<class {at}>" for at in range(45)]
    layers = (Conv2DSpec(40), Conv2DSpec(40), FlattenSpec(), DenseSpec(45), SoftmaxSpec())
    page = page_of(tmp_path, layers, dataset((96, 80, 3), names, 50))
    assert len(page.source) <= MOST_BYTES
    assert "<class 3>" in page.text
    assert "The first 32 of 40." in page.text
    assert "The 40 of 45 classes with the lowest F1." in page.text


def test_that_a_network_of_one_layer_and_two_classes_has_a_page(tmp_path):
    layers = (FlattenSpec(), DenseSpec(2), SoftmaxSpec())
    page = page_of(tmp_path, layers, dataset((1, 1, 1), "ab", 20))
    assert "true class" in page.text


def test_that_two_channels_are_drawn_as_one(tmp_path):
    layers = (Conv2DSpec(2, kernel_size=(2, 2)), FlattenSpec(), DenseSpec(3), SoftmaxSpec())
    data = replace(dataset((4, 5, 2), "abc", 20), notes=("20 images of 8×9 were cropped.",))
    assert "20 images of 8×9 were cropped." in page_of(tmp_path, layers, data).text


def test_that_images_that_do_not_fit_are_named_and_the_rest_is_there(tmp_path):
    own = dataset((5, 5, 1), "abc")
    layers = (FlattenSpec(), DenseSpec(3), SoftmaxSpec())
    with document(tmp_path / "a.glassbox", layers, own) as run:
        page = HtmlPage(report_page(run, dataset((6, 6, 1), "abc"), quiet))
    page.check()
    assert "some: " in page.text
    assert "What it takes for what" not in page.text
    assert "Recipe" in page.text


def test_that_the_digest_is_of_the_last_weights_whichever_are_shown(tmp_path, monkeypatch):
    data = dataset((8, 8, 1), ["a", "b"])
    layers = (FlattenSpec(), DenseSpec(2), SoftmaxSpec())
    with document(tmp_path / "a.glassbox", layers, data) as run:
        last = run.last
        others = {path: value + 1 for path, value in last.values.items()}
        monkeypatch.setattr(StoredRun, "best", replace(last, values=others))
        story = run_story(run)
        assert story.weights.values is others
        assert story.digest == weights_digest(run.experiment.network, last.values)
        assert story.digest != weights_digest(run.experiment.network, others)


def test_that_giving_up_makes_no_page(tmp_path):
    def give_up(share, text):
        if text == "Judging":
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        page_of(tmp_path, (FlattenSpec(), DenseSpec(3), SoftmaxSpec()),
                dataset((5, 5, 1), "abc"), give_up)  # fmt: skip


def test_that_an_open_document_stays_open(tmp_path):
    data = dataset((5, 5, 1), "abc")
    document(
        tmp_path / "a.glassbox", (FlattenSpec(), DenseSpec(3), SoftmaxSpec()), data
    ).close()
    held = RunDocument(tmp_path / "a.glassbox")
    held.begin_writing()
    with StoredRun(held.path, held) as run:
        assert b"It has taken no step yet" in report_page(run, data, quiet)
    assert held.is_writing
    held.close()


def test_that_ink_is_drawn_dark_and_a_grey_photograph_as_it_is():
    for paper, channels, expected in ((0, 1, (4, 5)), (200, 1, (4, 5, 3)), (0, 3, (4, 5, 3))):
        images = np.full((9, 4, 5, channels), paper, np.uint8)
        images[:, 1, 2] = 255
        data = Dataset("d", LabelledImages(images, np.zeros(9, np.int64)), None, ("a",), ())
        drawn = RunFindings(data, None, None, None, (), False).picture_of(images[0])
        assert drawn.shape == expected
        assert drawn[1, 2].max() == 1
        assert drawn[0, 0].max() == np.float32(paper) / np.float32(255)
