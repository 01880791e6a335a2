#!/usr/bin/env python3
"""How long an edit takes in `ibid lsp`, from the change to the findings, in a draft of so many claims.

    tools/editing_times.py [--ibid PROGRAM] [--claims 100] [--edits 20] [--no-model]

The draft is made of sentences of the sample's sources; each edit changes the figure of one of them.
"""

import argparse
import json
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Client:
    def __init__(self, program, folder, options):
        command = [program, "lsp", *options]
        self.server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
        self.last = 0

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.server.stdin.flush()

    def receive(self):
        length = 0
        while (line := self.server.stdout.readline().strip()) != b"":
            length = int(line.split(b":")[1])
        return json.loads(self.server.stdout.read(length))

    def request(self, method, params):
        self.last += 1
        self.send({"id": self.last, "method": method, "params": params})
        while (message := self.receive()).get("id") != self.last:
            pass
        return message

    def findings(self, version):
        """Waits for the findings of a version."""
        while True:
            message = self.receive()
            params = message.get("params", {})
            if message.get("method") == "textDocument/publishDiagnostics" and params.get("version") == version:
                return params["diagnostics"]


def sentences(program, folder):
    for source in sorted((folder / "corpus").iterdir()):
        run = subprocess.run([program, "text", "--sentences", str(source)], capture_output=True, text=True)
        for line in run.stdout.splitlines():
            if 40 < len(line) < 400:
                yield line.strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ibid", default=str(ROOT / "target/release/ibid"))
    parser.add_argument("--claims", type=int, default=100)
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--no-model", action="store_true")
    arguments = parser.parse_args()
    arguments.ibid = str(pathlib.Path(arguments.ibid).resolve())
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        shutil.copytree(ROOT / "corpus", folder / "corpus")
        (folder / "claims").mkdir()
        lines = list(dict.fromkeys(sentences(arguments.ibid, folder)))[: arguments.claims]
        text = "\n\n".join(lines) + "\n"
        path = folder / "claims/draft.md"
        path.write_text(text)
        options = ["--no-model"] if arguments.no_model else []
        client = Client(arguments.ibid, folder, options)
        uri = path.as_uri()
        client.request("initialize", {"capabilities": {}, "rootUri": folder.as_uri()})
        client.send({"method": "initialized", "params": {}})
        begin = time.monotonic()
        document = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
        client.send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        found = client.findings(1)
        print(f"{len(lines)} sentences, first check {time.monotonic() - begin:.2f} s, {len(found)} findings")
        times = []
        figures = [at for at, line in enumerate(lines) if any(character.isdigit() for character in line)]
        for edit in range(arguments.edits):
            line = figures[edit * 7 % len(figures)]
            at = next(place for place, character in enumerate(lines[line]) if character.isdigit())
            start = {"line": 2 * line, "character": at}
            change = {"range": {"start": start, "end": {**start, "character": at + 1}}, "text": str(edit % 9 + 1)}
            identifier = {"uri": uri, "version": edit + 2}
            begin = time.monotonic()
            params = {"textDocument": identifier, "contentChanges": [change]}
            client.send({"method": "textDocument/didChange", "params": params})
            client.findings(edit + 2)
            times.append((time.monotonic() - begin) * 1000)
        times.sort()
        print(
            f"{len(times)} edits of one figure: median {statistics.median(times):.0f} ms, "
            f"longest {times[-1]:.0f} ms"
        )
        client.request("shutdown", None)
        client.send({"method": "exit"})
        client.server.wait()


if __name__ == "__main__":
    main()
