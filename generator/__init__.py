"""Which figures, formulas and words-about-figures does the guide have? Plain Python, no HTML."""
