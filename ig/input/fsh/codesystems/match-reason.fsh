CodeSystem: MatchReasonCodes
Id: match-reason
Title: "Match reason"
Description: "Why a centre stands where it stands in a match."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/match-reason"
* ^content = #complete
* #volume "Volume" "Yearly number of cases in the tumour type."
* #turnaround "Turnaround" "Observed or promised time to the report."
* #language "Language" "The centre works in a language of the patient."
* #capacity "Capacity" "The centre takes new cases now."
* #closed "Closed" "Days on which the centre does not work at all, now or before the report is expected."
* #remote "Remote" "The centre gives the opinion in the wanted mode."
* #excluded "Excluded" "The centre was left out, and why."
* #chosen "Chosen" "The patient picked this option, and it still holds."
