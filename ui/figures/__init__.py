"""The page 指标: indicators by place and year, as a table and a plot."""
