"""Problems that say the same of many rows: one for them all, with their count and the first places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from auditor.records.document import Problem
from auditor.records.place import NOWHERE, Place

_LEAST = 3  # rows: two are soon looked at
_SHOWN = 3  # places


def said_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems, each once; a sentence that stands at many places is one problem, at the first of them."""
    every = list(dict.fromkeys(problems))
    places: dict[Problem, list[Place]] = {}
    for problem in every:
        places.setdefault(replace(problem, place=NOWHERE), []).append(problem.place)
    done: list[Problem] = []
    for problem in every:
        where = places[replace(problem, place=NOWHERE)]
        if len(where) < _LEAST:
            done.append(problem)
        elif problem.place == where[0]:
            done.append(replace(problem, message=problem.message + _counted(where)))
    return tuple(done)


def _counted(places: list[Place]) -> str:
    shown = [text for place in places[:_SHOWN] if (text := _shown(place))]
    return f"（同样的情况共{len(places)}处{'，先见于' + '、'.join(shown) if shown else ''}）"


def _shown(place: Place) -> str:
    if place.cell:
        return f"{place.sheet or ''}{place.cell}"
    if place.line:
        return f"第{place.line}行"
    return f"第{place.page}页" if place.page else ""
