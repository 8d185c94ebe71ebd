-- How far second looks have been chosen: the newest decision, sample and judgement of a judge that were gone
-- through, so that no look goes over all draws again.
create table measure.second_look_position (
  name     text primary key check (name in ('verdict', 'sample', 'judgement')),
  position bigint not null
);
