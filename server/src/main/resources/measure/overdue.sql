-- title: Cases overdue
-- kind: count
-- meaning: Of the cases that waited at the end of the period, those whose time had run out.
select '' as policy, count(*) as value from review.item i
where i.created < least(:to, :as_of) and i.due < least(:to, :as_of) and not exists (
  select 1 from review.verdict v where v.item = i.id and v.at < least(:to, :as_of)
    and (v.undone is null or v.undone >= least(:to, :as_of)))
