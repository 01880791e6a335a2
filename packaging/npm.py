#!/usr/bin/env python3
"""Lays out the npm packages, to be packed or published from their folders.

    packaging/npm.py launcher OUT                   the package `ibid`, which everybody installs
    packaging/npm.py TARGET PROGRAM OUT             the package of one platform, which npm picks

The program has its model in it. On Linux it should be a static one (musl), which runs with any C library.
"""

import json
import pathlib
import shutil
import sys

from about import CARGO, LIBRARIES, PAPERS, ROOT, VERSION, program_name
from licences import licences

# What npm calls a platform, by what rustc calls it.
PLATFORMS = {
    "x86_64-unknown-linux-musl": ("linux", "x64"),
    "aarch64-unknown-linux-musl": ("linux", "arm64"),
    "x86_64-apple-darwin": ("darwin", "x64"),
    "aarch64-apple-darwin": ("darwin", "arm64"),
    "x86_64-pc-windows-msvc": ("win32", "x64"),
}
# Targets whose programs stand in for those of the same platform, to try a package where it was built.
LIKE = {"x86_64-unknown-linux-gnu": "x86_64-unknown-linux-musl"}


def package(out, name, description, **more):
    """A package's folder with what every one holds."""
    folder = out / name.split("/")[-1]
    folder.mkdir(parents=True, exist_ok=True)
    about = {"name": name, "version": VERSION, "description": description, "license": CARGO["license"]}
    about["repository"] = {"type": "git", "url": f"git+{CARGO['repository']}.git"}
    (folder / "package.json").write_text(json.dumps(about | more, indent=2) + "\n", encoding="utf-8")
    for paper in PAPERS[1:]:
        shutil.copy(ROOT / paper, folder)
    return folder


def name_of(platform):
    return "@OWNER/ibid-" + "-".join(platform)


def launcher(out):
    optional = {name_of(platform): VERSION for platform in PLATFORMS.values()}
    more = {"bin": {"ibid": "launch.js"}, "files": ["launch.js", *PAPERS], "engines": {"node": ">=18"}}
    folder = package(out, "ibid", CARGO["description"], **more, keywords=CARGO["keywords"], optionalDependencies=optional)
    shutil.copy(ROOT / "packaging/npm/launch.js", folder)
    shutil.copy(ROOT / "README.md", folder)


def platform(target, program, out):
    system, processor = PLATFORMS[LIKE.get(target, target)]
    description = f"The program of ibid for {system} on {processor}"
    folder = package(out, name_of((system, processor)), description, os=[system], cpu=[processor], preferUnplugged=True)
    (folder / "bin").mkdir(exist_ok=True)
    path = folder / "bin" / program_name(target)
    shutil.copy(program, path)
    path.chmod(0o755)
    (folder / LIBRARIES).write_text(licences(), encoding="utf-8")


def main():
    first, *rest = sys.argv[1:]
    out = pathlib.Path(rest[-1])
    if first == "launcher":
        launcher(out)
    else:
        platform(first, rest[0], out)


if __name__ == "__main__":
    main()
