"""The charts of `aisle evaluate`: the one door to matplotlib."""

import io
from collections.abc import Mapping
from typing import Any

import matplotlib as mpl
import numpy as np

mpl.use("svg")

from matplotlib import pyplot as plt

from advisor.offline import Offline
from recommender.evaluation import Result

#: Okabe and Ito's colours, told apart by colour-blind readers too.
RELEASE, OTHER, POPULAR, ALONE, EVENTS = "#0072B2", "#009E73", "#D55E00", "#8C8C8C", "#000000"
OTHERS = ("#009E73", "#CC79A7", "#E69F00", "#56B4E9")
STYLE: Mapping[str, Any] = {
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "svg.fonttype": "path",
    "figure.constrained_layout.use": True,
}


def charts(found: Offline) -> dict[str, str]:
    """Each chart by its name, as an SVG element."""
    drawn = {"accuracy": accuracy, "groups": groups, "trade_offs": trade_offs, "popularity": popularity_curve}
    with mpl.rc_context(dict(STYLE)):
        return {name: _svg(draw(found)) for name, draw in drawn.items()}


def accuracy(found: Offline) -> Any:
    """NDCG of every ranking with its interval, best on top."""
    results = sorted(found.table.results, key=lambda result: result.estimate().mean)
    figure, axes = plt.subplots(figsize=(9, 1.2 + 0.42 * len(results)))
    for place, result in enumerate(results):
        _bar(axes, place, result, found)
    axes.set_yticks(range(len(results)), [label(result, found) for result in results])
    axes.set_xlabel(f"NDCG@{found.table.k} (0 to 1, right is better), with 95 % interval")
    axes.set_xlim(left=0)
    axes.grid(axis="x", alpha=0.3)
    return figure


def groups(found: Offline) -> Any:
    """NDCG of popularity and the releases for each group of shoppers."""
    names = ("popularity", *found.releases)
    figure, axes = plt.subplots(figsize=(9, 1.6 + 0.5 * len(found.groups) * (1 + 0.25 * len(names))))
    step = 0.8 / len(names)
    for number, group in enumerate(reversed(found.groups)):
        for line, name in enumerate(reversed(names)):
            result = next(result for result in group.results if result.name == name)
            _bar(axes, number + (line - (len(names) - 1) / 2) * step, result, found)
    labels = [f"{group.name}\n({group.shoppers} shoppers)" for group in reversed(found.groups)]
    axes.set_yticks(range(len(found.groups)), labels)
    axes.set_xlabel(f"NDCG@{found.table.k}, with 95 % interval")
    axes.set_xlim(left=0)
    axes.grid(axis="x", alpha=0.3)
    for name in names:
        result = found.table[name]
        axes.plot([], [], "o", color=color(result, found), label=label(result, found))
    axes.legend(
        loc="upper center", bbox_to_anchor=(0.5, -0.6 / figure.get_figheight()), ncols=3, frameon=False
    )
    return figure


def trade_offs(found: Offline) -> Any:
    """Accuracy against variety within a list and against novelty."""
    figure, (left, right) = plt.subplots(2, 1, figsize=(10, 10))
    for axes, measure, words in (
        (left, "diversity", "variety within a list (0 all alike, 1 nothing in common)"),
        (right, "novelty", "novelty (bits: 1 more is half as well known)"),
    ):
        points = [
            (result.shop.get(measure, np.nan), result.estimate().mean) for result in found.table.results
        ]
        for result, (across, up) in reversed(list(zip(found.table.results, points, strict=True))):
            axes.plot(across, up, "o", color=color(result, found), markersize=9)
        axes.margins(x=0.12, y=0.15)
        _name_points(axes, points, [label(result, found) for result in found.table.results])
        axes.set_xlabel(words)
        axes.set_ylabel(f"NDCG@{found.table.k} (up is better)")
        axes.grid(alpha=0.3)
    return figure


def popularity_curve(found: Offline) -> Any:
    """What share of all places in the lists the best-known products have: flat is fair, steep is the same for all."""
    figure, axes = plt.subplots(figsize=(9, 5.2))
    order = np.argsort(-found.events, kind="stable")
    shares = np.arange(1, len(order) + 1) / len(order)
    lines = [("what shoppers did", found.events, EVENTS, ":")]
    shown = [found.table[name] for name in ("popularity", *reversed(found.releases))]
    lines += [(label(result, found), result.shown, color(result, found), "-") for result in shown]
    for name, counts, drawn, style in lines:
        total = max(float(counts.sum()), 1.0)
        axes.plot(
            100 * shares, 100 * np.cumsum(counts[order]) / total, style, color=drawn, label=name, linewidth=2
        )
    axes.plot([0, 100], [0, 100], color="#BBBBBB", linewidth=1, label="all products alike")
    axes.set_xlabel("the best-known ... % of the products")
    axes.set_ylabel("have this % of the places in the lists")
    axes.set_xlim(0, 100)
    axes.set_ylim(0, 101)
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right", frameon=False)
    return figure


def label(result: Result, found: Offline) -> str:
    return f"{result.name} (current)" if result.name == found.releases[0] else result.name


def color(result: Result, found: Offline) -> str:
    if result.name in found.releases:
        place = found.releases.index(result.name)
        return RELEASE if place == 0 else OTHERS[(place - 1) % len(OTHERS)]
    return POPULAR if result.name == "popularity" else ALONE


def _bar(axes: Any, place: float, result: Result, found: Offline) -> None:
    value = result.estimate(seed=found.table.seed)
    reach = [[value.mean - value.low], [value.high - value.mean]]
    axes.errorbar(value.mean, place, xerr=reach, fmt="o", color=color(result, found), capsize=4, linewidth=2)


def _name_points(axes: Any, points: list[tuple[float, float]], names: list[str]) -> None:
    """The names in a column to the right, one under the other, each tied to its point by a thin line."""
    order = sorted(range(len(points)), key=lambda at: points[at][1])
    low, high = axes.get_ylim()
    gap, beside = (high - low) / (len(order) + 1), axes.get_xlim()[1]
    heights = _apart([points[at][1] for at in order], gap, high)
    for at, up in zip(order, heights, strict=True):
        line = {"arrowstyle": "-", "color": "#BBBBBB", "linewidth": 0.8, "shrinkB": 5}
        axes.annotate(names[at], points[at], (beside, up), fontsize=10, va="center", arrowprops=line)


def _apart(heights: list[float], gap: float, top: float) -> list[float]:
    """The rising heights moved so that each is `gap` above the one before, and none above `top`."""
    for place in range(1, len(heights)):
        heights[place] = max(heights[place], heights[place - 1] + gap)
    for place in reversed(range(len(heights))):
        heights[place] = min(heights[place], top - (len(heights) - 1 - place) * gap)
    return heights


def _svg(figure: Any) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", bbox_inches="tight", metadata={"Date": None})
    plt.close(figure)
    text = buffer.getvalue()
    return text[text.index("<svg") :]
