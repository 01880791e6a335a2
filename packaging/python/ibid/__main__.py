"""`python -m ibid`: runs the program that was installed with this package."""

import os
import subprocess
import sys
import sysconfig


def program():
    """Where the installer laid the program: beside the interpreter, or among the scripts of the user."""
    name = "ibid" + (sysconfig.get_config_var("EXE") or "")
    schemes = ["", sysconfig.get_preferred_scheme("user")]
    folders = [sysconfig.get_path("scripts", scheme) if scheme else sysconfig.get_path("scripts") for scheme in schemes]
    # `pip install --target` lays scripts beside the packages.
    folders.append(os.path.join(os.path.dirname(os.path.dirname(__file__)), "bin"))
    for folder in folders:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    sys.exit(f"ibid: the program is in none of {', '.join(folders)}; install the package anew")


def main():
    arguments = [program(), *sys.argv[1:]]
    if os.name == "posix":
        os.execv(arguments[0], arguments)
    sys.exit(subprocess.run(arguments, check=False).returncode)


if __name__ == "__main__":
    main()
