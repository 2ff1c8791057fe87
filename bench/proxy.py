"""A TCP proxy on loopback that counts what crosses it, a connection at a time.

What it counts is what a network would carry: after compression, with frames and HTTP heads.
"""

import asyncio
import threading
from dataclasses import dataclass, field
from functools import partial

HOST = "127.0.0.1"
CHUNK = 1 << 16
WEBSOCKET_PATH = b"/_stcore/stream"


@dataclass
class Connection:
    """One connection: bytes each way, and whether it asked to be Streamlit's WebSocket."""

    up: int = 0
    down: int = 0
    websocket: bool = False


@dataclass
class CountingProxy:
    """Forwards `port` (chosen free) to `target` from its own thread, inside a `with`."""

    target: int
    port: int = 0
    connections: list[Connection] = field(default_factory=list)

    def __enter__(self) -> "CountingProxy":
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._call(asyncio.start_server(self._serve, HOST, 0))
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self._call(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def websocket_bytes(self) -> int:
        """Bytes from the server on WebSocket connections, so far."""
        return sum(each.down for each in self.connections if each.websocket)

    def all_bytes(self) -> int:
        """Bytes from the server on every connection, so far."""
        return sum(each.down for each in self.connections)

    def _call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)

    async def _stop(self) -> None:
        self._server.close()
        running = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = Connection()
        self.connections.append(connection)
        back, forth = await asyncio.open_connection(HOST, self.target)
        try:
            await asyncio.gather(
                _copy(reader, forth, partial(_count_up, connection)),
                _copy(back, writer, partial(_count_down, connection)),
            )
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            forth.close()
            writer.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, count) -> None:
    while chunk := await reader.read(CHUNK):
        count(chunk)
        writer.write(chunk)
        await writer.drain()
    writer.close()


def _count_up(connection: Connection, chunk: bytes) -> None:
    if not connection.up:
        connection.websocket = WEBSOCKET_PATH in chunk.split(b"\r\n", 1)[0]
    connection.up += len(chunk)


def _count_down(connection: Connection, chunk: bytes) -> None:
    connection.down += len(chunk)
