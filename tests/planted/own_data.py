"""Faults of the readers of one's own data."""

from tests.planted.fault import Fault

NPY, PIXELS = "core/formats/npy_reader.py", "core/datasets/pixel_values.py"
PICKLE, CIFAR = "core/formats/pickled_batch.py", "core/datasets/cifar_batch.py"
READER, TREE = "core/datasets/image_reader.py", "core/datasets/image_tree.py"
FRAME, ZIP = "core/formats/picture_frame.py", "core/formats/zip_member.py"
PROBLEMS, NUMBERS = "core/datasets/data_problems.py", "core/datasets/csv_numbers.py"

FAULTS = (
    Fault(NPY, 'order="F" if is_fortran else "C"', 'order="C"',
          "arrays with columns first are read row by row"),
    Fault(NPY, "if expected > at_most:", "if False:", "an array may announce any size"),
    Fault(PIXELS, "is_fraction and highest <= 1", "False",
          "brightness from 0 to 1 becomes black"),
    Fault("core/datasets/image_arrays.py", "values.transpose(0, 2, 3, 1)",
          "values.transpose(0, 3, 2, 1)", "channels first: images lie on their side"),
    Fault("core/datasets/array_names.py", '("test", "testing", "val"',
          '("val", "test", "testing"', "validation images are taken for the test images"),
    Fault(PICKLE, "if not named.is_known:", "if False:", "a pickle may name anything"),
    Fault(PICKLE, "if not all(type(key) in (str, bytes) for key in keys):", "if False:",
          "keys that take ages to hash are hashed"),
    Fault(CIFAR, "planes.transpose(0, 2, 3, 1)", "planes.transpose(0, 3, 2, 1)",
          "CIFAR's images lie on their side"),
    Fault(CIFAR, "rows[:, before - 1]", "rows[:, 0]", "CIFAR-100 has its coarse classes"),
    Fault("core/datasets/cifar_files.py", "int(match[1] or 0)", "match[1]",
          "batch 10 comes before batch 2"),
    Fault(READER, "np.array(part.labels, np.int64)[is_whole]",
          "np.array(part.labels, np.int64)[: is_whole.sum()]",
          "after a broken image labels are those of others"),
    Fault(READER, "sizes[size], size", "size", "the largest size wins, not the most frequent"),
    Fault(TREE, "key=lambda folder: (int(folder), folder)", "key=str",
          "class 10 comes before class 2"),
    Fault(FRAME, "min(across, down) if fit is PictureFit.FIT else max",
          "max(across, down) if fit is PictureFit.FIT else min", "fit crops and crop fits"),
    Fault("core/formats/picture_bytes.py", "ImageOps.exif_transpose(image)", "image",
          "photos from phones lie on their side"),
    Fault(ZIP, 'or ".." in path.split("/")', "", "a name may lead out of the archive"),
    Fault(ZIP, "if stat.S_ISLNK(member.external_attr >> 16):", "if False:",
          "a link in an archive is read"),
    Fault("core/datasets/image_zip.py", "if total > max(SMALL, MAX_EXPANSION * size):",
          "if False:", "an archive may unpack to any size"),
    Fault(PROBLEMS, "if digest in seen]", "if digest not in seen]",
          "test images that are no copies are called so"),
    Fault(PROBLEMS, "train.labels[first] != train.labels[at]",
          "train.labels[first] == train.labels[at]", "copies with the same label are blamed"),
    Fault(PROBLEMS, "high - low <= NEARLY", "high - low <= NEARLY + 1",
          "images that differ by more are nearly of one colour"),
    Fault(NUMBERS, "np.rint(pixels * HIGHEST, out=pixels)", "np.rint(pixels, out=pixels)",
          "fractions in a table are cut to 0 and 1"),
    Fault("core/datasets/csv_choice.py", "LAST: len(names) - 1", "LAST: 0",
          "the last column is the first one"),
    Fault("core/commands/train.py", "if options.experiment is None:", "if True:",
          "a network from a file is changed to fit"),
)  # fmt: skip
