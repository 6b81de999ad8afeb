"""What puts things right: a remedy for a point at a stage, money with its head and approval, and what became of
it.

Where a remedy stands follows from its dates (`Remedy.state`); that it is offered is said by the answer's own
event. Kinds, heads, ranges and what is weighed are `rules/remedies.toml`; a range is a prompt, and nothing refuses
an amount. Above the writer's limit (policy `payment_limits`) somebody else approves, within their own; the answer
waits for it. Money goes against arrears only as the policy `arrears` says. The text of a finding's remedy stays;
letters list the money beside it.
"""
