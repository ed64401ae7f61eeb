"""A mail server by aiosmtpd: python3 mail_server.py PORT CERTIFICATE KEY [tls]. With tls it speaks TLS from the start."""

import asyncio
import ssl
import sys

from aiosmtpd.smtp import SMTP

port, certificate, key = int(sys.argv[1]), *sys.argv[2:4]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
from_start = "tls" in sys.argv[4:]


def session():
    offered = None if from_start else context
    return SMTP(None, hostname="mx.example", ident="loopback", tls_context=offered, data_size_limit=1000)


async def main():
    server = await asyncio.get_running_loop().create_server(
        session, "127.0.0.1", port, ssl=context if from_start else None
    )
    await server.serve_forever()


asyncio.run(main())
