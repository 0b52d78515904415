#!/usr/bin/env python3
"""ilex review under attack: who must not get in does not, nothing makes it stumble, and others are served meanwhile.

    tests/review/attack.py ILEX [ROUNDS]   ROUNDS: requests of the random loop (300 in make check)

Talks to 127.0.0.1 alone, over raw sockets, so that what no browser would send is sent too.
"""
import base64
import hashlib
import json
import os
import random
import re
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time

HOSTILE = ["<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "\"'`;--<!--", "javascript:alert(1)", "\u202eevil\u2066 \ufeff\u200b",
           "𝕏😀é", "${7*7}{{7*7}}%s%n%x", "' OR 1=1; DROP TABLE events; --", "../../../../etc/passwd", "\x7f\x01"]
TRAVERSALS = ["/../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..\\..\\etc\\passwd", "/....//....//etc/passwd", "//etc/passwd",
              "/review.css/../../../etc/passwd", "/review.css%00.js", "/%2freview.css", "/./review.css", "/REVIEW.CSS", "/.ilex/review.sqlite", "/documents.ndjson",
              "/api/document/../session", "/api/document/-1", "/api/document/0x0", "/api/document/00", "/api/document/99999999999999999999", "/api/document/", "/api/",
              "/src/review/page/index.html", "/%c0%ae%c0%ae/etc/passwd", "/api/source/0?start=-1&end=99999999999999999999"]


class Server:
    def __init__(self, ilex, store, before=None):
        self.process = subprocess.Popen([ilex, "review", store, "--no-open"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=before)
        self.port, self.token = self.address()
        self.host, self.cookie = f"127.0.0.1:{self.port}", ""

    def address(self):
        line = self.process.stdout.readline()
        m = re.search(r"http://127\.0\.0\.1:(\d+)/\?token=([0-9a-f]{64})$", line.rstrip())
        assert m, f"no address was printed but {line!r}"
        return int(m[1]), m[2]

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=5)

    def raw(self, data):
        """What comes back until the server closes or the answer is whole; b"" when it was cut off."""
        with self.connect() as link:
            try:
                link.sendall(data)
                return answer(link)
            except (ConnectionError, socket.timeout):
                return b""

    def ask(self, method, path, body=None, drop=(), **headers):
        """Status, headers and body of a request as the page sends it, but for `headers` (None: left out)."""
        lines = {"Host": self.host, "Connection": "close", "Cookie": self.cookie}
        if body is not None:
            lines |= {"Origin": "http://" + self.host, "Content-Type": "application/json", "Content-Length": str(len(body))}
        lines |= {name.replace("_", "-"): value for name, value in headers.items()}
        data = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{n}: {v}\r\n" for n, v in lines.items() if v is not None) + "\r\n"
        return parsed(self.raw(data.encode("utf-8", "surrogateescape") + (body or b"")))

    def come_in(self):
        self.cookie = self.ask("GET", "/?token=" + self.token)[1]["Set-Cookie"].split(";")[0]

    def get(self, path):
        status, _, body = self.ask("GET", path)
        assert status == 200, f"{path}: {status} {body[:200]}"
        return json.loads(body)

    def memory(self):
        with open(f"/proc/{self.process.pid}/status") as file:
            return int(re.search(r"VmHWM:\s+(\d+) kB", file.read())[1]) // 1024

    def end(self):
        self.process.send_signal(signal.SIGINT)
        _, errors = self.process.communicate(timeout=20)
        assert self.process.returncode == 0, f"it ended with {self.process.returncode}: {errors[-2000:]}"


def answer(link):
    data = b""
    while True:
        end = data.find(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", data[:end]) if end >= 0 else None
        if length and len(data) >= end + 4 + int(length[1]):
            return data
        more = link.recv(65536)
        if not more:
            return data
        data += more


def parsed(data):
    head, _, body = data.partition(b"\r\n\r\n")
    m = re.match(rb"HTTP/1\.[01] (\d{3})", head)
    headers = dict(line.split(": ", 1) for line in head.decode("latin-1").split("\r\n")[1:] if ": " in line)
    return (int(m[1]) if m else 0), headers, body


def is_error(body):
    fault = json.loads(body)["error"]
    return isinstance(fault["code"], str) and isinstance(fault["message"], str)


def refused(what, got, *statuses):
    status, headers, body = got
    assert status in statuses, f"{what}: {status}, not {statuses}"
    if "Content-Security-Policy" in headers and body:
        assert is_error(body), f"{what}: the error is no JSON: {body[:200]}"


def coming_in(server):
    refused("no token, no cookie", server.ask("GET", "/"), 403)
    refused("no cookie for a script", server.ask("GET", "/main.js"), 403)
    refused("wrong token", server.ask("GET", "/?token=" + "0" * 64), 403)
    refused("empty token", server.ask("GET", "/?token="), 403)
    refused("part of the token", server.ask("GET", "/?token=" + server.token[:32]), 403)
    first = "/?token=" + server.token
    refused("token under a foreign name", server.ask("GET", first, Host="evil.example"), 421)
    status, headers, _ = server.ask("HEAD", first)
    assert status == 200 and "Set-Cookie" not in headers, "HEAD uses the token up"
    status, headers, body = server.ask("GET", first)
    assert status == 200 and b'content="0;url=/"' in body, f"the token does not let in: {status}"
    for part in ("HttpOnly", "SameSite=Strict", "Path=/"):
        assert part in headers["Set-Cookie"], f"the cookie is not {part}"
    refused("token used twice", server.ask("GET", first), 403)
    server.cookie = headers["Set-Cookie"].split(";")[0]
    name, value = server.cookie.split("=")
    for wrong in (f"{name}={'0' * 64}", f"{name}=", f"{name}={value}0", f"{name}={value[:-1]}", "x" * 4000, "=;=;;", f"other={value}"):
        refused("wrong cookie", server.ask("GET", "/", Cookie=wrong), 403)
    _, again = server.address()
    assert server.ask("GET", "/?token=" + again)[0] == 200, "the second address lets nobody in"
    server.address()


def page(server):
    status, headers, body = server.ask("GET", "/")
    assert status == 200 and body.startswith(b"<!DOCTYPE html>"), "there is no page"
    csp = headers["Content-Security-Policy"]
    for part in ("default-src 'none'", "script-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"):
        assert part in csp, f"CSP without {part}"
    assert "unsafe" not in csp and headers["X-Content-Type-Options"] == "nosniff" and headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in headers
    names = re.findall(rb'(?:src|href)="([^":]+\.(?:js|css))"', body)
    assert names, "the page has no scripts"
    assert not re.search(rb"<script(?![^>]*\bsrc=)[^>]*>|<style|\son\w+=|\sstyle=", body), "the page has script or style of its own"
    for name in names:
        assert server.ask("GET", "/" + name.decode())[0] == 200, f"{name} is not there"
    status, headers, body = server.ask("HEAD", "/")
    assert status == 200 and body == b"", "HEAD has a body"


def names_and_origins(server):
    port = server.port
    for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", "127.0.0.1:1", f"127.0.0.1:{port}.evil.example", f"127.0.0.1.evil.example:{port}", f"[::1]:{port}",
                 f"0.0.0.0:{port}", f"LOCALHOST:{port}", "", f"127.0.0.1:{port}, evil.example", f"localhost:{port}/"):
        refused(f"Host {host!r}", server.ask("GET", "/", Host=host), 421, 400)
    assert server.ask("GET", "/", Host=f"localhost:{port}")[0] == 200, "localhost is not let in"
    refused("no Host", server.ask("GET", "/", Host=None), 421, 400)
    twice = f"GET / HTTP/1.1\r\nHost: {server.host}\r\nHost: evil\r\nCookie: {server.cookie}\r\nConnection: close\r\n\r\n"
    refused("two Hosts", parsed(server.raw(twice.encode())), 421, 400)
    refused("HTTP/1.0 without Host", parsed(server.raw(b"GET / HTTP/1.0\r\n\r\n")), 421, 400)
    for origin in (None, "", "null", "http://evil.example", f"https://127.0.0.1:{port}", f"http://localhost:{port}", "http://127.0.0.1:1", f"http://127.0.0.1:{port}/",
                   f"http://127.0.0.1:{port}.evil.example"):
        refused(f"POST from {origin}", server.ask("POST", "/api/events", b"[]", Origin=origin), 403)
    refused("POST from another site", server.ask("POST", "/api/events", b"[]", Sec_Fetch_Site="cross-site"), 403)
    refused("script wanted by another port", server.ask("GET", "/main.js", Sec_Fetch_Site="same-site"), 403)
    refused("POST without cookie", server.ask("POST", "/api/events", b"[]", Cookie=None), 403)
    for kind in (None, "", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp", "text/json"):
        refused(f"POST of {kind}", server.ask("POST", "/api/events", b"[]", Content_Type=kind), 415)


def paths_and_methods(server):
    for path in TRAVERSALS + ["/" + "a" * 2000, "/api/nothing", "/page/", "/favicon.ico"]:
        refused(path, server.ask("GET", path), 400, 404, 414)
    for path in ("/ space", "no-slash", "*", "http://evil.example/", "/\x01"):
        got = server.ask("GET", path)
        assert got[0] in (0, 400, 403, 404, 421), f"{path!r}: {got[0]}"
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "X" * 500):
        refused(method, server.ask(method, "/"), 405)
    refused("POST to the page", server.ask("POST", "/", b"[]"), 404, 405)
    refused("POST to a script", server.ask("POST", "/main.js", b"[]"), 404, 405)


def bodies(server):
    most = 1 << 20
    refused("a length too large", server.ask("POST", "/api/events", b"", Content_Length=str(most + 1)), 413)
    for length in ("99999999999999999999", "-1", "1x", "0x10"):
        got = server.ask("POST", "/api/events", b"", Content_Length=length)
        assert got[0] in (0, 400, 413), f"length {length}: {got[0]}"
    head = (f"POST /api/events HTTP/1.1\r\nHost: {server.host}\r\nCookie: {server.cookie}\r\nOrigin: http://{server.host}\r\nContent-Type: application/json\r\n"
            "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n").encode()
    refused("too large in chunks", parsed(server.raw(head + (b"10000\r\n" + b" " * 65536 + b"\r\n") * 20 + b"0\r\n\r\n")), 413)
    server.raw(head + (b"10000\r\n" + b" " * 65536 + b"\r\n") * 200)  # cut off: it is enough that it stands
    for chunk in (b"zz\r\n", b"-1\r\n", b"ffffffffffffffffff\r\n", b"5\r\nab\r\n0\r\n\r\n"):
        got = parsed(server.raw(head + chunk + b"\r\n" * 3)) if chunk[:1] != b"5" else (0,)
        assert got[0] in (0, 400, 413), f"chunk {chunk}: {got[0]}"
    bad = [b"", b"[", b"{}", b"null", b"[1]", b"[[]]", b"[{}]", b"\xff\xfe", b"[" * 100000, b'{"a":' * 50000, b"[1e999999]", b"[" + b"9" * 100000 + b"]",
           b'[{"id":' + b"1" * 400 + b"}]", b'["' + b"\\u0000" * 1000 + b'"]', b'["\\ud800"]', b"[" + b"{}," * 50000 + b"{}]", b"\x00" * 1000]
    bad += [json.dumps([{"id": text, "at": text, "document": text, "fact": text, "decision": text, "note": text}]).encode() for text in HOSTILE]
    for body in bad:
        refused(f"body {body[:40]}", server.ask("POST", "/api/events", body), 400)


def floods(server):
    got = parsed(server.raw(b"GET / HTTP/1.1\r\nHost: " + server.host.encode() + b"\r\n" + b"X-A: b\r\n" * 50000 + b"\r\n"))
    assert got[0] in (0, 400, 413, 431), f"header flood: {got[0]}"
    assert server.ask("GET", "/", X="y" * 100000)[0] in (0, 400, 413, 431), "a header too long is taken"
    assert parsed(server.raw(b"GET /" + b"a" * 200000 + b" HTTP/1.1\r\n\r\n"))[0] in (0, 400, 414, 431), "a line too long is taken"
    for noise in (b"\x00" * 1000, b"\x16\x03\x01\x02\x00" + os.urandom(500), b"\r\n" * 1000, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\nHost: x\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"):
        with server.connect() as link:
            link.sendall(noise)
    with server.connect() as link:  # many requests of one connection
        for i in range(50):
            link.sendall(f"GET /main.js HTTP/1.1\r\nHost: {server.host}\r\nCookie: {server.cookie}\r\n\r\n".encode())
            assert parsed(answer(link))[0] == 200, f"request {i} of one connection fails"


def crowd(server):
    """150 that send drop by drop: others are served at once, and in the end the drips are gone."""
    start = f"GET / HTTP/1.1\r\nHost: {server.host}\r\nX: ".encode()
    drips = [server.connect() for _ in range(150)]
    for link in drips:
        link.sendall(start)
        link.settimeout(0)
    begun = time.monotonic()
    while drips:
        asked = time.monotonic()
        assert server.ask("GET", "/")[0] == 200, "nobody is served among slow connections"
        assert time.monotonic() - asked < 1, "slow connections slow others down"
        assert time.monotonic() - begun < 25, f"{len(drips)} slow connections are still open"
        time.sleep(0.3)
        drips = [link for link in drips if lives(link)]


def lives(link):
    try:
        link.send(b"a")
        return link.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


def decision(document, fact, number, note=None):
    record = document["record"]
    return {"id": f"00000000-0000-4000-8000-{number:012x}", "at": "2026-11-24T17:20:31.512Z", "reviewer": "ann", "document": record["id"], "sha256": record["source"]["sha256"],
            "fact": fact["id"], "kind": fact["fields"]["kind"], "rule": fact["rule"], "rules": record["tool"]["rules"], "decision": "accept", "reason": None, "note": note,
            "before": fact["fields"], "after": None, "target": None}


def post(server, events):
    status, _, body = server.ask("POST", "/api/events", json.dumps(events).encode())
    return status, json.loads(body)


def with_facts(server):
    return next(d for d in map(lambda n: server.get(f"/api/document/{n}"), range(len(HOSTILE))) if d["facts"])


def decisions(server):
    """A list is taken whole or not at all, and hostile words come back as they went in."""
    document = with_facts(server)
    events = [decision(document, document["facts"][0], i, text) for i, text in enumerate(HOSTILE)]
    status, said = post(server, events + [{}])
    assert status == 400 and f"event {len(events) + 1}" in said["error"]["message"], f"a bad event in a list: {status} {said}"
    assert server.get("/api/events?after=0")["events"] == [], "a list with a bad event was taken in part"
    status, said = post(server, events)
    assert status == 200 and said["acknowledged"] == [e["id"] for e in events], f"events are not taken: {status} {said}"
    assert [e["note"] for e in server.get("/api/events?after=0")["events"]] == HOSTILE, "notes are changed on the way"
    for path in ("/api/session", "/api/documents", "/api/rules", "/api/agreement", "/api/source/0?start=0&end=9"):
        server.get(path)


def one_page(ilex, store, server):
    """The page of --html says what the server says, and its policy fits what is in it."""
    page = subprocess.run([ilex, "review", "--html", store], capture_output=True, check=True).stdout.decode()
    scripts, styles = re.findall(r"<script>(.*?)</script>", page, re.S), re.findall(r"<style>(.*?)</style>", page, re.S)
    for kind, parts in (("script", scripts), ("style", styles)):
        allowed = re.search(kind + r"-src((?: 'sha256-[^']+')+);", page)[1].split()
        assert allowed == [f"'sha256-{base64.b64encode(hashlib.sha256(p.encode()).digest()).decode()}'" for p in parts], f"the {kind}s are not those of the policy"
    data = re.findall(r'<script id="ilex-data" type="application/json">(.*?)</script>', page, re.S)
    assert len(data) == 1 and "<" not in data[0], "the data can be taken for HTML"
    data = json.loads(data[0])
    assert data["session"]["mode"] == "file" and data["session"]["documents"] == len(data["documents"])
    assert data["documents"] == [server.get(f"/api/document/{n}") for n in range(len(data["documents"]))], "the page says something else than the server"
    assert page.count("<script") == len(scripts) + 1 and not re.search(r"<[^>]*(?:src|href)=\"(?!data:|#)[^\"]+\"", re.sub(r"(?s)<script>.*?</script>", "", page)), "the page loads something"


def trouble(ilex, store):
    """Records that are gone for a while, and a full disk: said, nothing acknowledged that is not there, and well again after."""
    def full_disk():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300000, 300000))

    server = Server(ilex, store, full_disk)
    server.come_in()
    document, said = with_facts(server), []
    for i in range(100):
        status, answer = post(server, [decision(document, document["facts"][0], 1000 + i, "n" * 4000)])
        if status != 200:
            assert status == 503, f"a full disk: {status} {answer}"
            break
        said += answer["acknowledged"]
    else:
        raise AssertionError("the disk does not fill")
    server.end()
    server = Server(ilex, store)
    server.come_in()
    there = {e["id"] for e in server.get("/api/events?after=0")["events"]}
    assert said and there.issuperset(said), "an acknowledged decision is gone"
    os.rename(f"{store}/documents.ndjson", f"{store}/away")
    refused("no records", server.ask("GET", "/api/documents"), 503)
    os.rename(f"{store}/away", f"{store}/documents.ndjson")
    server.get("/api/documents")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        late = subprocess.run([ilex, "review", store, "--no-open", "--port", str(taken.getsockname()[1])], capture_output=True, text=True, timeout=20)
        assert late.returncode == 4 and "in use" in late.stderr, f"a port that is taken: {late}"
    server.end()


def at_random(server, rounds):
    chance = random.Random(9)
    parts = TRAVERSALS + ["/", "/main.js", "/api/session", "/api/documents", "/api/document/0", "/api/events?after=0", "/api/rules", "/api/agreement", "/api/events",
                          "/api/source/0?start=0&end=10"]
    for _ in range(rounds):
        path = chance.choice(parts)
        headers = chance.choice([{}, {"Host": chance.choice(["", "x"])}, {"Cookie": chance.choice(HOSTILE[:3])}, {"Accept": "é" * chance.randrange(300)}])
        body = chance.choice([None, chance.randbytes(chance.randrange(2000)), json.dumps([{"id": chance.choice(HOSTILE)}] * chance.randrange(9)).encode()])
        data = f"{chance.choice(['GET', 'POST', 'HEAD', 'BREW'])} {path} HTTP/1.1\r\n" + "".join(
            f"{n}: {v}\r\n" for n, v in ({"Host": server.host, "Cookie": server.cookie, "Origin": "http://" + server.host, "Content-Type": "application/json",
                                          "Connection": "close", "Content-Length": len(body or b"")} | headers).items()) + "\r\n"
        data = bytearray(data.encode() + (body or b""))
        for _ in range(chance.choice([0, 0, 1, 5])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with server.connect() as link:
            link.settimeout(0.5)  # what was spoilt may leave the server waiting for more
            try:
                link.sendall(data)
                link.shutdown(socket.SHUT_WR)
                while link.recv(65536):
                    pass
            except (socket.timeout, ConnectionError):
                pass


def run(ilex, rounds=300):
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(HOSTILE):
            with open(f"{folder}/{number}.txt", "w", encoding="utf-8") as file:
                file.write(f"GENEVA, 4 March 2025 – {text} said 55 million people had work.\n\n\"{text} is new,\" said Ann Example, head of {text}.\n")
        store = folder + "/out"
        subprocess.run([ilex, "batch", folder, "--out", store, "-j", "1"], check=False, capture_output=True)
        server = Server(ilex, store)
        try:
            for test in (coming_in, page, names_and_origins, paths_and_methods, bodies, decisions, floods, crowd):
                test(server)
            one_page(ilex, store, server)
            at_random(server, rounds)
            assert server.ask("GET", "/")[0] == 200, "it is not there any more"
            assert "asan" in ilex or server.memory() < 200, f"it has taken {server.memory()} MB"
        finally:
            if server.process.poll() is None:
                server.end()
            else:
                raise AssertionError(f"it ended with {server.process.returncode}: {server.process.stderr.read()[-2000:]}")
        trouble(ilex, store)


if __name__ == "__main__":
    run(os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 300)
