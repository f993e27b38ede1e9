"""The advisor of the demo shop."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.advisor import Advisor
from advisor.bootstrap import bootstrap
from shop.settings import Settings


@pytest.fixture(scope="module")
def advisor(demo_var: Path) -> Iterator[Advisor]:
    advisor = bootstrap(Settings(var=demo_var))
    yield advisor
    advisor.close()
