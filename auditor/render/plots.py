"""Plots from the frames of ``to_frame``, for notebooks and reports (extra ``plots``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.errors import ConfigError, install_hint
from auditor.records.rule import FAMILIES
from auditor.render.words import family_word

if TYPE_CHECKING:
    import pandas
    from matplotlib.figure import Figure

# Fonts with Chinese characters on Linux, Windows and macOS; without one the characters are boxes.
_FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei", "SimHei", "PingFang SC",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Serif CJK SC", "Noto Serif CJK JP", "SimSun",
)  # fmt: skip
_MOST = 30
_REST = "其余部门"
_SATISFACTION = "满意度"


def plot_families(findings: pandas.DataFrame) -> Figure:
    """Return a figure with a bar for each department, made of its findings by family; ``findings`` by ``to_frame``.

    The thirty departments with most findings have their own bar, the others share one. Raises ConfigError where there
    is no finding, or matplotlib is not installed.
    """
    if findings.empty:
        raise ConfigError("没有审核意见，画不出图。")
    names = findings["department"].replace("", "（部门未填）")
    totals = names.value_counts()
    kept = set(totals.index[:_MOST])
    table = findings.groupby([names.where(names.isin(kept), _REST), "family"]).size().unstack(fill_value=0)
    table = table.loc[table.sum(axis=1).sort_values().index]
    known = [family for family in FAMILIES if family in table] + [one for one in table if one not in FAMILIES]
    figure, axes = _figure(max(0.4 * len(table) + 1.8, 0.3 * len(known) + 0.5))
    left = [0] * len(table)
    for number, family in enumerate(known):
        colour = f"C{number % 10}"
        hatch = "//" if number >= 10 else None
        look = {"color": colour, "hatch": hatch, "edgecolor": "white", "label": family_word(family)}
        axes.barh(list(table.index), list(table[family]), left=left, **look)
        left = [before + count for before, count in zip(left, table[family], strict=True)]
    axes.set_xlabel("审核意见（条）")
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
    return _lettered(figure)


def plot_satisfaction(indicators: pandas.DataFrame) -> Figure:
    """Return a figure of how often which target of satisfaction is set, in percent; ``indicators`` by ``to_frame``.

    Targets without a number from 0 to 100 are left out, and the figure says how many. Raises ConfigError where no
    target is left, or matplotlib is not installed.
    """
    named = indicators["level1"].str.contains(_SATISFACTION) | indicators["level2"].str.contains(_SATISFACTION)
    numbers = indicators.loc[named, "number"]
    fit = numbers[numbers.between(0, 100)]
    if fit.empty:
        raise ConfigError("没有以数值表示的满意度指标，画不出图。")
    figure, axes = _figure(4.0)
    axes.hist(fit.astype(float), bins=[*range(0, 101, 5)], edgecolor="white")
    axes.set_xlim(min(50, float(fit.min())), 100)
    axes.set_xlabel(f"满意度指标的目标（%），共 {len(fit)} 条")
    axes.set_ylabel("条")
    left_out = len(numbers) - len(fit)
    if left_out:
        axes.set_title(f"另有 {left_out} 条没有 0 到 100 之间的数值，未计入", fontsize="small")
    return _lettered(figure)


def _figure(height: float) -> tuple[Figure, Any]:
    """Return an empty figure; no window is opened."""
    try:
        from matplotlib.figure import Figure
    except ModuleNotFoundError:
        raise ConfigError(f"画图需要另装组件，请运行 {install_hint('plots')}") from None
    figure = Figure(figsize=(9, height), layout="constrained")
    return figure, figure.add_subplot()


def _lettered(figure: Figure) -> Figure:
    """Return the figure with all its texts in a font that has Chinese characters, where one is installed."""
    from matplotlib import font_manager
    from matplotlib.text import Text

    installed = {font.name for font in font_manager.fontManager.ttflist}
    fonts = [*(name for name in _FONTS if name in installed), "DejaVu Sans"]
    for axes in figure.axes:
        axes.tick_params(labelfontfamily=fonts)
    for text in figure.findobj(Text):
        text.set_fontfamily(fonts)
    return figure
