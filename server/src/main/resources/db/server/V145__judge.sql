-- What a language model, or a labeler elsewhere whose work is checked, said of the draws of a sample, and
-- with what chance a person looks at it. Nothing here is ever changed; an answer that is waited for has no row.
-- judge is the model that a sample is put before; empty leaves it to people.
alter table measure.sample add column judge text not null default '';

-- One answer about one unit of a sample. breaks is null where there is none: then a person is asked for certain,
-- and why says what came instead. prompt is the version of the policy's text and of the way it is asked about,
-- content the SHA-256 of what was read. audited says whether a person looks; truth is what the upload said that
-- they found, null leaves it to the people who review.
create table measure.judgement (
  id                bigint generated always as identity primary key,
  sample            bigint not null references measure.sample (id),
  unit              text collate "C" not null,
  model             text not null,
  prompt            text not null,
  content           bytea not null,
  breaks            boolean,
  why               text not null,
  audit_probability double precision not null check (audit_probability > 0 and audit_probability <= 1),
  audited           boolean not null,
  truth             smallint check (truth in (0, 1)),
  at                timestamptz not null,
  unique (sample, unit),
  check (breaks is not null or audited and audit_probability = 1)
);
create index judgement_known on measure.judgement (content, prompt, model) where breaks is not null;

-- Tokens spent on a day, by the endpoint's own count where it says so.
create table measure.judge_day (
  day    date primary key,
  tokens bigint not null
);

-- Which decisions of people on drawn content somebody else takes again, and with what chance each was to be.
create table measure.second_look (
  verdict     bigint primary key,
  probability double precision not null check (probability > 0 and probability <= 1),
  drawn       boolean not null,
  at          timestamptz not null
);

do $$
declare name text;
begin
  foreach name in array array['judgement', 'second_look']
  loop
    execute format('create trigger append_only before update or delete or truncate on measure.%I '
        || 'for each statement execute function measure.forbid_change()', name);
  end loop;
end $$;
