"""Verbs on the running text of a budget (部门预算说明, cover): against the tables, and against itself."""
