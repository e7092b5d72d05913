"""The sets of data that are known by name.

Digests and sizes are those that the makers of TensorFlow Datasets publish for the same files
(``tensorflow_datasets/url_checksums``).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.catalogue.data_credit import DataCredit
from core.catalogue.known_set import KnownSet
from core.catalogue.remote_file import RemoteFile

GREY = (28, 28, 1)
COLOR = (32, 32, 3)
MNIST_FILES = (
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
)
CIFAR10_FILES = (*(f"data_batch_{at}.bin" for at in range(1, 6)), "test_batch.bin")
CIFAR100_FILES = ("train.bin", "test.bin")
_FASHION = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"
_KMNIST = "http://codh.rois.ac.jp/kmnist/dataset/kmnist/"
_TORONTO = "https://www.cs.toronto.edu/~kriz/"
_LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_KRIZHEVSKY = (
    "A. Krizhevsky: Learning Multiple Layers of Features from Tiny Images. Technical report, "
    "University of Toronto, 2009"
)
_COHEN = (
    "G. Cohen, S. Afshar, J. Tapson, A. van Schaik: EMNIST: an extension of MNIST to "
    "handwritten letters. arXiv:1702.05373, 2017"
)
#: The page of CIFAR and that of EMNIST ask for a citation, and name no licence.
_NO_LICENCE = "none is stated; the authors ask to be cited"


def _emnist_files(split: str) -> tuple[str, ...]:
    return tuple(
        f"emnist-{split}-{part}-{what}-ubyte.gz"
        for part in ("train", "test")
        for what in ("images-idx3", "labels-idx1")
    )


#: One archive holds all of EMNIST; what is known by name here is taken out of it.
EMNIST_ARCHIVE = RemoteFile(
    "gzip.zip",
    (
        "https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip",
        "https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST/gzip.zip",
    ),
    "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e",
    561_753_746,
    (*_emnist_files("letters"), *_emnist_files("balanced")),
)
MNIST_SET = KnownSet(
    name="mnist",
    about="handwritten digits",
    shape=GREY, class_count=10, train_count=60_000, test_count=10_000,
    credit=DataCredit(
        "MNIST",
        "CC BY-SA 3.0",
        "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-Based Learning Applied to "
        "Document Recognition. Proceedings of the IEEE 86(11), 1998",
        "http://yann.lecun.com/exdb/mnist/",
    ),
    class_names=tuple("0123456789"),
    labels_sha256="1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
)  # fmt: skip
FASHION_MNIST = KnownSet(
    name="fashion-mnist",
    about="clothes, shoes and bags",
    shape=GREY, class_count=10, train_count=60_000, test_count=10_000,
    credit=DataCredit(
        "Fashion-MNIST",
        "MIT, © 2017 Zalando SE",
        "H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST: a Novel Image Dataset for Benchmarking "
        "Machine Learning Algorithms. arXiv:1708.07747, 2017",
        "https://github.com/zalandoresearch/fashion-mnist",
    ),
    class_names=("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt",
                 "Sneaker", "Bag", "Ankle boot"),
    folder="fashion-mnist",
    files=MNIST_FILES,
    needs="Debian's package dataset-fashion-mnist",
    remote=tuple(
        RemoteFile(name, (f"{_FASHION}{name}",), digest, size)
        for name, digest, size in (
            ("train-images-idx3-ubyte.gz",
             "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84", 26_421_880),
            ("train-labels-idx1-ubyte.gz",
             "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845", 29_515),
            ("t10k-images-idx3-ubyte.gz",
             "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073", 4_422_102),
            ("t10k-labels-idx1-ubyte.gz",
             "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5", 5_148),
        )
    ),
    labels_sha256="657fbd221bfc9f4198cc14b5619cc33ec57c58dd0e47af4d99d6650759e869a7",
)  # fmt: skip
KMNIST = KnownSet(
    name="kmnist",
    about="old Japanese cursive writing",
    shape=GREY, class_count=10, train_count=60_000, test_count=10_000,
    credit=DataCredit(
        "Kuzushiji-MNIST",
        "CC BY-SA 4.0, KMNIST dataset (created by CODH)",
        "T. Clanuwat, M. Bober-Irizar, A. Kitamoto, A. Lamb, K. Yamamoto, D. Ha: Deep Learning "
        "for Classical Japanese Literature. arXiv:1812.01718, 2018",
        "http://codh.rois.ac.jp/kmnist/",
    ),
    class_names=("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
    folder="kmnist",
    files=MNIST_FILES,
    remote=tuple(
        RemoteFile(name, (f"{_KMNIST}{name}",), digest, size)
        for name, digest, size in (
            ("train-images-idx3-ubyte.gz",
             "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4", 18_165_135),
            ("train-labels-idx1-ubyte.gz",
             "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17", 29_497),
            ("t10k-images-idx3-ubyte.gz",
             "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5", 3_041_136),
            ("t10k-labels-idx1-ubyte.gz",
             "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c", 5_120),
        )
    ),
)  # fmt: skip
EMNIST_LETTERS = KnownSet(
    name="emnist-letters",
    about="handwritten letters, A to Z",
    shape=GREY, class_count=26, train_count=124_800, test_count=20_800,
    credit=DataCredit(
        "EMNIST letters", _NO_LICENCE, _COHEN,
        "https://www.nist.gov/itl/products-and-services/emnist-dataset",
    ),
    class_names=_LETTERS,
    first_label=1,
    folder="emnist",
    files=_emnist_files("letters"),
    reads="emnist-letters-train-images-idx3-ubyte.gz",
    remote=(EMNIST_ARCHIVE,),
)  # fmt: skip
EMNIST_BALANCED = KnownSet(
    name="emnist-balanced",
    about="handwritten digits and letters",
    shape=GREY, class_count=47, train_count=112_800, test_count=18_800,
    credit=DataCredit(
        "EMNIST balanced", _NO_LICENCE, _COHEN,
        "https://www.nist.gov/itl/products-and-services/emnist-dataset",
    ),
    # small letters that look like the capital one share its class
    class_names=(*"0123456789", *_LETTERS, *"abdefghnqrt"),
    folder="emnist",
    files=_emnist_files("balanced"),
    reads="emnist-balanced-train-images-idx3-ubyte.gz",
    remote=(EMNIST_ARCHIVE,),
)  # fmt: skip
CIFAR10 = KnownSet(
    name="cifar-10",
    about="small colour photos of animals and vehicles",
    shape=COLOR, class_count=10, train_count=50_000, test_count=10_000,
    credit=DataCredit(
        "CIFAR-10", _NO_LICENCE, _KRIZHEVSKY, "https://www.cs.toronto.edu/~kriz/cifar.html"
    ),
    class_names=("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse",
                 "ship", "truck"),
    folder="cifar-10",
    files=CIFAR10_FILES,
    remote=(
        RemoteFile(
            "cifar-10-binary.tar.gz", (f"{_TORONTO}cifar-10-binary.tar.gz",),
            "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd", 170_052_171,
            (*CIFAR10_FILES, "batches.meta.txt"),
        ),
    ),
)  # fmt: skip
CIFAR100 = KnownSet(
    name="cifar-100",
    about="small colour photos of a hundred kinds",
    shape=COLOR, class_count=100, train_count=50_000, test_count=10_000,
    credit=DataCredit(
        "CIFAR-100", _NO_LICENCE, _KRIZHEVSKY, "https://www.cs.toronto.edu/~kriz/cifar.html"
    ),
    folder="cifar-100",
    files=CIFAR100_FILES,
    remote=(
        RemoteFile(
            "cifar-100-binary.tar.gz", (f"{_TORONTO}cifar-100-binary.tar.gz",),
            "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec", 168_513_733,
            (*CIFAR100_FILES, "fine_label_names.txt"),
        ),
    ),
)  # fmt: skip
DIGITS_8X8 = KnownSet(
    name="digits-8x8",
    about="handwritten digits of 64 pixels",
    shape=(8, 8, 1), class_count=10, train_count=1_797, test_count=0,
    credit=DataCredit(
        "Digits of 8×8 pixels",
        "CC BY 4.0",
        "E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits. UCI Machine "
        "Learning Repository, 1998",
        "https://archive.ics.uci.edu/dataset/80/",
    ),
    class_names=tuple("0123456789"),
    full_ink=16,
    folder="digits",
    files=("digits.csv.gz",),
    reads="digits.csv.gz",
    python_package=("sklearn", "datasets", "data"),
    needs="the Python package scikit-learn",
)  # fmt: skip

#: Closed on purpose, in the order in which they are listed.
KNOWN_SETS: Mapping[str, KnownSet] = MappingProxyType(
    {
        known.name: known
        for known in (
            MNIST_SET, FASHION_MNIST, KMNIST, EMNIST_LETTERS, EMNIST_BALANCED, CIFAR10,
            CIFAR100, DIGITS_8X8,
        )
    }
)  # fmt: skip
