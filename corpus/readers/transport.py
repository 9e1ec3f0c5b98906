"""Answers of the child process as bytes: plain data and two of our own classes, nothing else."""

from __future__ import annotations

import io
import pickle
from typing import Any

_ALLOWED = {
    ("corpus.readers.extract", "Extract"),
    ("corpus.document", "Metadata"),
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "time"),
    ("datetime", "timedelta"),
}


class _PlainUnpickler(pickle.Unpickler):
    """A child that was taken over by a hostile file must not run code in its parent."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} is not expected here")
        return super().find_class(module, name)


def dumps(value: object) -> bytes:
    """Bytes of an answer."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def loads(data: bytes) -> Any:
    """The answer again.

    Args:
        data: What `dumps` made.

    Returns:
        The value.

    Raises:
        pickle.UnpicklingError: The bytes hold anything but plain data.
    """
    return _PlainUnpickler(io.BytesIO(data)).load()
