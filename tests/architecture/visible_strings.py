"""The strings of a source file that people may read: all but docstrings."""

import ast


def strings(source):
    """Yield line and text of every string that is no docstring, parts of f-strings too."""
    docs = {
        id(node.body[0].value)
        for node in source.of(ast.Module, ast.ClassDef, ast.FunctionDef)
        if node.body
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    }
    for node in source.of(ast.Constant):
        if isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value
