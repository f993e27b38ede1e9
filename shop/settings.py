"""Every setting of Aisle: one field each, read from AISLE_* variables or a .env file."""

import base64
import os
import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from shop.office_hours import OfficeHours, zone_of

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Settings(BaseSettings):
    """The settings of one shop. docs/settings.md is generated from the descriptions."""

    model_config = SettingsConfigDict(env_prefix="AISLE_", env_file=".env", extra="ignore", frozen=True)

    var: Path = Field(ROOT / "var", description="Folder of all state: database, Chroma, releases, models.")
    database_url: str = Field(
        "",
        description="SQLAlchemy URL, such as postgresql+pg8000://user@host/name; empty: SQLite under `var`.",
    )
    chroma_host: str = Field("", description="Host of a Chroma server; empty: embedded Chroma under `var`.")
    chroma_port: int = Field(8000, description="Port of the Chroma server.")
    model: str = Field(
        "", description="Sentence-transformers model name or path; empty: all-MiniLM-L6-v2 from its package."
    )
    host: str = Field("127.0.0.1", description="Address the service listens on.")
    port: int = Field(8080, description="Port of the service.")
    rasa_port: int = Field(5005, description="Loopback port of Rasa.")
    public_url: str = Field("", description="Address shoppers reach the service at; empty: http://host:port.")
    shop_name: str = Field("Northfold Outfitters", description="The shop's name, as the bot says it.")
    currency: str = Field("USD", description="Currency of prices that state none (ISO 4217).")
    support_email: str = Field("", description="Where a shopper who wants a person can write to.")
    allowed_origins: tuple[str, ...] = Field(
        (),
        description="Origins whose pages may carry the widget, as a JSON list; the service's own always may.",
    )
    identity_secret: SecretStr = Field(
        SecretStr(""),
        description="Key of the HMAC-SHA256 that proves a customer_id; empty: any customer_id is believed (demo only).",
    )
    checkout_url: str = Field(
        "",
        description="Address of the shop's checkout, http or https. `{cart}` in it becomes the cart as "
        "`id:quantity,id:quantity`, with `:size` and `:size:color` after a line's quantity where they were chosen, "
        "all URL-encoded; empty, as in the demo shop: the assistant shows the cart and says that it cannot check out.",
    )
    return_days: int = Field(
        30,
        ge=0,
        description="How many days after its delivery the assistant takes an order's return request.",
    )
    office_hours: str = Field(
        "",
        description="When the shop's people answer, such as `Mon-Fri 09:00-17:30, Sat 10:00-14:00`; empty: always. "
        "Outside these hours a shopper who wants a person is asked for an e-mail address.",
    )
    timezone: str = Field(
        "UTC", description="Time zone of the office hours (IANA name, such as Europe/Oslo)."
    )
    teams: tuple[str, ...] = Field(
        (), description="Teams that a conversation can be handed to, as a JSON list of names."
    )
    handoff_words: tuple[str, ...] = Field(
        (),
        description='Words or phrases that always call a person, as a JSON list such as `["allergic", "press"]`.',
    )
    agent_absence_s: int = Field(
        60,
        ge=5,
        description="Seconds after which an agent whose connection is gone loses their conversations to the queue.",
    )
    session_hours: int = Field(12, ge=1, description="Hours after which an agent must sign in again.")
    webhook_urls: tuple[str, ...] = Field(
        (),
        description="Addresses that are told about every handoff (requested, taken, returned, closed), as a JSON list.",
    )
    webhook_secret: SecretStr = Field(
        SecretStr(""),
        validate_default=True,
        description="Key that outgoing webhooks are signed with (Standard Webhooks, `whsec_...`, base64 of 24 to 64 "
        "bytes); needed where there are `webhook_urls`.",
    )
    chatwoot_url: str = Field(
        "", description="Address of the Chatwoot installation; empty: Chatwoot is not used."
    )
    chatwoot_token: SecretStr = Field(SecretStr(""), description="Access token of the agent bot in Chatwoot.")
    chatwoot_secret: SecretStr = Field(
        SecretStr(""), description="Secret with which Chatwoot signs the webhooks of the agent bot."
    )
    chatwoot_url_token: SecretStr = Field(
        SecretStr(""),
        description="For a Chatwoot before 4.13, which does not sign: a long random word at the end of the webhook's "
        "address (/v1/chatwoot/webhook/WORD); empty: only signed webhooks are taken.",
    )
    diversity: float = Field(
        0.2,
        ge=0,
        le=1,
        description="How varied lists are, 0 (only the best score counts) to 1 (as unlike one another as can be); "
        "half of it where a shopper asks for something, none where they ask for an order such as the cheapest first.",
    )
    keep_releases: int = Field(7, ge=1, description="How many releases to keep for `aisle rollback`.")
    threads: int = Field(2, ge=1, description="Threads for embedding.")
    log_level: str = Field(
        "info", description="debug, info, warning or error; message texts are never logged at info."
    )

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        zone_of(value)
        return value

    @field_validator("office_hours")
    @classmethod
    def _readable_hours(cls, value: str) -> str:
        OfficeHours.parse(value)
        return value

    @field_validator("checkout_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        parts = urlsplit(value.replace("{cart}", ""))
        if value and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValueError("it must be an address that begins with http:// or https://")
        if "{" in parts.geturl() or "}" in parts.geturl():
            raise ValueError("{cart} is the only placeholder it may have")
        if any(sign.isspace() for sign in value):
            raise ValueError("it must not have spaces")
        return value

    @field_validator("webhook_urls", "chatwoot_url")
    @classmethod
    def _reachable(cls, value: tuple[str, ...] | str) -> tuple[str, ...] | str:
        for address in (value,) if isinstance(value, str) else value:
            parts = urlsplit(address)
            if address and (parts.scheme not in ("http", "https") or not parts.hostname):
                raise ValueError("each address must begin with http:// or https://")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _signing_key(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        secret = value.get_secret_value()
        if not secret and not info.data.get("webhook_urls"):
            return value
        try:
            length = len(base64.b64decode(secret.removeprefix("whsec_"), validate=True))
        except ValueError:
            length = 0
        if not secret.startswith("whsec_") or not 24 <= length <= 64:
            raise ValueError("webhooks are signed with whsec_ and the base64 of 24 to 64 random bytes")
        return value

    @field_validator("chatwoot_url_token")
    @classmethod
    def _long_word(cls, value: SecretStr) -> SecretStr:
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{24,128}", value.get_secret_value()):
            raise ValueError("it must be 24 to 128 letters, digits, - or _")
        return value

    @property
    def proves_customers(self) -> bool:
        """Whether a customer_id tells who is asking: it must be signed, or nobody but this machine can ask."""
        local = not self.public_url or urlsplit(self.public_url).hostname in LOOPBACK
        return bool(self.identity_secret.get_secret_value()) or (local and self.host in LOOPBACK)

    @property
    def sqlalchemy_url(self) -> str:
        return self.database_url or f"sqlite:///{self.var / 'aisle.db'}"

    @property
    def base_url(self) -> str:
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"

    @property
    def rasa_url(self) -> str:
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def releases(self) -> Path:
        return self.var / "releases"

    @property
    def models(self) -> Path:
        return self.var / "models"

    def webhook_token(self) -> str:
        """The secret that Rasa shows at the action webhook; made once per `var`, readable by its owner only."""
        return self._secret("webhook-token")

    def staff_token(self) -> str:
        """The secret with which the shop's own people see what is not for shoppers; made and kept as the other."""
        return self._secret("staff-token")

    def _secret(self, name: str) -> str:
        path = self.var / name
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(24))
        return path.read_text()

    @property
    def trackers(self) -> Path:
        """The file in which Rasa keeps what it remembers of conversations."""
        return self.var / "bot" / "tracker.db"

    @property
    def chroma_path(self) -> Path:
        return self.var / "chroma"
