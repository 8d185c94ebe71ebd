-- The appeal by which an upheld report turned out to be wrong; taking its decision back upholds it
-- again.
alter table review.report add column refuted bigint;
create index report_refuted on review.report (refuted) where refuted is not null;
