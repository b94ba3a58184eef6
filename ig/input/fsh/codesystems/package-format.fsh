CodeSystem: PackageFormatCodes
Id: package-format
Title: "Package format"
Description: "Form in which a package is frozen."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/package-format"
* ^content = #complete
* #fhir-document "FHIR document" "FHIR document Bundle, application/fhir+json."
* #mhd "IHE MHD" "Provide Document Bundle (ITI-65)."
* #xdm "IHE XDM" "XDM zip."
