CodeSystem: AcceptedFormatCodes
Id: accepted-format
Title: "Accepted format"
Description: "In what form a centre takes the package."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/accepted-format"
* ^content = #complete
* #fhir-document "FHIR document" "Signed FHIR document Bundle with its Binaries."
* #mhd "IHE MHD" "Provide Document Bundle (ITI-65)."
* #xdm "IHE XDM" "XDM zip."
* #pdf "PDF" "One PDF file with all records."
* #dicom-web "DICOMweb" "Images by WADO-RS."
* #dicom-zip "DICOM zip" "Images as a DICOM part 10 archive."
* #glass-slides "Glass slides" "Slides or blocks by courier."
* #whole-slide-image "Whole-slide images" "Digital slides."
