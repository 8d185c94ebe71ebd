-- What is measured and published. Samples keep every draw with its inclusion probability; figures keep
-- what was published, under which definition, from which rows. Nothing here is ever changed.
create schema if not exists measure;

-- A day's content as it was drawn from, for one policy.
create table measure.sample (
  id      bigint generated always as identity primary key,
  policy  text collate "C" not null,
  day     date not null,
  units   bigint not null,
  views   double precision not null,
  seed    bigint not null,
  author  text not null,
  created timestamptz not null,
  unique (policy, day)
);

-- One draw with replacement: the chance of this unit at each single draw. label is what the upload said;
-- null leaves it to the people who review.
create table measure.draw (
  sample      bigint not null references measure.sample (id),
  ordinal     integer not null,
  unit        text collate "C" not null,
  views       double precision not null,
  probability double precision not null,
  pivots      text not null,
  label       smallint check (label in (0, 1)),
  primary key (sample, ordinal)
);
create index draw_unit on measure.draw (unit);

create table measure.definition (
  metric  text collate "C" not null,
  version text collate "C" not null,
  title   text not null,
  meaning text not null,
  query   text not null,
  since   timestamptz not null,
  primary key (metric, version)
);

-- One published number. restates names the figure it puts right; the newest of a chain counts. inputs is a
-- digest of the rows that the definition's query gave as of then.
create table measure.figure (
  id          bigint generated always as identity primary key,
  metric      text collate "C" not null,
  version     text collate "C" not null,
  policy      text collate "C" not null,
  slice       text collate "C" not null,
  period_from timestamptz not null,
  period_to   timestamptz not null,
  value       double precision,
  low         double precision,
  high        double precision,
  labels      bigint not null,
  effective   double precision not null,
  daily_views double precision not null,
  missing     text not null,
  as_of       timestamptz not null,
  inputs      bytea not null,
  restates    bigint unique references measure.figure (id),
  foreign key (metric, version) references measure.definition (metric, version)
);
create index figure_series on measure.figure (metric, policy, slice, period_from, version, id);

create function measure.forbid_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op
    using errcode = 'restrict_violation', hint = 'publish a figure that restates it';
end $$;

do $$
declare name text;
begin
  foreach name in array array['sample', 'draw', 'definition', 'figure']
  loop
    execute format('create trigger append_only before update or delete or truncate on measure.%I '
        || 'for each statement execute function measure.forbid_change()', name);
  end loop;
end $$;
