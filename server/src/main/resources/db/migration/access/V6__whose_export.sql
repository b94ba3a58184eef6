-- Who asked for an export, as the trail names it: the job tells whose records it took out when no request is under way.
alter table bulk_export add column fhir_user text;
alter table bulk_export add column client text;
alter table bulk_export add column address text;
