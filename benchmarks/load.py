"""Thirty-two browsers that do nothing but send: HTTP/1.1 over kept connections, as fast as answers come back."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """Requests a second, and how long the slow ones took (milliseconds)."""

    per_second: float
    median_ms: float
    p99_ms: float
    failed: int


def measure(port: int, clients: int, seconds: float, request_of: Callable[[int, int], bytes]) -> Measured:
    """Have each client send `request_of(client, number)` (numbers count up from 0) for some seconds."""
    return asyncio.run(_measure(port, clients, seconds, request_of))


async def _measure(port: int, clients: int, seconds: float, request_of: Callable[[int, int], bytes]) -> Measured:
    end = time.perf_counter() + seconds
    results = await asyncio.gather(*(_client(port, number, end, request_of) for number in range(clients)))
    times = sorted(taken for result in results for taken, _ok in result)
    failed = sum(not ok for result in results for _taken, ok in result)
    return Measured(len(times) / seconds, times[len(times) // 2] * 1000, times[int(len(times) * 0.99)] * 1000, failed)


async def _client(
    port: int, client: int, end: float, request_of: Callable[[int, int], bytes]
) -> list[tuple[float, bool]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    results = []
    number = 0
    while time.perf_counter() < end:
        started = time.perf_counter()
        writer.write(request_of(client, number))
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        results.append((time.perf_counter() - started, head.startswith(b"HTTP/1.1 200")))
        number += 1
    writer.close()
    return results
