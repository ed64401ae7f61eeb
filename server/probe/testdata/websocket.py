# An echo over WebSocket by Python's websockets, which first shows what the handshake said. Prints its port.
import asyncio
import logging
import sys

import websockets

# Here connections end as tests want them to.
logging.disable()


async def echo(socket):
    async for text in socket:
        headers = socket.request_headers
        if text == "who":
            await socket.send('{"origin":"%s","key":"%s"}' % (headers.get("Origin"), headers.get("X-Key")))
        elif text == "bye":
            await socket.close(1008, "go away")
        elif text == "flood":
            await socket.send("x" * (2 << 20))
        else:
            await socket.send(text)


async def main():
    async with websockets.serve(echo, "127.0.0.1", 0) as server:
        print(server.sockets[0].getsockname()[1])
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
