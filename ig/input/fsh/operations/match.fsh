Instance: match
InstanceOf: OperationDefinition
Usage: #definition
Title: "Match centres"
* insert OperationHeader(match, Instance, ServiceRequest, false)
* name = "Match"
* description = "Ranks review services for the tumour type of a case by yearly volume, then observed turnaround, languages and capacity, and says why each stands where it stands. No centre is contacted, nothing is stored."
* comment = "The same case and directory give the same order; the id of the service breaks ties."
* insert Parameter(count, in, 0, 1, integer, [[How many services are returned at most. Ten when absent.]])
* insert Parameter(remote, in, 0, 1, boolean, [[True: only services that work remotely. False: only services in person. Both when absent.]])
* insert Parameter(language, in, 0, *, code, [[Languages that the patient can talk in (BCP 47). When absent those of the Patient.]])
* insert Parameter(maxTurnaround, in, 0, 1, Duration, [[Services whose turnaround is longer are excluded.]])
* insert Parameter(exclude, in, 0, *, Reference, [[Centres to leave out, such as one that declined.]])
* parameter[=].targetProfile = "http://hl7.org/fhir/StructureDefinition/Organization"
* insert Parameter(return, out, 1, 1, Bundle, [[Searchset of HealthcareServices. Each entry.search has a score from 0 to 1, the extension match-grade and at least one match-reason.]])
