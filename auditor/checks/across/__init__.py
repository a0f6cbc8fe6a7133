"""Verbs over a whole corpus (subject: corpus), called ``verb(corpus, context, **params)``; they yield Matches."""
