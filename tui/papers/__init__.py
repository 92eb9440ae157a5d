"""Papers: what a person takes away, as DOCX and PDF.

From evaluated answers to bytes, in steps that each know one thing: ``context`` says values
in words, a paper's own module (such as ``tfv.log``) arranges them, ``characters`` and ``fonts``
settle what can be printed, ``docx`` and ``typst_pdf`` draw, ``write`` puts the bytes in a
folder. Nothing on the way touches the disk. ``make`` ties the steps together.
"""
