"""Which nginx do the tests of the shipped configuration run?

Run as a script it prints the program's path, or fails.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MISSING = "no nginx found; Debian: apt install nginx-light"
ROOT = Path(__file__).parent.parent


def find_nginx() -> str | None:
    """Return the path of nginx; administrators have it on a path of their own."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")


@contextmanager
def serving(project: Path, root: str = "output") -> Iterator[str]:
    """Run nginx with the shipped configuration in a folder laid out as the project; give the address it listens at.

    Args:
        project: Has the built `output`; the configuration is copied to where it stands in the project.
        root: What to serve, in place of `output`: the folder that holds the output, for a guide below a path.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    conf = (ROOT / "docs/hosting/nginx.conf").read_text(encoding="utf-8")
    assert conf.count("listen 127.0.0.1:8080;") == conf.count("root output;") == 1
    copy = project / "docs/hosting/nginx.conf"
    copy.parent.mkdir(parents=True, exist_ok=True)
    conf = conf.replace("listen 127.0.0.1:8080;", f"listen 127.0.0.1:{port};").replace("root output;", f"root {root};")
    copy.write_text(conf, encoding="utf-8")
    (project / ".build").mkdir(exist_ok=True)
    program = find_nginx()
    assert program is not None
    log = (project / ".build/nginx.log").open("w+", encoding="utf-8")
    command = [program, "-p", f"{project}/", "-c", "docs/hosting/nginx.conf", "-e", "stderr"]
    if os.geteuid() == 0:  # else its workers would run as somebody who may not read a test's folder
        command += ["-g", "user root root;"]
    server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        _wait(server, port, Path(log.name))
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)
        log.close()


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(200):
        assert server.poll() is None, log.read_text(encoding="utf-8")
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"nginx does not listen: {log.read_text(encoding='utf-8')}")


if __name__ == "__main__":
    print(find_nginx() or sys.exit(MISSING))
