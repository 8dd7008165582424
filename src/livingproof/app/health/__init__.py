"""Whether the service is well: worker, queue, database, disk, registers; as a page, as an answer for machines, and for `doctor`."""
