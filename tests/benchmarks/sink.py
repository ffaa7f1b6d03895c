# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause

"""A server that answers whatever is posted to it with 204, and throws it away at next to no cost: what a
collector does on the same cores must not be taken for what the reporter costs. Prints its port, and ends
when its input does."""

import socket
import sys
import threading


def serve(connection):
    waste = bytearray(1 << 20)
    head = b""
    while True:
        while b"\r\n\r\n" not in head:
            if not (read := connection.recv(4096)):
                return
            head += read
        head, _, body = head.partition(b"\r\n\r\n")
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        left = int(lengths[0].partition(b":")[2]) - len(body)
        while left > 0:
            # The bytes are discarded in the kernel.
            count = connection.recv_into(waste, min(left, len(waste)), socket.MSG_TRUNC)
            if count == 0:
                return
            left -= count
        head = b""
        connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")


def accept(server):
    while True:
        connection, _ = server.accept()
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


def main():
    server = socket.create_server(("127.0.0.1", 0))
    print(server.getsockname()[1], flush=True)
    threading.Thread(target=accept, args=(server,), daemon=True).start()
    sys.stdin.read()


main()
