"""The complaint board: what merchandisers see first, and what they may conclude from it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from math import isnan

import pytest

from knowledge.ageing import Ageing
from knowledge.board import Board
from knowledge.board_row import BoardRow
from knowledge.burst_board import burst_rows
from knowledge.grouping import Selection
from knowledge.ledger import Ledger
from knowledge.request_board import request_rows
from knowledge.summaries import Summaries, grouped
from knowledge.tally import Month, Tally, Voiced, merged
from knowledge.usual import usual_of
from shop.complaint import Quote
from shop.product import Product
from shop.review_summary import Burst

NOW = datetime(2026, 11, 21, tzinfo=UTC)
OF_SHOP = frozenset({"delivery"})
EVERYTHING = Selection()


def tally(
    months: Mapping[str, tuple[float, Mapping[str, float]]],
    severity: float = 0.5,
    quotes: Iterable[Quote] = (),
) -> Tally:
    """Reviews and complaints by month."""
    found = Tally({key: Month(reviews, dict(support)) for key, (reviews, support) in months.items()})
    for _, support in months.values():
        for aspect, number in support.items():
            voiced = found.aspects.setdefault(aspect, Voiced(quotes=tuple(quotes)))
            voiced.support += number
            voiced.severity += severity * number
            voiced.told += number
            voiced.buyers += number / 2
    return found


def steady(aspect: str = "zip", share: float = 0.1, reviews: float = 10) -> Tally:
    return tally({f"2026-{month:02}": (reviews, {aspect: share * reviews}) for month in range(1, 12)})


RISING = tally(
    {
        **{f"2026-{month:02}": (10, {"zip": 0.0}) for month in range(1, 9)},
        **{f"2026-{month:02}": (10, {"zip": 6.0}) for month in (9, 10, 11)},
    }
)
TALLIES = {
    "calm": steady(share=0.05),
    "risky": steady(share=0.6),
    "rising": RISING,
    "lone": tally({"2026-10": (1, {"zip": 1}), "2026-11": (1, {"zip": 1})}),
    "boot": steady("comfort", 0.3),
    "late": steady("delivery", 0.5),
    "tent-1": steady("zip", 0.2, 5),
    "tent-2": steady("zip", 0.2, 5),
    "gone": steady("smell", 0.5),
}


def product(
    key: str, kind: str = "Jackets", brand: str = "Northfold", title: str = "", group: str = ""
) -> Product:
    return Product(
        key, title or key.title(), product_type=f"Clothing > {kind}", brand=brand, item_group_id=group
    )


PRODUCTS = {
    item.product_id: item
    for item in (
        *(product(key) for key in ("calm", "risky", "rising", "lone", "late")),
        product("boot", "Boots", "Haldvik"),
        product("tent-1", "Tents", "Haldvik", "Haldvik Dome Tent, Red", "tent"),
        product("tent-2", "Tents", "Haldvik", "Haldvik Dome Tent, Green", "tent"),
    )
}


def board(selection: Selection = EVERYTHING, tallies: Mapping[str, Tally] = TALLIES) -> Board:
    ageing = Ageing(NOW)
    groups = grouped(tallies, PRODUCTS)
    categories = {item.group: item.category for item in PRODUCTS.values()}
    usual = usual_of({key: ageing.aged(found) for key, found in groups.items()}, categories)
    return Board(Ledger.of(tallies.items()), PRODUCTS, selection, usual, OF_SHOP, NOW)


def rows(selection: Selection = EVERYTHING, tallies: Mapping[str, Tally] = TALLIES) -> list[BoardRow]:
    return board(selection, tallies).rows(0, 100, lambda keys: {key: tallies[key] for key in keys})


def names(found: Iterable[BoardRow]) -> list[tuple[str, str]]:
    return [(row.group.key, row.complaint.aspect) for row in found]


def test_what_surely_rose_comes_first_then_what_puts_most_buyers_at_risk() -> None:
    found = rows()
    assert names(found)[:2] == [("rising", "zip"), ("risky", "zip")]
    assert found[0].mover and found[0].rose > 0.99 and found[0].complaint.trend > 0.3
    assert found[0].complaint.share < found[1].complaint.share, "the rise outranks the larger share"
    rest = [row for row in found if not row.mover]
    assert [row.risk for row in rest] == sorted((row.risk for row in rest), reverse=True)
    assert board().movers == 1


def test_the_larger_of_two_sure_rises_comes_first_and_a_chance_rise_is_none() -> None:
    small = tally({"2026-05": (40, {"zip": 2}), "2026-11": (40, {"zip": 12})})
    chance = tally({"2026-05": (6, {"zip": 1}), "2026-11": (6, {"zip": 3})})
    found = rows(tallies={**TALLIES, "calm": small, "late": chance})
    assert names(found)[:2] == [("rising", "zip"), ("calm", "zip")]
    [late] = [row for row in found if row.group.key == "late"]
    assert late.complaint.trend > 0 and not late.mover and 0.5 < late.rose < 0.95


def test_a_product_with_two_reviews_is_not_on_the_board_and_few_more_are_no_mover() -> None:
    assert "lone" not in {row.group.key for row in rows()}
    few = tally({"2026-05": (3, {}), "2026-11": (4, {"zip": 4})})
    [row] = [row for row in rows(tallies={**TALLIES, "lone": few}) if row.group.key == "lone"]
    assert isnan(row.complaint.trend) and isnan(row.rose) and not row.mover


def test_the_board_says_of_a_product_what_the_product_page_says() -> None:
    page = Summaries.of(TALLIES, PRODUCTS, OF_SHOP, NOW).products
    found = rows()
    assert len(found) >= 4
    for row in found:
        key = "tent-1" if row.group.key == "tent" else row.group.key
        [told] = [item for item in page[key].complaints if item.aspect == row.complaint.aspect]
        assert row.complaint == replace(told, quotes=row.complaint.quotes)
        assert row.complaint.low < row.complaint.share < row.complaint.high


def test_variants_are_one_row_with_the_words_their_titles_share() -> None:
    [tent] = [row for row in rows() if row.group.key == "tent"]
    assert (tent.group.name, tent.group.products) == ("Haldvik Dome Tent", 2)
    assert tent.complaint.reviews == 110 and tent.complaint.support == 22


def test_categories_and_brands_are_held_against_the_whole_shop() -> None:
    kinds, brands = rows(Selection("category")), rows(Selection("brand"))
    assert {row.group.key for row in kinds} == {"Jackets", "Boots", "Tents"}
    assert ("Haldvik", "comfort") in names(brands)
    [boots] = [row for row in kinds if row.group.key == "Boots"]
    assert boots.complaint.aspect == "comfort" and boots.complaint.reviews == 110
    assert boots.complaint.usual == 0.0 < 0.25 < boots.complaint.share, "its own reviews are no measure of it"
    [tents] = [row for row in kinds if row.group.key == "Tents"]
    assert tents.complaint.usual > 0.15, "jackets complain of zips as well"
    [haldvik] = [row for row in brands if (row.group.key, row.complaint.aspect) == ("Haldvik", "zip")]
    assert (haldvik.group.products, haldvik.complaint.reviews) == (3, 220)


def test_the_whole_shop_has_its_own_complaints_and_those_of_what_is_sold_no_more() -> None:
    found = rows(Selection("shop"))
    assert {row.complaint.aspect for row in found} == {"zip", "comfort", "delivery", "smell"}
    assert {row.complaint.reviews for row in found} == {round(merged(list(TALLIES.values())).reviews)}
    assert all(isnan(row.complaint.usual) for row in found), "there is nothing it could be held against"
    for by in ("product", "category", "brand"):
        aspects = {row.complaint.aspect for row in rows(Selection(by))}  # type: ignore[arg-type]
        assert not aspects & {"delivery", "smell"}, by


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(aspect="comfort"), {("boot", "comfort")}),
        (Selection(brand=" haldvik "), {("boot", "comfort"), ("tent", "zip")}),
        (Selection(category="clothing > boots"), {("boot", "comfort")}),
        (Selection(category="Clothing", text="dome TENT"), {("tent", "zip")}),
        (Selection(product="tent"), {("tent", "zip")}),
        (Selection("category", brand="Haldvik"), {("Boots", "comfort"), ("Tents", "zip")}),
        (Selection(least_reviews=111), set()),
        (Selection(brand="Nobody"), set()),
    ],
)
def test_filters_leave_what_fits(selection: Selection, expected: set[tuple[str, str]]) -> None:
    found = board(selection)
    assert set(names(rows(selection))) == expected and found.total == len(expected)


def test_pages_are_parts_of_the_whole_and_the_aspects_stay_to_choose_from() -> None:
    whole = names(rows())
    found = board()
    read = [found.rows(offset, 2, lambda keys: {}) for offset in range(0, found.total + 2, 2)]
    assert [name for page in read for name in names(page)] == whole
    assert board(Selection(aspect="zip")).aspects == found.aspects == ("comfort", "zip")


def test_the_months_are_the_last_twelve_and_old_reviews_are_in_none() -> None:
    old = {**RISING.months, "2024-03": Month(50, {"zip": 9.0}), "": Month(5, {"zip": 5.0})}
    found = rows(tallies={**TALLIES, "rising": replace_months(RISING, old)})
    [row] = [row for row in found if row.group.key == "rising"]
    assert [item.month for item in row.months][::11] == ["2025-12", "2026-11"]
    assert [(item.reviews, item.support) for item in row.months] == [(0, 0)] + [(10, 0)] * 8 + [(10, 6)] * 3
    assert row.complaint.reviews == 165


def replace_months(found: Tally, months: dict[str, Month]) -> Tally:
    return Tally(months, found.aspects)


def test_quotes_are_of_the_last_year_where_there_are_enough_the_newest_first() -> None:
    said = [
        Quote(f"{words} and the zip is broken again after some weeks", datetime(2026, month, 3, tzinfo=UTC))
        for month, words in ((2, "Cold hands, rain,"), (8, "A long train ride"), (5, "My sister wore this"))
    ]
    old = Quote("The zip of my jacket broke on the first day of our trip.", datetime(2023, 1, 1, tzinfo=UTC))
    found = rows(tallies={**TALLIES, "rising": replace_quotes(RISING, [old, *said])})
    assert [quote.at.month for quote in found[0].complaint.quotes if quote.at] == [8, 5, 2]
    alone = rows(tallies={**TALLIES, "rising": replace_quotes(RISING, [old])})
    assert alone[0].complaint.quotes == (old,)


def replace_quotes(found: Tally, quotes: list[Quote]) -> Tally:
    voiced = found.aspects["zip"]
    return Tally(found.months, {"zip": replace(voiced, quotes=tuple(quotes))})


def test_quotes_of_a_category_are_read_from_a_few_products_only() -> None:
    many = {f"p{number}": steady(share=0.1) for number in range(60)}
    sold = {key: product(key) for key in many}
    asked: list[str] = []

    def read(keys: Iterable[str]) -> Mapping[str, Tally]:
        asked.extend(keys)
        return {}

    Board(Ledger.of(many.items()), sold, Selection("category"), usual_of({}, {}), OF_SHOP, NOW).rows(
        0, 10, read
    )
    assert 0 < len(asked) <= 12


def test_bursts_are_flagged_and_listed_with_the_newest_first() -> None:
    early, late = (
        Burst(datetime(2026, month, 1, tzinfo=UTC), datetime(2026, month, 2, tzinfo=UTC), count, "Buy this!")
        for month, count in ((3, 9), (10, 4))
    )
    pushed = Tally(RISING.months, RISING.aspects, bursts=(early, late))
    tallies = {**TALLIES, "rising": pushed}
    flagged = {row.group.key: row.burst_count for row in rows(tallies=tallies)}
    assert flagged["rising"] == 2 and sum(flagged.values()) == 2
    assert rows(tallies=tallies)[0].bursts == (early, late), "the largest first"
    listed = burst_rows(Ledger.of(tallies.items()), PRODUCTS, Selection())
    assert [(row.group.key, row.burst.reviews) for row in listed] == [("rising", 4), ("rising", 9)]
    assert burst_rows(Ledger.of(tallies.items()), PRODUCTS, Selection(brand="Haldvik")) == ()


def test_wishes_are_counted_by_product_category_and_shop() -> None:
    wishes = {
        "tent-1": [("pockets", "I wish it had pockets."), ("window", "It needs a window.")],
        "tent-2": [("pocket", "A pocket would be great.")],
        "boot": [("pockets", "Even a pocket?")],
        "gone": [("pockets", "Pockets, please.")],
    }
    tallies = {
        key: Tally(found.months, found.aspects, requests=wishes.get(key, []))
        for key, found in TALLIES.items()
    }
    ledger = Ledger.of(tallies.items())

    def asked(by: str) -> list[tuple[str, str, int, int]]:
        found = request_rows(ledger, PRODUCTS, Selection(by))  # type: ignore[arg-type]
        return [(r.group.key, r.requested.feature, r.requested.count, r.requested.products) for r in found]

    assert asked("product")[0][0] == "tent" and asked("product")[0][2:] == (2, 2)
    assert {row[0] for row in asked("category")} == {"Tents", "Boots"}
    assert asked("shop")[0] == ("shop", "pockets", 4, 4)
    [boots] = request_rows(ledger, PRODUCTS, Selection("category", text="boots"))
    assert boots.requested.sentences == ("Even a pocket?",)


def test_products_counted_anew_are_as_if_all_were_read_anew() -> None:
    asked = Tally(RISING.months, RISING.aspects, requests=[("hood", "Needs a hood.")])
    before = {**TALLIES, "risky": asked, "calm": RISING}
    changed = {
        "rising": steady("noise", 0.4),
        "calm": Tally(),
        "new": tally({"2025-01": (30, {"heat": 9})}),
        "risky": TALLIES["risky"],
        "late": Tally(TALLIES["late"].months, TALLIES["late"].aspects, requests=[("hood", "A hood!")]),
    }
    sold = {**PRODUCTS, "new": product("new")}
    patched, whole = Ledger.of(before.items()).patched(changed), Ledger.of({**before, **changed}.items())
    boards = [
        Board(ledger, sold, Selection("product", least_reviews=1), usual_of({}, {}), OF_SHOP, NOW)
        for ledger in (patched, whole)
    ]
    one, other = (
        {name: repr(row) for row in found.rows(0, 99, lambda keys: {}) for name in names([row])}
        for found in boards
    )
    assert (
        one == other and ("new", "heat") in one and ("rising", "noise") in one and ("calm", "zip") not in one
    )
    wishes = [request_rows(ledger, sold, Selection("product")) for ledger in (patched, whole)]
    assert wishes[0] == wishes[1] and [row.group.key for row in wishes[0]] == ["late"]


def test_a_shop_without_reviews_has_an_empty_board() -> None:
    for by in ("product", "category", "brand", "shop"):
        found = Board(Ledger.of([]), PRODUCTS, Selection(by), usual_of({}, {}), OF_SHOP, NOW)  # type: ignore[arg-type]
        assert (found.total, found.movers, found.aspects, found.rows(0, 10, lambda keys: {})) == (
            0,
            0,
            (),
            [],
        )
