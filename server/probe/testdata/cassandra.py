# A node of Cassandra as far as a probe goes. Requests are right if the DataStax driver would have written the same
# bytes; responses are written with its codec, and read back by it before they are sent.
#
# Arguments: the password that `probe` must have, or nothing; then the addresses of the peers. Prints its port.
import socket
import socketserver
import struct
import sys
import threading
from io import BytesIO

from cassandra import ConsistencyLevel, protocol
from cassandra.cqltypes import InetAddressType, UTF8Type
from cassandra.protocol import AuthResponseMessage, ProtocolHandler, QueryMessage, StartupMessage

VERSION = 4
READY, AUTHENTICATE, RESULT, AUTH_SUCCESS, ERROR = 0x02, 0x03, 0x08, 0x10, 0x00
PASSWORD, PEERS = sys.argv[1], sys.argv[2:]
LOCAL_ROW = {"cluster_name": "Loop back", "release_version": "4.1.3", "data_center": "dc1"}


def body(*writes):
    buffer = BytesIO()
    for write, value in writes:
        write(buffer, value)
    return buffer.getvalue()


def rows(table, columns, values):
    kind = UTF8Type if table == "local" else InetAddressType
    number = {UTF8Type: 0x0D, InetAddressType: 0x10}[kind]
    writes = [(protocol.write_int, 2), (protocol.write_int, 1), (protocol.write_int, len(columns))]
    writes += [(protocol.write_string, "system"), (protocol.write_string, table)]
    for column in columns:
        writes += [(protocol.write_string, column), (protocol.write_short, number)]
    writes += [(protocol.write_int, len(values))]
    for row in values:
        writes += [(protocol.write_value, value and kind.serialize(value, VERSION)) for value in row]
    return RESULT, body(*writes)


def answer(opcode, request):
    def is_as_the_driver_writes(message):
        frame = ProtocolHandler.encode_message(message, 0, VERSION, None, False)
        return frame[4] == opcode and frame[9:] == request

    if is_as_the_driver_writes(StartupMessage(cqlversion="3.0.0", options={})):
        name = "org.apache.cassandra.auth.PasswordAuthenticator"
        return (AUTHENTICATE, body((protocol.write_string, name))) if PASSWORD else (READY, b"")
    if opcode == AuthResponseMessage.opcode:
        if is_as_the_driver_writes(AuthResponseMessage(b"\0probe\0" + PASSWORD.encode())):
            return AUTH_SUCCESS, body((protocol.write_int, -1))
        words = "Provided username probe and/or password are incorrect"
        return ERROR, body((protocol.write_int, 0x0100), (protocol.write_string, words))
    if opcode == QueryMessage.opcode:
        query = protocol.read_longstring(BytesIO(request))
        if is_as_the_driver_writes(QueryMessage(query, ConsistencyLevel.ONE)):
            columns, table = query.removeprefix("SELECT ").split(" FROM system.")
            columns = columns.split(", ")
            if table == "local":
                return rows(table, columns, [[LOCAL_ROW[column] for column in columns]])
            # The first peer listens on all of its addresses, the second tells none.
            told = dict(zip(PEERS, ["0.0.0.0", None]))
            return rows(table, columns, [[peer, told.get(peer, peer)] for peer in PEERS])
    return ERROR, body((protocol.write_int, 0x000A), (protocol.write_string, "no driver asks so"))


class Node(socketserver.StreamRequestHandler):
    def handle(self):
        while head := self.rfile.read(9):
            version, flags, stream, opcode, length = struct.unpack(">BBhBi", head)
            opcode, response = answer(opcode, self.rfile.read(length))
            ProtocolHandler.decode_message(VERSION, {}, stream, flags, opcode, response, None, None)
            self.wfile.write(struct.pack(">BBhBi", 0x80 | version, flags, stream, opcode, len(response)) + response)


class Server(socketserver.ThreadingTCPServer):
    address_family = socket.AF_INET
    daemon_threads = True


server = Server(("127.0.0.1", 0), Node)
threading.Thread(target=server.serve_forever, daemon=True).start()
# A peer that is up listens on the same port.
peer = socket.create_server(("127.0.0.2", server.server_address[1]))
print(server.server_address[1])
sys.stdin.read()
