"""Reading of files from anybody, and writing of a case in each of its forms. Nothing here touches the disk.

`upload` tells what a file is; `files` (a folder or zip), `json_case`, `workbook_case` and `matrix` each read one form;
`build` checks and puts a case together; `archive`, `csv_table` and `workbook` open what strangers packed; `limits` says
how much. Every reader gives a case or raises one `CaseError` with every fault.
"""
