"""Legacy Word files (.doc), WPS files of Kingsoft, RTF and ODT: LibreOffice turns them into DOCX, which is then read.

LibreOffice is a program of its own, found on PATH. It runs with a profile that is made for the one file and thrown away with it, with
macros, links and the network off, and dies with all its children at the time limit.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from lxml import etree

from extract.reading import media
from extract.reading.limits import Limits
from extract.reading.packed import Packed
from extract.reading.record import Reading
from extract.reading.scratch import scratch
from extract.reading.word import docx, ole
from ontology.errors import InputError

INSTALL = "install LibreOffice (`apt-get install libreoffice-writer-nogui`) or save it as .docx or PDF"
_PROGRAMS = ("soffice", "libreoffice")
_SHARE = 0.75  # of the seconds for a file: the facts are found in the rest
_KINDS = {
    media.DOC: ("doc", "a legacy Word file (.doc)", "MS Word 97"),
    media.WPS: ("doc", "a WPS file (.wps)", "MS Word 97"),
    media.RTF: ("rtf", "an RTF file", "Rich Text Format"),
    media.ODT: ("odt", "an OpenDocument file (.odt)", "writer8"),
}
"""Media type → the ending LibreOffice is given, what a person calls it, LibreOffice's name of the filter that reads it."""

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>
"""
_ITEM = '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Save/Document", "WarnAlienFormat", "false"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Writer/Content/Update", "Link", "0"),  # never
    # A proxy that nothing answers: a picture or template that is linked to is not fetched.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def program() -> str | None:
    """The path of LibreOffice, or None where it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name)) is not None), None)


def read(data: bytes, limits: Limits) -> Reading:
    """A file of a kind in ``media.OFFICE``. InputError where LibreOffice is missing or cannot read it, and as for DOCX."""
    kind = media.media_type(data)
    name = _KINDS[kind][1]
    if data.startswith(ole.MAGIC):
        ole.check(data)
    elif kind == media.ODT:
        _check_open_document(data, limits, name)
    libreoffice = program()
    if libreoffice is None:
        raise InputError(name, INSTALL)
    converted = _convert(libreoffice, data, kind, limits)
    reading = docx.read(converted, limits)
    return replace(reading, media_type=kind, reader=f"{_version(converted, limits)} → {reading.reader}")


def _check_open_document(data: bytes, limits: Limits, name: str) -> None:
    """What LibreOffice would unpack, unpacked within the limits first."""
    packed = Packed(data, limits, name)
    for part in packed.names:
        content = packed.read(part)
        if part == "mimetype" and content is not None and b"opendocument.text" not in content:
            raise InputError("an OpenDocument file that is no text document", "give the letter's PDF, OFD, Word, HTML or text file")
        if part == "META-INF/manifest.xml" and content is not None and b"encryption-data" in content:
            raise InputError(f"{name}, encrypted with a password", "save it without a password")


def _convert(libreoffice: str, data: bytes, kind: str, limits: Limits) -> bytes:
    """The file as DOCX."""
    ending, name, reads = _KINDS[kind]
    with scratch() as home:
        given, made, profile = home / f"letter.{ending}", home / "made", home / "profile"
        given.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        items = "".join(_ITEM.format(path=path, name=setting, value=value) for path, setting, value in _SETTINGS)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), encoding="utf-8")
        command = [
            libreoffice,
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
            f"--infilter={reads}",
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), str(given)),
        ]
        _run(command, home, name, max(1.0, limits.seconds * _SHARE))
        try:
            if (size := (made / "letter.docx").stat().st_size) > limits.file_bytes:
                raise InputError(f"{name} of {size:,} bytes as DOCX, more than the limit file_bytes", "split it, or raise the limit")
            return (made / "letter.docx").read_bytes()
        except OSError:
            raise InputError(f"{name}, damaged or encrypted: LibreOffice cannot read it", "save it as .docx or PDF") from None


def _run(command: list[str], home: Path, name: str, seconds: float) -> None:
    """Runs a command in a process group of its own, which is killed whole at the limit. Where ``timeout`` is there it sees to that too, for
    this process may itself be ended at its limit."""
    if (watch := shutil.which("timeout")) is not None:
        command = [watch, "--signal=KILL", f"{seconds + 5:.0f}", *command]
    environment = {key: value for key, value in os.environ.items() if key in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")}
    environment |= {"HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=home,
            env=environment,
            start_new_session=True,
        )
    except OSError as error:
        raise InputError(f"{name}, and LibreOffice does not start ({error.strerror})", INSTALL) from None
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise InputError(
            f"{name} that LibreOffice does not read within {seconds:g} seconds", "save it as .docx or PDF, or raise the limit seconds"
        ) from None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _version(converted: bytes, limits: Limits) -> str:
    """LibreOffice and its version, as it signs what it writes."""
    root: etree._Element | None = Packed(converted, limits, "a Word file").xml("docProps/app.xml")
    signed = "".join(str(text) for text in root.itertext()) if root is not None else ""
    found = re.search(r"LibreOffice/(\d+(?:\.\d+)*)", signed)
    return f"LibreOffice {found[1]}" if found else "LibreOffice"
