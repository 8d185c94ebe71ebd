-- Text models that were registered, by their content. Starters and files beside the server are not in here.
create table server.model (
  sha256  text collate "C" primary key,
  policy  text collate "C" not null,
  content bytea not null,
  card    text not null,
  at      timestamptz not null,
  author  text not null
);

-- What became of them: a model's newest row is where it stands.
create table server.model_move (
  id      bigint generated always as identity primary key,
  model   text collate "C" not null references server.model (sha256),
  stage   text not null check (stage in ('candidate', 'shadow', 'canary', 'live', 'retired')),
  percent integer not null,
  at      timestamptz not null,
  author  text not null,
  reason  text not null
);
create index model_move_newest on server.model_move (model, id desc);

create trigger append_only before update or delete or truncate on server.model
  for each statement execute function forbid_change();
create trigger append_only before update or delete or truncate on server.model_move
  for each statement execute function forbid_change();
