Extension: ImagesLater
Id: images-later
Title: "Images later"
Description: "That a review service does not want the images themselves at first contact, and why, in its own words. Items of a checklist that ask for images do not block then; their reports stay as they are."
Context: HealthcareService
* insert Definition
* value[x] 1..1
* value[x] only string
