"""The page of `aisle evaluate --out`: one HTML file with tables and charts, nothing loaded from elsewhere."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from advisor.offline import Offline
from cli.charts import charts
from cli.evaluate import columns, group_row, row, signed

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 66rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a }
table { border-collapse: collapse; font-size: .9rem; margin: 1rem 0 }
th, td { text-align: right; padding: .3rem .6rem; border-bottom: 1px solid #ddd; white-space: nowrap }
th:first-child, td:first-child { text-align: left }
.wide { overflow-x: auto }
svg { width: 100%; height: auto }
p.small { color: #555; font-size: .9rem }
"""
#: What each chart shows, for who has not read about measures.
CHARTS = {
    "accuracy": (
        "How well each ranking foretells",
        "Each list is checked against what the shopper then took. A dot is the mean over all shoppers; the line is "
        "where the mean of others like them would lie 95 times out of 100. Where two lines overlap far, there may be "
        "no difference.",
    ),
    "groups": (
        "For whom it works",
        "Shoppers by how much is known of them, and by the kind of shopper that the release takes them for.",
    ),
    "trade_offs": (
        "Accuracy beside variety and novelty",
        "Up is more accurate. To the right are lists with more variety, and lists with less known products.",
    ),
    "popularity": (
        "Who gets the places in the lists",
        "Products from the best known to the least. The further a line stays from the upper left corner, the more "
        "products are shown to somebody.",
    ),
}
MEASURES = (
    "NDCG, HR (hit rate), recall and MRR say how well the lists hold what shoppers then took (0 to 1). Diversity is "
    "the variety within a list, coverage the share of the catalogue that is in any list, Gini how unevenly places fall "
    "on products (0 all alike, 1 one has all), novelty how little known what is shown is, in bits."
)


def write_page(path: Path, found: Offline) -> None:
    """Writes the page, or leaves what was there when the disk refuses."""
    draft = path.with_name(f"{path.name}.tmp")
    path.parent.mkdir(parents=True, exist_ok=True)
    draft.write_text(as_page(found), encoding="utf-8")
    draft.replace(path)


def as_page(found: Offline) -> str:
    drawn = charts(found)
    names = ("popularity", *found.releases)
    parts = [
        f"<h1>How release {escape(found.releases[0])} foretells</h1>",
        f"<p>{found.table.users} shoppers, lists of {found.table.k}.</p>",
        _chart("accuracy", drawn),
        _table(columns(found.table.k), (row(result, found) for result in found.table.results)),
        *(
            f"<p>{escape(name)} against the current: NDCG {signed(gap)}.</p>"
            for name, gap in found.against.items()
        ),
        f'<p class="small">{escape(MEASURES)}</p>',
        _chart("groups", drawn),
        _table(("shoppers", "number", *names), (group_row(group, names) for group in found.groups)),
        _chart("trade_offs", drawn),
        _chart("popularity", drawn),
        f'<h2>What was measured</h2><p class="small">{escape(found.note)}</p>',
    ]
    head = f'<meta charset="utf-8"><title>Evaluation of {escape(found.releases[0])}</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(parts)}</body></html>\n'


def _chart(name: str, drawn: dict[str, str]) -> str:
    title, words = CHARTS[name]
    return f"<h2>{escape(title)}</h2><p>{escape(words)}</p><figure>{drawn[name]}</figure>"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    def line(cells: Iterable[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    body = "".join(line(cells, "td") for cells in rows)
    return f'<div class="wide"><table>{line(head, "th")}{body}</table></div>'
