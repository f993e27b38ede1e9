"""One real sentence model for the whole session, and a small shop to search."""

from pathlib import Path

import pytest

from knowledge.embedder import Embedder
from shop.product import Product
from shop.settings import Settings


@pytest.fixture(scope="session")
def model_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(var=tmp_path_factory.mktemp("models-var"), threads=1)


@pytest.fixture(scope="session")
def embedder(model_settings: Settings) -> Embedder:
    return Embedder.load(model_settings)


@pytest.fixture(scope="session")
def model_folder(embedder: Embedder, model_settings: Settings) -> Path:
    return model_settings.models / "all-MiniLM-L6-v2"


@pytest.fixture(scope="session")
def shop_products() -> tuple[Product, ...]:
    outer, feet = "Clothing > Outerwear > Rain Jackets", "Shoes > Hiking Boots"
    return (
        Product(
            "storm",
            "Stormline Rain Jacket",
            "Fully waterproof shell with taped seams.",
            price=149.0,
            sale_price=119.0,
            brand="Northfold",
            product_type=outer,
            colors=("Moss Green", "Black/White"),
            sizes=("S", "M", "XL"),
            materials=("Recycled Nylon",),
            gender="unisex",
            age_group="adult",
            rating=4.5,
            review_count=40,
        ),
        Product(
            "drizzle",
            "Drizzle Jacket",
            "Light jacket that keeps showers out.",
            price=79.0,
            brand="Alder & Co",
            product_type=outer,
            colors=("Navy",),
            sizes=("Medium", "Large"),
            materials=("Polyester",),
            gender="female",
            age_group="adult",
            rating=3.9,
            review_count=12,
        ),
        Product(
            "ridge",
            "Ridge Boots",
            "Leather boots for long days on steep trails.",
            price=189.0,
            brand="Northfold",
            product_type=feet,
            colors=("Brown",),
            sizes=("EU 42", "EU 43"),
            materials=("Full-Grain Leather",),
            gender="male",
            age_group="adult",
            rating=4.8,
            review_count=90,
        ),
        Product(
            "puddle",
            "Puddle Boots",
            "Rubber boots for small explorers.",
            price=29.0,
            availability="out_of_stock",
            brand="Tiny Trails",
            product_type=feet,
            colors=("Yellow",),
            sizes=("28",),
            materials=("Rubber",),
            gender="unisex",
            age_group="kids",
        ),
        Product(
            "ember", "Ember Camp Stove", "Boils a litre in four minutes.", price=64.0, product_type="Camping"
        ),
        Product("gift", "Gift Card", "For whoever cannot decide."),
    )
