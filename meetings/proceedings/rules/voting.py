"""表决的计算: who came to the meeting is enough to decide, and what the votes come to. Pure."""

from dataclasses import dataclass

AGREE, AGAINST, ABSTAIN = "agree", "against", "abstain"
FEWEST_IN_SECRET = 3
"""With fewer voters a secret ballot tells who voted how."""


@dataclass(frozen=True)
class Outcome:
    """`eligible`: 应到, all who have a vote; `present`: 实到, of these. Carried by more than half of all who have a vote, whoever stayed away."""

    eligible: int
    present: int
    agree: int
    against: int
    abstain: int

    @property
    def voted(self) -> int:
        return self.agree + self.against + self.abstain

    @property
    def is_quorate(self) -> bool:
        return 2 * self.present > self.eligible

    @property
    def is_carried(self) -> bool:
        return self.is_quorate and 2 * self.agree > self.eligible

    @property
    def unvoted(self) -> int:
        """Who was there and did not vote."""
        return max(self.present - self.voted, 0)

    @property
    def words(self) -> str:
        """同意5票，反对1票，弃权0票，未表决1人，通过."""
        left = f"，未表决{self.unvoted}人" if self.unvoted else ""
        if not self.is_quorate:
            said = f"到会{self.present}人，未过应到{self.eligible}人的半数，表决无效"
        else:
            said = "通过" if self.is_carried else "未通过"
        return f"同意{self.agree}票，反对{self.against}票，弃权{self.abstain}票{left}，{said}"
