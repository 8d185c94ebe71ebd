-- Golden cases are compared with as many texts drawn at random, and not with a nearness somebody chose. compared is
-- how many of either; null where the share is of texts above a nearness, as it was before. nearness is from now on
-- the median of the nearest golden case's cosine similarity.
alter table measure.golden_coverage add column compared integer;
