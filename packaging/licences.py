#!/usr/bin/env python3
"""Prints the licences of the libraries that the program is linked with, and of data of others in it: packaging/licences.py

Whoever gives the program away must give these with it. A text that several libraries share stands once.
"""

import json
import pathlib
import subprocess

from about import ROOT

# How the names of files begin that hold a licence or what it asks to be told.
NAMES = ("licen", "unlicense", "copying", "copyright", "notice")


def libraries():
    """What the program is linked with, whatever the platform: its dependencies but for those of builds and tests."""
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    known = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    dependencies = {node["id"]: node["deps"] for node in known["resolve"]["nodes"]}
    waiting, found = [known["resolve"]["root"]], set()
    while waiting:
        linked = {it["pkg"] for it in dependencies[waiting.pop()] if any(kind["kind"] is None for kind in it["dep_kinds"])}
        waiting += linked - found
        found |= linked
    return sorted((it for it in known["packages"] if it["id"] in found), key=lambda it: (it["name"], it["version"]))


def texts(library):
    """The texts that came with a library, in the order of their names."""
    files = sorted(pathlib.Path(library["manifest_path"]).parent.iterdir())
    return [it.read_text(encoding="utf-8", errors="replace").strip() for it in files if it.is_file() and it.name.lower().startswith(NAMES)]


def licences():
    """A list of the libraries, each with its licence, and then every text with whose it is."""
    out, owners = ["The program is linked with these libraries.", ""], {}
    for library in libraries():
        name = f"{library['name']} {library['version']}"
        out.append(f"{name}: {library['license']}, {library['repository'] or 'no repository named'}")
        for text in texts(library):
            owners.setdefault(" ".join(text.split()), (text, []))[1].append(name)
    for path in sorted((ROOT / "src").rglob("*-licence.txt")):
        owners[path] = (path.read_text(encoding="utf-8").strip(), [f"data in the program: {path.stem.removesuffix('-licence')}"])
    for text, names in owners.values():
        out += ["", "-" * 80, ", ".join(names), "", text]
    return "\n".join([*out, ""])


if __name__ == "__main__":
    print(licences(), end="")
