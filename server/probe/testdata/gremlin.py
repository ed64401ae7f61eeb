# A Gremlin Server as far as a probe goes, over Python's websockets. It reads requests and writes results by the GraphSON 3
# of Apache TinkerPop's own driver, gremlin-python, and takes no other form of a request. Prints its port.
#
# Argument: the password that `probe` must have, or nothing.
import asyncio
import base64
import json
import sys
import uuid

import websockets
from gremlin_python.structure.io.graphsonV3d0 import GraphSONReader, GraphSONWriter

PASSWORD = sys.argv[1]
TYPE = b"application/vnd.gremlin-v3.0+json"
RESULTS = {
    "g.inject(1)": [(200, [1], "")],
    "g.V().limit(0)": [(204, None, "")],
    "g.V().name": [(206, ["a", "b"], ""), (206, ["c"], ""), (200, ["d"], "")],
    "nonsense": [(597, None, "No such property: nonsense for class: Script1")],
}


def response(request, code, data, message=""):
    write = GraphSONWriter().to_dict
    data, nothing = None if data is None else write(data), write({})
    status = {"message": message, "code": code, "attributes": nothing}
    return json.dumps({"requestId": request, "status": status, "result": {"data": data, "meta": nothing}})


def read(message):
    """The operation and the arguments of a request, which must have the documented form."""
    assert isinstance(message, bytes) and message[0] == len(TYPE) and message[1:].startswith(TYPE), message
    request = json.loads(message[1 + len(TYPE) :])
    assert request.keys() == {"requestId", "op", "processor", "args"}, request
    assert str(uuid.UUID(request["requestId"])) == request["requestId"] and request["processor"] == ""
    arguments = GraphSONReader().to_object(request["args"])
    assert isinstance(arguments, dict), arguments
    return request["requestId"], request["op"], arguments


async def serve(socket):
    number, operation, arguments = read(await socket.recv())
    assert operation == "eval" and arguments.keys() == {"gremlin"}, (operation, arguments)
    if PASSWORD:
        await socket.send(response(number, 407, None))
        try:
            same, operation, sign_in = read(await socket.recv())
        except websockets.ConnectionClosed:
            return
        assert same == number and operation == "authentication" and sign_in["saslMechanism"] == "PLAIN"
        if base64.b64decode(sign_in["sasl"]) != b"\0probe\0" + PASSWORD.encode():
            await socket.send(response(number, 401, None, "Username and/or password are incorrect"))
            return
    for code, data, message in RESULTS[arguments["gremlin"]]:
        await socket.send(response(number, code, data, message))


async def main():
    async with websockets.serve(serve, "127.0.0.1", 0) as server:
        print(server.sockets[0].getsockname()[1])
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
