"""Faults of what is said of data, and of what is made of it."""

from tests.planted.fault import Fault

DESCRIPTION, EXTRA = "core/data_description.py", "core/data_extra.py"
PREPARED, CHOSEN = "core/datasets/description.py", "core/datasets/chosen_images.py"
ASIDE, STANDARD = "core/datasets/set_aside.py", "core/training/standardising.py"
LABELS, TABLE = "core/datasets/label_numbers.py", "core/datasets/label_table.py"
TAR, ACCESS = "core/formats/tar_members.py", "core/formats/file_access.py"
PICTURES = "core/drawing/picture_predictions.py"
CHOICE = "core/datasets/csv_choice.py"

FAULTS = (
    Fault(DESCRIPTION, "return self if self.has_choices else self.source", "return self",
          "the same data said in two ways is not equal"),
    Fault(DESCRIPTION, "0 < split <= LARGEST_SHARE", "0 <= split <= LARGEST_SHARE",
          "nothing may be set aside for testing"),
    Fault(EXTRA, "if value is not None", "if value", "a table without header is forgotten"),
    Fault("core/experiment.py", "version, data[\"data\"] = VERSION, experiment.data.to_plain()",
          "data[\"data\"] = experiment.data.to_plain()",
          "choices are written as version 1, which knows none"),
    Fault("core/experiment.py", "not 1 <= version <= VERSION", "not 1 <= version",
          "experiments of a later version are taken for known ones"),
    Fault(PREPARED, "len(names) <= highest", "len(names) < highest",
          "the last class may be without a name"),
    Fault(PREPARED, "[places.get(name, 0) for name in other.class_names]",
          "[at for at, name in enumerate(other.class_names)]",
          "test images of another source have classes by number"),
    Fault(PREPARED, "if wanted is None or wanted is was_turned:", "if wanted is None:",
          "EMNIST is turned twice"),
    Fault(CHOSEN, "lambda one: ~one", "lambda one: one", "inverted images are not"),
    Fault("core/formats/picture_frame.py", "pixels[..., :COLOR]", "pixels[..., ::-1]",
          "red and blue are exchanged"),
    Fault(ASIDE, "for label in np.unique(labels):", "for label in np.unique(labels)[:1]:",
          "only the first class is set aside"),
    Fault(ASIDE, "_taken(dataset.train, np.flatnonzero(~is_test), storage, check)",
          "dataset.train",
          "test images are trained on"),
    Fault(STANDARD, "piece = images[rows[first : first + _PIECE]]",
          "piece = images[first : first + len(rows)]",
          "moments are those of the first images, not of those trained on"),
    Fault(STANDARD, "variance / 255**2", "variance / 255", "the spread is too large"),
    Fault(STANDARD, "if one else 255.0**2", "if one else 0.0",
          "a channel of one colour is divided by nothing"),
    Fault(STANDARD, "(at + by, channel)", "(at, channel)",
          "marked channels stay where another layer is now"),
    Fault("core/training/build.py", "    check_standardiser(experiment)\n", "",
          "data is trained on that was to be standardised and is not"),
    Fault(LABELS, "if highest <= _HIGHEST_BYTE", "if highest < _HIGHEST_BYTE",
          "labels of 255 change their type, and old data its digest"),
    Fault("core/datasets/csv_numbers.py", "values[:, 0].max() > HIGHEST_LABEL",
          "values[:, 0].max() > HIGHEST", "labels above 255 are refused in a table"),
    Fault(CHOICE, "choice.separator or likely_separator(line)",
          "likely_separator(line)", "a chosen separator is of no effect"),
    Fault(CHOICE, "if named is not None:", "if False:",
          "a column called label is taken for a pixel"),
    Fault(TABLE, "places[meant] = None if meant in places else at", "places[meant] = at",
          "a name of two pictures means the last one"),
    Fault(TABLE, "if 2 * len(found) < len(ways) or not found:", "if not found:",
          "a table of a few pictures hides the folders of all others"),
    Fault(TABLE, "is_test if said is Purpose.UNKNOWN else said is Purpose.TEST", "is_test",
          "the column that says what is for testing is not read"),
    Fault(TAR, 'or ".." in path.split("/")', "", "a name may lead out of a tar archive"),
    Fault(TAR, "if member.issym() or member.islnk():", "if member.issym():",
          "a hard link in an archive is read"),
    Fault(TAR, "if passed > MAX_BYTES:", "if False:", "a tar archive may be of any length"),
    Fault(ACCESS, "(before.st_size, before.st_mtime_ns) !=", "(before.st_size, 0) ==",
          "a file that changes is not noticed"),
    Fault(PICTURES, "shape[2] == COLOR or (is_chosen", "(is_chosen",
          "photos are taken for drawings"),
    Fault(PICTURES, "class_names[one.label] if is_named",
          "str(one.label) if is_named", "predictions are numbers instead of names"),
    Fault("core/commands/data_of_run.py",
          "_named(DataDescription.of(with_source(experiment.data, named)), bar)",
          "load_dataset(named)", "other data is not prepared as that of the run was"),
)  # fmt: skip

#: Tests of faults in files whose own test has another name, by file.
WATCHING = {
    "core/formats/picture_frame.py": ["tests/core/datasets/test_description.py"],
    "core/data_extra.py": ["tests/core/test_data_description.py"],
    "core/experiment.py": [
        "tests/core/test_data_description.py",
        "tests/core/test_experiment.py",
    ],
    "core/datasets/chosen_images.py": ["tests/core/datasets/test_description.py"],
    "core/datasets/set_aside.py": ["tests/core/datasets/test_description.py"],
    "core/datasets/label_numbers.py": ["tests/core/datasets/test_many_classes.py"],
    "core/formats/tar_members.py": ["tests/core/datasets/test_cifar_archive.py"],
    "core/formats/file_access.py": ["tests/core/formats/test_changed_file.py"],
    "core/commands/data_of_run.py": ["tests/core/commands/test_described_data.py"],
    "core/drawing/picture_predictions.py": [
        "tests/core/commands/test_described_data.py",
        "tests/core/commands/test_predict_pictures.py",
    ],
    "core/datasets/csv_numbers.py": ["tests/core/datasets/test_many_classes.py"],
    "core/datasets/csv_choice.py": [
        "tests/core/datasets/test_csv_choice.py",
        "tests/core/datasets/test_description.py",
    ],
    "core/training/build.py": ["tests/core/training/test_standardising.py"],
}
