"""How a model holds its rules: strictly; as assumptions, so that it can say which of them cannot stand together; or at a price."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, field

from meetings.duty.rota.check import Breach
from meetings.duty.rota.cpsat import Model

PRICES = {Breach.GAP: 20, Breach.LOCK: 5, Breach.APART: 3, Breach.TOGETHER: 3}
"""What it costs to break a rule once, as parts of a price; those not named cost one. An empty place is the worst."""
ONE = 1


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that can be named by itself. `about`: the absence, pairing, locked turn or place; None where it is one for all."""

    breach: Breach
    about: Hashable = None


@dataclass
class Strict:
    """No rule is broken. `gap`: what an empty place costs; None where none may be."""

    gap: int | None = None
    gaps: dict[int, int] = field(default_factory=dict)
    """By place, whether it is empty."""

    def fill(self, model: Model, place: int, variables: Sequence[int], reason: Reason) -> None:  # noqa: ARG002 - heirs ask for the reason
        """One of them fills a place."""
        if self.gap is None:
            model.exactly_one(variables)
        else:
            self.gaps[place] = model.boolean()
            model.costing(self.gaps[place], self.gap)
            model.exactly_one([*variables, self.gaps[place]])

    def hold(self, model: Model, reason: Reason, terms: Sequence[tuple[int, int]], low: int, high: int) -> None:  # noqa: ARG002
        """low ≤ Σ ≤ high."""
        if high == ONE and low <= 0 and all(many == ONE for _, many in terms):
            model.at_most_one(one for one, _ in terms)
        else:
            model.within(terms, low, high)


@dataclass
class Assumed(Strict):
    """Each rule holds if its assumption does."""

    literals: dict[Reason, int] = field(default_factory=dict)

    def fill(self, model: Model, place: int, variables: Sequence[int], reason: Reason) -> None:  # noqa: ARG002
        model.at_most_one(variables)
        self.hold(model, reason, [(one, ONE) for one in variables], ONE, ONE)

    def hold(self, model: Model, reason: Reason, terms: Sequence[tuple[int, int]], low: int, high: int) -> None:
        if reason not in self.literals:
            self.literals[reason] = model.boolean()
        model.within(terms, low, high, when=self.literals[reason])


@dataclass
class Only(Strict):
    """Only some of the rules hold. A place of which it is not said that it must be filled may stay empty."""

    reasons: Collection[Reason] = ()

    def fill(self, model: Model, place: int, variables: Sequence[int], reason: Reason) -> None:
        if reason in self.reasons:
            super().fill(model, place, variables, reason)
        else:
            model.at_most_one(variables)

    def hold(self, model: Model, reason: Reason, terms: Sequence[tuple[int, int]], low: int, high: int) -> None:
        if reason in self.reasons:
            super().hold(model, reason, terms, low, high)


@dataclass
class Priced(Strict):
    """Each rule may be broken, at so many times `price` as PRICES says; but nobody is asked who is away."""

    price: int = 1

    def __post_init__(self) -> None:
        self.gap = PRICES[Breach.GAP] * self.price

    def hold(self, model: Model, reason: Reason, terms: Sequence[tuple[int, int]], low: int, high: int) -> None:
        if reason.breach == Breach.ABSENT:
            super().hold(model, reason, terms, low, high)
            return
        below, above = sum(min(many, 0) for _, many in terms), sum(max(many, 0) for _, many in terms)
        there = list(terms)
        for over, each in ((above - high, -1), (low - below, 1)):
            if over > 0:
                slack = model.integer(0, over)
                model.costing(slack, PRICES.get(reason.breach, 1) * self.price)
                there.append((slack, each))
        model.within(there, low, high)
