"""What a user can set: one frozen `Settings`, read once, from the environment (`SERVANDA_…`) or `servanda.toml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from servanda.errors import UsageError


class Settings(BaseSettings):
    """All settings with their defaults. The environment outranks `servanda.toml` in the working directory."""

    model_config = SettingsConfigDict(
        frozen=True, env_prefix="SERVANDA_", toml_file="servanda.toml", extra="forbid"
    )

    register_url: str = Field(default="sqlite:///servanda.db", validation_alias="SERVANDA_REGISTER")
    """Address of the register: `sqlite:///FILE` or `postgresql://USER@HOST/NAME`."""
    polities: Path | None = None
    """A table with polities of the user's own, as docs/names.md describes it."""
    organisations: Path | None = None
    """A table with organisations of the user's own, as docs/names.md describes it."""
    offices: Path | None = None
    """A table with offices of the user's own, as docs/names.md describes it."""
    leaders: Path | None = None
    """A table with office-holders of the user's own, as docs/names.md describes it."""
    allow: Annotated[tuple[str, ...], NoDecode] = ()
    """Hosts of the user's own that sources may lie on though they are private: `intranet.example, 127.0.0.1:8080`."""
    largest_story: int = Field(default=2_000_000, gt=0)
    """Characters of a text over which it is refused."""
    open_for_reading: bool = False
    """Whether all may read the register on the web without signing in."""
    hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Names under which the web site is reached, beside localhost and addresses of numbers: `register.example`."""
    largest_upload: int = Field(default=1_000_000_000, gt=0)
    """Bytes of a backup over which the web site refuses it."""

    smtp_host: str | None = None
    """The mail server by which digests are sent."""
    smtp_port: int = Field(default=587, gt=0, lt=65536)
    smtp_tls: Literal["starttls", "tls", "none"] = "starttls"
    """How the way to it is enciphered: from its greeting on, from the start (mostly port 465), or not at all."""
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_from: str | None = None
    """From whom digests come: `Servanda <servanda@office.example>`."""
    digest_to: Annotated[tuple[str, ...], NoDecode] = ()
    """To whom digests go where none are named: addresses, with commas between them in the environment."""

    @field_validator("allow", "hosts", "digest_to", mode="before")
    @classmethod
    def _several(cls, given: Any) -> Any:
        """A list in the file, words with commas between them in the environment."""
        return tuple(given.replace(",", " ").split()) if isinstance(given, str) else given

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, _File(settings_cls)


class _File(TomlConfigSettingsSource):
    """`servanda.toml`, in which the register's address is called `register`."""

    def __call__(self) -> dict[str, Any]:
        given = super().__call__()
        return {"SERVANDA_REGISTER" if name == "register" else name: value for name, value in given.items()}


@cache
def settings() -> Settings:
    """The settings of this process.

    Raises UsageError, naming the setting, where one has no sense.
    """
    try:
        return Settings()
    except TOMLDecodeError as error:
        raise UsageError(f"no TOML: {error}", where="servanda.toml", remedy="mend the file") from error
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        remedy = "see servanda.toml, or SERVANDA_… in the environment"
        raise UsageError(f"setting {name}: {first['msg']}", remedy=remedy) from error
