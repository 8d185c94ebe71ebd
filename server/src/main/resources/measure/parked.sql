-- title: Labels parked
-- kind: count
-- meaning: Labels that waited at the end of the period because their rule was over its quota.
select '' as policy, count(*) as value from parked
where created < least(:to, :as_of) and (outcome_at is null or outcome_at >= least(:to, :as_of))
