"""What the landlord understands of a complaint, shown to the resident each time it is written down anew.

They say that it is right, or what to change or add; nothing of theirs is written over. Silence is not agreement: work
goes on, and the understanding is marked as not confirmed.
"""
