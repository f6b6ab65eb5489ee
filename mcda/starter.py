"""A small case of one's own to start from: a folder of files to edit."""

from pathlib import Path

from mcda.errors import ArgumentError

FILES = ("case.toml", "criteria.toml", "options.csv", "scores.csv", "weights.csv")
"""What a starter case consists of: the least that a case needs."""


def starter_folder() -> Path:
    """The folder with the templates that ship with the package."""
    package = Path(__file__).parent
    installed = package / "shipped" / "data" / "starter"
    return installed if installed.exists() else package.parent / "data" / "starter"


def write_starter(target: str | Path) -> Path:
    """Write the starter case to a folder that is new or empty, and return that folder.

    Raises
    ------
    ArgumentError
        If the target is a file, or a folder that holds anything: nothing is ever overwritten.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     sorted(path.name for path in write_starter(place).iterdir())
    ['case.toml', 'criteria.toml', 'options.csv', 'scores.csv', 'weights.csv']
    """
    folder = Path(target)
    if folder.exists() and not folder.is_dir():
        raise ArgumentError(f"{folder} is a file. Name a folder that is new or empty.")
    if folder.exists() and any(folder.iterdir()):
        raise ArgumentError(f"{folder} is not empty, and nothing is overwritten. Name a folder that is new or empty.")
    contents = {name: (starter_folder() / name).read_bytes() for name in FILES}
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


__all__ = ["FILES", "starter_folder", "write_starter"]
