"""A mail server that keeps what it is given, in this process: enough of SMTP for Django to speak to."""

import email
import email.policy
import socketserver
import threading


class Sink(socketserver.ThreadingTCPServer):
    """``mails`` holds (recipient, text) of each message that was acknowledged with 250."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.mails: list[tuple[str, str]] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return self.server_address[1]


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.say("220 sink")
        recipient = ""
        try:
            while line := self.rfile.readline().decode().strip():
                verb = line[:4].upper()
                if verb == "RCPT":
                    recipient = line[line.index("<") + 1 : line.index(">")]
                if verb == "DATA":
                    self.say("354 go on")
                    self.server.mails.append((recipient, self.message()))
                self.say("221 bye" if verb == "QUIT" else "250 ok")
        except (ConnectionError, EOFError):
            return  # the worker was killed in the middle of a sentence: nothing was acknowledged

    def message(self) -> str:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise EOFError
            lines.append(line[1:] if line.startswith(b"..") else line)
        return email.message_from_bytes(b"".join(lines), policy=email.policy.default).get_body(("plain",)).get_content()

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())
