-- Views can be forgotten after their time, by a transaction that says so; the chain then says up to
-- which one. Whoever deletes them behind the ledger's back is found by its check as before.
create function review.only_forgotten() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('hedgerow.forgetting', true) = 'views' then
    return null;
  end if;
  raise exception 'review.view is append-only: % refused', tg_op using errcode = 'restrict_violation';
end $$;
drop trigger append_only on review.view;
create trigger append_only before update or delete or truncate on review.view
  for each statement execute function review.only_forgotten();
