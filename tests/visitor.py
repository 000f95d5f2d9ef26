"""A visitor without a browser: keeps cookies, reads pages, sends forms as they stand on the page."""

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request

import lxml.html


class Visitor:
    """``Visitor("http://127.0.0.1:8000")``; every answer is (status, text), refusals too."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar, urllib.request.ProxyHandler({}))

    def get(self, path: str) -> tuple[int, str]:
        return self._ask(urllib.request.Request(self.base_url + path))

    def send(self, path: str, form: str, **typed: str) -> tuple[int, str]:
        """Fill in the form of page ``path`` whose action holds ``form``, its hidden fields kept, and send it."""
        page = lxml.html.fromstring(self.get(path)[1], base_url=self.base_url + path)
        page.make_links_absolute()
        found = next(each for each in page.forms if form in (each.action or ""))
        words = dict(found.form_values()) | typed
        body = urllib.parse.urlencode(words).encode()
        return self._ask(urllib.request.Request(found.action, data=body, headers={"Referer": self.base_url + path}))

    def _ask(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self._opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()
