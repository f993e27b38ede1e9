"""What can be wrong with a feed as a whole, and with one value of it."""


class FeedError(Exception):
    """The file cannot be imported; nothing was changed."""


class BadValue(Exception):
    """One value is not what its column wants; `expected` says what that is, in words."""

    def __init__(self, column: str, expected: str, value: object) -> None:
        super().__init__(f"{column}: expected {expected}")
        self.column = column
        self.expected = expected
        self.value = value
