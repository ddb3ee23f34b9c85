# SPDX-License-Identifier: Apache-2.0
"""Takes HAProxy's log on FOLDER/log.sock and spans on port 24498."""
import http.server, socket, sys, threading

log = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
log.bind(sys.argv[1] + "/log.sock")


def take():
    with open(sys.argv[1] + "/haproxy.log", "wb") as file:
        while True:
            file.write(log.recv(65536))


class Spans(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


threading.Thread(target=take, daemon=True).start()
http.server.ThreadingHTTPServer(("127.0.0.1", 24498), Spans).serve_forever()
