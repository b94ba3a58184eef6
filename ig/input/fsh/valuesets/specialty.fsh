ValueSet: SpecialtyValues
Id: specialty
Title: "Specialty"
Description: "SNOMED CT specialties that give second opinions in oncology, from the FHIR practice setting codes."
* insert Definition
* $SCT#394593009 "Medical oncology"
* $SCT#419815003 "Radiation oncology"
* $SCT#419321007 "Surgical oncology"
* $SCT#394916005 "Hematopathology"
* $SCT#394597005 "Histopathology"
* $SCT#394804000 "Clinical cytogenetics and molecular genetics"
* $SCT#408446006 "Gynecological oncology"
* $SCT#419043006 "Urological oncology"
* $SCT#418002000 "Pediatric oncology"
* $SCT#394914008 "Radiology"
