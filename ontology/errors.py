"""The root of the error tree: what a person can be told in one line."""

from __future__ import annotations


class GongwenError(Exception):
    """Something a user can understand and act on. ``str(error)`` is one line: what, where, what to do."""


class InputError(GongwenError):
    """An input that cannot be read as an official text: missing, empty, binary, undecodable, too long, or of another genre."""


class SettingError(GongwenError):
    """A setting, parameter or argument that does not fit."""
