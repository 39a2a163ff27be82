"""Has somebody else checked this claim? What other desks found on the same, or much the same.

index     the index, kept by `actions.storing` in its own transaction
asking    the reviews that are on the same claim, as a person is shown them
"""
