#!/usr/bin/env python3
"""Lays a built program into the archive of a release: `bin/ibid`, completions, man page, licences.

    packaging/archive.py TARGET PROGRAM OUT         TARGET as rustc calls it: x86_64-unknown-linux-musl
    packaging/archive.py model OUT                  the model alone, for programs that were built without it

The name of the archive is that which the installer, cargo-binstall and the formula look for.
"""

import gzip
import io
import pathlib
import subprocess
import sys
import tarfile
import zipfile

from about import LIBRARIES, MOMENT, PAPERS, ROOT, VERSION, program_name
from licences import licences

COMPLETIONS = {"bash": "ibid.bash", "fish": "ibid.fish", "zsh": "_ibid", "powershell": "_ibid.ps1"}


def said(program, *arguments):
    """What the program prints; nothing where it cannot run, being made for another machine."""
    try:
        return subprocess.run([program, *arguments], check=True, capture_output=True).stdout
    except OSError:
        return None


def of_program(target, program):
    """The files of a program's archive: name, content, whether it runs."""
    yield f"bin/{program_name(target)}", program.read_bytes(), True
    for paper in PAPERS:
        yield paper, (ROOT / paper).read_bytes(), False
    yield LIBRARIES, licences().encode(), False
    generated = [(f"completions/{name}", ["completions", shell]) for shell, name in COMPLETIONS.items()]
    for name, arguments in [*generated, ("man/ibid.1", ["man"])]:
        content = said(program, *arguments)
        if content is not None:
            yield name, content, False


def of_model():
    """The files of the model's archive, to be unpacked where `bin/` lies."""
    for path in sorted((ROOT / "model").iterdir()):
        yield f"share/ibid/model/{path.name}", path.read_bytes(), False


def write_tar(path, folder, files):
    """A gzipped tar whose bytes hang on the files alone."""
    with open(path, "wb") as out, gzip.GzipFile("", "wb", 6, out, mtime=0) as packed:
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
            for name, content, runs in files:
                entry = tarfile.TarInfo(f"{folder}/{name}" if folder else name)
                entry.size, entry.mtime, entry.mode = len(content), MOMENT, 0o755 if runs else 0o644
                tar.addfile(entry, io.BytesIO(content))


def write_zip(path, folder, files):
    """A zip whose bytes hang on the files alone."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content, runs in files:
            entry = zipfile.ZipInfo(f"{folder}/{name}", (2020, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, (0o755 if runs else 0o644) << 16
            out.writestr(entry, content)


def main():
    target, *program, out = sys.argv[1:]
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    if target == "model":
        write_tar(out / f"ibid-v{VERSION}-model.tar.gz", "", of_model())
        return
    folder = f"ibid-v{VERSION}-{target}"
    files = of_program(target, pathlib.Path(program[0]))
    if "windows" in target:
        write_zip(out / f"{folder}.zip", folder, files)
    else:
        write_tar(out / f"{folder}.tar.gz", folder, files)


if __name__ == "__main__":
    main()
