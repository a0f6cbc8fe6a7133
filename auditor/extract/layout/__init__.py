"""What the columns of an indicator table are: the family of the layout, the role of every column."""
