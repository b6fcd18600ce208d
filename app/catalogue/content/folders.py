"""A module in a folder on disk, read into the same mapping as an archive."""

from pathlib import Path

from app.kernel.large import read_path


def read_folder(folder: Path) -> dict[str, bytes]:
    """Every file by relative path. Hidden files stay out: they belong to editors, not to authors."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    relative = ((path.relative_to(folder), path) for path in paths)
    return {
        name.as_posix(): read_path(path)
        for name, path in relative
        if not any(part.startswith(".") for part in name.parts)
    }
