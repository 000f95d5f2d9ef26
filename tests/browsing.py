"""Visitors in a real browser. They never leave this machine, and whatever their browser complains of is a fault."""

from urllib.parse import urlsplit

HERE = ("127.0.0.1", "localhost")


class Browsing:
    """Makes visitors; collects requests that would leave, script errors, refused styles and scripts, dialogs."""

    def __init__(self, chromium, base_url):
        self.chromium = chromium
        self.base_url = base_url
        self.faults = []
        self.contexts = []

    def visitor(self, *, width=1280, height=900, **wishes):
        """A page of somebody with nothing kept from before. ``wishes`` go to Playwright (``java_script_enabled`` …)."""
        phone = {"is_mobile": True, "has_touch": True} if width < 700 else {}
        context = self.chromium.new_context(
            base_url=self.base_url, locale="fr-FR", timezone_id="Europe/Paris",
            viewport={"width": width, "height": height}, **{**phone, **wishes},
        )  # fmt: skip
        context.set_default_timeout(10_000)
        context.route("**/*", self._stay_here)
        context.on("page", self._listen)
        self.contexts.append(context)
        return context.new_page()

    def close(self):
        for context in self.contexts:
            context.close()

    def _stay_here(self, route):
        address = urlsplit(route.request.url)
        if address.scheme in ("http", "https", "ws") and address.hostname not in HERE:
            self.faults.append(f"a request would leave: {route.request.url}")
            route.abort()
        else:
            route.continue_()

    def _listen(self, page):
        page.on("console", self._said)
        page.on("pageerror", lambda fault: self.faults.append(f"script error on {page.url}: {fault}"))
        page.on("dialog", self._opened)
        page.on("response", self._answered)

    def _said(self, message):
        # A page that answers 403, 404 or 422 is an answer we test for; the browser calls it a failed resource.
        expected = "Failed to load resource: the server responded with a status of 4"
        # Without network (a journey cuts it on purpose) the page says so itself.
        offline = ("net::ERR_INTERNET_DISCONNECTED", "htmx:sendError, ", "htmx:afterRequest, ")
        lost = any(words in message.text for words in offline)
        if message.type == "error" and not message.text.startswith(expected) and not lost:
            self.faults.append(f"console: {message.text}")

    def _opened(self, dialog):
        # Leaving a page with something unsent asks first; that is ours. Any other dialog is a script's.
        if dialog.type != "beforeunload":
            self.faults.append(f"a dialog opened: {dialog.message}")
        dialog.accept()

    def _answered(self, response):
        if response.status >= 500:
            self.faults.append(f"{response.status} from {response.url}")
