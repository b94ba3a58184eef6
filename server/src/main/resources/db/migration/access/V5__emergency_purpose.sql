-- What the case was read for, as a code of HL7's purposes of use.
alter table break_glass add column purpose text not null default 'BTG';
alter table break_glass alter column purpose drop default;
