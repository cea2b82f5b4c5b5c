"""Values as `dataclasses.dataclass` makes them, frozen or not, made without compiling source text at each start.

The standard decorator writes and compiles six functions a class; for the hundred values of the program that takes as
long as all of Qt (docs/decisions/0007-start-up.md). Here the same functions are closures over the field names, and
`fields`, `replace`, `asdict` and `match` work as ever. Type checkers see the standard decorator.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool = False, slots: bool = False, eq: bool = True) -> Callable[[type], type]:
        """As the standard one; raises TypeError for what the program does not need (inheritance, keyword-only)."""
        return lambda cls: _value(cls, frozen, slots, eq)


def _value(cls: type, frozen: bool, slots: bool, eq: bool) -> type:
    if cls.__bases__ != (object,):
        raise TypeError("values do not inherit")
    if not cls.__doc__:
        cls.__doc__ = cls.__name__  # otherwise dataclasses works out a signature
    dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
    every = dataclasses.fields(cls)
    if not all(field.init and not field.kw_only for field in every):
        raise TypeError("each field is given by position or name")
    if slots:
        cls = _with_slots(cls, tuple(field.name for field in every))
    made: Any = cls
    made.__init__ = _maker(cls, every, slots)
    if frozen:
        made.__setattr__, made.__delattr__, made.__reduce__ = _refuse_set, _refuse_delete, _reduce
    if "__repr__" not in cls.__dict__:
        made.__repr__ = _repr
    if eq:
        _compare(made, tuple(field.name for field in every if field.compare))
        if not frozen:
            made.__hash__ = None
    return cls


def _with_slots(cls: type, names: tuple[str, ...]) -> type:
    """The same class with `__slots__`, which only a new class can get."""
    body = {key: value for key, value in cls.__dict__.items() if key not in (*names, "__dict__", "__weakref__")}
    made = type(cls)(cls.__name__, cls.__bases__, {**body, "__slots__": names})
    made.__qualname__ = cls.__qualname__
    return made


def _maker(cls: type, every: tuple[dataclasses.Field[Any], ...], slots: bool) -> Callable[..., None]:
    """The `__init__`: writes one value a field, past the `__setattr__` that refuses."""
    names = tuple(field.name for field in every)
    count, complete = len(names), _completer(cls.__name__, every)
    if slots:
        writers = tuple(cls.__dict__[name].__set__ for name in names)

        def __init__(self: Any, *args: Any, **given: Any) -> None:
            if given or len(args) != count:
                args = complete(args, given)
            for write, value in zip(writers, args):  # noqa: B905 (of one length; called a thousand times a picture)
                write(self, value)
    else:
        put = object.__setattr__

        def __init__(self: Any, *args: Any, **given: Any) -> None:
            if given or len(args) != count:
                args = complete(args, given)
            for name, value in zip(names, args):  # noqa: B905 (of one length)
                put(self, name, value)

    return __init__


def _completer(
    name: str, every: tuple[dataclasses.Field[Any], ...]
) -> Callable[[tuple[Any, ...], dict[str, Any]], tuple[Any, ...]]:
    """What puts arguments in the order of the fields; raises TypeError as a call with wrong arguments does."""
    absent: Any = dataclasses.MISSING
    pairs = tuple((field.name, field.default) for field in every)
    factories: dict[str, Any] = {
        field.name: field.default_factory for field in every if field.default_factory is not absent
    }

    def complete(args: tuple[Any, ...], given: dict[str, Any]) -> tuple[Any, ...]:
        values, take = list(args), given.pop
        for field, default in pairs[len(args) :]:
            value = take(field, default)
            if value is absent:
                if field not in factories:
                    raise TypeError(f"{name}() lacks {field!r}")
                value = factories[field]()
            values.append(value)
        if given or len(args) > len(pairs):
            raise TypeError(f"{name}() does not take {', '.join(given) or 'as many values'}")
        return tuple(values)

    return complete


def _compare(made: Any, names: tuple[str, ...]) -> None:
    """Equal when of the same class with equal fields."""
    get: Callable[[Any], Any] = attrgetter(*names) if names else lambda value: ()

    def __eq__(self: Any, other: object) -> Any:
        return get(self) == get(other) if other.__class__ is self.__class__ else NotImplemented

    # The standard hash is that of the tuple of fields.
    if len(names) == 1:

        def __hash__(self: Any) -> int:
            return hash((get(self),))
    else:

        def __hash__(self: Any) -> int:
            return hash(get(self))

    made.__eq__, made.__hash__ = __eq__, __hash__


def _refuse_set(self: Any, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _reduce(self: Any) -> tuple[type, tuple[Any, ...]]:
    """Copies are made by the class itself."""
    return type(self), tuple(getattr(self, field.name) for field in dataclasses.fields(self))


def _repr(self: Any) -> str:
    inside = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self))
    return f"{type(self).__qualname__}({inside})"
