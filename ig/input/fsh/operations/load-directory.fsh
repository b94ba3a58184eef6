Instance: load-directory
InstanceOf: OperationDefinition
Usage: #definition
Title: "Load the directory"
* insert OperationHeader(load-directory, Type, Organization, true)
* name = "LoadDirectory"
* description = "Loads partner centres from a CSV file, one row a review service: Organization, HealthcareService, MeasureReport of the volumes, Endpoint, Practitioner and PractitionerRole. All rows or none; a row that was loaded before is known by its identifiers."
* comment = "The body of the request is the file itself, as text/csv in UTF-8; parameters stand in the URL. Columns: server/docs/operations/load-directory.md."
* insert Parameter(dryRun, in, 0, 1, boolean, [[True: nothing is stored, every problem is named. False when absent.]])
* insert Parameter(dryRun, out, 1, 1, boolean, [[Whether nothing was stored.]])
* insert Parameter(rows, out, 1, 1, integer, [[Rows of the file, without its header.]])
* insert Parameter(created, out, 1, 1, integer, [[Resources that are new.]])
* insert Parameter(updated, out, 1, 1, integer, [[Resources that change.]])
* insert Parameter(unchanged, out, 1, 1, integer, [[Resources that are as the file has them already.]])
* insert GroupParameter(ended, out, 0, *, [[What an earlier file loaded and this one has no more, of its centres and services: it is made inactive.]])
* insert Part(resource, out, 1, 1, Reference, [[HealthcareService, PractitionerRole or Practitioner.]])
* insert Part(name, out, 0, 1, string, [[Name of the service or the specialist.]])
* insert GroupParameter(problem, out, 0, *, [[A reason why the file cannot be loaded. None once it is.]])
* insert Part(line, out, 1, 1, integer, [[Line of the file, its header being 1; where a value goes over several lines, the first.]])
* insert Part(column, out, 0, 1, string, [[Column, as the header has it.]])
* insert Part(reason, out, 1, 1, string, [[What is wrong.]])
* insert Part(remedy, out, 1, 1, string, [[What to do.]])
