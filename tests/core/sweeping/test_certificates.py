"""Certificates for a scheduler: good ones, and the sentences about all others."""

import shutil
import subprocess

import pytest

from core.sweeping.certificates import check_certificates
from core.sweeping.dask_cluster import pool_at
from core.sweeping.sweep_error import SweepError

ADDRESS = "tls://127.0.0.1:9"
OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="needs openssl")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Two certificates with their keys, one key behind a password, and what is none."""
    folder = tmp_path_factory.mktemp("certificates")

    def run(*arguments):
        subprocess.run([OPENSSL, *map(str, arguments)], check=True, capture_output=True)

    for name in ("mine", "theirs"):
        run(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
            "-nodes", "-subj", f"/CN={name}", "-days", "2", "-keyout", folder / f"{name}.key",
            "-out", folder / f"{name}.pem",
        )  # fmt: skip
    run("ec", "-aes256", "-passout", "pass:word", "-in", folder / "mine.key",
        "-out", folder / "locked.key")  # fmt: skip
    (folder / "both.pem").write_bytes(
        (folder / "mine.pem").read_bytes() + (folder / "mine.key").read_bytes()
    )
    (folder / "text.pem").write_text("not a certificate at all\n")
    (folder / "empty.pem").write_bytes(b"")
    (folder / "zeros.pem").write_bytes(bytes(9_000))
    cut = (folder / "mine.pem").read_text().splitlines()
    (folder / "cut.pem").write_text("\n".join(cut[: len(cut) // 2]))
    (folder / "large.pem").write_bytes(b"-" * (5 * 2**20))
    return folder


def files(folder, ca="mine.pem", cert="mine.pem", key="mine.key"):
    names = {"tls_ca_file": ca, "tls_client_cert": cert, "tls_client_key": key}
    return {name: str(folder / file) for name, file in names.items() if file}


def test_that_good_ones_are_taken_and_a_key_may_lie_in_its_certificate(made):
    check_certificates(ADDRESS, files(made))
    check_certificates(ADDRESS, files(made, cert="both.pem", key=""))
    check_certificates("tcp://127.0.0.1:9", {})


BAD = {"text.pem", "empty.pem", "zeros.pem", "cut.pem", "large.pem", "gone.pem", "."}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        *(({"ca": name}, "") for name in sorted(BAD)),
        *(({"cert": name}, "") for name in sorted(BAD)),
        *(({"key": name}, "") for name in sorted(BAD)),
        ({"ca": "mine.key"}, "not the certificate of the authority"),
        ({"cert": "mine.key"}, "this is not your certificate"),
        ({"key": "mine.pem"}, "not the key of your certificate"),
        ({"key": "theirs.key"}, "theirs.key: this key is not that of mine.pem"),
        ({"key": "locked.key"}, "locked.key: this key needs a password"),
        ({"key": ""}, "not the key of your certificate"),
        ({"ca": ""}, "the certificate of the authority is missing"),
        ({"cert": ""}, "your certificate is missing"),
    ],
)
def test_that_a_bad_one_is_one_sentence_about_it(made, changes, says):
    with pytest.raises(SweepError) as caught:
        check_certificates(ADDRESS, files(made, **changes))
    said = str(caught.value)
    assert says in said
    assert len(said) <= 300
    (name,) = changes.values()
    if not says and name != ".":
        assert said.startswith(f"{name}: ")


@pytest.mark.parametrize(
    ("address", "given", "says"),
    [
        ("tcp://127.0.0.1:9", True, "are for an address that begins with tls://"),
        ("nonsense", True, "are for an address that begins with tls://"),
        (ADDRESS, False, "an encrypted address needs certificates"),
        ("tls://x", False, "an encrypted address needs certificates"),
        (ADDRESS, True, "no scheduler of Dask answers there"),
    ],
)
@pytest.mark.slow
def test_that_address_and_certificates_go_together(made, address, given, says):
    with pytest.raises(SweepError, match=says):
        pool_at(address, tls=files(made) if given else {"tls_ca_file": ""})
