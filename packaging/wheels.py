#!/usr/bin/env python3
"""Makes wheels of a built program, and of the model.

    packaging/wheels.py program PROGRAM OUT [--without-model] [--platform TAG]
    packaging/wheels.py model OUT

The index takes files of 100 MiB. A program with its model is larger, so what is published is the program without it
(`--without-model`) and the model in two wheels, which need not be published again while the model stays. Without the option
the wheel holds a program with its model, needs no other, and can be installed from a file.
"""

import argparse
import base64
import hashlib
import pathlib
import re
import tomllib
import zipfile

from about import LIBRARIES, PAPERS, ROOT, VERSION
from licences import licences

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MODEL = next(it.split("==")[1] for it in PROJECT["dependencies"] if it.startswith("ibid-model=="))
LAYERS = "model.onnx.1.data"


class Wheel:
    """A wheel that is being written: its files and their hashes."""

    def __init__(self, folder, name, version, tags):
        name = name.replace("-", "_")
        self.information = f"{name}-{version}.dist-info"
        self.data = f"{name}-{version}.data"
        self.path = folder / f"{name}-{version}-{'py3-none-' + '.'.join(tags)}.whl"
        self.zip = zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED, compresslevel=9)
        self.record = []
        self.tags = tags

    def add(self, name, content, runs=False):
        entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
        entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, (0o100755 if runs else 0o100644) << 16
        self.zip.writestr(entry, content)
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        self.record.append(f"{name},sha256={digest},{len(content)}")

    def close(self, metadata, papers):
        for paper in papers:
            self.add(f"{self.information}/licenses/{paper}", (ROOT / paper).read_bytes())
        self.add(f"{self.information}/METADATA", metadata.encode())
        pure = "true" if self.tags == ["any"] else "false"
        tags = "".join(f"Tag: py3-none-{tag}\n" for tag in self.tags)
        self.add(f"{self.information}/WHEEL", f"Wheel-Version: 1.0\nGenerator: ibid\nRoot-Is-Purelib: {pure}\n{tags}".encode())
        name = f"{self.information}/RECORD"
        self.zip.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), "\n".join([*self.record, f"{name},,", ""]))
        self.zip.close()
        print(f"{self.path.name}: {self.path.stat().st_size:,} bytes")


def metadata(name, version, summary, requires, text=""):
    """The core metadata of a wheel."""
    lines = [f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\nSummary: {summary}"]
    lines.append(f"License-Expression: {PROJECT['license']}\nRequires-Python: {PROJECT['requires-python']}")
    lines += [f"Requires-Dist: {it}" for it in requires]
    return "\n".join(lines) + f"\nDescription-Content-Type: text/markdown\n\n{text}"


def platform_of(program):
    """The platform of a Linux program: by the newest glibc that it asks for, of none if it is linked statically."""
    machine = {0x3E: "x86_64", 0xB7: "aarch64"}[int.from_bytes(program[18:20], "little")]
    asked = [int(minor) for minor in re.findall(rb"GLIBC_2\.(\d+)\0", program)]
    if not asked:
        return [f"manylinux_2_17_{machine}", f"musllinux_1_1_{machine}"]
    return [f"manylinux_2_{max(max(asked), 17)}_{machine}"]


def write_program(options):
    program = options.program.read_bytes()
    tags = [options.platform] if options.platform else platform_of(program)
    wheel = Wheel(options.out, PROJECT["name"], VERSION, tags)
    for path in sorted((ROOT / "packaging/python/ibid").glob("*.py")):
        wheel.add(f"ibid/{path.name}", path.read_bytes())
    wheel.add(f"{wheel.data}/scripts/{options.program.name}", program, runs=True)
    wheel.add(f"{wheel.information}/licenses/{LIBRARIES}", licences().encode())
    requires = PROJECT["dependencies"] if options.without_model else []
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    wheel.close(metadata(PROJECT["name"], VERSION, PROJECT["description"], requires, text), PAPERS[1:])


def write_model(options):
    """The model in two wheels that lay their files into one folder: together they are larger than the index takes."""
    summary = "The model of entailment that ibid judges by"
    parts = [("ibid-model-layers", [], lambda name: name == LAYERS), ("ibid-model", [f"ibid-model-layers=={MODEL}"], lambda name: name != LAYERS)]
    for name, requires, is_in in parts:
        wheel = Wheel(options.out, name, MODEL, ["any"])
        for path in sorted((ROOT / "model").iterdir()):
            if is_in(path.name):
                wheel.add(f"{wheel.data}/data/share/ibid/model/{path.name}", path.read_bytes())
        wheel.close(metadata(name, MODEL, summary, requires), ["LICENSE-MIT", "LICENSE-APACHE"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    program = commands.add_parser("program")
    program.add_argument("program", type=pathlib.Path)
    program.add_argument("--without-model", action="store_true")
    program.add_argument("--platform")
    program.set_defaults(write=write_program)
    model = commands.add_parser("model")
    model.set_defaults(write=write_model)
    for command in (program, model):
        command.add_argument("out", type=pathlib.Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    options.write(options)


if __name__ == "__main__":
    main()
