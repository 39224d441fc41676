"""Tells which process of a program has written what to its standard output and error (Linux only).

    python3 -I -S process_tree_output.py SOCKET

The editor runs it beside a program, connects twice to SOCKET, and gives the program the two ends: the first for its output, the
second for its errors. The system itself says of each piece which process has written it, so nothing of the program has to be
changed for that. Each piece goes to the editor as a frame: which stream, pid, length, and the bytes.
"""
import _socket
import os
import select
import struct
import sys

_CREDENTIALS = struct.Struct("iII")  # pid, uid, gid
_HEADER = struct.Struct(">BII")  # stream, pid, length
_PIECE = 1 << 16
_STREAMS = (1, 2)


def main(path):
    poll, sockets = select.poll(), {}
    poll.register(0, 0)  # its end is told of in any case: then the editor is gone
    for stream, accepted in zip(_STREAMS, _accept(path)):
        sockets[accepted.fileno()] = stream, accepted
        poll.register(accepted.fileno(), select.POLLIN)
    while sockets:
        for fd, _ in poll.poll():
            if fd == 0:
                return
            stream, accepted = sockets[fd]
            if not _pass_on(stream, accepted):
                poll.unregister(fd)
                del sockets[fd]


def _accept(path):
    listener = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    listener.setsockopt(_socket.SOL_SOCKET, _socket.SO_PASSCRED, 1)  # and so for what it accepts
    listener.bind(path)
    listener.listen(len(_STREAMS))
    _write_all(b"\n")  # the editor waits for it
    accepted = [_socket.socket(fileno=listener._accept()[0]) for _ in _STREAMS]
    listener.close()
    return accepted


def _pass_on(stream, accepted):
    """Returns whether there may be more."""
    data, ancillary, _, _ = accepted.recvmsg(_PIECE, _socket.CMSG_SPACE(_CREDENTIALS.size))
    pids = [_CREDENTIALS.unpack(item)[0] for _, kind, item in ancillary if kind == _socket.SCM_CREDENTIALS]
    if data:
        _write_all(_HEADER.pack(stream, pids[0] if pids else 0, len(data)) + data)
    return bool(data)


def _write_all(data):
    while data:
        data = data[os.write(1, data) :]


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # nobody listens any more
