"""The names that the tables of a policy give to what is shown."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Name = Mapping[str, str]
"""By language."""


def names(policy: "Traversable") -> Iterator[tuple[str, Name]]:
    """Those of kinds, their states and terms, of clauses, forms and cadences, by id."""
    for _, tree in _tables(policy):
        yield from _names(tree, "")
        for kind, table in tree.get("kind", {}).items():
            yield from _of_kind(kind, table)
    kinds = policy / "kinds"
    for kind, table in _tables(kinds) if kinds.is_dir() else ():
        yield from _of_kind(kind, table)


def own_names(folder: Path) -> dict[str, Name]:
    """Those of the tables that lie beside a store; none where one of them cannot be read.

    What is wrong with it is told by whoever works by the policy.
    """
    try:
        found = names(folder) if folder.is_dir() else ()
        return {id_: name for id_, name in found if isinstance(name, Mapping)}
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return {}


def _tables(folder: "Traversable") -> Iterator[tuple[str, Mapping[str, Any]]]:
    import tomllib

    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            tree = tomllib.loads(file.read_text(encoding="utf-8"))
            yield file.name.removesuffix(".toml"), tree


def _of_kind(kind: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Name]]:
    if "name" in table:
        yield f"kind.{kind}", table["name"]
    for family in ("state", "term"):
        for own, name in table.get(family, {}).items():
            yield f"{family}.{kind}.{own}", name
    for state, name in table.get("freeze", {}).items():
        yield f"freeze.{state}", name
    yield from _names(table, f"{kind}.")


def _names(tree: Mapping[str, Any], within: str) -> Iterator[tuple[str, Name]]:
    """The newest name of each clause and form, and the name of each cadence."""
    for family in ("clause", "lease_form"):
        for code, series in tree.get(family, {}).items():
            newest = max(series, key=lambda dated: dated["valid_from"])
            yield f"{family}.{within}{code}", newest["value"]["name"]
    for word, cadence in tree.get("cadence", {}).items():
        yield f"cadence.{word}", cadence["name"]
