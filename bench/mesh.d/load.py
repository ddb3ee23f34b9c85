# SPDX-License-Identifier: Apache-2.0
"""Load of an open model: requests are due at random times (Poisson), whether earlier ones are back or not."""
import collections, random, select, socket, time

# due and done in seconds of time.perf_counter(); status 0: no answer came.
Answer = collections.namedtuple("Answer", "due done status body method")


# What is due beyond this many waits for a connection; its time counts from when it was due.
MOST = 400


class Connection:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.received = b""
        self.due = self.method = None

    def fileno(self):
        return self.socket.fileno()

    def send(self, due, method, path):
        self.due, self.method, self.received = due, method, b""
        self.socket.send(b"%s %s HTTP/1.1\r\nHost: web\r\n%s\r\n" % (method, path, b"Content-Length: 0\r\n" if method == b"POST" else b""))

    def receive(self):
        """(status, body, open) when the answer is whole, None before."""
        try:
            piece = self.socket.recv(65536)
        except BlockingIOError:
            return None
        except OSError:
            piece = b""
        self.received += piece
        end = self.received.find(b"\r\n\r\n")
        if not piece:
            return 0, b"", False
        if end < 0:
            return None
        head = self.received[:end].lower()
        at = head.find(b"content-length:")
        length = int(head[at + 15:head.find(b"\r\n", at) if head.find(b"\r\n", at) > 0 else end]) if at >= 0 else 0
        if len(self.received) < end + 4 + length:
            return None
        return int(head[9:12]), self.received[end + 4:end + 4 + length], b"connection: close" not in head


def run(port, rate, seconds, seed, path=b"/k", posts=0.0, patience=5.0, at=()):
    """Asks for some seconds; `at` has pairs of (second, what to do then). Returns the answers and when it began."""
    dice = random.Random(seed)
    idle, busy, answers = [], set(), []
    todo = collections.deque(sorted(at, key=lambda pair: pair[0]))
    begin = time.perf_counter()
    end, due = begin + seconds, begin + dice.expovariate(rate)
    while due < end or busy:
        now = time.perf_counter()
        if now > end + patience:
            break
        while todo and now >= begin + todo[0][0]:
            todo.popleft()[1]()
        while due <= now and due < end and len(busy) < MOST:
            method = b"POST" if posts and dice.random() < posts else b"GET"
            try:
                connection = idle.pop() if idle else Connection(port)
                connection.send(due, method, path)
                busy.add(connection)
            except OSError:
                answers.append(Answer(due, time.perf_counter(), 0, b"", method))
            due += dice.expovariate(rate)
        wait = min(due, end) - time.perf_counter() if due < end else 0.05
        for connection in select.select(busy, (), (), max(0, wait))[0]:
            answer = connection.receive()
            if answer is None:
                continue
            status, body, stays = answer
            answers.append(Answer(connection.due, time.perf_counter(), status, body, connection.method))
            busy.discard(connection)
            idle.append(connection) if stays else connection.socket.close()
    for connection in busy:
        answers.append(Answer(connection.due, time.perf_counter(), 0, b"", connection.method))
    for connection in [*busy, *idle]:
        connection.socket.close()
    return answers, begin


def millis(answers):
    """Times of the answers, sorted."""
    return sorted((a.done - a.due) * 1000 for a in answers if a.status == 200)
