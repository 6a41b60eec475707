"""Checked values made again of the JSON in which they are kept."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def built(of: type[T], value: Any) -> T:
    """A value of a type made of JSON, as a policy has them; nothing is checked.

    Raises:
        KeyError: what the type has is not there.
    """
    made: T = _built(of, value)
    return made


def _built(of: Any, value: Any) -> Any:
    origin, within = get_origin(of) or of, get_args(of)
    if origin in {Union, UnionType}:
        return _one_of(within, value)
    if origin is tuple:
        return tuple(_built(within[0], one) for one in value)
    if origin is Mapping:
        key, held = within
        return {_built(key, name): _built(held, one) for name, one in value.items()}
    if origin is date:
        return date.fromisoformat(value)
    if isinstance(origin, type) and is_dataclass(origin):
        types = _types(of)
        return origin(**{name: _built(types[name], value[name]) for name in types})
    return of(value) if isinstance(of, type) and issubclass(of, Enum) else value


def _one_of(possible: tuple[Any, ...], value: Any) -> Any:
    """What may be absent, or plain: a list is a tuple there."""
    others = [one for one in possible if one is not NoneType]
    if value is None or len(others) > 1:
        return tuple(value) if isinstance(value, list) else value
    return _built(others[0], value)


@cache
def _types(of: Any) -> dict[str, Any]:
    """The types of a dataclass's fields, also where it is one of something."""
    known = get_origin(of) or of
    hints = get_type_hints(known)
    (of_what,) = get_args(of) or (None,)
    return {
        one.name: of_what if isinstance(hints[one.name], TypeVar) else hints[one.name]
        for one in fields(known)
    }
