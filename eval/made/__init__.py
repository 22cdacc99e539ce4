"""Made libraries: near-identical reports of real places, every figure known, and the questions about them."""
