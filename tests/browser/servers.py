"""HyteData as a process of its own, for tests that speak to it over the loopback."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from threading import Event

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
START_SECONDS = 180
"""Long, because the first start fills the store and the machine may be busy; a quick start takes 5 s."""
STOP_SECONDS = 30
POLL_SECONDS = 0.1
LISTENING = "0A"
"""The state TCP_LISTEN in /proc/net/tcp."""
SOCKET_TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))


@dataclass(frozen=True)
class Reply:
    """What a server answered: status, headers by lower-case name, and the body as sent."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def get(self, path: str, **headers: str) -> Reply:
        """The answer to `path`, sent exactly as written: nothing normalised, followed or unpacked."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers=sent)
            answer = connection.getresponse()
            names = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, names, answer.read())
        finally:
            connection.close()

    def is_ready(self) -> bool:
        """True when /ready says so; False while nobody answers."""
        try:
            return self.get("/ready").status == http.HTTPStatus.OK
        except OSError:
            return False


@contextmanager
def running(command: Sequence[str], port: int, home: Path) -> Iterator[Server]:
    """`command` as a process with a HYTEDATA_HOME of its own: ready inside the block, ended after it."""
    home.mkdir(parents=True, exist_ok=True)
    log = home / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | {"HYTEDATA_HOME": str(home), "HYTEDATA_PACK_ASSETS": "0"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            server = Server(port)
            _wait_until_ready(server, process, log)
            yield server
        finally:
            _stop(process)


def uvicorn_command(port: int) -> list[str]:
    """The server the browser tests look at."""
    return [sys.executable, "-m", "uvicorn", "app:app", "--host", HOST, "--port", str(port)]


def free_port() -> int:
    """A port of the loopback that nobody holds at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def listening_addresses(port: int) -> set[IPv4Address | IPv6Address]:
    """The local addresses on which this machine takes connections at `port`, from the kernel's own tables."""
    rows = [line.split() for table in SOCKET_TABLES for line in table.read_text().splitlines()[1:]]
    locals_ = [row[1].split(":") for row in rows if row[3] == LISTENING]
    return {_address(digits) for digits, number in locals_ if int(number, 16) == port}


def _address(digits: str) -> IPv4Address | IPv6Address:
    """An address as the kernel writes it: 32-bit words in hexadecimal, each with its bytes reversed."""
    words = [bytes.fromhex(digits[start : start + 8])[::-1] for start in range(0, len(digits), 8)]
    address = ip_address(b"".join(words))
    return getattr(address, "ipv4_mapped", None) or address


def _wait_until_ready(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline, pause = time.monotonic() + START_SECONDS, Event()
    while not server.is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            written = log.read_text(encoding="utf-8", errors="replace")[-4000:]
            raise AssertionError(f"the server did not become ready: {process.args}\n{written}")
        pause.wait(POLL_SECONDS)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a process as an operator would; one that does not listen is killed, and that is a fault."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired as fault:
        process.kill()
        process.wait()
        raise AssertionError(f"the server did not stop in {STOP_SECONDS} s: {process.args}") from fault
