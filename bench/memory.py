"""The memory of two web workers after they have shown every page of bench/pages.py, with few and with many complaints.

    PYTHONPATH=src .venv/bin/python bench/memory.py [FEW MANY]

Starts gunicorn as the demo does, asks each page some times, and adds up the proportional set size of its processes as
the kernel gives it. At most 240 MB together, and at most 5% more with many complaints.
"""
# ruff: noqa: T201  (it prints its figures)

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROUNDS = 20
PORT = 8971
COMMAND = (
    "gunicorn putright.config.wsgi:application --workers 2 --worker-class gthread --threads 4"
    f" --bind 127.0.0.1:{PORT} --no-control-socket --log-level warning"
)


def main(few: int, many: int) -> None:
    """Print the memory of both, and how they compare."""
    found = []
    for size in (few, many):
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(size)], stdout=subprocess.PIPE, text=True, check=True
        )
        found.append(float(done.stdout.split()[-1]))
        print(f"two web workers with {size:>10,} complaints: {found[-1]:6.1f} MB (at most 240)")
    print(f"{(found[1] / found[0] - 1) * 100:+.1f}% (at most +5%)")


def one(size: int) -> None:
    """Start two workers on the database of that size, ask for its pages, and print what they hold in MB."""
    sys.path.insert(0, str(HERE))
    from filled import filled

    with filled(size) as server:
        from pages import _pages, _signed_in

        cookie = f"putright-staff={_signed_in().cookies['putright-staff'].value}"
        environment = os.environ | server.environment(f"bench_{size}") | {"PUTRIGHT_HOSTS": "127.0.0.1"}
        web = subprocess.Popen([sys.executable, "-m", *COMMAND.split()], env=environment)
        try:
            _wait()
            for _round in range(ROUNDS):
                for path in _pages().values():
                    _asked(path, cookie)
            print(sum(_proportional(pid) for pid in _workers(web.pid)) / 1024)
        finally:
            web.terminate()
            web.wait(20)


def _asked(path: str, cookie: str) -> None:
    """Asks for a page and reads it to its end. Ends the run where it is not that page that comes."""
    server = http.client.HTTPConnection("127.0.0.1", PORT)
    try:
        server.request("GET", path, headers={"Cookie": cookie})
        response = server.getresponse()
        response.read()
    finally:
        server.close()
    if response.status != http.client.OK:
        sys.exit(f"{path} was answered with {response.status}: the pages asked for a sign-in, or broke.")


def _wait() -> None:
    for _turn in range(150):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/")
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The web workers did not start.")


def _workers(master: int) -> list[int]:
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return [int(each) for each in children]


def _proportional(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    raise LookupError(pid)


if __name__ == "__main__":
    os.environ.setdefault("PUTRIGHT_INSECURE", "1")
    os.environ.setdefault("PUTRIGHT_HOSTS", "testserver")
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]))
    else:
        given = [int(each) for each in sys.argv[1:]]
        main(*(given if len(given) == 2 else (1_000, 200_000)))
