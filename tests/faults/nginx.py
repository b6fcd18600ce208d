"""nginx with the shipped configuration, on ports of this machine."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.servers import ROOT

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin")
AROUND = """\
{user}daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/compagnon.conf;
}}
"""
ONE_SERVER = "    server 127.0.0.1:8000 max_fails=0;\n"


def configure(folder: Path, *, port: int, behind: Sequence[int], tls: bool = True) -> list[str]:
    """The shipped file with the ports and paths of this machine; the words that start nginx with it."""
    if NGINX is None:
        pytest.skip("nginx is not installed: apt-get install nginx")
    if tls:
        make_certificate(folder)
    text = (ROOT / "deploy" / "nginx" / "compagnon.conf").read_text("utf-8")
    for shipped, here in {
        "listen 443 ssl http2": f"listen 127.0.0.1:{port}" + (" ssl http2" if tls else ""),
        ONE_SERVER: "".join(ONE_SERVER.replace("8000", str(each)) for each in behind),
        "server_name compagnon.example": "server_name localhost",
        "/opt/compagnon/app/": f"{ROOT}/app/",
    }.items():
        assert shipped in text
        text = text.replace(shipped, here)
    lines = [line for line in text.splitlines() if tls or "ssl_certificate" not in line]
    (folder / "compagnon.conf").write_text("\n".join(lines).replace("/etc/ssl/compagnon/", f"{folder}/"))
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))
    return [NGINX, "-c", str(folder / "nginx.conf"), "-p", str(folder)]


def make_certificate(folder: Path) -> None:
    words = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=localhost",
    ]
    keys = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run([*words, *keys], check=True, capture_output=True)
