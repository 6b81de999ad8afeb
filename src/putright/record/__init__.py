"""The record: what happened, written once. Events in chains, documents, messages out, who looked."""
