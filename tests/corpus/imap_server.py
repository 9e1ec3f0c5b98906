"""A private Dovecot for the tests: a real mailbox on loopback, thrown away afterwards."""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.postgresql import free_port

USER = "editor@example.org"
PASSWORD = "春风 geheim@#/%"
PLACES = ("/usr/sbin", "/usr/bin", "/usr/local/sbin")
ATTEMPTS = 3
PATIENCE = 20

CONFIGURATION = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/run
log_path = /dev/stderr
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{folder}/mail/%u
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
{ssl}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


def program(name: str) -> str:
    """Debian keeps the server out of an ordinary user's PATH."""
    found = shutil.which(name) or shutil.which(name, path=os.pathsep.join(PLACES))
    if found is None:
        raise FileNotFoundError(f"{name}: install Dovecot (dovecot-imapd), the tests read mail")
    return found


def _delivered(file: Path) -> tuple[int, ...]:
    """When a message was delivered, by its name: seconds, then microseconds of no fixed width."""
    return tuple(map(int, re.findall(r"\d+", file.name)[:2]))


class ImapServer:
    """A running IMAP server with one user and an empty INBOX; stop it when done.

    Attributes:
        port: Where it speaks IMAP; with `tls` it offers STARTTLS there.
        tls_port: Where it speaks IMAP inside TLS; 0 without `tls`.
        certificate: The self-signed certificate, which nobody trusts by default.
    """

    def __init__(self, *, tls: bool = False) -> None:
        # The server refuses to give root's rights to what speaks with the network.
        account = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self._account = account
        # Not below a test's own folder: the paths of sockets may have no more than 108 bytes.
        self._folder = Path(tempfile.mkdtemp(prefix="sixue-imap-"))
        self._server: subprocess.Popen[bytes] | None = None
        self.certificate = self._folder / "certificate.pem"
        try:
            if tls:
                self._make_certificate()
            (self._folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
            for path in (self._folder, *self._folder.iterdir()):
                os.chown(path, account.pw_uid, account.pw_gid)
            for attempt in range(ATTEMPTS):
                self.port, self.tls_port = free_port(), free_port() if tls else 0
                if self._start(tls):
                    return
                if attempt == ATTEMPTS - 1:
                    raise RuntimeError((self._folder / "output").read_text())
        except BaseException:
            self.stop()
            raise

    @property
    def url(self) -> str:
        """Address of the INBOX with user and password, as people write it into the settings."""
        return self.url_of("INBOX")

    def url_of(self, folder: str, *, password: str = PASSWORD, tls: bool | None = None) -> str:
        """Address of a folder; inside TLS if the server has it, unless said otherwise."""
        inside = bool(self.tls_port) if tls is None else tls
        scheme, port = ("imaps", self.tls_port) if inside else ("imap", self.port)
        name, word = quote(USER, safe=""), quote(password, safe="")
        return f"{scheme}://{name}:{word}@localhost:{port}/{quote(folder)}"

    def deliver(self, message: bytes, folder: str = "INBOX") -> None:
        """Puts a message into a folder, whose name is given as the server has it."""
        with self.session() as session:
            session.create(f'"{folder}"')
            kind, said = session.append(f'"{folder}"', "", "", message)
            assert kind == "OK", said

    def flags(self) -> list[bytes]:
        """What the server has noted on each message of the INBOX."""
        with self.session() as session:
            session.select("INBOX", readonly=True)
            _, rows = session.fetch("1:*", "(FLAGS)")
            return [row for row in rows if isinstance(row, bytes)]

    def remove(self, number: int) -> None:
        """Deletes a message of the INBOX for good."""
        with self.session() as session:
            session.select("INBOX")
            session.store(str(number), "+FLAGS", r"(\Deleted)")
            session.expunge()

    def renumber(self, uid_validity: int) -> None:
        """Gives the INBOX another UIDVALIDITY, as a server restored from a backup does."""
        self._run(
            "doveadm", "mailbox", "update", "--uid-validity", str(uid_validity), "-u", USER, "INBOX"
        )

    def spoil(self, number: int) -> None:
        """Cuts the file of a message of the INBOX, so that the server cannot hand it out."""
        files = sorted((self._folder / "mail" / USER).glob("*/[0-9]*"), key=_delivered)
        files[number - 1].write_bytes(b"")

    def hang_up(self) -> None:
        """Ends all connections, while the server goes on."""
        self._run("doveadm", "kick", USER)

    def session(self) -> imaplib.IMAP4:
        """A connection of its own that is logged in."""
        session = imaplib.IMAP4("127.0.0.1", self.port, timeout=PATIENCE)
        session.authenticate("PLAIN", lambda _: f"\0{USER}\0{PASSWORD}".encode())
        return session

    def stop(self) -> None:
        """Ends the server with all its connections and removes what it kept."""
        if self._server:
            with suppress(ProcessLookupError):
                os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait(PATIENCE)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _make_certificate(self) -> None:
        subprocess.run(
            [
                *("openssl", "req", "-x509", "-nodes", "-days", "2"),
                *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
                *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
                *("-keyout", str(self._folder / "key.pem"), "-out", str(self.certificate)),
            ],
            check=True,
            capture_output=True,
            timeout=PATIENCE,
        )

    def _start(self, tls: bool) -> bool:
        """Starts the server; False if another program took one of the ports meanwhile."""
        ssl = "ssl = no"
        if tls:
            ssl = f"ssl = yes\nssl_cert = <{self.certificate}\nssl_key = <{self._folder}/key.pem"
        configuration = CONFIGURATION.format(
            folder=self._folder,
            user=self._account.pw_name,
            group=grp.getgrgid(self._account.pw_gid).gr_name,
            uid=self._account.pw_uid,
            gid=self._account.pw_gid,
            ssl=ssl,
            port=self.port,
            tls_port=self.tls_port,
        )
        (self._folder / "dovecot.conf").write_text(configuration)
        with (self._folder / "output").open("wb") as output:
            self._server = subprocess.Popen(
                self._command("dovecot", "-F"),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                **self._as_account(),
            )
        end = time.monotonic() + PATIENCE
        while self._server.poll() is None and time.monotonic() < end:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1) as probe:
                    if probe.recv(1):
                        return True
            except OSError:
                time.sleep(0.02)
        self._server.kill()
        self._server.wait()
        self._server = None
        return False

    def _command(self, name: str, *arguments: str) -> list[str]:
        return [program(name), "-c", str(self._folder / "dovecot.conf"), *arguments]

    def _run(self, name: str, *arguments: str) -> None:
        subprocess.run(
            self._command(name, *arguments),
            check=True,
            capture_output=True,
            timeout=PATIENCE,
            **self._as_account(),
        )

    def _as_account(self) -> dict[str, Any]:
        if os.geteuid() != 0:
            return {"cwd": self._folder}
        account = self._account
        return {
            "user": account.pw_uid,
            "group": account.pw_gid,
            "extra_groups": [],
            "cwd": self._folder,
        }
