"""Finding a row of the desk by how its words begin, or by its address.

PostgreSQL itself takes a text apart, when it keeps the index and when it is asked: so no writer can
forget the index, and what is typed is read as what is stored was.
"""
