"""A stand-in for another house's OpenID Connect provider: as much of it as Palabre asks, on this machine, in memory.

What it speaks: discovery, the authorization code flow with PKCE (S256 only), the client's secret in the body, a token
signed RS256 with a key of its key set. ``person`` is who sits before it: the claims of its next token. ``turning_back``
makes whoever is there refuse; ``tamper`` gets the token's claims and header before they are signed, to lie.
What it does not: TLS, refresh, logout, more than one client.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, KID = "palabre", "only for tests", "first"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(ThreadingHTTPServer):
    """``asked`` are the questions of ``/authorize``. Use as a context."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Answer)
        self.person = {"sub": "u-1", "email": "awa@example.org", "email_verified": True}
        self.asked, self.codes, self.turning_back = [], {}, False
        self.tamper = lambda claims, header: None
        self.key = KEY

    @property
    def issuer(self):
        return f"http://127.0.0.1:{self.server_address[1]}/realm"

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *fault):
        self.shutdown()
        self.server_close()


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        place, query = urlsplit(self.path).path, dict(parse_qsl(urlsplit(self.path).query))
        issuer = self.server.issuer
        if place.endswith("/.well-known/openid-configuration"):
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            self._json({"issuer": issuer} | {name: f"{issuer}/{path}" for name, path in names.items()})
        elif place.endswith("/keys"):
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            self._json({"keys": [key | {"kid": KID, "alg": "RS256", "use": "sig"}]})
        elif place.endswith("/authorize"):
            self._authorize(query)
        else:
            self.send_error(404)

    def do_POST(self):
        said = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        asked = self.server.codes.pop(said.get("code"), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(said.get("code_verifier", "").encode()).digest())
        fits = asked and (said["client_id"], said["client_secret"]) == (CLIENT, SECRET)
        if not (fits and asked["redirect_uri"] == said["redirect_uri"]):
            return self._json({"error": "invalid_grant"}, 400)
        if asked["code_challenge"] != challenge.rstrip(b"=").decode():
            return self._json({"error": "invalid_grant"}, 400)
        claims = {"iss": self.server.issuer, "aud": CLIENT, "iat": time.time(), "exp": time.time() + 60}
        claims, header = claims | self.server.person, {"kid": KID, "alg": "RS256"}
        self.server.tamper(claims, header)
        token = jwt.encode(claims, self.server.key, algorithm=header["alg"], headers=header)
        return self._json({"access_token": "for one request", "token_type": "Bearer", "id_token": token})

    def _authorize(self, asked):
        self.server.asked.append(asked)
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self.server.codes[code] = asked
        said = {"error": "access_denied"} if self.server.turning_back else {"code": code}
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(said | {'state': asked['state']})}")
        self.end_headers()

    def _json(self, words, status=200):
        body = json.dumps(words).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass
