# Answers `hello` with what the first argument says, in extended JSON, through the codec of MongoDB's own driver.
# A request that is not exactly the one expected ends the program. Prints its port.
import socket
import struct
import sys

import bson
from bson import json_util

reply = bson.encode(json_util.loads(sys.argv[1]))
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1])
while True:
    stream, _ = server.accept()
    with stream, stream.makefile("rb") as source:
        header = source.read(16)
        if len(header) < 16:
            continue
        length, request, responds_to, code = struct.unpack("<iiii", header)
        flags, section = struct.unpack("<IB", source.read(5))
        command = bson.decode(source.read(length - 21))
        assert (responds_to, code, flags, section) == (0, 2013, 0, 0)
        assert list(command.items()) == [("hello", 1), ("$db", "admin")]
        header = struct.pack("<iiiiIB", 21 + len(reply), 77, request, 2013, 0, 0)
        stream.sendall(header + reply)
