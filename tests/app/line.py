"""A line between a client and a server that can stop in the middle."""

import contextlib
import socket
import threading
from dataclasses import dataclass, field


@dataclass
class Line:
    """Listens, and passes bytes on to the server's port: at most so many up or down, then it stands still."""

    port: int
    most_up: int | None = None
    most_down: int | None = None
    up: int = 0
    down: int = 0
    stands_still: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._ends: list[socket.socket] = []
        self._passing: list[threading.Thread] = []
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    @property
    def url(self) -> str:
        """Where clients reach the server through it."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def free(self) -> None:
        """From now on everything passes; counted anew."""
        with self._lock:
            self.most_up = self.most_down = None
            self.up = self.down = 0

    def close(self) -> None:
        """Nothing passes any more, and nothing is left open."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # ends the waiting for a connection, which closing alone does not
        self._accepting.join()
        self._listener.close()
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for thread in self._passing:
            thread.join()
        for end in self._ends:
            end.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.port))
            except OSError:
                near.close()  # nobody is behind the line; whoever calls hears of it as of a server that is away
                continue
            self._ends += [near, far]
            for pair in ((near, far, True), (far, near, False)):
                thread = threading.Thread(target=self._pass, args=pair, daemon=True)
                self._passing.append(thread)
                thread.start()

    def _pass(self, one: socket.socket, other: socket.socket, is_up: bool) -> None:
        try:
            is_dead = False
            while data := one.recv(64 * 1024):
                if not is_dead:
                    self._counted(len(data), is_up=is_up)
                is_dead = is_dead or self._is_over(is_up=is_up)  # and stays so: what was lost does not come later
                if not is_dead:
                    other.sendall(data)
        except OSError:
            pass
        finally:
            for end in (one, other):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def _counted(self, size: int, *, is_up: bool) -> None:
        with self._lock:
            self.up += size if is_up else 0
            self.down += 0 if is_up else size

    def _is_over(self, *, is_up: bool) -> bool:
        """Whether no more may pass. What comes then is lost, as on a line that is dead."""
        with self._lock:
            most, passed = (self.most_up, self.up) if is_up else (self.most_down, self.down)
            over = most is not None and passed > most
        if over:
            self.stands_still.set()
        return over
