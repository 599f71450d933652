"""The plan as a way: a few tickets now, then what stands behind a gate, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core import said
from core.base import Frozen
from core.catalog import Catalog, WaitsFor
from core.contacts import CentreChoice, LocalWindow
from core.plan.call import Call, call_of, first_sentence, is_called
from core.plan.model import Plan, Step

TICKETS_MOST = 3
"""So many steps of いま stand as tickets; a family that put more there finds them as lines."""
GATES: tuple[WaitsFor, ...] = ("turn", "sign", "consent")
"""What a step waits for, in the order in which the gates stand."""


class Ticket(Frozen):
    """A step of いま with all that is needed to do it."""

    step: Step
    call: Call | None
    """None: nobody is called, or no number is known."""
    look_up: bool
    """True where somebody is called whose number is not known: it can be looked up."""
    say: str
    """The first sentence to say; "" where nobody is spoken to."""
    who: str
    """Who does it, without what our own words say of it in brackets."""


class Gate(Frozen):
    """What the steps behind it wait for. ``signs``: what can be seen, at the first such gate."""

    waits_for: WaitsFor
    words: str
    signs: tuple[str, ...]
    steps: tuple[Step, ...]


class Way(Frozen):
    """The plan in the order in which it is looked at. Every step of its columns stands in it once."""

    tickets: tuple[Ticket, ...]
    beside: tuple[Step, ...]
    """Further steps of いま."""
    next: tuple[Gate, ...]
    later: tuple[Gate, ...]


def due_words(day: date, catalog: Catalog, *, made_on: date) -> str:
    """「11月30日(月)まで」, on screens and papers alike; with the year where it is another one."""
    return catalog.sheets.shared.due.format(day=said.weekday(day, made_on=made_on))


def gate_words(waits_for: WaitsFor, step: Step, plan: Plan, catalog: Catalog) -> str:
    """What is said before this step of 次 or その先, and those that wait for the same."""
    rules = catalog.plan.rules
    is_first = not plan.now and (step in plan.next or not plan.next)
    turn = rules.gate_free if is_first else rules.gate_turn
    gates = {"turn": turn, "sign": rules.gate_sign, "consent": rules.gate_consent}
    return gates[waits_for].said_to(plan.answerer)


def _gates(
    steps: Sequence[Step], signs: tuple[str, ...], plan: Plan, catalog: Catalog
) -> tuple[Gate, ...]:
    found = []
    for gate in GATES:
        behind = tuple(step for step in steps if step.waits_for == gate)
        if behind:
            found.append(
                Gate(
                    waits_for=gate,
                    words=gate_words(gate, behind[0], plan, catalog),
                    signs=signs if gate == "sign" else (),
                    steps=behind,
                )
            )
    return tuple(found)


def _ticket(
    step: Step,
    plan: Plan,
    catalog: Catalog,
    windows: Sequence[LocalWindow],
    choice: CentreChoice | None,
) -> Ticket:
    call = call_of(step, catalog, plan.answerer, plan.made_on, windows, choice)
    return Ticket(
        step=step,
        call=call,
        look_up=call is None and is_called(step, catalog),
        say=first_sentence(step.say),
        who=step.who if step.own or step.edited else step.who.partition("（")[0],
    )


def way(
    plan: Plan,
    catalog: Catalog,
    windows: Sequence[LocalWindow] = (),
    choice: CentreChoice | None = None,
) -> Way:
    """A plan as a way. ``windows``: the family's own; ``choice``: the centres of its place."""
    first, beside = plan.now[:TICKETS_MOST], plan.now[TICKETS_MOST:]
    tickets = tuple(_ticket(step, plan, catalog, windows, choice) for step in first)
    next_ = _gates(plan.next, plan.signals_forward, plan, catalog)
    left = () if any(gate.signs for gate in next_) else plan.signals_forward
    return Way(
        tickets=tickets,
        beside=beside,
        next=next_,
        later=_gates(plan.later, left, plan, catalog),
    )
