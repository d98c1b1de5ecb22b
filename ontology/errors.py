"""The root of the error tree: what a person can be told in one line."""

from __future__ import annotations


class GongwenError(Exception):
    """Something a user can understand and act on. ``str(error)`` is one line: what, where, what to do."""


class InputError(GongwenError):
    """An input that cannot be read as an official text: missing, empty, damaged, undecodable, too long, or of another genre.

    ``reason``: what is wrong; ``advice``: what to do; ``where``: the file, when it is known.
    """

    def __init__(self, reason: str, advice: str, where: object = None) -> None:
        self.reason, self.advice, self.where = reason, advice, where
        place = "" if where is None else f"{where}: "
        super().__init__(f"{place}{reason}; {advice}")

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, object]]:
        return type(self), (self.reason, self.advice, self.where)

    def at(self, where: object) -> InputError:
        """The same error, of a file."""
        return type(self)(self.reason, self.advice, where)


class SettingError(GongwenError):
    """A setting, parameter or argument that does not fit."""
