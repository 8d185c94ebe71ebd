-- Checks of a case, for saying which cases a third person settled.
create index quality_check_source on review.quality_check (source);
