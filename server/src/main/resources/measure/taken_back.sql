-- title: Decisions taken back
-- kind: share
-- meaning: Of the decisions of people in the period, the share that was undone since.
select '' as policy, count(*) filter (where undone is not null and undone <= :as_of) as hits,
  count(*) as cases
from review.verdict where at >= :from and at < :to and at <= :as_of
