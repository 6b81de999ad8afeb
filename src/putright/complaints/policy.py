"""What a landlord decides for itself, as the acts of this room read it (`accounts.policy` keeps and checks it)."""

from putright.accounts.policy import Policy, policy_of

__all__ = ["Policy", "policy_of"]
