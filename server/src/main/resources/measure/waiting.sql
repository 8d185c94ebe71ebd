-- title: Cases waiting
-- kind: count
-- meaning: Cases that waited for a person at the end of the period.
select '' as policy, count(*) as value from review.item i
where i.created < least(:to, :as_of) and not exists (
  select 1 from review.verdict v where v.item = i.id and v.at < least(:to, :as_of)
    and (v.undone is null or v.undone >= least(:to, :as_of)))
