"""Whether a webhook comes from Chatwoot: HMAC-SHA256 in hex over "timestamp.body", as X-Chatwoot-Signature."""

import hashlib
import hmac

#: Seconds that a signature is good for, in both directions: clocks differ.
FRESH_S = 300


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The value of X-Chatwoot-Signature."""
    digest = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return f"sha256={digest}"


def is_signed(secret: str, timestamp: str, signature: str, body: bytes, now_s: float) -> bool:
    """Whether the body was signed with the secret, within the last minutes. Never so without a secret."""
    if not secret or not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        return False
    right = hmac.compare_digest(sign(secret, timestamp, body).encode(), signature.encode())
    return right and abs(now_s - int(timestamp)) <= FRESH_S
