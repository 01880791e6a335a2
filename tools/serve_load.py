#!/usr/bin/env python3
"""How `ibid serve` fares under load: requests a second and times at 1, 4 and 16 clients.

    tools/serve_load.py [--ibid PROGRAM] [--seconds 10] [--no-model] [--changing]

Each client sends one draft of the sample's sentences after another. Every request must get an answer: 200, or 429 when the
server is full. With --changing a source is written anew twice a second meanwhile; then 503 is an answer too.
"""

import argparse
import collections
import http.client
import json
import pathlib
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def drafts():
    """Drafts of three paragraphs of the sample's drafts, each with a number of its own."""
    paragraphs = []
    for draft in sorted((ROOT / "claims").glob("*.md")):
        blocks = draft.read_text().split("\n\n")
        paragraphs += [block for block in blocks if len(block) > 80 and not block.startswith(("#", "<", "---"))]
    return ["\n\n".join(paragraphs[at : at + 3]) for at in range(0, len(paragraphs) - 2, 3)]


def client(port, texts, number, until, results):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    while time.monotonic() < until:
        text = texts[number % len(texts)]
        number += 1
        begin = time.monotonic()
        headers = {"Content-Type": "application/json"}
        connection.request("POST", "/v1/check", json.dumps({"text": text}), headers)
        answer = connection.getresponse()
        answer.read()
        results.append((answer.status, time.monotonic() - begin))
        if answer.status == 429:
            time.sleep(0.05)


def change(source, until):
    """Writes `source` anew, with a sentence more or without it, until that time."""
    text = source.read_text()
    more = ["", "\n\nThe ferry was late again.\n"]
    while time.monotonic() < until:
        fresh = source.with_name("." + source.name)
        fresh.write_text(text + more[0])
        fresh.replace(source)
        more.reverse()
        time.sleep(0.5)
    source.write_text(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ibid", default=str(ROOT / "target/release/ibid"))
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--waiting", default="16")
    parser.add_argument("--no-model", action="store_true")
    parser.add_argument("--changing", action="store_true")
    arguments = parser.parse_args()
    program = str(pathlib.Path(arguments.ibid).resolve())
    with tempfile.TemporaryDirectory() as folder:
        sources = shutil.copytree(ROOT / "corpus", pathlib.Path(folder) / "corpus")
        command = [program, "serve", "--port", "0", "--sources", str(sources), "--waiting", arguments.waiting]
        command += ["--no-model"] if arguments.no_model else []
        server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=folder)
        port = None
        while port is None:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", server.stderr.readline())
            port = int(found.group(1)) if found else None
        threading.Thread(target=server.stderr.read, daemon=True).start()
        texts = drafts()
        # Every draft once, so that the model has seen them.
        client(port, texts[:1], 0, time.monotonic() + 0.001, [])
        for number in range(len(texts)):
            client(port, texts, number, time.monotonic() + 0.001, [])
        for clients in (1, 4, 16):
            results = []
            until = time.monotonic() + arguments.seconds
            begin = time.monotonic()
            threads = [
                threading.Thread(target=client, args=(port, texts, number, until, results)) for number in range(clients)
            ]
            if arguments.changing:
                threads.append(threading.Thread(target=change, args=(sources / "un-mission.md", until)))
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            took = time.monotonic() - begin
            times = sorted(seconds * 1000 for status, seconds in results if status == 200)
            statuses = dict(sorted(collections.Counter(status for status, _ in results).items()))
            last = times[min(len(times) - 1, int(len(times) * 0.99))]
            print(
                f"{clients:2} clients: {len(times) / took:6.1f} answers a second, "
                f"median {statistics.median(times):.0f} ms, p99 {last:.0f} ms, statuses {statuses}"
            )
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
