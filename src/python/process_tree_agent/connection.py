"""The connection to the monitor's server. Nothing in here waits, and nothing is kept for a server that is away."""
import time

import _socket

from .json_lines import encode_line

_FIRST_RETRY = 0.1
_LAST_RETRY = 5.0
_MAX_UNSENT = 1 << 20
_MAX_LINE = 1 << 20
_MSG_NOSIGNAL = getattr(_socket, "MSG_NOSIGNAL", 0)
_LATER = (BlockingIOError, InterruptedError)


class Connection:
    """`hello()` and `restate()` give what a server has to know when it comes (back)."""

    def __init__(self, path, hello, restate):
        self._path, self._hello, self._restate = path, hello, restate
        self._socket = None
        self._unsent = b""
        self._missed = False  # something was dropped: all is to be told anew
        self._received = b""
        self._retry_at = 0.0
        self._retry = _FIRST_RETRY
        self._refused = False
        self.begun = False

    def begin(self):
        """From now on there is something to be told."""
        self.begun = True

    @property
    def fd(self):
        """Of the socket; None without one."""
        return None if self._socket is None else self._socket.fileno()

    @property
    def has_unsent(self):
        return bool(self._unsent) or self._missed

    def retry_in(self):
        """Seconds until the next try to connect; None while connected, or when there is none."""
        if self._socket is not None or self._refused or not self.begun:
            return None
        return max(0.0, self._retry_at - time.monotonic())

    def connect_if_due(self):
        if self.retry_in() == 0.0:
            self._connect()

    def _connect(self):
        connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
        connection.setblocking(False)
        try:
            connection.connect(self._path)
        except OSError:  # also EAGAIN: the server's backlog is full
            connection.close()
            self._retry_at = time.monotonic() + self._retry
            self._retry = min(self._retry * 2, _LAST_RETRY)
            return
        self._socket = connection
        self._unsent, self._received, self._missed = encode_line(self._hello()), b"", True
        self.flush()

    def send(self, message):
        if self._socket is None or self._missed:
            return  # whoever comes is told all
        self._unsent += encode_line(message)
        self.flush()

    def flush(self):
        """Sends what can be sent at once."""
        if self._socket is None:
            return
        try:
            self._write()
            if self._missed and not self._unsent:
                self._missed = False
                self._unsent = b"".join(map(encode_line, self._restate()))
                self._write()
        except OSError:
            self.close()
        if len(self._unsent) > _MAX_UNSENT:
            self._unsent = self._begun_line()
            self._missed = True

    def _write(self):
        while self._unsent:
            try:
                self._unsent = self._unsent[self._socket.send(self._unsent, _MSG_NOSIGNAL) :]
            except _LATER:
                return

    def _begun_line(self):
        """The rest of a line of which a part has been sent may not be left out; at worst it is a whole one too much."""
        return self._unsent[: self._unsent.index(b"\n") + 1]

    def receive(self):
        """The lines that have come; None when the connection is closed."""
        try:
            data = self._socket.recv(1 << 16)
        except _LATER:
            return []
        except OSError:
            data = b""
        *lines, self._received = (self._received + data).split(b"\n")
        if not data or len(self._received) > _MAX_LINE:
            self.close()
            return None
        return [line for line in lines if line and not self._answered(line)]

    def _answered(self, line):
        """`welcome` and `refused` are told without a parser, whose import takes long."""
        if b'"type":"welcome"' in line:
            self._retry = _FIRST_RETRY
        elif b'"type":"refused"' in line:
            self._refused = True
        else:
            return False
        return True

    def close(self):
        if self._socket is not None:
            self._socket.close()
        self._socket = None
        self._retry_at = time.monotonic() + self._retry
        self._retry = min(self._retry * 2, _LAST_RETRY)

    def abandon(self):
        """In a forked process: the parent goes on with it."""
        if self._socket is not None:
            self._socket.close()
        self._socket = None
