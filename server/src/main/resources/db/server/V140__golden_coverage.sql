-- How much of a sample of what people wrote in the week up to a day had a golden case near it. Only
-- counts are kept: which texts they were is in server.traffic_sample, for as long as that is kept.
create table measure.golden_coverage (
  day      date primary key,
  golden   integer not null,
  sampled  integer not null,
  covered  integer not null check (covered between 0 and sampled),
  nearness double precision not null,
  at       timestamptz not null
);
create trigger append_only before update or delete or truncate on measure.golden_coverage
  for each statement execute function forbid_change();
