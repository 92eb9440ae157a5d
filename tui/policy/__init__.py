"""Named rules of law and policy for England and Wales: pure, with their sources, no clock.

Information for whoever decides, not legal advice. Scotland and Northern Ireland have rules
of their own, and none of these is right there.
"""
