"""Settings that are refused, and what follows from them."""

import pytest
from pydantic import ValidationError

from shop.settings import Settings


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://shop.example/cart",
        "http://localhost:9000/pay?items={cart}&from=chat",
        "https://x.example/{cart}",
    ],
)
def test_an_address_to_check_out_at(address: str) -> None:
    assert Settings(checkout_url=address).checkout_url == address


@pytest.mark.parametrize(
    "address",
    [
        "shop.example/cart",
        "ftp://shop.example",
        "javascript:alert(1)",
        "https://",
        "https://{cart}",
        "https://x.example/{basket}",
        "https://x.example/a b",
    ],
)
def test_what_is_no_address_to_check_out_at(address: str) -> None:
    with pytest.raises(ValidationError):
        Settings(checkout_url=address)


@pytest.mark.parametrize(
    ("given", "proves"),
    [
        ({}, True),
        ({"public_url": "http://localhost:9000"}, True),
        ({"host": "0.0.0.0"}, False),
        ({"public_url": "https://chat.shop.example"}, False),
        ({"public_url": "https://chat.shop.example", "identity_secret": "s3cret"}, True),
        ({"host": "0.0.0.0", "identity_secret": "s3cret"}, True),
    ],
)
def test_a_customer_is_proven_by_a_secret_or_by_being_alone_on_this_machine(
    given: dict[str, str], proves: bool
) -> None:
    assert Settings(**given).proves_customers is proves  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "why"),
    [({"office_hours": "weekdays"}, "not understood"), ({"timezone": "Europe/Atlantis"}, "no time zone")],
)
def test_office_hours_that_nobody_can_read_are_refused_at_once(values: dict[str, str], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Settings(**values)  # type: ignore[arg-type]
