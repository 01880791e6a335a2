#!/usr/bin/env python3
"""Prints the Homebrew formula of a release, out of its checksums: packaging/formula.py SHA256SUMS"""

import pathlib
import sys

from about import CARGO, VERSION

URL = f"{CARGO['repository']}/releases/download/v{VERSION}"
# The blocks of a formula, and the target of each.
PLATFORMS = {
    "on_macos": {"on_arm": "aarch64-apple-darwin", "on_intel": "x86_64-apple-darwin"},
    "on_linux": {"on_arm": "aarch64-unknown-linux-musl", "on_intel": "x86_64-unknown-linux-musl"},
}


def formula(sums):
    """The formula; `sums` has the checksum of each archive."""
    out = ["class Ibid < Formula", f'  desc "{CARGO["description"].split(",")[0]}"', f'  homepage "{CARGO["repository"]}"']
    out += [f'  version "{VERSION}"', '  license any_of: ["MIT", "Apache-2.0"]', ""]
    for system, processors in PLATFORMS.items():
        out.append(f"  {system} do")
        for processor, target in processors.items():
            name = f"ibid-v{VERSION}-{target}.tar.gz"
            out += [f"    {processor} do", f'      url "{URL}/{name}"', f'      sha256 "{sums[name]}"', "    end"]
        out += ["  end", ""]
    out += ["  def install", '    bin.install "bin/ibid"', '    man1.install Dir["man/*.1"]']
    out += ['    generate_completions_from_executable(bin/"ibid", "completions", shells: [:bash, :zsh, :fish, :pwsh])', "  end", ""]
    out += ["  test do", '    (testpath/"sources").mkpath', '    (testpath/"sources/mill.txt").write "The mill was built in 1874."']
    out += ['    (testpath/"draft.md").write "The mill was built in 1847."']
    out += ['    assert_match "refuted", shell_output("#{bin}/ibid check draft.md --sources sources --format concise", 1)', "  end", "end"]
    return "\n".join(out)


def main():
    lines = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    print(formula({name.lstrip("*"): digest for digest, name in (line.split() for line in lines)}))


if __name__ == "__main__":
    main()
