"""Content as code: reads a module from files, writes it back, and compiles what people see.

Pure functions: no database, no request. The form of the files is told in `docs/content-format.md`.
"""

from app.catalogue.content.archives import ArchiveLimits, read_archive, write_archive
from app.catalogue.content.checksums import checksum, checksum_of
from app.catalogue.content.compiling import CompiledBlock, compile_module
from app.catalogue.content.faults import Fault
from app.catalogue.content.folders import read_folder
from app.catalogue.content.formatting import Formatted, format_files
from app.catalogue.content.parsing import Files, Parsed, parse
from app.catalogue.content.sources import ModuleSource, UnitSource
from app.catalogue.content.writing import write

__all__ = [
    "ArchiveLimits",
    "CompiledBlock",
    "Fault",
    "Files",
    "Formatted",
    "ModuleSource",
    "Parsed",
    "UnitSource",
    "checksum",
    "checksum_of",
    "compile_module",
    "format_files",
    "parse",
    "read_archive",
    "read_folder",
    "write",
    "write_archive",
]
