from pathlib import Path

import pytest

from app.kernel.secrets import renew_signing_key, signing_keys
from app.settings import SettingsInvalid, load_settings


@pytest.mark.parametrize(
    ("setting", "value", "named"),
    [
        ("port", "lots", "PORT"),
        ("compagnon_demo", "yes", "COMPAGNON_DEMO"),
        ("database_url", "mysql://x", "DATABASE_URL"),
        ("compagnon_failpoints", "anywhere", "COMPAGNON_FAILPOINTS"),
    ],
)
def test_a_setting_that_cannot_work_is_named_at_start(setting: str, value: str, named: str) -> None:
    with pytest.raises(SettingsInvalid, match=named):
        load_settings(**{setting: value})


def test_a_demo_stays_on_this_machine_unless_it_is_meant_to_be_public() -> None:
    with pytest.raises(SettingsInvalid, match="public"):
        load_settings(compagnon_demo="1", host="0.0.0.0")
    assert load_settings(compagnon_demo="public", host="0.0.0.0").is_demo


def test_secrets_are_made_once_and_readable_by_their_owner_alone(tmp_path: Path) -> None:
    first = signing_keys(tmp_path)
    assert signing_keys(tmp_path) == first
    assert (tmp_path / "secrets" / "signing-keys").stat().st_mode & 0o777 == 0o600


def test_a_renewed_key_leaves_the_former_one_valid(tmp_path: Path) -> None:
    (first,) = signing_keys(tmp_path)
    renew_signing_key(tmp_path)
    newest, former = signing_keys(tmp_path)
    assert former == first
    assert newest != first
