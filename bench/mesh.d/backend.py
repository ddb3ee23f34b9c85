# SPDX-License-Identifier: Apache-2.0
"""A service: answers after a while with its name, or asks the next one and hands its answer on, trace context and all."""
import argparse, asyncio

options = argparse.ArgumentParser()
options.add_argument("--port", type=int)
options.add_argument("--name")
options.add_argument("--delay", type=float, default=0)
options.add_argument("--status", type=int, default=200)
options.add_argument("--next", type=int, default=0)
options = options.parse_args()
requests = 0
idle = []


async def read_message(reader):
    head = await reader.readuntil(b"\r\n\r\n")
    headers = dict((k.strip().lower(), v.strip()) for k, v in (line.split(b":", 1) for line in head.split(b"\r\n")[1:] if line))
    body = await reader.readexactly(int(headers.get(b"content-length", 0)))
    return head.split(b"\r\n", 1)[0], headers, body


async def ask_next(headers):
    reader, writer = idle.pop() if idle else await asyncio.open_connection("127.0.0.1", options.next)
    trace = b"".join(b"%s: %s\r\n" % (name, headers[name]) for name in (b"traceparent", b"tracestate") if name in headers)
    writer.write(b"GET / HTTP/1.1\r\nHost: next\r\n" + trace + b"\r\n")
    line, answer, _ = await read_message(reader)
    if answer.get(b"connection") == b"close":
        writer.close()
    else:
        idle.append((reader, writer))
    return int(line.split()[1])


async def serve(reader, writer):
    global requests
    try:
        while True:
            line, headers, _ = await read_message(reader)
            if line.split()[1] == b"/-/requests":
                status, body = 200, str(requests)
            else:
                requests += 1
                await asyncio.sleep(options.delay)
                status, body = await ask_next(headers) if options.next else options.status, options.name
            writer.write(b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body.encode()))
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", options.port, backlog=4096)
    await server.serve_forever()


asyncio.run(main())
