"""The key that signs blocks (Ed25519, RFC 8032). It lies in a file, so nobody with the database alone can make a block.

The public halves lie with the anchor under their ids: whoever has a copy of the anchor can verify, and a key can be changed
while the blocks of the old one stay provable.
"""

import os
import secrets
import stat
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from office.kernel.digests import sm3


class TrailKeyError(Exception):
    """The key cannot be used; the sentence is for the operator."""


class SigningKey:
    """The private key of this installation."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.id = key_id(private.public_key())

    def sign(self, statement: bytes) -> str:
        """128 hexadecimal digits."""
        return self._private.sign(statement).hex()


def signing_key() -> SigningKey:
    """The key in `DATA_DIR/keys/trail_key`, made when there is none; its public half is put to the anchor."""
    path = settings.DATA_DIR / "keys" / "trail_key"
    if not path.exists():
        pem = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        _write(path, pem, 0o600)
    private = _read(path)
    public = private.public_key()
    told = settings.ANCHOR_DIR / "keys" / f"{key_id(public)}.pem"
    if not told.exists():
        pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        _write(told, pem, 0o644)
    return SigningKey(private)


def public_keys() -> dict[str, Ed25519PublicKey]:
    """All keys that ever signed here, by id. A file that is no such key, or bears the name of another, is passed over."""
    found: dict[str, Ed25519PublicKey] = {}
    for path in sorted((settings.ANCHOR_DIR / "keys").glob("*.pem")):
        try:
            key = serialization.load_pem_public_key(path.read_bytes())
        except (OSError, ValueError, UnsupportedAlgorithm):
            continue
        if isinstance(key, Ed25519PublicKey) and key_id(key) == path.stem:
            found[path.stem] = key
    return found


def key_id(key: Ed25519PublicKey) -> str:
    """The first 16 hexadecimal digits of the key's SM3."""
    return sm3(key.public_bytes_raw()).hex()[:16]


def is_signed(key: Ed25519PublicKey, statement: bytes, signature: str) -> bool:
    """Whether the key made this signature."""
    try:
        key.verify(bytes.fromhex(signature), statement)
    except (InvalidSignature, ValueError):
        return False
    return True


def _read(path: Path) -> Ed25519PrivateKey:
    with path.open("rb") as file:
        if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
            raise TrailKeyError(f"{path} 可以被他人读取，不再安全。请更换密钥，并执行 chmod 600。")
        try:
            key = serialization.load_pem_private_key(file.read(), None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            raise TrailKeyError(f"{path} 不是签名密钥。请从备份中找回这个文件。") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise TrailKeyError(f"{path} 不是 Ed25519 密钥。请从备份中找回这个文件。")
    return key


def _write(path: Path, content: bytes, mode: int) -> None:
    """Whole or not at all, never over another: whoever links the name first has made it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink(missing_ok=True)
