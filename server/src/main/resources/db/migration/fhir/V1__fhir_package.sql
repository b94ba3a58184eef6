-- Which content of the FHIR package is stored as resources.
create table fhir_package (
    id   int primary key,
    hash text not null
);
