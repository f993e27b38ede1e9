"""The way to pay: what can be bought now, what it costs, where."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import fake_advisor
import pytest
from conversation import Conversation

from advisor.answers import CartLine
from advisor.checkout import check_out, link
from shop.product import Product
from shop.storage import carts


@pytest.fixture
def full(talk: Conversation) -> Conversation:
    """Two backpacks and a jacket in M in the cart, and an address to pay at."""
    at(talk, "https://shop.example/pay?items={cart}")
    talk.say("backpacks", "find_products").say("add two of them", "add_to_cart")
    return talk.say("rain jackets", "find_products").say("add the second one in m", "add_to_cart")


def at(talk: Conversation, address: str) -> None:
    talk.advisor.settings = talk.advisor.settings.model_copy(update={"checkout_url": address})


def test_the_link_takes_the_cart_along_at_the_prices_of_this_moment(full: Conversation) -> None:
    full.say("checkout", "checkout")
    assert full.responses == ["utter_checkout"]
    values = full.values["utter_checkout"]
    assert values["link"] == "https://shop.example/pay?items=p7%3A2%2Cp2%3A1%3AM"
    assert "$250" in values["sums"] and "2 × Pass Backpack" in values["lines"]


def test_an_empty_cart_is_said_to_be_empty(talk: Conversation) -> None:
    at(talk, "https://shop.example/pay")
    assert talk.say("checkout", "checkout").responses == ["utter_cart_empty"]
    talk.say("beanies", "find_products").say("is the first one warm", "ask_product").say(
        "buy it now", "checkout"
    )
    assert talk.payload["quick_replies"] == ["Add it to my cart"]


def test_without_an_address_it_says_what_is_in_the_cart_and_gives_none(full: Conversation) -> None:
    at(full, "")
    full.say("checkout", "checkout")
    assert full.responses == ["utter_checkout_nowhere"]
    values = full.values["utter_checkout_nowhere"]
    assert "Ridge Jacket (M)" in values["lines"] and values["link"] == ""


def test_a_checkout_that_does_not_know_this_cart_is_not_said_to(full: Conversation) -> None:
    at(full, "https://shop.example/pay")
    assert full.say("checkout", "checkout").responses == ["utter_checkout_without_cart"]


def test_what_is_gone_or_sold_out_is_named_first_and_left_out(
    full: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    full.advisor.retired = {"p7"}
    full.say("checkout", "checkout")
    assert full.responses == ["utter_checkout_gone", "utter_checkout"]
    assert full.values["utter_checkout_gone"]["titles"] == "Pass Backpack"
    assert full.values["utter_checkout"]["link"].endswith("=p2%3A1%3AM")
    assert "$90" in full.values["utter_checkout"]["sums"]
    sold_out = [replace(product, availability="out_of_stock") for product in fake_advisor.PRODUCTS]
    monkeypatch.setattr(fake_advisor, "PRODUCTS", sold_out)
    full.say("checkout", "checkout")
    assert full.responses == ["utter_checkout_gone", "utter_checkout_sold_out", "utter_checkout_nothing_left"]


def test_the_cart_offers_the_checkout_where_there_is_one(full: Conversation) -> None:
    assert full.say("show my cart", "show_cart").payload["quick_replies"] == ["Checkout"]
    at(full, "")
    assert "quick_replies" not in full.say("show my cart", "show_cart").payload


BOOT = Product("b,1", "Boot", price=100.0, sizes=("41", "42"), currency="EUR")


def test_a_size_that_is_no_longer_there_is_sold_out() -> None:
    lines = [carts.CartLine("b,1", "43", "", 1), carts.CartLine("b,1", "42", "", 1)]
    found = check_out(lines, {"b,1": BOOT}, {}, "https://x.example/{cart}")
    assert [line.size for line in found.sold_out] == ["43"]
    assert [line.size for line in found.lines] == ["42"]
    assert found.total == "€100"


def test_a_total_is_only_said_where_every_price_is_known_and_currencies_are_not_mixed_up() -> None:
    lines = [carts.CartLine("b,1", "42", "", 2), carts.CartLine("h", "", "", 1)]
    dollars = check_out(lines, {"b,1": BOOT, "h": Product("h", "Hat", price=5.5)}, {}, "")
    assert dollars.total == "€200 + $5.50"
    assert check_out(lines, {"b,1": BOOT, "h": Product("h", "Hat")}, {}, "").total == ""


def test_ids_and_colours_of_any_spelling_survive_the_link() -> None:
    address = link("https://x.example/pay?a=1&c={cart}#top", [CartLine(BOOT, "42", "Black & tan: 50%", 3)])
    [cart] = parse_qs(urlsplit(address).query)["c"]
    assert cart == "b%2C1:3:42:Black & tan%3A 50%25"
    assert urlsplit(address).fragment == "top"
