-- What a person wants done instead of what the policy says; null where the policy decides.
alter table label add column action text;
