"""Files that people give us, read right or refused: bytes in, a table of texts and notes out.

    door      the way in: a child process with limits, and what comes back from it
    contents  what a file is, by its content: never by its name
    …         text files, workbooks, SPSS files, archives: each to rows of texts
    layout    where in the rows the table is: titles above, header rows, sums, footnotes
    outcome   what comes out: Reading, Note, Dialect, Refused
    messages  what notes and refusals say, in three languages

Nothing of a file is ever run, and nothing is dropped without a note.
"""
