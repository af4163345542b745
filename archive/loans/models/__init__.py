from archive.loans.models.extensions import Extension
from archive.loans.models.loans import OPENS, Loan, LoanState, Scope

__all__ = ["OPENS", "Extension", "Loan", "LoanState", "Scope"]
