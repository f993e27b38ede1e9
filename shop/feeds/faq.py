"""Rows of a shop's FAQ: what shoppers ask about the shop, and what the shop answers."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from shop.faq import FaqEntry
from shop.feeds.cells import Cells
from shop.feeds.columns import Columns
from shop.feeds.digest import digest
from shop.feeds.errors import BadValue
from shop.feeds.notes import Notes
from shop.feeds.words import plain_text

COLUMNS: Columns = {
    "id": ("entry_id", "faq_id", "key"),
    "topic": ("category", "section", "group"),
    "questions": ("question", "q", "title", "ask"),
    "answer": ("a", "text", "body", "content", "reply", "response"),
    "link": ("url", "page", "more", "source"),
}
REQUIRED = ("questions", "answer")
LONGEST_QUESTION = 300
LONGEST_ANSWER = 1000
LONGEST_LINK = 2000
_MARKUP = re.compile(r"</?[a-zA-Z]")


def to_faq(cells: Cells, currency: str, notes: Notes) -> Iterator[FaqEntry]:
    """The entry of one row; without an id its first question is its id, so that its answer can change."""
    questions = _questions(cells)
    yield FaqEntry(
        entry_id=cells.identity("id", required=False) or digest(questions[0].casefold()),
        questions=questions,
        answer=_answer(cells),
        topic=cells.plain("topic").lower(),
        link=_link(cells),
    )


def _questions(cells: Cells) -> tuple[str, ...]:
    questions = cells.several("questions", "lines")
    if not questions:
        raise BadValue("questions", "at least one question", "")
    for question in questions:
        if len(question) > LONGEST_QUESTION:
            raise BadValue("questions", f"questions of at most {LONGEST_QUESTION} characters", question)
    return questions


def _answer(cells: Cells) -> str:
    """Text without markup; the lines of an answer without any stay lines."""
    text = cells.text("answer")
    parts = [text] if _MARKUP.search(text) else text.splitlines()
    answer = "\n".join(filter(None, map(plain_text, parts)))
    if not 1 <= len(answer) <= LONGEST_ANSWER:
        raise BadValue("answer", f"a text of 1 to {LONGEST_ANSWER} characters", answer)
    return answer


def _link(cells: Cells) -> str:
    link = cells.text("link")
    if link and not _is_web_address(link):
        expected = f"an address of at most {LONGEST_LINK} characters that begins with http:// or https://"
        raise BadValue("link", expected, link)
    return link


def _is_web_address(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    whole = len(link) <= LONGEST_LINK and not re.search(r"[\s<>\"]", link)
    return whole and parts.scheme in ("http", "https") and bool(parts.hostname)
