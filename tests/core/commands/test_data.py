"""What the command data says about files, whole and broken."""

import numpy as np

from core.datasets.label_changes import LabelChange, LabelChanges
from core.datasets.label_file import file_beside, write_changes
from core.datasets.loading import load_dataset
from core.datasets.loading_watch import LoadingWatch
from core.datasets.source_digest import source_digest
from core.documents.dataset_digest import dataset_digest
from tests.support.data_files import real_digits, write_kaggle_csv

KEYS = {
    "format", "images", "shape", "classes", "class_counts", "value_range", "problems",
    "digest", "training_images", "test_images", "licence", "citation",
    "label_file", "corrected_labels", "corrections_applied",
}  # fmt: skip


def test_that_a_folder_is_told_about_in_full(run, idx_folder):
    code, report, _ = run("data", idx_folder, "--json")
    dataset = load_dataset(str(idx_folder))
    labels = np.concatenate([dataset.train.labels, dataset.test.labels]).tolist()
    assert code == 0
    assert set(report) == KEYS
    assert report["images"] == 1300
    assert report["shape"] == [28, 28, 1]
    assert report["classes"] == [str(digit) for digit in range(10)]
    assert report["class_counts"] == [labels.count(digit) for digit in range(10)]
    assert report["value_range"] == [0, 255]
    assert report["digest"] == dataset_digest(dataset)
    assert report["problems"] == []


def test_that_corrected_labels_beside_the_data_are_told_and_count_where_named(run, idx_folder):
    plain = load_dataset(str(idx_folder))
    label = int(plain.train.labels[3])
    path = file_beside(str(idx_folder))
    change = LabelChange("train", 3, label, (label + 1) % 10)
    digest = source_digest(str(idx_folder), plain.train.labels, LoadingWatch())
    write_changes(path, LabelChanges(digest, (change,)))
    _, beside, _ = run("data", idx_folder, "--json")
    assert (beside["label_file"], beside["corrected_labels"]) == (str(path), 1)
    assert not beside["corrections_applied"]
    assert beside["digest"] == dataset_digest(plain)
    _, named, _ = run("data", f"{idx_folder} + {path}", "--json")
    assert (named["label_file"], named["corrected_labels"]) == (str(path), 1)
    assert named["corrections_applied"]
    assert named["digest"] != beside["digest"]
    assert named["format"] == beside["format"]
    assert named["class_counts"][label] == beside["class_counts"][label] - 1
    write_changes(path, LabelChanges("0" * 64, (change,)))
    _, foreign, _ = run("data", idx_folder, "--json")
    assert "belong to other images or labels" in foreign["problems"][-1]


def test_that_a_table_without_labels_is_no_trouble_but_said(run, unlabelled_csv):
    code, report, _ = run("data", unlabelled_csv, "--json")
    assert code == 0
    assert report["images"] == 100
    assert report["class_counts"] is None
    assert "no labels" in report["problems"][0]


def test_that_missing_classes_and_blank_images_are_problems(run, tmp_path):
    images, _ = real_digits()
    images = images[:6].copy()
    images[2] = 0
    labels = np.array([1, 1, 2, 3, 4, 5])
    path = write_kaggle_csv(tmp_path / "train.csv", images, labels)
    _, report, _ = run("data", path, "--json")
    assert "5 classes: 0, 6, 7, 8, 9" in report["problems"][0]
    assert report["problems"][1].startswith("1 training image is")


def test_that_a_broken_file_is_one_sentence(refusal, unlabelled_csv, tmp_path):
    lines = unlabelled_csv.read_text().splitlines()
    lines[5] = lines[5].replace("0", "x", 1)
    broken = tmp_path / "broken.csv"
    broken.write_text("\n".join(lines))
    code, said = refusal("data", broken)
    assert code == 1
    assert "broken.csv, line 6" in said
    assert refusal("data", tmp_path / "nowhere")[0] == 1
