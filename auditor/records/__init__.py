"""Frozen records that flow through the auditor; standard library only, no behaviour."""
