"""The limits of size that keep the code readable: no long file, no long function."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST_OF_A_FILE = 400
MOST_OF_A_FUNCTION = 50


def sizes() -> Iterator[tuple[str, int, int]]:
    """Each file and function with its lines and the most that it may have."""
    for path in sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]):
        text, name = path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))
        yield name, len(text.splitlines()), MOST_OF_A_FILE
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                yield f"{name}:{node.name}", lines, MOST_OF_A_FUNCTION


def test_no_file_and_no_function_is_long() -> None:
    assert [(name, lines) for name, lines, most in sizes() if lines > most] == []
