# A mail server by aiosmtpd that asks for a password over a protected way. Prints its port, and then each message on one
# line: user and password, a space, the message as JSON.
#
# Arguments: the files of a certificate and its key; `tls` if it speaks TLS from the start, else `starttls`.
import asyncio
import json
import logging
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

logging.disable()

certificate, key, kind = sys.argv[1:4]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
from_start = kind == "tls"


class Handler:
    async def handle_DATA(self, server, session, envelope):
        user = session.auth_data
        print(user, json.dumps(envelope.content.decode()).replace("\\r\\n", " | "))
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    user, word = data.login.decode(), data.password.decode()
    is_right = (user, word) == ("pharos", "s3cret")
    return AuthResult(success=is_right, handled=False, auth_data=f"{user}:{word}")


def session():
    return SMTP(
        Handler(),
        hostname="localhost",
        ident="test",
        tls_context=None if from_start else context,
        require_starttls=not from_start,
        auth_required=True,
        auth_require_tls=not from_start,
        authenticator=authenticate,
    )


async def main():
    server = await asyncio.get_running_loop().create_server(
        session, "127.0.0.1", 0, ssl=context if from_start else None
    )
    print(server.sockets[0].getsockname()[1])
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
