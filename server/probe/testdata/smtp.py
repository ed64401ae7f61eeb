# A mail server by aiosmtpd. Prints its port.
#
# Arguments: the files of a certificate and its key; `tls`, if it speaks TLS from the start.
import asyncio
import logging
import ssl
import sys

from aiosmtpd.smtp import SMTP

# Here connections end as tests want them to.
logging.disable()

certificate, key = sys.argv[1:3]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
from_start = "tls" in sys.argv[3:]


def session():
    offered = None if from_start else context
    return SMTP(None, hostname="mx.example", ident="loopback", tls_context=offered, data_size_limit=1000)


async def main():
    server = await asyncio.get_running_loop().create_server(
        session, "127.0.0.1", 0, ssl=context if from_start else None
    )
    print(server.sockets[0].getsockname()[1])
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
