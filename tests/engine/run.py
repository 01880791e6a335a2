#!/usr/bin/env python3
"""Runs ibid against a real OpenSearch of three nodes on loopback, and kills nodes while it works.

    cargo build && tests/engine/run.py --ibid target/debug/ibid

Needs Java 17 and Maven, which fetches OpenSearch by tests/engine/pom.xml. Ranking and verdicts are held
to those of the index in the program. Prints what it measured; exits with 1 at the first promise that is
not kept.
"""

import argparse
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NODES = ["n1", "n2", "n3"]


def require(holds, what):
    print(("ok      " if holds else "BROKEN  ") + what, flush=True)
    if not holds:
        sys.exit(1)


class Cluster:
    """Three nodes, each a process of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.processes = {}
        path = folder / "classpath"
        subprocess.run(
            ["mvn", "-q", "dependency:build-classpath", f"-Dmdep.outputFile={path}"], cwd=HERE, check=True
        )
        self.classpath = path.read_text()
        for name in NODES:
            self.start(name)
        self.wait(3)

    @staticmethod
    def http(name):
        return 19200 + int(name[1])

    def start(self, name):
        home = self.folder / name
        (home / "config").mkdir(parents=True, exist_ok=True)
        seeds = ",".join(f"127.0.0.1:{19300 + int(node[1])}" for node in NODES)
        command = ["java", "-Xms500m", "-Xmx500m", "-cp", self.classpath, str(HERE / "Node.java"), name, str(home)]
        command += [str(self.http(name)), str(19300 + int(name[1])), seeds]
        with open(home / "log", "a") as log:
            self.processes[name] = subprocess.Popen(command, stdout=log, stderr=log)

    def kill(self, name):
        process = self.processes.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def ask(self, path, name="n1"):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.http(name)}/{path}", timeout=60) as answer:
            return json.load(answer)

    def wait(self, nodes, status="green"):
        """Waits until so many nodes have found each other and every copy of every shard has one."""
        deadline = time.time() + 400
        while time.time() < deadline:
            try:
                health = self.ask("_cluster/health", next(iter(self.processes)))
                if health["number_of_nodes"] == nodes and health["status"] in (status, "green"):
                    return
            except (OSError, urllib.error.URLError):
                pass
            time.sleep(1)
        raise SystemExit(f"the cluster is not {status} with {nodes} nodes")

    def stop(self):
        for name in list(self.processes):
            self.kill(name)


class Gate:
    """Stands before a node: counts requests and bytes, and calls somebody at the n-th of a kind."""

    def __init__(self, port):
        self.port = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.calls = None
        self.reset()
        threading.Thread(target=self.accept, daemon=True).start()

    def reset(self):
        self.requests, self.sent, self.received = {}, 0, 0

    def at(self, word, number, call):
        self.calls = (word, number, call)

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        try:
            node = socket.create_connection(("127.0.0.1", self.port))
        except OSError:
            client.close()
            return
        threading.Thread(target=self.back, args=(node, client), daemon=True).start()
        try:
            while data := client.recv(1 << 16):
                self.heard(data)
                node.sendall(data)
        except OSError:
            pass
        for end in (client, node):
            end.close()

    def back(self, node, client):
        try:
            while data := node.recv(1 << 16):
                self.received += len(data)
                client.sendall(data)
        except OSError:
            pass
        for end in (client, node):
            end.close()

    def heard(self, data):
        self.sent += len(data)
        line = data.split(b"\r\n", 1)[0].decode(errors="replace")
        if not line.endswith("HTTP/1.1"):
            return
        word = line.split(" ")[1].split("/")[-1]
        self.requests[word] = self.requests.get(word, 0) + 1
        if self.calls and self.calls[0] == word and self.requests[word] == self.calls[1]:
            call, self.calls = self.calls[2], None
            threading.Thread(target=call).start()


class Desk:
    """A project with the sample and generated sources."""

    def __init__(self, folder, ibid, url, passages):
        self.folder, self.ibid = folder, ibid
        shutil.copytree(ROOT / "corpus", folder / "corpus")
        shutil.copytree(ROOT / "claims", folder / "claims")
        self.sentences = generate(folder / "corpus" / "generated.jsonl", passages)
        chosen = random.Random(7).sample(self.sentences, 100)
        self.claims = [changed(sentence, at) for at, sentence in enumerate(chosen)]
        text = "# Generated\n\n" + "\n\n".join(self.claims) + "\n"
        (folder / "claims" / "generated.md").write_text(text)
        self.engine(url, replicas=1)

    def engine(self, url, replicas):
        engine = f'{{ url = "{url}", index = "archive", shards = 3, replicas = {replicas}, batch = 256, timeout = 30 }}'
        (self.folder / "ibid.toml").write_text(f"model = false\nengine = {engine}\n")

    def run(self, *arguments):
        command = [self.ibid, *arguments]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True)

    def forget(self):
        shutil.rmtree(self.folder / ".ibid" / "answers", ignore_errors=True)

    def check(self, *more):
        self.forget()
        return self.run("check", "--format", "json", "--fail-on", "never", *more)

    def same_or_honest(self, done, report, words):
        """Whether a run gave the report, or none and one of the words."""
        if done.returncode == 0:
            return done.stdout == report
        return done.returncode == 2 and not done.stdout and any(word in done.stderr for word in words)


def generate(path, passages):
    """Writes records of sentences with a few rare names and figures among common words."""
    chance = random.Random(42)
    words = sorted({word for file in (ROOT / "corpus").rglob("*.md") for word in file.read_text().split() if word.isalpha()})
    chance.shuffle(words)
    weights = [1 / (rank + 1) for rank in range(len(words))]
    names = ["".join(chance.choice(pair) for pair in (("Bar", "Kel", "Mor", "Tan", "Vel"), ("a", "e", "i", "o"), ("din", "mar", "rik", "sund", "ton"), ("", "a", "by", "en"))) for _ in range(400)]
    sentences = []
    with open(path, "w") as out:
        for at in range(passages):
            said = []
            for _ in range(chance.randint(1, 4)):
                body = " ".join(chance.choices(words, weights, k=chance.randint(8, 24))).lower()
                said.append(f"In {chance.randint(1900, 2020)} {chance.choice(names)} {body} {chance.randint(10, 9999)} {chance.choice(words).lower()}.")
            sentences += said[:1]
            out.write(json.dumps({"_id": str(at), "title": f"Record {at}", "text": " ".join(said)}) + "\n")
    return sentences


def changed(sentence, at):
    """A claim of the sentence: as it is, or with another figure."""
    if at % 2:
        return sentence
    parts = sentence.split(" ")
    figures = [place for place, part in enumerate(parts) if part.isdigit()]
    parts[figures[-1]] = str(int(parts[figures[-1]]) + 17)
    return " ".join(parts)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--ibid", required=True, type=Path)
    arguments.add_argument("--passages", type=int, default=5000)
    arguments.add_argument("--claims", type=int, default=100, help="claims whose ranking is compared")
    given = arguments.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="ibid-engine-"))
    cluster = Cluster(folder)
    try:
        tell(cluster, folder, given.ibid.resolve(), given.passages, given.claims)
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def tell(cluster, folder, ibid, passages, ranked):
    gate = Gate(cluster.http("n1"))
    desk = Desk(folder / "desk", ibid, gate.url, passages)

    begun = time.time()
    done = desk.run("index")
    took = time.time() - begun
    require(done.returncode == 0, f"it fills three nodes in {took:.1f} s: {done.stdout.splitlines()[-1:]} {done.stderr}")
    total = sum(gate.requests.values())
    print(f"        {total} requests, {gate.sent / 1e6:.1f} MB sent")
    cluster.wait(3)
    reference = desk.check("--no-engine").stdout
    require(bool(reference), "the index in the program gives a report")

    gate.reset()
    begun = time.time()
    done = desk.check()
    took = time.time() - begun
    claims = sum(len(draft["claims"]) for draft in json.loads(reference)["drafts"])
    require(done.returncode == 0, f"it checks {claims} claims in {took:.1f} s {done.stderr}")
    print(f"        {gate.requests} requests, {gate.sent / claims:.0f} bytes sent and {gate.received / claims:.0f} received a claim")
    verdicts = [[claim["verdict"] for draft in json.loads(text)["drafts"] for claim in draft["claims"]] for text in (done.stdout, reference)]
    require(verdicts[0] == verdicts[1], "every verdict is that of the index in the program")
    print("        the report is the same, byte for byte" if done.stdout == reference else "        the reports differ elsewhere")
    report = done.stdout
    counts = {verdict: verdicts[0].count(verdict) for verdict in sorted(set(verdicts[0]))}
    print(f"        {counts}")

    same = 0
    compared = desk.claims[:ranked]
    for claim in compared:
        same += desk.run("search", claim).stdout == desk.run("search", claim, "--no-engine").stdout
    require(same >= 0.95 * len(compared), f"the ten best passages are the same for {same} of {len(compared)} claims")

    # A node that is killed while a check goes on: there is a copy of everything.
    words = ["parts of the index did not answer", "too busy or not ready", "gave no answer", "cannot be talked to", "status 5"]
    gate.reset()
    gate.at("_msearch", 3, lambda: cluster.kill("n3"))
    done = desk.check()
    time.sleep(1)
    require("n3" not in cluster.processes, "n3 was killed in the middle of a check")
    require(desk.same_or_honest(done, report, words), f"that check gives the same report or none: {done.returncode} {done.stderr.strip()[:200]}")
    done = desk.check()
    require(desk.same_or_honest(done, report, words), f"and so does the next: {done.returncode} {done.stderr.strip()[:200]}")
    cluster.start("n3")
    cluster.wait(3)
    require(desk.check().stdout == report, "with the node back the report is the same")

    # A node that is killed while the engine is filled anew.
    (desk.folder / "corpus" / "more.md").write_text("The lighthouse of Keldinby was built in 1911.\n")
    gate.reset()
    gate.at("_bulk", 5, lambda: cluster.kill("n2"))
    done = desk.run("index")
    time.sleep(1)
    require("n2" not in cluster.processes, "n2 was killed in the middle of filling")
    require(done.returncode == 0 or any(word in done.stderr for word in words), f"filling ends with success or an honest word: {done.returncode} {done.stderr.strip()[:200]}")
    if done.returncode:
        done = desk.check()
        require(done.returncode == 2 and not done.stdout and any(word in done.stderr for word in [*words, "passages"]), f"a check says that the index is not whole: {done.stderr.strip()[:200]}")
    cluster.start("n2")
    cluster.wait(3)
    done = desk.run("index")
    require(done.returncode == 0, f"it goes on: {done.stdout.splitlines()[-1:]} {done.stderr}")
    cluster.wait(3)
    reference = desk.check("--no-engine").stdout
    report = desk.check().stdout
    require(report == reference, "nothing was lost: the report is that of the index in the program")
    indexes = [row["index"] for row in cluster.ask("_cat/indices/archive-*?format=json")]
    require(len(indexes) == 1, f"one index is left: {indexes}")

    # The sources are indexed anew while checks go on.
    (desk.folder / "corpus" / "more.md").write_text("The lighthouse of Keldinby was built in 1912.\n")
    other = Desk.__new__(Desk)
    other.folder, other.ibid = folder / "other", ibid
    shutil.copytree(desk.folder, other.folder)
    (other.folder / "corpus" / "more.md").write_text("The lighthouse of Keldinby was built in 1911.\n")
    filling = subprocess.Popen([ibid, "index"], cwd=desk.folder, stdout=subprocess.DEVNULL)
    outcomes = []
    while filling.poll() is None or len(outcomes) < 3:
        done = other.check()
        outcomes.append(done.returncode)
        require(other.same_or_honest(done, report, ["indexed anew meanwhile", "has no index"]), f"a check meanwhile gives the report or none: {done.returncode} {done.stderr.strip()[:200]}")
    require(filling.returncode == 0, f"and the filling ends well; the checks ended with {outcomes}")

    # A part of the index that has no copy is gone with its node.
    desk.engine(gate.url, replicas=0)
    (desk.folder / "corpus" / "more.md").write_text("The lighthouse of Keldinby was built in 1913.\n")
    require(desk.run("index").returncode == 0, "it fills an index without copies")
    report = desk.check().stdout
    cluster.kill("n3")
    time.sleep(5)
    done = desk.check()
    require(done.returncode == 2 and not done.stdout and any(word in done.stderr for word in words), f"without a part there is no report: {done.stderr.strip()[:300]}")
    cluster.start("n3")
    cluster.wait(3)
    require(desk.check().stdout == report, "with the node back the report is the same")

    # The node that is talked to.
    cluster.kill("n1")
    done = desk.check()
    require(done.returncode == 2 and not done.stdout and "cannot be talked to" in done.stderr, f"without an engine there is no report: {done.stderr.strip()[:200]}")


if __name__ == "__main__":
    os.environ.pop("IBID_ENGINE_URL", None)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("it was ended from outside"))
    main()
