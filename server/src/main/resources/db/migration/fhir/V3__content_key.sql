-- The key of each stored document, wrapped by one that is not in this database. To delete a row is to destroy the document.
create table content_key (
    content_id text  primary key,
    wrapped    bytea not null,
    wrapped_by text  not null
);
