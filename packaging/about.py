"""What every package says of the program, out of `Cargo.toml`, and how archives are made the same each time."""

import pathlib
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
CARGO = tomllib.loads((ROOT / "Cargo.toml").read_text(encoding="utf-8"))["package"]
VERSION = CARGO["version"]
# What a reader of any package must get with it.
PAPERS = ["README.md", "CHANGELOG.md", "NOTICE.md", "LICENSE-MIT", "LICENSE-APACHE"]
# What the licences of the libraries in a program are called beside it.
LIBRARIES = "LICENSES-OF-LIBRARIES.txt"
# Seconds since 1970 that every file in a package bears: the same input gives the same bytes.
MOMENT = 1_577_836_800


def program_name(target):
    """The name of the program's file on a target such as `x86_64-pc-windows-msvc`."""
    return "ibid.exe" if "windows" in target else "ibid"
