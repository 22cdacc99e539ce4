"""Questions with known answers, made from any library without a model and without the program's own reading."""
