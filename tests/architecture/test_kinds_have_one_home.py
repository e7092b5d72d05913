"""What a kind of layer is stands on its spec: no other code asks which kind a layer is."""

from pathlib import Path

import pytest

from core.exporting.layers.catalog import LAYER_FORMS
from core.layers.catalog import LAYER_KINDS
from core.ledger.catalog import LAYER_ENTRIES
from tests.architecture.import_graph import ROOT
from tests.architecture.kind_questions import KIND_MODULES, questions, questions_by_file

#: The lists of all kinds, one line for each.
CATALOGUES = {"core/layers/catalog.py": KIND_MODULES}
#: Files that may speak of some kinds by name, and why.
MAY_NAME = {
    "core/twins/presets.py": "its twins differ in them",
    "core/presets.py": "its networks are made of them",
    "core/importing/onnx_operators.py": "says which layer an operator of ONNX is",
    "core/importing/onnx_maps.py": "says which layer an operator of ONNX that reads maps is",
    "core/importing/onnx_formulas.py": "says which layer operators of ONNX are together",
    "core/importing/onnx_norms.py": "says which layer operators of ONNX are together",
    "core/importing/layer_chain.py": "makes layers of what is no operator of its own",
    "core/layers/pooled_conv2d.py": "computes these two layers in one",
    "core/training/objective.py": "lets these layers run in another order, to the same numbers",
    "core/losses/categorical_cross_entropy.py": "takes over this layer's way back",
    "core/losses/binary_cross_entropy.py": "takes over this layer's way back",
}
#: Words of a formula, or of another library, that happen to be names of kinds too.
OTHER_MEANING = {
    "gui/panels/ledger/formula_parser.py": ["'tanh'"],
    "core/exporting/layers/gelu_forms.py": ["'tanh'"],
}


def is_entry(file):
    """Whether a file is what the ledger or the exports say of one kind: it may import it."""
    return Path(file).parent in (Path("core/ledger/layers"), Path("core/exporting/layers"))


def test_that_no_file_but_a_few_names_a_kind_or_imports_its_class():
    free = {*CATALOGUES, *MAY_NAME}
    found = {
        file: names
        for file, names in questions_by_file().items()
        if file not in free and not is_entry(file) and names != OTHER_MEANING.get(file)
    }
    assert found == {}


def test_that_an_entry_knows_no_kind_but_its_own():
    kinds = {
        type(entry).__module__: kind
        for catalogue in (LAYER_ENTRIES, LAYER_FORMS)
        for kind, entry in catalogue.items()
    }
    for file, names in questions_by_file().items():
        if is_entry(file):
            kind = kinds[file.removesuffix(".py").replace("/", ".")]
            own = [name for name in names if name not in OTHER_MEANING.get(file, ())]
            assert own == [f"from {LAYER_KINDS[kind].__module__}"], file


def test_that_a_catalogue_imports_every_kind():
    asked = questions_by_file()
    for file, modules in CATALOGUES.items():
        assert asked[file] == sorted(f"from {module}" for module in modules)


@pytest.mark.parametrize("file", [*MAY_NAME, *OTHER_MEANING])
def test_that_who_may_name_kinds_still_does(file):
    assert (ROOT / file).exists()
    assert file in questions_by_file()


@pytest.mark.parametrize(
    "source",
    [
        "has_relu = outline.spec.KIND == 'relu'",
        "KEEPS = frozenset({'sigmoid', 'tanh'})",
        "told = {'conv2d': _conv}.get(kind)",
        "match spec.KIND:\n    case 'softmax':\n        pass",
        "if kind in ('dense',):\n    pass",
        "from core.layers.dropout import DropoutSpec\nisinstance(spec, DropoutSpec)",
        "def late():\n    from core.layers.max_pool2d import MaxPool2D",
        "import core.layers.flatten",
        "from core.layers import flatten",
        "first = LAYER_KINDS['conv2d']",
        "def f(kind='gelu'):\n    pass",
    ],
)
def test_that_a_question_is_seen_when_it_is_asked(source):
    assert list(questions(source))


@pytest.mark.parametrize(
    "source",
    [
        'class A:\n    KIND: ClassVar[str] = "relu"',
        '"""A relu or a dense layer."""',
        "from core.layers.spec import LayerSpec",
        "spec.IS_GATE",
        "name = 'relu_button'",
    ],
)
def test_that_a_kind_may_say_its_name_and_others_may_speak_of_facts(source):
    assert list(questions(source)) == []
