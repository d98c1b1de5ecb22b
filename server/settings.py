"""How a server is set up: the table in ``settings.toml`` as typed values, from the command line, the environment or the table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from ontology.errors import SettingError
from server.setting import Setting, Value, table

T = TypeVar("T", float, int, bool, str, tuple[str, ...])


def _of(name: str, kind: type[T]) -> T:
    """The table's default, which is of this type. Raises SettingError at import when the table says otherwise."""
    default = table()[name].default if name in table() else None
    if type(default) is not kind:
        raise SettingError(f"settings.toml: [{name}] with a default of type {kind.__name__} is wanted")
    return default


def _many(name: str) -> tuple[str, ...]:
    return _of(name, tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One value for each setting of the table, in the table's unit. Raises SettingError for a value that is out of its bounds."""

    query_timeout: float = _of("query_timeout", float)
    queue_timeout: float = _of("queue_timeout", float)
    workers: int = _of("workers", int)
    worker_memory: int = _of("worker_memory", int)
    max_request: int = _of("max_request", int)
    max_url: int = _of("max_url", int)
    max_rows: int = _of("max_rows", int)
    max_answer: int = _of("max_answer", int)
    cache_size: int = _of("cache_size", int)
    cache_entry: int = _of("cache_entry", int)
    memory_store: int = _of("memory_store", int)
    reconcile_timeout: float = _of("reconcile_timeout", float)
    rate: float = _of("rate", float)
    burst: int = _of("burst", int)
    trust_forwarded: bool = _of("trust_forwarded", bool)
    service_allow: tuple[str, ...] = _many("service_allow")
    cors_origins: tuple[str, ...] = _many("cors_origins")
    public_url: str = _of("public_url", str)

    def __post_init__(self) -> None:
        for name, setting in table().items():
            setting.checked(getattr(self, name), name)

    @classmethod
    def chosen(cls, options: Mapping[str, object], environment: Mapping[str, str]) -> Settings:
        """The settings that ``in_force`` finds. Raises SettingError."""
        values: dict[str, Any] = {found.setting.name: found.value for found in in_force(options, environment)}
        return cls(**values)


if [field.name for field in fields(Settings)] != list(table()):
    raise SettingError("settings.toml and Settings do not name the same settings in the same order")


@dataclass(frozen=True, slots=True)
class InForce:
    """A setting's value and where it is from: ``option``, ``environment`` or ``default``."""

    setting: Setting
    value: Value
    origin: str


def in_force(options: Mapping[str, object], environment: Mapping[str, str]) -> Iterator[InForce]:
    """Every setting: the command line's value before the environment's before the default. Raises SettingError.

    ``options``: by name, as text, or a switch's truth value; None is not given. A variable that is empty is not given either. Variables
    of other names are passed over: a container's platform sets some (``GONGWEN_PORT``) for a service that is called so.
    """
    for name, setting in table().items():
        given, variable = options.get(name), environment.get(setting.variable, "")
        if given is not None:
            text = setting.written(given) if isinstance(given, bool) else str(given)
            yield InForce(setting, setting.read(text, setting.option), "option")
        elif variable:
            yield InForce(setting, setting.read(variable, f"environment variable {setting.variable}"), "environment")
        else:
            yield InForce(setting, setting.default, "default")
