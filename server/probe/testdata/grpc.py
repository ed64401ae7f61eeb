# The standard health service, by grpcio without generated stubs. Prints its port.
#
# Arguments: nothing, `--no-health`, or the files of a certificate and its key.
import sys
from concurrent import futures

import grpc

# HealthCheckResponse with the status 1 (SERVING), 2 (NOT_SERVING) and 0 (UNKNOWN).
ANSWERS = {b"": b"\x08\x01", b"\x0a\x08shop.Bad": b"\x08\x02", b"\x0a\x08shop.New": b""}


def check(request, context):
    if request in ANSWERS:
        return ANSWERS[request]
    context.abort(grpc.StatusCode.NOT_FOUND, "unknown service")


handler = grpc.unary_unary_rpc_method_handler(check)
server = grpc.server(futures.ThreadPoolExecutor(max_workers=2))
if "--no-health" not in sys.argv:
    server.add_generic_rpc_handlers(
        (grpc.method_handlers_generic_handler("grpc.health.v1.Health", {"Check": handler}),)
    )
if len(sys.argv) > 2:
    certificate, key = (open(path, "rb").read() for path in sys.argv[1:3])
    port = server.add_secure_port("127.0.0.1:0", grpc.ssl_server_credentials([(key, certificate)]))
else:
    port = server.add_insecure_port("127.0.0.1:0")
server.start()
print(port)
sys.stdin.read()
