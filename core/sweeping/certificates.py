"""Certificates for a scheduler, looked at before anything is connected."""

from __future__ import annotations

import ssl
from collections.abc import Mapping

from core.errors import LoadError
from core.formats.file_access import open_for_reading, short_name
from core.sweeping.sweep_error import SweepError

#: What `distributed.Security` calls them.
AUTHORITY, CERTIFICATE, KEY = "tls_ca_file", "tls_client_cert", "tls_client_key"
#: What they are, for people.
TITLES: Mapping[str, str] = {
    AUTHORITY: "the certificate of the authority",
    CERTIFICATE: "your certificate",
    KEY: "the key of your certificate",
}
#: With which addresses they are for.
ENCRYPTED = ("tls://", "wss://")
#: A file of certificates is no larger.
MOST_BYTES = 4 * 2**20


def check_certificates(address: str, tls: Mapping[str, str]) -> None:
    """Raise unless these files let one speak with the scheduler at an address.

    Parameters
    ----------
    address : str
    tls : mapping of str to str
        Paths, by the names above; none for an address without encryption.

    Raises
    ------
    SweepError
        One sentence, about the first that is wrong.
    """
    if not tls:
        if address.startswith(ENCRYPTED):
            raise SweepError(
                f"{address:.60}: an encrypted address needs certificates: give "
                f"{TITLES[AUTHORITY]} and {TITLES[CERTIFICATE]}"
            )
        return
    if not address.startswith(ENCRYPTED):
        raise SweepError(
            f"{address:.60}: certificates are for an address that begins with {ENCRYPTED[0]}"
        )
    for name in (AUTHORITY, CERTIFICATE):
        if not tls.get(name):
            raise SweepError(f"{TITLES[name]} is missing: {ENCRYPTED[0]} needs it as a file")
    for path in tls.values():
        _check_readable(path)
    for name in (AUTHORITY, CERTIFICATE):
        try:
            ssl.create_default_context().load_verify_locations(cafile=tls[name])
        except (ssl.SSLError, OSError, ValueError):
            raise _bad(tls[name], f"this is not {TITLES[name]} (PEM)") from None
    _check_pair(tls[CERTIFICATE], tls.get(KEY) or None)


def _check_readable(path: str) -> None:
    try:
        with open_for_reading(path) as (_, size):
            if size > MOST_BYTES:
                raise _bad(path, "this file is too large for a certificate")
    except LoadError as error:
        raise SweepError(str(error)) from None


def _check_pair(certificate: str, key: str | None) -> None:
    asked: list[str] = []

    def no_word() -> str:
        asked.append("asked")  # else a terminal would be asked for it
        return ""

    try:
        ssl.create_default_context().load_cert_chain(certificate, key, password=no_word)
    except (ssl.SSLError, OSError, ValueError) as error:
        of_key = key or certificate
        if asked:
            raise _bad(of_key, "this key needs a password: give one without") from None
        if "MISMATCH" in str(getattr(error, "reason", "")):
            raise _bad(of_key, f"this key is not that of {short_name(certificate)}") from None
        raise _bad(of_key, f"this is not {TITLES[KEY]} (PEM)") from None


def _bad(path: str, why: str) -> SweepError:
    return SweepError(f"{short_name(path)}: {why}")
