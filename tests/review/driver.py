"""A headless Chromium over WebDriver, with the standard library alone."""
import base64
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004", "ArrowDown": "\ue015", "ArrowUp": "\ue013", "Shift": "\ue008", "Control": "\ue009"}
FLAGS = ["--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--hide-scrollbars"]


def missing():
    """What is not here to drive a browser with, or None."""
    for names in (("chromium", "chromium-browser", "google-chrome"), ("chromedriver",)):
        if not any(shutil.which(name) for name in names):
            return names[0]
    return None


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Browser:
    """One browser with a profile of its own; several may run at once."""

    def __init__(self, width=1400, height=900):
        self.profile = tempfile.mkdtemp(prefix="ilex-browser-")
        self.downloads = os.path.join(self.profile, "downloads")
        os.mkdir(self.downloads)
        port = free_port()
        self.driver = subprocess.Popen(["chromedriver", f"--port={port}", "--log-level=OFF"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.base = f"http://127.0.0.1:{port}"
        flags = FLAGS + [f"--user-data-dir={self.profile}/data", f"--window-size={width},{height}"] + (["--no-sandbox"] if os.geteuid() == 0 else [])
        binary = next(path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path)
        capabilities = {"goog:chromeOptions": {"binary": binary, "args": flags, "prefs": {"download.default_directory": self.downloads}},
                        "goog:loggingPrefs": {"browser": "ALL"}, "unhandledPromptBehavior": "accept"}
        for attempt in range(60):
            try:
                answer = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": capabilities}})
                break
            except (urllib.error.URLError, ConnectionError):
                if attempt == 59:
                    raise
                time.sleep(0.25)
        self.session = "/session/" + answer["sessionId"]
        self.size(width, height)

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as response:
                return json.load(response)["value"]
        except urllib.error.HTTPError as error:
            fault = json.load(error)["value"]
            raise AssertionError(f"{fault['error']}: {fault['message'].splitlines()[0]}") from None

    def do(self, method, path, body=None):
        return self.ask(method, self.session + path, body)

    def cdp(self, command, **parameters):
        return self.do("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def size(self, width, height):
        """The page's own size in CSS pixels, smaller than any window can be."""
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def dark(self, dark):
        self.cdp("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def go(self, url):
        self.do("POST", "/url", {"url": url})

    def run(self, script, *arguments):
        return self.do("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def wait(self, script, *arguments, seconds=15):
        """Until the script gives something true."""
        end = time.time() + seconds
        while True:
            value = self.run(script, *arguments)
            if value:
                return value
            assert time.time() < end, f"waited {seconds} s for: {script} {arguments}"
            time.sleep(0.05)

    def keys(self, *keys):
        """Real key presses: a letter, a name of KEYS, a word to be typed."""
        actions = []
        for key in keys:
            for one in [KEYS[key]] if key in KEYS else list(key):
                actions += [{"type": "keyDown", "value": one}, {"type": "keyUp", "value": one}]
        self.do("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def click(self, selector):
        element = self.do("POST", "/element", {"using": "css selector", "value": selector})
        self.do("POST", f"/element/{element[ELEMENT]}/click", {})

    def logs(self):
        """What the console said since last asked: violations of the CSP stand there."""
        return [entry["message"] for entry in self.do("POST", "/se/log", {"type": "browser"})]

    def picture(self, path):
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.do("GET", "/screenshot")))

    def close(self):
        try:
            self.do("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait()
            shutil.rmtree(self.profile, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
