"""A stand-in for an S3-compatible store: as much of the protocol as Palabre uses, on this machine, in memory.

What it speaks (path style, https://docs.aws.amazon.com/AmazonS3/latest/API/): PutObject, GetObject with Range,
HeadObject, DeleteObject; each request must carry an AWS Signature Version 4 made with its key, over the method, the
address, the signed headers and the body's SHA-256, all of which are computed again here. Errors are S3's own XML. What
it does not: lists, parts, versions, rights per key, TLS. ``away`` makes it answer 503 to everything, ``refusing`` 403.
"""

import hashlib
import hmac
import re
import threading
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, unquote, urlsplit

KEY_ID, KEY, REGION, BUCKET = "AKPALABRETESTS", "only/for+tests", "eu-test-1", "palabre"
SIGNED = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d+)/([^/]+)/s3/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)"
)


class Store(ThreadingHTTPServer):
    """``objects`` by key, ``asked`` as (method, key) in order. Use as a context; ``address`` is for PALABRE_FILES."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.objects: dict[str, bytes] = {}
        self.asked: list[tuple[str, str]] = []
        self.away = self.refusing = False

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def address(self) -> str:
        return f"s3://{BUCKET}/estran?endpoint={self.endpoint}&region={REGION}"

    @property
    def settings(self) -> dict[str, str]:
        """For a program that is to keep its files here."""
        return {"PALABRE_FILES": self.address, "PALABRE_FILES_KEY_ID": KEY_ID, "PALABRE_FILES_KEY": KEY}

    def __enter__(self) -> "Store":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *fault: object) -> None:
        self.shutdown()
        self.server_close()


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Store

    def do_PUT(self) -> None:
        if (key := self._key()) is not None:
            self.server.objects[key] = self.body
            self._send(200, headers={"ETag": f'"{hashlib.md5(self.body).hexdigest()}"'})

    def do_GET(self) -> None:
        if (key := self._key()) is None:
            return
        if key not in self.server.objects:
            self._refuse(404, "NoSuchKey")
            return
        whole = self.server.objects[key]
        facts = {"ETag": f'"{hashlib.md5(whole).hexdigest()}"', "Last-Modified": formatdate(usegmt=True)}
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if not wanted:
            self._send(200, whole, facts)
            return
        first, last = int(wanted[1]), min(int(wanted[2] or len(whole)), len(whole) - 1)
        if first >= len(whole):
            self._refuse(416, "InvalidRange")
            return
        facts["Content-Range"] = f"bytes {first}-{last}/{len(whole)}"
        self._send(206, whole[first : last + 1], facts)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        if (key := self._key()) is not None:
            self.server.objects.pop(key, None)
            self._send(204)

    def do_POST(self) -> None:
        self._key()
        self._refuse(501, "NotImplemented")

    def _key(self) -> str | None:
        """The key in this bucket that is asked for; None when the request was refused, and answered."""
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        bucket, _, key = unquote(urlsplit(self.path).path).lstrip("/").partition("/")
        self.server.asked.append((self.command, key))
        if self.server.away:
            self._refuse(503, "SlowDown")
        elif self.server.refusing:
            self._refuse(403, "AccessDenied")
        elif fault := self._unsigned():
            self._refuse(403, fault)
        elif bucket != BUCKET:
            self._refuse(404, "NoSuchBucket")
        else:
            return key
        return None

    def _unsigned(self) -> str:
        """What is wrong with the signature; empty when it is right. SigV4 as Amazon describes it."""
        found = SIGNED.fullmatch(self.headers.get("Authorization", ""))
        if not found:
            return "AccessDenied"
        key_id, day, region, names, signature = found.groups()
        said = self.headers.get("x-amz-content-sha256", "")
        if said not in ("UNSIGNED-PAYLOAD", hashlib.sha256(self.body).hexdigest()):
            return "XAmzContentSHA256Mismatch"
        path, query = urlsplit(self.path).path, urlsplit(self.path).query
        words = "&".join(f"{quote(n, safe='-_.~')}={quote(v, safe='-_.~')}" for n, v in sorted(parse_qsl(query, True)))
        headers = "".join(f"{name}:{' '.join(self.headers.get(name, '').split())}\n" for name in names.split(";"))
        request = "\n".join([self.command, path, words, headers, names, said])
        scope = f"{day}/{region}/s3/aws4_request"
        instant = self.headers.get("x-amz-date", "")
        to_sign = "\n".join(["AWS4-HMAC-SHA256", instant, scope, hashlib.sha256(request.encode()).hexdigest()])
        key = f"AWS4{KEY}".encode()
        for part in (day, region, "s3", "aws4_request"):
            key = hmac.digest(key, part.encode(), "sha256")
        right = hmac.digest(key, to_sign.encode(), "sha256").hex()
        if key_id != KEY_ID or region != REGION or not hmac.compare_digest(signature, right):
            return "SignatureDoesNotMatch"
        return ""

    def _refuse(self, status: int, code: str) -> None:
        self._send(status, f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode())

    def _send(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        """Says nothing."""
