"""Envelopes: what must not lie readable at rest is wrapped under a key-encryption key that lies in a file, never in the database.

An envelope names its key, so the key can be changed: a new key becomes the current one, old envelopes stay readable and are
rewrapped one by one. The algorithm belongs to the key: SM4-GCM (GB/T 32907, GB/T 17964) unless AES-256-GCM is asked for.
"""

import base64
import hashlib
import os
import secrets
import stat
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


class Algorithm(StrEnum):
    """How a key wraps."""

    SM4_GCM = "sm4-gcm"
    AES_256_GCM = "aes-256-gcm"


_CIPHERS: Final[dict[Algorithm, tuple[int, Callable[[bytes], algorithms.SM4 | algorithms.AES]]]] = {
    Algorithm.SM4_GCM: (16, algorithms.SM4),
    Algorithm.AES_256_GCM: (32, algorithms.AES),
}
_MARK: Final = b"KE1"
_ID, _NONCE, _TAG = 8, 12, 16
_HEAD = len(_MARK) + _ID


class EnvelopeError(Exception):
    """What was asked of a key or an envelope cannot be done; the sentence is for the operator."""


class ExposedKeyError(EnvelopeError):
    """A key file that others may read is no secret, so it is not used."""


class UnknownKeyError(EnvelopeError):
    """The envelope was made under a key that is not in the ring."""


class BrokenEnvelopeError(EnvelopeError):
    """Not an envelope, changed since it was made, or made for another context."""


@dataclass(frozen=True)
class Key:
    """One key-encryption key. Its id is drawn from the key itself, so a file that was mixed up cannot answer to a wrong name."""

    algorithm: Algorithm
    secret: bytes

    @property
    def id(self) -> bytes:
        return hashlib.sha256(b"key id\0" + self.algorithm.encode() + b"\0" + self.secret).digest()[:_ID]

    @classmethod
    def new(cls, algorithm: Algorithm) -> Self:
        return cls(algorithm, secrets.token_bytes(_CIPHERS[algorithm][0]))

    @classmethod
    def parse(cls, line: str) -> Self:
        """A key as `line` writes it. Raises ValueError."""
        name, _, text = line.strip().partition(" ")
        key = cls(Algorithm(name), base64.b64decode(text, validate=True))
        if len(key.secret) != _CIPHERS[key.algorithm][0]:
            raise ValueError(f"a key of {len(key.secret)} bytes for {name}")
        return key

    def line(self) -> str:
        return f"{self.algorithm} {base64.b64encode(self.secret).decode()}\n"

    def cipher(self, mode: modes.GCM) -> Cipher[modes.GCM]:
        return Cipher(_CIPHERS[self.algorithm][1](self.secret), mode)

    def __repr__(self) -> str:
        return f"<Key {self.id.hex()} {self.algorithm}>"


class KeyRing:
    """The keys of one installation, oldest first; the last one wraps, all of them unwrap."""

    def __init__(self, keys: list[Key], folder: Path | None = None) -> None:
        if not keys:
            raise EnvelopeError("没有密钥加密密钥。")
        self._keys = list(keys)
        self._folder = folder

    @classmethod
    def open(cls, folder: Path, algorithm: Algorithm = Algorithm.SM4_GCM) -> Self:
        """The ring in `folder` (files kek-0001.key, kek-0002.key …, mode 0600); the first key is made when there is none.

        Raises ExposedKeyError where group or others may read or write a key or write the folder.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not _key_files(folder):
            _write_key(folder, 1, Key.new(algorithm))
        return cls(_read_keys(folder), folder)

    @property
    def current(self) -> Key:
        return self._keys[-1]

    def add(self, algorithm: Algorithm = Algorithm.SM4_GCM) -> Key:
        """Make a new key and wrap with it from now on. Rewrap the old envelopes afterwards; only then may an old key be removed."""
        key = Key.new(algorithm)
        if self._folder is None:
            self._keys.append(key)
        else:
            last = _key_files(self._folder)[-1]
            _write_key(self._folder, int(last.stem.removeprefix("kek-")) + 1, key)
            self._keys = _read_keys(self._folder)
        return self.current

    def wrap(self, content: bytes, *, context: str) -> bytes:
        """`content` under the current key. `context` says what and whose it is; an envelope put in another place does not open there."""
        nonce = secrets.token_bytes(_NONCE)
        head = _MARK + self.current.id
        encryptor = self.current.cipher(modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(head + context.encode())
        body = encryptor.update(content) + encryptor.finalize()
        return head + nonce + encryptor.tag + body

    def unwrap(self, envelope: bytes, *, context: str) -> bytes:
        """The content again. Raises UnknownKeyError, BrokenEnvelopeError."""
        key = self._key_of(envelope)
        nonce, tag, body = (
            envelope[_HEAD : _HEAD + _NONCE],
            envelope[_HEAD + _NONCE : _HEAD + _NONCE + _TAG],
            envelope[_HEAD + _NONCE + _TAG :],
        )
        decryptor = key.cipher(modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(envelope[:_HEAD] + context.encode())
        try:
            return decryptor.update(body) + decryptor.finalize()
        except InvalidTag:
            raise BrokenEnvelopeError("密文已被改动，或不属于这里，不能解开。") from None

    def is_current(self, envelope: bytes) -> bool:
        """Whether the current key wrapped it: nothing to rewrap."""
        return self._key_of(envelope) == self.current

    def rewrap(self, envelope: bytes, *, context: str) -> bytes:
        """The same content under the current key; the envelope itself when it is current."""
        return (
            envelope
            if self.is_current(envelope)
            else self.wrap(self.unwrap(envelope, context=context), context=context)
        )

    def wrap_text(self, text: str, *, context: str) -> str:
        """As `wrap`, for a text column: URL-safe base64."""
        return base64.urlsafe_b64encode(self.wrap(text.encode(), context=context)).decode()

    def unwrap_text(self, envelope: str, *, context: str) -> str:
        """As `unwrap`, for a text column."""
        try:
            return self.unwrap(base64.b64decode(envelope, altchars=b"-_", validate=True), context=context).decode()
        except ValueError:
            raise BrokenEnvelopeError("这一栏的内容不是密文。") from None

    def _key_of(self, envelope: bytes) -> Key:
        if len(envelope) < _HEAD + _NONCE + _TAG or not envelope.startswith(_MARK):
            raise BrokenEnvelopeError("这不是密文，不能解开。")
        wanted = envelope[len(_MARK) : _HEAD]
        for fresh in (False, True):
            if fresh and self._folder is not None:
                self._keys = _read_keys(self._folder)  # another process may have added a key since
            for key in self._keys:
                if secrets.compare_digest(key.id, wanted):
                    return key
        raise UnknownKeyError(f"缺少密钥 {wanted.hex()}，不能解开。请把这把密钥的文件放回密钥目录。")


def _key_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("kek-[0-9][0-9][0-9][0-9].key"))


def _read_keys(folder: Path) -> list[Key]:
    if stat.S_IMODE(folder.stat().st_mode) & 0o022:
        raise ExposedKeyError(f"{folder} 可以被他人改动，不能存放密钥。请执行 chmod go-w 后再启动。")
    return [_read_key(path) for path in _key_files(folder)]


def _read_key(path: Path) -> Key:
    with path.open(encoding="ascii") as file:
        if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
            raise ExposedKeyError(f"{path} 可以被他人读取，不再安全。请更换密钥，并执行 chmod 600。")
        try:
            return Key.parse(file.read())
        except ValueError:
            raise EnvelopeError(f"{path} 不是完好的密钥文件。请从备份中恢复它。") from None


def _write_key(folder: Path, number: int, key: Key) -> None:
    """Whole or not at all, and never over another: whoever links the name first has made the key."""
    part = folder / f".kek-{secrets.token_hex(8)}"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(key.line())
        file.flush()
        os.fsync(file.fileno())
    try:
        (folder / f"kek-{number:04}.key").hardlink_to(part)
    except FileExistsError:
        pass
    finally:
        part.unlink()
