from datetime import timedelta
from pathlib import Path

import pytest

from app.kernel.secrets import SigningKeys
from app.settings import SettingsInvalid, load_settings
from tests.conftest import Hands


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


def keys_of(instance: Path) -> SigningKeys:
    return SigningKeys(instance, timedelta(days=30))


def test_secrets_are_made_once_and_readable_by_their_owner_alone(tmp_path: Path) -> None:
    first = keys_of(tmp_path).accepted()
    assert keys_of(tmp_path).accepted() == first
    assert (tmp_path / "secrets" / "signing-keys").stat().st_mode & 0o777 == 0o600


def test_a_rotated_key_leaves_the_former_ones_valid_for_their_time(tmp_path: Path, clock: Hands) -> None:
    keys, other_process = keys_of(tmp_path), keys_of(tmp_path)
    [first] = other_process.accepted()
    keys.rotate()
    clock.move(days=20)
    keys.rotate()
    newest, second, former = other_process.accepted()
    assert former == first
    assert len({newest, second, first}) == 3
    clock.move(days=11)
    assert other_process.accepted() == [newest, second]
    assert (tmp_path / "secrets" / "signing-keys").stat().st_mode & 0o777 == 0o600


def test_a_key_that_leaked_is_forgotten_at_once(tmp_path: Path) -> None:
    keys = keys_of(tmp_path)
    [leaked] = keys.accepted()
    keys.rotate(forget=True)
    [newest] = keys.accepted()
    assert newest != leaked
