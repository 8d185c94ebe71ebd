-- What exactly a user was told, in which language and under which words, who is told, and what the
-- restriction goes back to.
alter table review.statement
  add column owner       text collate "C",
  add column surfaces    text not null default '{}',
  add column until       timestamptz,
  add column ladder      boolean not null default false,
  add column found       text not null default 'person' check (found in ('machine', 'report', 'person')),
  add column source_kind text not null default 'REVIEWER',
  add column source      text collate "C" not null default '',
  add column language    text not null default 'en',
  add column words       text not null default '{}',
  add column ends        timestamptz;
update review.statement set ends = at + interval '183 days',
  words = json_build_object('what', action, 'policy', policy, 'facts', facts)::text;
-- One restriction, one statement: a label can lead to several, by itself and by the ladder, and to
-- another one under another pack.
alter table review.statement drop constraint statement_entity_policy_label_key;
alter table review.statement add unique (entity, policy, label, action, ladder);
create index statement_source on review.statement (source_kind, source, at);
create index statement_label on review.statement (label);

alter table review.appeal drop constraint appeal_outcome_check;
alter table review.appeal add check (outcome in ('upheld', 'overturned', 'modified'));
alter table review.appeal add column due timestamptz;
create index appeal_waiting on review.appeal (id) where outcome is null;

-- Sources of which an appeal was decided, or a decision on one taken back, since their reputation
-- was last worked out.
create table review.reputation_due (
  kind   text not null,
  source text collate "C" not null,
  primary key (kind, source)
);
create index item_appeal on review.item (appeal) where appeal is not null;
create index item_objection on review.item (entity, policy) where state = 'open' and appeal is not null;
