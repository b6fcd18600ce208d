"""Zips from people we do not know, and ours."""

import io
import stat
import struct
import time
import zipfile
from pathlib import Path

import pytest

from app.catalogue.content import (
    ArchiveLimits,
    Fault,
    checksum,
    parse,
    read_archive,
    write_archive,
)
from tests.catalogue.samples import MODULE, sample

ARCHIVES = Path(__file__).parents[3] / "shared" / "data" / "archives"
LIMITS = ArchiveLimits()

#: What each hostile archive must fall for, a `module.yaml` added where it opens.
ANSWERS: dict[str, set[str]] = {
    "billion_laughs_manifest": {"unexpected_file"},
    "bomb_nested": {"unexpected_file"},
    "bomb_ratio_50MB": {"member_too_long"},
    "case_collision": {"member_twice"},
    "duplicate_names": {"member_twice"},
    "empty": {"archive_empty"},
    "href_escape_manifest": {"unexpected_file"},
    "href_javascript_manifest": {"unexpected_file"},
    "html_as_jpg": {"unexpected_file"},
    "lying_size": {"member_damaged"},
    "manifest_in_subfolder": {"unexpected_file"},
    "many_entries_5000": {"archive_too_many"},
    "no_manifest": {"unexpected_file"},
    "not_a_zip": {"archive_not_zip"},
    "odd_names": {"member_path", "member_twice"},
    "ok": {"unexpected_file"},
    "slip_absolute": {"member_path"},
    "slip_backslash": {"member_path"},
    "slip_dotdot": {"member_path"},
    "svg_script": {"unexpected_file"},
    "symlink_dir_then_file": {"member_special", "member_twice"},
    "symlink_file": {"member_special"},
    "truncated": {"archive_not_zip"},
    "xxe_manifest": {"unexpected_file"},
}


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def with_module_file(data: bytes) -> bytes:
    """The same archive with a `module.yaml`; what is no zip gets a zip glued to it."""
    buffer = io.BytesIO(data)
    if data:
        with zipfile.ZipFile(buffer, "a") as archive:
            archive.writestr("module.yaml", MODULE)
    return buffer.getvalue()


def faults_of(data: bytes, limits: ArchiveLimits = LIMITS) -> tuple[Fault, ...]:
    unpacked = read_archive(data, limits)
    return unpacked.faults or parse(unpacked.files).faults


def codes(data: bytes, limits: ArchiveLimits = LIMITS) -> set[str]:
    unpacked = read_archive(data, limits)
    assert bool(unpacked.files) != bool(unpacked.faults)
    return {fault.code for fault in unpacked.faults}


@pytest.mark.skipif(not ARCHIVES.is_dir(), reason="the shared archives are not beside this tree")
@pytest.mark.parametrize("name", ANSWERS)
def test_a_hostile_archive_falls_for_its_own_fault(name: str) -> None:
    data = (ARCHIVES / f"{name}.zip").read_bytes()
    started = time.process_time()
    found = faults_of(with_module_file(data))
    assert time.process_time() - started < 2
    assert {fault.code for fault in found} - {"unit_file_missing"} == ANSWERS[name]
    assert faults_of(data)
    assert all(fault.message(str) for fault in found)


@pytest.mark.skipif(not ARCHIVES.is_dir(), reason="the shared archives are not beside this tree")
def test_every_shared_archive_has_an_answer() -> None:
    assert {path.stem for path in ARCHIVES.glob("*.zip")} == set(ANSWERS)


def test_a_written_archive_is_read_back() -> None:
    unpacked = read_archive(write_archive(sample()), LIMITS)
    assert unpacked.faults == ()
    assert unpacked.files == sample()


def test_the_same_content_gives_the_same_bytes_whatever_the_order() -> None:
    backwards = dict(reversed(sample().items()))
    assert write_archive(sample()) == write_archive(backwards)


def test_the_checksum_follows_every_file() -> None:
    modules = [
        parse(sample()).module,
        parse(sample(svg=sample()["media/scie.svg"] + b"\n")).module,
        parse(sample(module=MODULE.replace("Atelier bois", "Atelier"))).module,
    ]
    assert len({checksum(module) for module in modules if module}) == 3


@pytest.mark.parametrize(
    "path",
    [
        "../evil.md",
        "units/../../evil.md",
        "/tmp/evil.md",
        "C:/evil.md",
        "units\\evil.md",
        "./evil.md",
        "units//evil.md",
        "evil.md.",
        " evil.md",
        "evil\u202egnp.md",
        "evil\n.md",
        "x" * 201,
    ],
)
def test_a_path_that_leaves_the_folder_or_hides_itself_is_refused(path: str) -> None:
    assert "member_path" in codes(zipped((path, b"x")))


def test_a_name_cut_at_a_zero_byte_is_refused() -> None:
    data = zipped(("module.yaml", b"x"), ("aXevil.md", b"x")).replace(b"aXevil.md", b"a\0evil.md")
    assert "member_path" in codes(data)


@pytest.mark.parametrize(
    ("first", "second"),
    [("a.md", "A.MD"), ("caf\u00e9.md", "cafe\u0301.md"), ("a.md", "a.md/b.md"), ("ﬁn.md", "fin.md")],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_names_that_are_one_on_some_disk_are_refused(first: str, second: str) -> None:
    assert codes(zipped((first, b"x"), (second, b"y"))) == {"member_twice"}


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_a_link_or_a_special_file_is_refused(kind: int) -> None:
    member = zipfile.ZipInfo("lien.md")
    member.external_attr = (kind | 0o777) << 16
    assert codes(zipped((member, b"/etc/passwd"))) == {"member_special"}


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(zipped(("module.yaml", b"x"), method=zipfile.ZIP_STORED))
    central = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[central + 8] |= 1
    assert codes(bytes(data)) == {"member_encrypted"}


def test_an_unusual_compression_is_refused() -> None:
    assert codes(zipped(("module.yaml", b"x"), method=zipfile.ZIP_LZMA)) == {"member_method"}


def test_folders_count_for_nothing_but_their_number() -> None:
    folder = zipfile.ZipInfo("units/")
    folder.external_attr = (stat.S_IFDIR | 0o755) << 16
    assert read_archive(zipped((folder, b""), ("module.yaml", b"x")), LIMITS).files == {"module.yaml": b"x"}
    assert codes(zipped((folder, b""))) == {"archive_empty"}


def test_a_file_below_three_folders_is_refused() -> None:
    assert codes(zipped(("a/b/c.md", b"x"))) == set()
    assert codes(zipped(("a/b/c/d.md", b"x"))) == {"member_too_deep"}


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (ArchiveLimits(total_bytes=150), "archive_total"),
        (ArchiveLimits(member_bytes=99), "member_too_long"),
        (ArchiveLimits(members=1), "archive_too_many"),
        (ArchiveLimits(archive_bytes=100), "archive_too_long"),
    ],
)
def test_a_limit_is_the_one_that_is_set(limits: ArchiveLimits, code: str) -> None:
    data = zipped(("a.md", b"x" * 100), ("b.md", b"x" * 100))
    assert codes(data) == set()
    assert codes(data, limits) == {code}


def test_a_size_that_lies_is_counted_for_real() -> None:
    data = bytearray(zipped(("a.md", b"x" * 1000)))
    central = data.index(b"PK\x01\x02")
    data[22:26] = data[central + 24 : central + 28] = struct.pack("<I", 10)
    assert codes(bytes(data)) == {"member_damaged"}


def test_an_archive_that_stops_early_is_refused() -> None:
    data = write_archive(sample())
    for length in range(1, len(data), 97):
        assert codes(data[:length])


def test_a_changed_byte_never_breaks_the_reader() -> None:
    data = write_archive(sample())
    for index in range(0, len(data), 13):
        changed = data[:index] + bytes([data[index] ^ 0xFF]) + data[index + 1 :]
        faults_of(changed)


def test_a_central_directory_without_end_is_refused_before_it_is_listed() -> None:
    data = zipped(("a.md", b"x")) + b"PK\x01\x02" * 2000
    started = time.process_time()
    assert codes(data) == {"archive_too_many"}
    assert time.process_time() - started < 0.1
